"""More time to decide, in special cases: so many working days more, in total, and no further."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.text import Text
from workflow.case import Case, Fact
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.inquiry import cited
from workflow.law import Law

_PURPOSES = {"admission-decision": "admission", "recognition-decision": "recognition"}


def extension_of(rule: str) -> str:
    """The rule that says how far the time of a rule may be extended."""
    return f"{rule}-extension"


def extensions(case: Case, rule: str, start: date) -> tuple[Fact, ...]:
    """The extensions granted of the time that runs from a day; none for most rules."""
    purpose = _PURPOSES.get(rule)
    if purpose is None:
        return ()
    granted = case.facts_of(FactKind.EXTENSION, purpose=purpose)
    return tuple(fact for fact in granted if fact.on >= start)


def days_added(case: Case, rule: str, start: date, law: Law) -> int:
    """Working days by which the time that runs from a day was extended; 0 for most rules."""
    granted = extensions(case, rule, start)
    most = law.look(extension_of(rule), start) if granted else None
    return 0 if most is None else min(sum(fact.data["days"] for fact in granted), most.number)


def refuse_too_long(case: Case, data: Mapping[str, Any], law: Law) -> None:
    """Refuse an extension of a time that does not run, or beyond what the law allows in total.

    Raises:
        RefusedError: it is one of these; the sentence names the source.
    """
    rule = f"{data['purpose']}-decision"
    running = case.deadline(rule)
    if running is None:
        raise RefusedError(
            Text(
                f"Hồ sơ {case.ref} chưa có hạn quyết định nào đang tính để gia hạn.",
                f"Case {case.ref} has no running time to decide that could be extended.",
            )
        )
    most = law.on(extension_of(rule), running.start_on)
    left = most.number - days_added(case, rule, running.start_on, law)
    if not 1 <= data["days"] <= left:
        raise RefusedError(
            cited(
                Text(
                    f"Gia hạn {data['days']} ngày làm việc không được: còn được gia hạn {left}"
                    f" ngày, tổng cộng không quá {most.number}",
                    f"{data['days']} working days more cannot be given: {left} are left, at most"
                    f" {most.number} in total",
                ),
                most,
            )
        )
