"""One year laid out: which days are worked, why, and from when on it is only an estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.calendar_lines import CalendarLine
from rules.decision import ByDay, Decision
from rules.estimate import estimated_days_off
from rules.text import Text

_SATURDAY = 6
_ESTIMATE = Text(
    vi="ước tính, chưa có quyết định công bố",
    en="estimate, no decision has been announced",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day that is not what its weekday says, or of which somebody decided that it is."""

    off: bool
    why: Text
    citation: Text
    announced_on: date | None = None
    unit: str | None = None
    decided: bool = True


@dataclass(frozen=True, slots=True)
class YearTable:
    """Prefix table: ``rank[i]`` working days lie in the first ``i + 1`` days of the year.

    `open_from` is the ordinal of the first day from which the year is an estimate; None: decided.
    """

    first: int
    rank: list[int]
    days: list[date]
    marks: Mapping[date, Mark]
    open_from: int | None


def lay_out(
    year: int,
    lines: Sequence[CalendarLine] | None,
    layers: Sequence[ByDay],
    known_on: date | None,
) -> YearTable:
    """Lay out a year.

    Args:
        year: The year.
        lines: The lines of its file; None: it has none.
        layers: Decisions of offices, those for everybody first, then down the tree of units.
        known_on: Answer with what was announced on or before this day; None: with all we know.
    """
    known = [one for one in lines or () if known_on is None or one.announced_on <= known_on]
    marks = {line.day: _packaged(line) for line in known}
    if lines is None or len(known) < len(lines):
        for day, why in estimated_days_off(year).items():
            if day not in marks and (not lines or _nearest(lines, day) not in known):
                marks[day] = Mark(off=True, why=why, citation=_ESTIMATE, decided=False)
    waiting = {day for day, mark in marks.items() if not mark.decided}
    waiting.update(line.day for line in lines or () if line not in known)
    settled = False
    for layer in layers:
        for day, one in layer.items():
            mark = marks.get(day)
            if one.unit is None and mark is not None and not _overrides(one, mark):
                continue
            settled = settled or day in waiting
            waiting.discard(day)
            marks[day] = _of_office(one)
    announced = settled or (lines is not None and all(line.decided for line in lines))
    open_from = None
    if waiting:
        open_from = (min(waiting) if announced else date(year, 1, 1)).toordinal()
    return _ranked(year, marks, open_from)


def _overrides(one: Decision, mark: Mark) -> bool:
    """A decision for everybody gives way to a line of the package that was announced later."""
    return not mark.decided or mark.announced_on is None or one.known_on >= mark.announced_on


def _nearest(lines: Sequence[CalendarLine], day: date) -> CalendarLine:
    """The decision an estimated day would have been part of: the line nearest to it."""
    return min(lines, key=lambda line: abs(line.day - day))


def _packaged(line: CalendarLine) -> Mark:
    cited = Text(vi=line.source.cite("vi"), en=line.source.cite("en"))
    if not line.decided:
        cited = Text(
            vi=f"ước tính theo {cited.vi}, {line.confidence.label.vi}",
            en=f"estimate after {cited.en}, {line.confidence.label.en}",
        )
    return Mark(
        off=line.off,
        why=line.name,
        citation=cited,
        announced_on=line.announced_on,
        decided=line.decided,
    )


def _of_office(one: Decision) -> Mark:
    return Mark(
        off=one.off is True,
        why=one.name,
        citation=Text(vi=one.source.cite("vi"), en=one.source.cite("en")),
        announced_on=one.announced_on,
        unit=one.unit,
    )


def _ranked(year: int, marks: Mapping[date, Mark], open_from: int | None) -> YearTable:
    first = date(year, 1, 1).toordinal()
    rank: list[int] = []
    days: list[date] = []
    for ordinal in range(first, date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        mark = marks.get(day)
        if day.isoweekday() < _SATURDAY if mark is None else not mark.off:
            days.append(day)
        rank.append(len(days))
    return YearTable(first, rank, days, marks, open_from)
