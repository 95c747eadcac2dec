"""How readily a step is taken: by how long somebody has waited for it, and by the month.

The chance of a step within a third of a month, for somebody who still waits, is

    base of the wait (events ÷ people at risk after so many thirds)  ×  season

which is the Kaplan–Meier hazard of the life table, spread over the year as past years were. The
season is a factor of the month times a factor of its third (boards sit on much the same days of a
month); each is what happened then over what the rest leads one to expect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from planning.dekads import PER_MONTH, PER_YEAR, dekad, month_of, place_in_year, third_of, year_of
from planning.stays import PIPELINE, Stay
from planning.waiting import Ending

LONGEST = 3 * PER_YEAR
"""Thirds of a month that are told apart; whoever waits longer counts as having waited so long."""
_MEMORY = 5  # years: older practice says little of today's
_BACKGROUND = 20.0  # person-thirds at the state's mean rate, lent to a wait that few have reached
_FLAT = 5.0  # events of a flat year, lent to a month, or a third of months, that saw few
_ROUNDS = 4  # base and season are worked out in turns; they settle at once
CERTAIN = 0.95
"""No step is surer than this within a third of a month."""


class Spell(NamedTuple):
    """A stay in thirds of a month: before which step, from and to, and whether it went `onward`.

    False is a drop-out; None still goes on. A tuple of plain values, for many are counted.
    """

    place: int
    began: int
    ended: int
    onward: bool | None


_PLACES = {state: place for place, state in enumerate(PIPELINE)}


def spell_of(stay: Stay) -> Spell:
    """A stay in thirds of a month."""
    onward = None if stay.ending is None else stay.ending is Ending.FORWARD
    return Spell(_PLACES[stay.state], dekad(stay.began), dekad(stay.ended), onward)


Spells = Mapping[Spell, int]
"""How many people have each spell in common."""


@dataclass(frozen=True)
class Hazards:
    """The chances of a step, fitted to the spells of one office.

    Attributes:
        base: By place in the pipeline and thirds waited: the chance of going forward.
        dropped: The same of dropping out; it has no season.
        season: By place and third of the year: how many times as ready the step is then.
        events: How many steps forward from each place the figures rest on.
    """

    base: tuple[tuple[float, ...], ...]
    dropped: tuple[tuple[float, ...], ...]
    season: tuple[tuple[float, ...], ...]
    events: tuple[int, ...]

    def expected(self, place: int, began: int, first: int, last: int) -> float:
        """Steps to expect of one spell between two thirds, both with it."""
        sums = self._sums[place][began % PER_YEAR]
        before = first - began - 1
        return _upto(sums, last - began) - (_upto(sums, before) if before >= 0 else 0.0)

    @cached_property
    def _sums(self) -> list[list[list[float]]]:
        return [
            [
                list(
                    accumulate(
                        self.base[place][waited] * self.season[place][place_in_year(begin + waited)]
                        for waited in range(LONGEST)
                    )
                )
                for begin in range(PER_YEAR)
            ]
            for place in range(len(PIPELINE))
        ]


def _upto(sums: Sequence[float], waited: int) -> float:
    return sums[min(waited, LONGEST - 1)]


def window(on: date) -> int:
    """The first third of a month that a fit of a day looks at."""
    return dekad(on) - _MEMORY * PER_YEAR


def fit(spells: Spells, on: date) -> Hazards:
    """The chances that the spells of the last years tell of."""
    first = window(on)
    risk, forward, dropped = _counted(spells, first)
    base, out, seasons, events = [], [], [], []
    for place in range(len(PIPELINE)):
        one = _fitted(risk[place], forward[place])
        base.append(one[0])
        seasons.append(one[1])
        exposed = [sum(risk[place][waited]) for waited in range(LONGEST)]
        ended = [dropped[place][waited] for waited in range(LONGEST)]
        out.append(_smoothed(ended, exposed))
        events.append(sum(map(sum, forward[place])))
    return Hazards(tuple(base), tuple(out), tuple(seasons), tuple(events))


_Grid = list[list[int]]  # by thirds waited and third of the year


def _counted(spells: Spells, first: int) -> tuple[list[_Grid], list[_Grid], list[list[int]]]:
    """People at risk, steps forward and drop-outs, by place, wait and third of the year."""
    places = range(len(PIPELINE))
    risk = [[[0] * PER_YEAR for _ in range(LONGEST)] for _ in places]
    forward = [[[0] * PER_YEAR for _ in range(LONGEST)] for _ in places]
    dropped = [[0] * LONGEST for _ in places]
    for (place, began, ended, onward), many in spells.items():
        for third in range(max(began, first), ended + 1):
            risk[place][min(third - began, LONGEST - 1)][place_in_year(third)] += many
        waited = min(ended - began, LONGEST - 1)
        if onward:
            forward[place][waited][place_in_year(ended)] += many
        elif onward is False:
            dropped[place][waited] += many
    return risk, forward, dropped


def _fitted(risk: _Grid, forward: _Grid) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Base and season, each worked out with the other held."""
    thirds = range(PER_YEAR)
    season = [1.0] * PER_YEAR
    base: tuple[float, ...] = ()
    events = [sum(line) for line in forward]
    happened = [sum(line[third] for line in forward) for third in thirds]
    for _ in range(_ROUNDS):
        exposed = [sum(n * s for n, s in zip(line, season, strict=True)) for line in risk]
        base = _smoothed(events, exposed)
        due = [sum(line[third] * b for line, b in zip(risk, base, strict=True)) for third in thirds]
        months = _factors(happened, due, month_of)
        ready = [due[third] * months[month_of(third)] for third in thirds]
        parts = _factors(happened, ready, third_of)
        season = [months[month_of(third)] * parts[third_of(third)] for third in thirds]
    return base, tuple(season)


