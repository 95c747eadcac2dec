"""One million due days in working days, in one process, beside numpy's own vector of them."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

from results import Line, Report
from side_by_side import in_turns, ratio

from rules.calendar import Calendar

_COUNT = 1_000_000
_DAYS = 30


def measure_due_days(report: Report, *, rounds: int) -> None:
    """Measure; the other side is only there where numpy is installed."""
    calendar = Calendar.open()
    first = date(2023, 1, 2)
    starts = [first + timedelta(days=number % 1000) for number in range(_COUNT)]

    def ours(_: int) -> float:
        began = perf_counter()
        for start in starts:
            calendar.add_working_days(start, _DAYS)
        return perf_counter() - began

    ours(0)
    command = "bench/run.py due-days"
    try:
        import numpy as np  # noqa: PLC0415 - no dependency of the product
    except ImportError:
        seconds = min(ours(number) for number in range(rounds))
        report.add(
            Line(
                what="One million due days of 30 working days, in Python",
                ours=f"{seconds:.2f} s ({_COUNT / seconds:.0f}/s)",
                theirs="–",
                value=None,
                command=command,
            )
        )
        report.note("numpy is not installed here: due days stand without another side.")
        return
    holidays = [day for year in range(2023, 2028) for day in _off(calendar, year)]
    vector = np.array(starts, dtype="datetime64[D]")

    def theirs(_: int) -> float:
        began = perf_counter()
        np.busday_offset(vector, _DAYS, roll="backward", holidays=holidays)
        return perf_counter() - began

    mine, others = in_turns(ours, theirs, rounds)
    found = ratio(mine, others)
    report.add(
        Line(
            what="One million due days of 30 working days, in Python, beside numpy",
            ours=f"{found.ours:.2f} s",
            theirs=f"{found.theirs:.2f} s",
            value=found.value,
            spread=(found.low, found.high),
            command=command,
        )
    )


def _off(calendar: Calendar, year: int) -> list[date]:
    """The weekdays of a year that are not worked; make-up Saturdays are beyond numpy."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    return [day for day in days if day.weekday() < 5 and not calendar.is_working(day)]
