"""Conditions on the verification of the CV: every letter answered, then a conclusion.

Who has to be verified, and who may be sent, stands in `workflow.conditions.relatives`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
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
    last = _last_result(ask, by)
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


def results_first(ask: Inquiry) -> Iterator[Unmet]:
    """The remark and the certificate on the CV follow the results, never before (R4.9, R4.14)."""
    by = ask.considered("admission")
    last = _last_result(ask, by)
    conclusion = ask.known(FactKind.VERIFICATION_CONCLUSION, by)
    for kind, rule, after, vi, en in (
        (FactKind.CV_REMARK, "verification-sealing", last, "nhận xét của chi ủy", "the remark"),
        (
            FactKind.CV_CERTIFICATE,
            "verification-conclusion",
            conclusion,
            "chứng nhận của cấp ủy cơ sở",
            "the certificate",
        ),
    ):
        written = ask.known(kind, by)
        if written is None or after is None or written.on >= after.on:
            continue
        yield ask.unmet(
            kind.value,
            Text(
                f"{vi} vào lý lịch ngày {shown(written.on)} có trước kết quả thẩm tra"
                f" ({shown(after.on)})",
                f"{en} on the CV of {written.on} was written before the result ({after.on})",
            ),
            ask.law.find(rule, by),
            ask.record(kind.value, "--on …"),
        )


def cv_not_confirmed(ask: Inquiry) -> Iterator[Unmet]:
    """A reply is the committee's own and says that the CV is right; else it is not done (R4.12)."""
    by = ask.considered("admission")
    newest = {}
    for reply in ask.case.facts_of(FactKind.VERIFICATION_REPLY):
        if reply.on <= by:
            newest[reply.data["letter"]] = reply
    for letter, reply in newest.items():
        version = ask.law.find("verification-reply-form", reply.on)
        if version is not None and (fault := _fault(reply)) is not None:
            yield ask.unmet(
                "verification-reply-form",
                Text(
                    f"trả lời công văn {letter} ngày {shown(reply.on)}: {fault.vi}",
                    f"the reply of {reply.on} to letter {letter}: {fault.en}",
                ),
                version,
                ask.record(
                    "verification-reply",
                    f"--set letter={letter} --set result=clear --set content=right"
                    " --set collective=yes --number … --on …",
                ),
            )


def _fault(reply: Fact) -> Text | None:
    if reply.data.get("collective") == "no":
        return Text("không phải ý kiến của tập thể cấp ủy", "not a statement of the committee")
    content = reply.data.get("content", "right")
    if content == "right":
        return None
    label = CHOICE_LABELS[content]
    return Text(
        f"lý lịch {label.vi}; cần khai lại, thẩm tra bổ sung",
        f"the CV is {label.en}; it is supplemented and verified further",
    )


def _last_result(ask: Inquiry, by: date) -> Fact | None:
    """The last reply, or the last member sent, whatever came later."""
    found = [ask.known(kind, by) for kind in (FactKind.VERIFICATION_REPLY, FactKind.VERIFIER)]
    return max((fact for fact in found if fact is not None), key=lambda one: one.on, default=None)


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
    ask.law.find("political-standard", by)  # what is concluded on; its wording changed (G6)
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
