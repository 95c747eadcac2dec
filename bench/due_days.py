"""One million due days in working days, in one process, beside numpy's own vector of them."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

from results import Line, Report
from side_by_side import in_turns, ratio

from rules.calendar import Calendar
from rules.due import due_day, due_days
from rules.rulebook import Rulebook

_COMMAND = "bench/run.py due-days"
_LIMIT = 2.0  # seconds
_COUNT = 1_000_000
_DAYS = 4000  # eleven years of starting days, as a register has them


def measure_due_days(report: Report, *, rounds: int) -> None:
    """Measure; the other side is only there where numpy is installed."""
    calendar = Calendar.open()
    version = Rulebook.open().on("ceremony", date(2026, 10, 1))
    first = date(2016, 1, 4)
    starts = [first + timedelta(days=number % _DAYS) for number in range(_COUNT)]

    def ours(_: int) -> float:
        began = perf_counter()
        due_days(version, starts, calendar)
        return perf_counter() - began

    def one_by_one(_: int) -> float:
        began = perf_counter()
        for start in starts:
            due_day(version, start, calendar)
        return perf_counter() - began

    ours(0)
    seconds = min(one_by_one(number) for number in range(rounds))
    report.add(
        Line(
            what=f"One million due days of {version.number} working days, one by one, in Python",
            ours=f"{seconds:.2f} s ({_COUNT / seconds:.0f}/s)",
            theirs="–",
            value=None,
            goal="< 2 s",
            met=seconds < _LIMIT,
            command=_COMMAND,
        )
    )
    try:
        import numpy as np  # noqa: PLC0415 - no dependency of the product
    except ImportError:
        report.note("numpy is not installed here: due days stand without another side.")
        return
    holidays = [day for year in range(2016, 2028) for day in _off(calendar, year)]
    vector = np.array(starts, dtype="datetime64[D]")
    number = version.number

    def theirs(_: int) -> float:
        began = perf_counter()
        np.busday_offset(vector, number, roll="backward", holidays=holidays)
        return perf_counter() - began

    mine, others = in_turns(ours, theirs, rounds)
    found = ratio(mine, others)
    report.add(
        Line(
            what=f"One million due days of {number} working days in bulk, beside numpy",
            ours=f"{found.ours:.2f} s",
            theirs=f"{found.theirs:.2f} s",
            value=found.value,
            spread=(found.low, found.high),
            goal="< 2 s",
            met=found.ours < _LIMIT,
            command=_COMMAND,
        )
    )


def _off(calendar: Calendar, year: int) -> list[date]:
    """The weekdays of a year that are not worked; make-up Saturdays are beyond numpy."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    return [day for day in days if day.weekday() < 5 and not calendar.is_working(day)]
