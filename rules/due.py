"""Due days, and how they were counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rules.calendar import Calendar, CalendarDay
from rules.counted import Due, Skipped
from rules.months import add_months
from rules.rule import Rule, Version
from rules.text import Text
from rules.units import Unit

__all__ = ["Due", "Skipped", "due_day", "due_days", "explain_due"]

# Own names, because looking a member up on its enum is slow and this is the hot path.
_WORKING_DAYS, _MONTHS, _DAYS = Unit.WORKING_DAYS, Unit.MONTHS, Unit.DAYS
_SATURDAY = 6
_NOTHING = Text(vi="", en="")


def due_day(version: Version, start: date, calendar: Calendar) -> date:
    """The last good day of a deadline.

    The day of the starting event is day 0; the last day counts whole; a length in months ends on
    the same day of the month, clipped to the month's end.

    Args:
        version: The wording in force on the day that governs the deadline.
        start: The day of its starting event.
        calendar: Working days.

    Raises:
        TypeError: The rule is not a length of time; asking is a mistake in the program.
    """
    unit = version.unit
    if unit is _WORKING_DAYS:
        return calendar.add_working_days(start, version.number)
    if unit is _MONTHS:
        return add_months(start, version.number)
    if unit is _DAYS:
        return start + timedelta(days=version.number)
    message = f"{version.id} is measured in {unit}; no due day can be counted"
    raise TypeError(message)


def due_days(version: Version, starts: Sequence[date], calendar: Calendar) -> list[date]:
    """The last good day for each of many starts under one wording, in the order given.

    A register has far more starts than days: each day is counted once.

    Args:
        version: The wording.
        starts: The days of the starting events.
        calendar: Working days.

    Raises:
        TypeError: The rule is not a length of time; asking is a mistake in the program.
    """
    counted = {start: due_day(version, start, calendar) for start in set(starts)}
    return [counted[start] for start in starts]


def explain_due(
    version: Version, rule: Rule, start: date, calendar: Calendar, *, more: int = 0
) -> Due:
    """The due day with every day that was left out or added, and the source of each.

    Args:
        version: The wording in force on the day that governs the deadline.
        rule: The rule it belongs to.
        start: The day of its starting event.
        calendar: Working days.
        more: Working days by which the length was extended.

    Raises:
        TypeError: The rule is not a length of time; asking is a mistake in the program.
    """
    due_on = due_day(version, start, calendar)
    if more:
        due_on = calendar.add_working_days(due_on, more)
    by_working_days = version.unit is _WORKING_DAYS
    span = range(1, (due_on - start).days + 1) if by_working_days else ()
    days = [calendar.day(start + timedelta(days=n)) for n in span]
    return Due(
        rule=rule,
        version=version,
        start_on=start,
        due_on=due_on,
        skipped=tuple(_exception(day) for day in days if not day.working and not _weekend(day)),
        weekend_days=sum(not day.working and _weekend(day) for day in days),
        added=tuple(_exception(day) for day in days if day.working and _weekend(day)),
        estimated=by_working_days and calendar.is_estimated(start, due_on),
        more=more,
    )


def _weekend(day: CalendarDay) -> bool:
    return day.day.isoweekday() >= _SATURDAY


def _exception(day: CalendarDay) -> Skipped:
    return Skipped(day=day.day, why=day.why or _NOTHING, source=day.citation or _NOTHING)
