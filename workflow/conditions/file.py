"""Conditions on the admission file: application, CV, recommenders, verification, opinions.

Each paper must have been there when the cell considered the matter, not merely by the decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.months import add_months
from rules.text import Text
from workflow.case import Fact
from workflow.facts import FactKind
from workflow.inquiry import Condition, Inquiry, shown
from workflow.outcomes import Unmet
from workflow.states import Event

_RECOMMENDATION = "--set by=member --set who=… --set known_since=… --on …"


def application_before_cv(ask: Inquiry) -> Iterator[Unmet]:
    """Application first, then the CV; both must be there."""
    by = ask.considered("admission")
    version, order = ask.law.find("application", by), ask.law.find("application-order", by)
    application, cv = ask.known(FactKind.APPLICATION, by), ask.known(FactKind.CV, by)
    if application is None:
        problem = Text("chưa có đơn xin vào Đảng", "there is no application")
        yield ask.unmet(
            "application",
            ask.absent(problem, FactKind.APPLICATION, by),
            version,
            ask.record("application", "--on …"),
        )
    if cv is None:
        problem = Text("chưa có lý lịch của người xin vào Đảng", "there is no CV of the candidate")
        yield ask.unmet(
            "cv", ask.absent(problem, FactKind.CV, by), order, ask.record("cv", "--on …")
        )
    if application is not None and cv is not None and cv.on < application.on:
        yield ask.unmet(
            "application-order",
            Text(
                f"lý lịch ({shown(cv.on)}) làm trước đơn ({shown(application.on)})",
                f"the CV ({cv.on}) was written before the application ({application.on})",
            ),
            order,
            ask.record("cv", "--on …"),
        )


def recommended(ask: Inquiry) -> Iterator[Unmet]:
    """Enough recommenders: full members, or a union's committee and one full member less."""
    by = ask.considered("admission")
    given = [fact for fact in ask.case.facts_of(FactKind.RECOMMENDATION) if fact.on <= by]
    members = [fact for fact in given if fact.data["by"] == "member"]
    unions = len(given) > len(members)
    rule = "recommenders-with-organisation" if unions else "recommenders"
    version = ask.law.on(rule, by)
    wanted = version.number
    if len(members) < wanted:
        problem = Text(
            f"cần {wanted} đảng viên chính thức giới thiệu, mới có {len(members)}",
            f"{wanted} full members must recommend; {len(members)} did",
        )
        yield ask.unmet(
            "recommenders",
            problem,
            version,
            ask.record("recommendation", _RECOMMENDATION),
        )
        return
    strangers = [one for fact in members for one in _too_new(ask, fact)]
    if len(members) - len(strangers) < wanted:
        yield from strangers


def _too_new(ask: Inquiry, fact: Fact) -> Iterator[Unmet]:
    """One who has not worked together long enough; who replaces another need not have (R2.8)."""
    if fact.data.get("replaces") == "yes":
        return
    version = ask.law.on("recommender-acquaintance", fact.on)
    since = fact.data.get("known_since")
    if since is None:
        yield ask.unmet(
            "recommender-acquaintance",
            Text(
                "chưa ghi ngày bắt đầu cùng công tác của người giới thiệu ngày"
                f" {shown(fact.on)} (mục {fact.seq}); cần đủ {version.number} tháng",
                f"since when the recommender of {fact.on} (entry {fact.seq}) has worked together"
                f" with the candidate is not recorded; {version.number} months are needed",
            ),
            version,
            f"case correct {ask.case.ref} {fact.seq} --set known_since=… --reason …",
        )
        return
    enough = add_months(date.fromisoformat(since), version.number)
    if enough > fact.on:
        yield ask.unmet(
            "recommender-acquaintance",
            Text(
                f"người giới thiệu ngày {shown(fact.on)} chưa cùng công tác đủ"
                f" {version.number} tháng (đủ từ {shown(enough)})",
                f"the recommender of {fact.on} has not worked together for"
                f" {version.number} months (not before {enough})",
            ),
            version,
            ask.record("recommendation", _RECOMMENDATION),
        )