def _factors(
    happened: Sequence[int], due: Sequence[float], kind: Callable[[int], int]
) -> Mapping[int, float]:
    """What happened over what was due, by month or by third of a month."""
    came, expected = defaultdict[int, float](float), defaultdict[int, float](float)
    for third in range(PER_YEAR):
        came[kind(third)] += happened[third]
        expected[kind(third)] += due[third]
    return {one: (came[one] + _FLAT) / (expected[one] + _FLAT) for one in came}


def _smoothed(events: Sequence[int], exposed: Sequence[float]) -> tuple[float, ...]:
    """Events over exposure; where few were exposed the mean of all speaks too."""
    people = sum(exposed)
    mean = sum(events) / people if people else 0.0
    return tuple(
        (n + _BACKGROUND * mean) / (x + _BACKGROUND) for n, x in zip(events, exposed, strict=True)
    )


def by_year(spells: Spells, hazards: Hazards, on: date) -> dict[int, tuple[int, float]]:
    """Steps forward of each whole year looked at and of this one so far: came, and expected."""
    years = range(year_of(window(on)) + 1, on.year + 1)
    came, expected = dict.fromkeys(years, 0), dict.fromkeys(years, 0.0)
    for (place, began, ended, onward), many in spells.items():
        for year in range(max(year_of(began), years.start), min(year_of(ended) + 1, years.stop)):
            opens, closes = max(began, PER_YEAR * year), min(ended, PER_YEAR * (year + 1) - 1)
            expected[year] += many * hazards.expected(place, began, opens, closes)
        if onward and year_of(ended) in came:
            came[year_of(ended)] += many
    return {year: (came[year], expected[year]) for year in years}


def by_month(
    spells: Spells, hazards: Hazards, on: date
) -> dict[tuple[int, int], tuple[int, float]]:
    """Decisions on admission of each whole month looked at: came, and expected."""
    place = len(PIPELINE) - 1
    opens = -(-window(on) // PER_MONTH) * PER_MONTH
    closes = dekad(on + timedelta(days=1)) // PER_MONTH * PER_MONTH
    came, expected = defaultdict[int, int](int), defaultdict[int, float](float)
    for (where, began, ended, onward), many in spells.items():
        if where != place:
            continue
        for third in range(max(began, opens), min(ended + 1, closes)):
            expected[third] += many * hazards.expected(place, began, third, third)
        if onward and opens <= ended < closes:
            came[ended] += many
    months: dict[tuple[int, int], tuple[int, float]] = {}
    for third in sorted(expected):
        key = year_of(third), month_of(place_in_year(third))
        done, due = months.get(key, (0, 0.0))
        months[key] = done + came[third], due + expected[third]
    return months
