"""Conditions on a re-admission, beside those of every admission (R12)."""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.conditions.consenting import consent_to
from workflow.facts import FactKind
from workflow.facts_of_people import CONVICTED, POPULATION_POLICY
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice, Unmet
from workflow.readmission import may_apply_from, never, too_often


def may_return(ask: Inquiry) -> Iterator[Unmet]:
    """The wait is over, the province consents, and nothing bars this person for ever."""
    left = ask.case.latest(FactKind.LEFT_PARTY)
    if left is None:
        return
    barred = (never(left, ask.law, ask.on), too_often(left, ask.law, ask.on))
    yield from (one for one in barred if one is not None)
    yield from _waited(ask)
    if left.data["reason"] == POPULATION_POLICY:
        yield from _consent(
            ask,
            POPULATION_POLICY,
            "readmission-population",
            Text(
                "kết nạp lại sau khi vi phạm chính sách dân số theo quy định riêng của Ban Bí thư:"
                " chưa có văn bản đồng ý của cấp có thẩm quyền",
                "re-admission after a breach of the population policy follows a rule of its own:"
                " the competent body's consent is missing",
            ),
        )
    yield from _consent(
        ask,
        "readmission",
        "readmission-consent",
        Text(
            "chưa có văn bản đồng ý kết nạp lại của ban thường vụ cấp ủy trực thuộc Trung ương",
            "the province's standing committee has not consented to the re-admission in writing",
        ),
    )


def earliest_application(ask: Inquiry) -> Iterator[Notice]:
    """From when somebody who left may apply again, told before the file is made."""
    left = ask.case.latest(FactKind.LEFT_PARTY)
    found = None if left is None else may_apply_from(ask.case, left, ask.law, ask.on)
    if found is None or found[0] <= ask.on:
        return
    first, version = found
    yield ask.notice(
        "readmission-wait",
        Text(
            f"đơn xin kết nạp lại chỉ được làm từ {shown(first)}",
            f"re-admission may be applied for from {first} on",
        ),
        version,
    )


def _waited(ask: Inquiry) -> Iterator[Unmet]:
    """The person applies when the wait is over, and not before (R12.1, R12.2)."""
    by = ask.considered("admission")
    left, application = ask.case.latest(FactKind.LEFT_PARTY), ask.known(FactKind.APPLICATION, by)
    if left is None or application is None:
        return
    cleared = ask.case.latest(FactKind.RECORD_CLEARED)
    if left.data["reason"] == CONVICTED and cleared is None:
        yield ask.unmet(
            "readmission-cleared",
            Text(
                "chưa ghi ngày được xóa án tích, không tính được thời gian chờ",
                "the day the record was cleared is not recorded, so the wait cannot be worked out",
            ),
            ask.law.find("readmission-wait-convicted", ask.on),
            ask.record("record-cleared", "--on …"),
        )
        return
    found = may_apply_from(ask.case, left, ask.law, application.on)
    if found is None:
        return
    first, version = found
    ask.law.rely(version)
    if application.on < first:
        yield ask.unmet(
            "readmission-wait",
            Text(
                f"đơn xin kết nạp lại ngày {shown(application.on)} quá sớm: phải chờ đủ"
                f" {version.number} tháng, từ {shown(first)}",
                f"the application of {application.on} is too early: {version.number} months must"
                f" pass, until {first}",
            ),
            version,
            ask.record("application", f"--on {first}"),
            absolute=True,
        )


def _consent(ask: Inquiry, about: str, rule: str, problem: Text) -> Iterator[Unmet]:
    if consent_to(ask, about) is None:
        yield ask.unmet(
            rule,
            ask.absent(problem, FactKind.CONSENT, ask.on, about=about),
            ask.law.find(rule, ask.on),
            ask.record("consent", f"--set about={about} --number … --issuer … --on …"),
        )
