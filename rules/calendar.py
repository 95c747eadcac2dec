"""Working days: Monday to Friday, less days off, plus make-up Saturdays.

The texts do not define “ngày làm việc”; the week of the civil service is taken. Decided years are
data (``rules/data/calendar/YEAR.toml``), and an office may decide further days of its own; every
other year is an estimate and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rules.calendar_lines import CalendarLine, load_year
from rules.calendar_year import YearTable, lay_out
from rules.decision import ByDay, Decision, standing
from rules.text import Text

_WEEKEND = {6: Text(vi="thứ Bảy", en="Saturday"), 7: Text(vi="Chủ nhật", en="Sunday")}
_PACKAGED = Path(__file__).with_name("data") / "calendar"
Decided = Callable[[], Iterable[Decision]]


@dataclass(frozen=True, slots=True)
class _Above:
    """What a unit's calendar takes from the one above it: its years, and its decisions."""

    table: Callable[[int], YearTable]
    layers: Callable[[int], list[ByDay]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """What the calendar says of one day.

    Attributes:
        day: The day.
        working: Whether it counts as a working day.
        why: Why it is off, or why a Saturday is worked; None for a plain working day.
        citation: Where that was decided.
        estimated: Whether nothing has been decided for it yet.
        announced_on: The day the decision became known; None for a plain day, and where unknown.
        unit: The unit whose own decision it is; None: everybody's.
    """

    day: date
    working: bool
    why: Text | None
    citation: Text | None
    estimated: bool
    announced_on: date | None = None
    unit: str | None = None

    @property
    def source(self) -> str | None:
        """The citation in Vietnamese."""
        return None if self.citation is None else self.citation.vi


class Calendar:
    """Working days as known on a day; years are laid out when first asked for."""

    def __init__(
        self,
        folder: Path,
        known_on: date | None,
        decided: Decided | None = None,
    ) -> None:
        """Use `Calendar.open`; this takes any folder of year files."""
        self._folder = folder
        self._files = {int(path.stem): path for path in sorted(folder.glob("[0-9]*.toml"))}
        self._known_on = known_on
        self._decided = decided
        self._years: dict[int, YearTable] = {}
        self._lines: dict[int, tuple[CalendarLine, ...]] = {}
        self._until: date | None = None
        self._all: tuple[Decision, ...] | None = None
        self._layers: dict[str | None, dict[date, Decision]] | None = None
        self._above: _Above | None = None
        self._unit: str | None = None
        self._below: dict[str, Calendar] = {}

    @classmethod
    def open(cls, *, known_on: date | None = None, decided: Decided | None = None) -> Calendar:
        """The packaged calendar, and over it what an office decided.

        Args:
            known_on: Answer with what was announced on or before this day; None: with all we know.
            decided: Gives the decisions of an office; it is called once, when a day is first asked
                for, so that a command that asks for none does not pay.
        """
        return cls(_PACKAGED, known_on, decided)

    def as_of(self, known_on: date) -> Calendar:
        """The same calendar with what was known on a day."""
        return Calendar(self._folder, known_on, self._decisions)

    def reloaded(self) -> Calendar:
        """The same calendar, with what the office has decided by now."""
        return Calendar(self._folder, self._known_on, self._decided)

    def with_decisions(self, more: Iterable[Decision]) -> Calendar:
        """The calendar as it will be when these are decided too."""
        whole = (*self._decisions(), *more)
        return Calendar(self._folder, self._known_on, lambda: whole)

    def for_unit(self, path: Sequence[str]) -> Calendar:
        """The calendar of a unit: its own days over those of the units above it.

        Units without days of their own share the calendar above them.

        Args:
            path: Codes from the top of the tree down to the unit.
        """
        found = self
        for code in path:
            if code in self._standing():
                found = found._child(code)
        return found

    @property
    def has_local(self) -> bool:
        """Whether any unit has days of its own."""
        return any(code is not None for code in self._standing())

    @property
    def decisions_seen(self) -> int | None:
        """How many decisions of the office it rests on; None: there is none to ask, or not yet."""
        return None if self._decided is None or self._all is None else len(self._all)

    def decision(self, day: date, unit: str | None) -> Decision | None:
        """What an office decided about a day for exactly this unit; None: everybody."""
        return self._standing().get(unit, {}).get(day)

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        year = self._year(day.year)
        place = day.toordinal() - year.first
        return year.rank[place] > (year.rank[place - 1] if place else 0)

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
        year = self._year(day.year)
        is_open = year.open_from is not None and day.toordinal() >= year.open_from
        mark = year.marks.get(day)
        if mark is not None:
            return CalendarDay(
                day=day,
                working=not mark.off,
                why=mark.why,
                citation=mark.citation,
                estimated=not mark.decided,
                announced_on=mark.announced_on,
                unit=mark.unit,
            )
        weekend = _WEEKEND.get(day.isoweekday())
        return CalendarDay(
            day=day, working=weekend is None, why=weekend, citation=None, estimated=is_open
        )

    def exceptions(self, year: int) -> tuple[CalendarDay, ...]:
        """The days of a year that are not what their weekday says, in order."""
        return tuple(self.day(day) for day in sorted(self._year(year).marks))

    def is_estimated(self, start: date, end: date) -> bool:
        """Whether any day of a span, both ends with it, has not been decided yet.

        Until a year is announced every day of it is open, for a swap may still come; after that
        it is open from the first day on that still waits for its decision.
        """
        for year in range(start.year, end.year + 1):
            opens = self._year(year).open_from
            if opens is not None and end.toordinal() >= opens:
                return True
        return False

    def decided_until(self) -> date:
        """The last day up to which everything is decided; later ones are estimates."""
        if self._until is None:
            year = max(self._files)
            while year - 1 in self._files:
                year -= 1
            while self._year(year).open_from is None:
                year += 1
            opens = self._year(year).open_from or 1
            self._until = date.fromordinal(opens) - timedelta(days=1)
        return self._until

    def known_years(self) -> tuple[int, ...]:
        """The years of which anything is known beyond the estimate."""
        decided = {day.year for days in self._standing().values() for day in days}
        return tuple(sorted({*self._files, *decided}))

    def _rank(self, day: date) -> int:
        year = self._year(day.year)
        return year.rank[day.toordinal() - year.first]

    def _year(self, year: int) -> YearTable:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = self._new_year(year)
        return table

    def _new_year(self, year: int) -> YearTable:
        layers = self._year_layers(year)
        if self._above is not None and not layers[-1]:
            return self._above.table(year)
        lines = self._year_lines(year) if year in self._files else None
        return lay_out(year, lines, layers, self._known_on)

    def _year_layers(self, year: int) -> list[ByDay]:
        """Decisions about a year, those for everybody first, then down to this unit's own."""
        own = self._standing().get(self._unit, {})
        here = {day: one for day, one in own.items() if day.year == year}
        return [*([] if self._above is None else self._above.layers(year)), here]

    def _year_lines(self, year: int) -> tuple[CalendarLine, ...]:
        if year not in self._lines:
            path = self._files[year]
            read = _packaged_year if path.parent == _PACKAGED else _read_year
            self._lines[year] = read(path)
        return self._lines[year]

    def _decisions(self) -> tuple[Decision, ...]:
        if self._all is None:
            self._all = () if self._decided is None else tuple(self._decided())
        return self._all

    def _standing(self) -> dict[str | None, dict[date, Decision]]:
        if self._layers is None:
            self._layers = standing(self._decisions(), self._known_on)
        return self._layers

    def _child(self, code: str) -> Calendar:
        found = self._below.get(code)
        if found is None:
            found = self._below[code] = Calendar(self._folder, self._known_on)
            found._all, found._layers, found._lines = self._all, self._layers, self._lines
            found._above, found._unit = _Above(self._year, self._year_layers), code
        return found


def _read_year(path: Path) -> tuple[CalendarLine, ...]:
    return load_year(path, f"rules/data/calendar/{path.name}")


@cache
def _packaged_year(path: Path) -> tuple[CalendarLine, ...]:
    """A year of the package; nothing in it changes while the program runs."""
    return _read_year(path)