def verified(ask: Inquiry) -> Iterator[Unmet]:
    """Every letter answered, then a conclusion, and a political issue concluded by its own body."""
    by = ask.considered("admission")
    yield from _answered(ask, by)
    version = ask.law.find("verification-conclusion", by)
    conclusion = ask.known(FactKind.VERIFICATION_CONCLUSION, by)
    remedy = ask.record("verification-conclusion", "--set result=clear --number … --on …")
    if conclusion is None:
        problem = Text(
            "cấp ủy cơ sở chưa kết luận thẩm tra lý lịch",
            "the grassroots committee has not concluded the verification",
        )
        late = ask.absent(problem, FactKind.VERIFICATION_CONCLUSION, by)
        yield ask.unmet("verification-conclusion", late, version, remedy)
        return
    last = ask.known(FactKind.VERIFICATION_REPLY, by)
    if last is not None and last.on > conclusion.on:
        # Law R4.9: a conclusion written before the replies had come is a breach of procedure.
        yield ask.unmet(
            "verification-conclusion",
            Text(
                f"kết luận thẩm tra ({shown(conclusion.on)}) có trước trả lời ({shown(last.on)})",
                f"the conclusion ({conclusion.on}) was drawn before the reply of {last.on}",
            ),
            version,
            remedy,
        )
    cv = ask.known(FactKind.CV, by)
    if cv is not None and conclusion.on < cv.on:
        # Law R4.1, R4.4: what is verified is the CV, so it comes first.
        yield ask.unmet(
            "verification-conclusion",
            Text(
                f"kết luận thẩm tra ({shown(conclusion.on)}) có trước lý lịch ({shown(cv.on)})",
                f"the conclusion ({conclusion.on}) was drawn before the CV ({cv.on}) was written",
            ),
            version,
            remedy,
        )
    if conclusion.data["result"] == "issue":
        yield from _political(ask, by)


def _answered(ask: Inquiry, by: date) -> Iterator[Unmet]:
    replies = [fact for fact in ask.case.facts_of(FactKind.VERIFICATION_REPLY) if fact.on <= by]
    replied = {fact.data["letter"] for fact in replies}
    for letter in ask.case.facts_of(FactKind.VERIFICATION_LETTER):
        if letter.document in replied:
            continue
        abroad = letter.data.get("abroad") == "yes"
        rule = "verification-reply-abroad" if abroad else "verification-reply"
        problem = Text(
            f"công văn thẩm tra {letter.document} ({shown(letter.on)}) chưa được trả lời",
            f"verification letter {letter.document} ({letter.on}) is not answered",
        )
        yield ask.unmet(
            "verification-reply",
            ask.absent(problem, FactKind.VERIFICATION_REPLY, by, letter=str(letter.document)),
            ask.law.find(rule, letter.on),
            ask.record(
                "verification-reply",
                f"--set letter={letter.document} --set result=clear --number … --on …",
            ),
        )


def _political(ask: Inquiry, by: date) -> Iterator[Unmet]:
    version = ask.law.find("political-conclusion", by)
    concluded = ask.known(FactKind.POLITICAL_CONCLUSION, by)
    if concluded is None or concluded.data["result"] != "eligible":
        yield ask.unmet(
            "political-conclusion",
            Text(
                "có vấn đề chính trị: cấp có thẩm quyền phải kết luận đủ tiêu chuẩn trước khi"
                " chi bộ xét",
                "a political issue: the competent committee must conclude before the cell"
                " considers it",
            ),
            version,
            ask.record("political-conclusion", "--set result=eligible --number … --on …"),
        )


def opinions_for(purpose: str) -> Condition:
    """The pair of opinions, of the workplace and of the residence, on a matter.

    Law R5.3: those on recognition speak of the probation, so they follow the ceremony.
    """
    rule = "opinions" if purpose == "admission" else f"opinions-{purpose}"

    def opinions(ask: Inquiry) -> Iterator[Unmet]:
        by = ask.considered(purpose)
        version = ask.law.find(rule, by)
        began = ask.case.day_of(Event.HOLD_CEREMONY) if purpose == "recognition" else None
        for source, vi, en in (
            ("workplace", "các đoàn thể nơi công tác", "the organisations at the workplace"),
            ("residence", "chi ủy nơi cư trú", "the cell committee at the residence"),
        ):
            wanted = {"purpose": purpose, "source": source}
            remedy = ask.record(
                "opinion",
                f"--set source={source} --set purpose={purpose} --set result=agree --on …",
            )
            found = ask.known(FactKind.OPINION, by, **wanted)
            if found is None:
                problem = Text(f"thiếu ý kiến của {vi}", f"the opinion of {en} is missing")
                late = ask.absent(problem, FactKind.OPINION, by, **wanted)
                yield ask.unmet("opinions", late, version, remedy)
            elif began is not None and found.on < began:
                yield ask.unmet(
                    "opinions",
                    Text(
                        f"ý kiến của {vi} ngày {shown(found.on)} có trước lễ kết nạp"
                        f" ({shown(began)}); cần ý kiến về thời gian dự bị",
                        f"the opinion of {en} of {found.on} lies before the ceremony ({began});"
                        " an opinion on the probation is needed",
                    ),
                    version,
                    remedy,
                )

    return opinions
