"""Conditions on the verification of the CV: every letter answered, then a conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet


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
