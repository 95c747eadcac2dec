"""Counts again, by hand, what an explanation of a due day says (in English)."""

from __future__ import annotations

import re
from datetime import date, timedelta

DAY = timedelta(days=1)
_LENGTH = re.compile(r": (\d+) (working days|days|months)\b(?:, counted|\.)")


def read_back(text: str) -> date:
    """The due day, with nothing but the text and a wall calendar.

    The lines are read as an officer reads them: the length and by how much it was extended, day 0,
    the days named as left out or worked; every other day counts by its weekday.
    """
    lines = [line.strip() for line in text.splitlines()]
    ((number, unit),) = {found.groups() for line in lines if (found := _LENGTH.search(line))}
    more = sum(int(line.split()[2]) for line in lines if line.startswith("Extended by"))
    (start,) = [line[-10:] for line in lines if line.startswith("Starts (day 0)")]
    named = {date.fromisoformat(line.split()[2][:10]) for line in lines if line.startswith("- ")}
    day, left = date.fromisoformat(start), int(number) + more
    if unit == "months":
        clipped = any("its last day is taken" in line for line in lines)
        month = day.month - 1 + left
        year, month = day.year + month // 12, month % 12 + 1
        if clipped:
            return date(year + month // 12, month % 12 + 1, 1) - DAY
        return date(year, month, day.day)
    while left:
        day += DAY
        # A named day is the contrary of what its weekday says.
        left -= unit == "days" or ((day.isoweekday() < 6) != (day in named))
    return day
