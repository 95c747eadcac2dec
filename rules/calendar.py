"""Working days: Monday to Friday, less days off, plus make-up Saturdays.

The texts do not define “ngày làm việc”; the week of the civil service is taken. Decided years are
data (``rules/data/calendar/YEAR.toml``); every other year is an estimate and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rules.calendar_lines import CalendarLine, load_year
from rules.estimate import estimated_days_off
from rules.text import Text

_SATURDAY = 6
_WEEKEND = {6: Text(vi="thứ Bảy", en="Saturday"), 7: Text(vi="Chủ nhật", en="Sunday")}
_ESTIMATE = Text(
    vi="ước tính, chưa có quyết định công bố",
    en="estimate, no decision has been announced",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """What the calendar says of one day.

    Attributes:
        day: The day.
        working: Whether it counts as a working day.
        why: Why it is off, or why a Saturday is worked; None for a plain working day.
        citation: Where that was decided.
        estimated: Whether nothing has been decided for it yet.
    """

    day: date
    working: bool
    why: Text | None
    citation: Text | None
    estimated: bool

    @property
    def source(self) -> str | None:
        """The citation in Vietnamese."""
        return None if self.citation is None else self.citation.vi


@dataclass(frozen=True, slots=True)
class _Mark:
    """A day that is not what its weekday says."""

    off: bool
    why: Text
    citation: Text


@dataclass(frozen=True, slots=True)
class _Year:
    """Prefix table: ``rank[i]`` working days lie in the first ``i + 1`` days of the year."""

    first: int
    rank: list[int]
    days: list[date]
    marks: Mapping[date, _Mark]


class Calendar:
    """Working days as known on a day; years are laid out when first asked for."""

    def __init__(self, folder: Path, known_on: date | None) -> None:
        """Use `Calendar.open`; this takes any folder of year files."""
        self._files = {int(path.stem): path for path in sorted(folder.glob("[0-9]*.toml"))}
        self._known_on = known_on
        self._years: dict[int, _Year] = {}
        self._lines: dict[int, tuple[CalendarLine, ...]] = {}
        self._span: tuple[date, date] | None = None

    @classmethod
    def open(cls, *, known_on: date | None = None) -> Calendar:
        """The packaged calendar.

        Args:
            known_on: Answer with what was announced on or before this day; None: with all we know.
        """
        return cls(Path(__file__).with_name("data") / "calendar", known_on)

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        year = self._year(day.year)
        mark = year.marks.get(day)
        return day.isoweekday() < _SATURDAY if mark is None else not mark.off

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after a day.

        The day of the start is day 0, whether it is worked or not; the last day counts whole.

        Args:
            start: Day 0.
            n: How many working days, at least 1.

        Raises:
            ValueError: ``n`` is below 1; no rule asks for that.
        """
        if n < 1:
            message = f"{n} working days cannot be counted; at least 1"
            raise ValueError(message)
        year = self._years.get(start.year) or self._year(start.year)
        place = year.rank[start.toordinal() - year.first] + n - 1
        following = start.year
        while place >= len(year.days):
            place -= len(year.days)
            following += 1
            year = self._year(following)
        return year.days[place]

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; 0 when ``end`` is not later."""
        if end <= start:
            return 0
        counted = -self._rank(start)
        for year in range(start.year, end.year):
            counted += len(self._year(year).days)
        return counted + self._rank(end)

    def day(self, day: date) -> CalendarDay:
        """What the calendar says of a day, and why."""
        estimated = self.is_estimated(day, day)
        mark = self._year(day.year).marks.get(day)
        if mark is not None:
            return CalendarDay(
                day=day,
                working=not mark.off,
                why=mark.why,
                citation=mark.citation,
                estimated=estimated,
            )
        weekend = _WEEKEND.get(day.isoweekday())
        return CalendarDay(
            day=day, working=weekend is None, why=weekend, citation=None, estimated=estimated
        )

    def is_estimated(self, start: date, end: date) -> bool:
        """Whether any day of a span, both ends with it, has not been decided yet."""
        first, last = self._decided()
        return start < first or end > last

    def decided_until(self) -> date:
        """The last day for which everything is decided; later ones are estimates."""
        return self._decided()[1]

    def _rank(self, day: date) -> int:
        year = self._year(day.year)
        return year.rank[day.toordinal() - year.first]

    def _year(self, year: int) -> _Year:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = _laid_out(year, self._marks(year))
        return table

    def _decided(self) -> tuple[date, date]:
        """First and last day of the unbroken run of decided days that ends latest."""
        if self._span is None:
            self._span = self._decided_span()
        return self._span

    def _decided_span(self) -> tuple[date, date]:
        first = last = max(self._files)
        while first - 1 in self._files:
            first -= 1
        until = date(last, 12, 31)
        if self._known_on is not None:
            open_days = [
                line.day
                for year in range(first, last + 1)
                for line in self._year_lines(year)
                if line.announced_on > self._known_on
            ]
            until = min([until, *(day - timedelta(days=1) for day in open_days)])
        return date(first, 1, 1), until

    def _year_lines(self, year: int) -> tuple[CalendarLine, ...]:
        if year not in self._lines:
            path = self._files[year]
            self._lines[year] = load_year(path, f"rules/data/calendar/{path.name}")
        return self._lines[year]

    def _marks(self, year: int) -> dict[date, _Mark]:
        """The days of a year that are not what their weekday says."""
        if year not in self._files:
            return {day: _Mark(True, why, _ESTIMATE) for day, why in _estimate(year)}
        lines = self._year_lines(year)
        known = [line for line in lines if self._announced(line)]
        marks = {line.day: _mark(line) for line in known}
        if len(known) < len(lines):
            for day, why in _estimate(year):
                if day not in marks and not self._announced(_nearest(lines, day)):
                    marks[day] = _Mark(True, why, _ESTIMATE)
        return marks

    def _announced(self, line: CalendarLine) -> bool:
        return self._known_on is None or line.announced_on <= self._known_on


def _estimate(year: int) -> list[tuple[date, Text]]:
    return list(estimated_days_off(year).items())


def _nearest(lines: tuple[CalendarLine, ...], day: date) -> CalendarLine:
    """The decision an estimated day would have been part of: the line nearest to it."""
    return min(lines, key=lambda line: abs(line.day - day))


def _mark(line: CalendarLine) -> _Mark:
    citation = Text(vi=line.source.cite("vi"), en=line.source.cite("en"))
    return _Mark(line.off, line.name, citation)


def _laid_out(year: int, marks: Mapping[date, _Mark]) -> _Year:
    first = date(year, 1, 1).toordinal()
    rank: list[int] = []
    days: list[date] = []
    for ordinal in range(first, date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        mark = marks.get(day)
        if day.isoweekday() < _SATURDAY if mark is None else not mark.off:
            days.append(day)
        rank.append(len(days))
    return _Year(first, rank, days, marks)
