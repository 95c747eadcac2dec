"""A deadline that was met after its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.units import Unit
from workflow.law import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class LateStep:
    """A deadline, and when it was met.

    `stream` is the case, screening or record, `case_ref` the case of the person (of an incident,
    which is about nobody's, the incident itself), `unit` the organisation responsible when it was
    met, by entry `closed_by` whose deed is dated `done_on`.
    """

    stream: str
    case_ref: str
    unit: str | None
    rule: str
    version: str
    start_on: date
    due_on: date
    closed_by: int
    done_on: date

    @property
    def days(self) -> int:
        """Calendar days after the due day."""
        return (self.done_on - self.due_on).days


def working_days_late(
    version: str, unit: str | None, due_on: date, until: date, law: Law
) -> int | None:
    """Working days from a due day to another, where the wording counts working days; else None.

    Args:
        version: The wording that the deadline follows.
        unit: Whose calendar counts; None for that of everybody.
        due_on: Its day.
        until: When it was met, or today where it was not.
        law: The reader of law and calendar.
    """
    if law.wording(version).unit is not Unit.WORKING_DAYS:
        return None
    there = law if unit is None else law.at(unit)
    return there.calendar.working_days_between(due_on, until)
