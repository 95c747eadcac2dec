"""From a case to what inspections found about it and nobody has mended yet."""

from __future__ import annotations

from typing import Any

from commands.office_desk import Office
from commands.output import day
from commands.speech import say
from rules.text import Text
from workflow.case import Case
from workflow.registers.findings import Finding, standing_on


def findings_told(office: Office, case: Case) -> list[tuple[Text, str]]:
    """One line of all open findings about a case; none where there is none."""
    found = standing_on(office.store(), case.ref)
    if not found:
        return []
    told = ", ".join(_told(office, one) for one in found)
    return [(Text("Kiểm tra", "Inspection"), f"! {told} · ketnap finding list --open")]


def finding_rows(office: Office, case: Case) -> list[dict[str, Any]]:
    """The same for a program."""
    today = office.today()
    return [
        {
            "number": one.ref,
            "found_on": one.record.since,
            "document": one.record.document,
            "mend_by": one.mend_by,
            "overdue_days": one.overdue_days(today),
        }
        for one in standing_on(office.store(), case.ref)
    ]


def _told(office: Office, one: Finding) -> str:
    if one.mend_by is None:
        return one.ref
    by = day(one.mend_by)
    if one.overdue_days(office.today()):
        return say(Text(f"{one.ref} (▲ quá hạn {by})", f"{one.ref} (▲ was due {by})"))
    return say(Text(f"{one.ref} (khắc phục tới {by})", f"{one.ref} (mend by {by})"))
