"""The months, quarters, half-years and years in which something has to be done again."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from enum import StrEnum

from rules.text import Text
from workflow.errors import InputError

_MONTHS = 12
_TYPED = re.compile(
    r"(?P<year>\d{4})(?:-(?P<part>[QH]?\d{1,2}))?|(?P<part_>[QH]?\d{1,2})/(?P<year_>\d{4})",
    re.ASCII,
)


class Cadence(StrEnum):
    """How often something is done; the document that sets the task says so."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def parts(self) -> int:
        """How many of its periods a year has."""
        return _PARTS[self]


_PARTS = {Cadence.MONTH: _MONTHS, Cadence.QUARTER: 4, Cadence.HALF_YEAR: 2, Cadence.YEAR: 1}
_MARKS = {Cadence.MONTH: "", Cadence.QUARTER: "Q", Cadence.HALF_YEAR: "H", Cadence.YEAR: ""}
CADENCE_LABELS: dict[Cadence, Text] = {
    Cadence.MONTH: Text("hằng tháng", "monthly"),
    Cadence.QUARTER: Text("hằng quý", "quarterly"),
    Cadence.HALF_YEAR: Text("sáu tháng một lần", "half-yearly"),
    Cadence.YEAR: Text("hằng năm", "yearly"),
}
_EXAMPLES = {
    Cadence.MONTH: "2026-10, 10/2026",
    Cadence.QUARTER: "2026-Q3, Q3/2026",
    Cadence.HALF_YEAR: "2026-H1, H1/2026",
    Cadence.YEAR: "2026",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period: `code` is what an officer types, `first` and `last` are its days."""

    code: str
    first: date
    last: date


def once_period(since: date, by: date | None) -> Period:
    """What is done once, from a day on to its last day."""
    last = by or since
    return Period(code=last.isoformat(), first=since, last=last)


def period_of(cadence: Cadence, day: date) -> Period:
    """The period of a cadence in which a day lies."""
    length = _MONTHS // cadence.parts
    return _period(cadence, day.year, (day.month - 1) // length + 1)


def periods_between(cadence: Cadence, first: date, last: date) -> Iterator[Period]:
    """The periods from the one of a day to the one of another day, the oldest first."""
    day = first
    while day <= last:
        one = period_of(cadence, day)
        yield one
        day = one.last + timedelta(days=1)


def read_period(cadence: Cadence, typed: str) -> Period:
    """The period that an officer typed: 2026-10, 2026-Q3, 2026-H1 or 2026, or Q3/2026.

    Raises:
        InputError: it is none of that cadence.
    """
    match = _TYPED.fullmatch(typed.strip().upper())
    if match is not None:
        year = int(match["year"] or match["year_"])
        number = _number(cadence, match["part"] or match["part_"] or "")
        if year >= MINYEAR and 1 <= number <= cadence.parts:
            return _period(cadence, year, number)
    label, examples = CADENCE_LABELS[cadence], _EXAMPLES[cadence]
    raise InputError(
        Text(
            f"“{typed[:20]}” không phải một kỳ {label.vi}.",
            f"“{typed[:20]}” is no {label.en} period.",
        ),
        following=Text(f"ví dụ --period {examples}", f"for instance --period {examples}"),
    )


def _number(cadence: Cadence, part: str) -> int:
    """Which period of its year a part names: 3 of “Q3”; 0 where it is none of that cadence."""
    if cadence is Cadence.YEAR:
        return 0 if part else 1
    mark = _MARKS[cadence]
    digits = part[len(mark) :] if part.startswith(mark) else ""
    return int(digits) if digits.isdecimal() else 0


def _period(cadence: Cadence, year: int, number: int) -> Period:
    length = _MONTHS // cadence.parts
    end = number * length
    code = {
        Cadence.MONTH: f"{year:04d}-{number:02d}",
        Cadence.YEAR: f"{year:04d}",
    }.get(cadence, f"{year:04d}-{_MARKS[cadence]}{number}")
    return Period(
        code=code,
        first=date(year, end - length + 1, 1),
        last=date(year, end, monthrange(year, end)[1]),
    )
