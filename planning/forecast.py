"""How many will be admitted by the end of the year: a range, never a point.

Waits of the past give each open case its chance (`hazards`, `chances`), the unit's own pace scales
it (`pace`), and the year is played many times with a seed: one draw of how the year goes, one of
each unit's pace, one of how many are admitted then. The range holds the middle four fifths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, floor
from random import Random

from planning.chances import Chances, chances, distribution
from planning.dekads import PER_YEAR, dekad, place_in_year, year_of
from planning.hazards import LONGEST, Hazards, Spell, by_year, fit, window
from planning.pace import (
    REACH,
    SCALE,
    pace_of,
    rest_of_year,
    spread_of_units,
    spread_of_years,
    year_so_far,
)
from planning.percent import Percent
from planning.stays import PIPELINE, stays
from planning.waiting import Ending
from workflow.milestones import Milestones
from workflow.states import State

RUNS = 1000
"""How many times the year is played."""
SEED = 20_261_123
_LOW, _HIGH = RUNS // 10, RUNS - RUNS // 10 - 1
_ENOUGH = 10
"""Decisions on admission whose wait is known, below which no estimate is made; a year of them."""
_NEGLIGIBLE = 1e-9


class Basis(StrEnum):
    """What a range rests on."""

    HISTORY = "history"
    """The waits of the past; four years in five should end inside the range."""
    BOUNDS = "bounds"
    """Too little is known: from nobody else to everybody whose file is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How many a unit, or all of them, will have admitted at the end of the year.

    Attributes:
        admitted: Those already admitted.
        low: Nine plays of ten end here or above it.
        median: Half of the plays end here or below it; None without a history.
        high: Nine plays of ten end here or below it.
        plays: How each play ended, in the order of the plays; empty without a history.
    """

    admitted: int
    low: int
    median: int | None
    high: int
    plays: tuple[int, ...] = ()

    @classmethod
    def played(cls, admitted: int, plays: Sequence[int]) -> Range:
        """The range of these plays."""
        inner = sorted(plays)
        return cls(
            admitted=admitted,
            low=inner[_LOW],
            median=inner[RUNS // 2],
            high=inner[_HIGH],
            plays=tuple(plays),
        )

    def reaching(self, target: int) -> Percent:
        """In how many of the plays the target is reached."""
        return Percent.of(sum(play >= target for play in self.plays), len(self.plays) or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The forecast of a day for the end of its year.

    Attributes:
        ranges: By unit.
        total: All of them together: the plays are summed, not the ends of the ranges.
        basis: What they rest on.
        hazards: The chances that were found; None without a history.
        spread: The variance of paces between units, and of whole years.
    """

    ranges: Mapping[str, Range]
    total: Range
    basis: Basis
    hazards: Hazards | None = None
    spread: tuple[float, float] = (0.0, 0.0)


def outlook(
    cases: Iterable[Milestones],
    on: date,
    groups: Mapping[str, str],
    admitted: Mapping[str, int],
    *,
    seed: int = SEED,
) -> Outlook:
    """The forecast for the 31st of December of the year of a day.

    Args:
        cases: Everybody, also those admitted or closed long ago: their waits are the evidence.
        on: The day; nothing later is looked at.
        groups: Which unit of the forecast each unit belongs to. Cases of others are left out of
            the ranges, not of the evidence.
        admitted: How many each unit of the forecast has admitted this year so far.
        seed: The same seed, day and cases give the same forecast to the last figure.
    """
    spells, late = _spells(cases, on, groups)
    newcomers = _newcomers(late, admitted)
    waiting: dict[str, Counter[tuple[int, int]]] = {unit: Counter() for unit in sorted(admitted)}
    now = dekad(on)
    for one in spells:
        if one.ending is None and not one.held and one.ended == now and one.group in waiting:
            waiting[one.group][one.place, min(now - one.began, LONGEST - 1)] += 1
    hazards = fit(spells, on)
    if hazards.events[-1] < _ENOUGH or not _spans_a_year(spells, now):
        return _bounds(waiting, admitted)
    evidence = _Evidence.of(spells, hazards, on)
    return _played(evidence, waiting, admitted, newcomers, on, Random(seed))  # noqa: S311 - plays


def _spells(
    cases: Iterable[Milestones], on: date, groups: Mapping[str, str]
) -> tuple[list[Spell], Counter[tuple[str, int]]]:
    """Every wait of the last years; admissions per unit and year of those first seen late in it."""
    first = window(on)
    spells, late = [], Counter[tuple[str, int]]()
    for case in cases:
        group = groups.get(case.unit, "")
        for stay in stays(case, on):
            spell = Spell.of(group, stay)
            if spell.ended >= first:
                spells.append(spell)
        begun, done = case.nominated or case.enrolled or case.filed, case.admitted
        if done is not None and on.year - _YEARS_OF_NEWCOMERS <= done.year < on.year:
            late[group, done.year] += (
                begun is not None
                and begun.year == done.year
                and (begun.month, begun.day) > (on.month, on.day)
            )
    return spells, late


_YEARS_OF_NEWCOMERS = 4


def _spans_a_year(spells: Iterable[Spell], now: int) -> bool:
    """Whether decisions are known from a whole year: no season can be told from less."""
    last = len(PIPELINE) - 1
    decided = (one.ended for one in spells if one.place == last and one.ending is Ending.FORWARD)
    return min(decided, default=now) <= now - PER_YEAR


def _newcomers(late: Counter[tuple[str, int]], admitted: Mapping[str, int]) -> Mapping[str, float]:
    """How many of each unit are, in a mean year, first seen after this day and admitted in it.

    One more year is lent to each unit, with the mean of all of them.
    """
    years = len({year for _, year in late})
    by_unit = Counter[str]()
    for (unit, _), many in late.items():
        by_unit[unit] += many
    mean = by_unit.total() / (years * len(admitted)) if years and admitted else 0.0
    return {unit: (by_unit[unit] + mean) / (years + 1) for unit in admitted}


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The chances, and how far units and years have been off them."""

    hazards: Hazards
    steps: Mapping[str, tuple[int, float]]
    this_year: tuple[int, float]
    units: float
    years: float
    rest: int

    @classmethod
    def of(cls, spells: Sequence[Spell], hazards: Hazards, on: date) -> _Evidence:
        """What the spells tell of units and years."""
        first = window(on)
        came, due = Counter[str](), defaultdict[str, float](float)
        for one in spells:
            if one.held:
                continue
            due[one.group] += hazards.expected(
                one.place, one.began, max(one.began, first), one.ended
            )
            came[one.group] += one.ending is Ending.FORWARD
        steps = {group: (came[group], figure) for group, figure in sorted(due.items())}
        own = [figures for group, figures in steps.items() if group]
        years = by_year(spells, hazards, on)
        this = years.pop(on.year)
        return cls(
            hazards,
            steps,
            this,
            spread_of_units(own),
            spread_of_years([*years.values()]),
            _rest_of_years(spells, dekad(on)),
        )


def _rest_of_years(spells: Iterable[Spell], now: int) -> int:
    """Decisions of past years in the part of the year that is still to come."""
    last, here = len(PIPELINE) - 1, place_in_year(now)
    return sum(
        one.place == last
        and one.ending is Ending.FORWARD
        and year_of(one.ended) < year_of(now)
        and place_in_year(one.ended) >= here
        for one in spells
    )


def _bounds(
    waiting: Mapping[str, Counter[tuple[int, int]]], admitted: Mapping[str, int]
) -> Outlook:
    file_open = PIPELINE.index(State.VERIFICATION)
    ranges = {}
    for unit, places in waiting.items():
        able = sum(many for (place, _), many in places.items() if place == file_open)
        ranges[unit] = Range(
            admitted=admitted[unit], low=admitted[unit], median=None, high=admitted[unit] + able
        )
    total = Range(
        admitted=sum(admitted.values()),
        low=sum(one.low for one in ranges.values()),
        median=None,
        high=sum(one.high for one in ranges.values()),
    )
    return Outlook(ranges=ranges, total=total, basis=Basis.BOUNDS)


def _played(
    evidence: _Evidence,
    waiting: Mapping[str, Counter[tuple[int, int]]],
    admitted: Mapping[str, int],
    newcomers: Mapping[str, float],
    on: date,
    dice: Random,
) -> Outlook:
    """Play the year: first how it goes for everybody, then unit by unit."""
    scale = _Scale(evidence.hazards, on)
    so_far, rest = year_so_far(*evidence.this_year, evidence.years), rest_of_year(evidence.rest)
    steps = [so_far.drawn(dice.random()) + rest.drawn(dice.random()) for _ in range(RUNS)]
    whole = [0] * RUNS
    ranges = {}
    for unit, places in waiting.items():
        came, due = evidence.steps.get(unit, (0, 0.0))
        pace = pace_of(came, due, evidence.units)
        later = _Unit(scale, places, newcomers[unit])
        plays = []
        for step in steps:
            # Between two paces of the scale chance decides, in proportion to how near each is.
            place = floor(pace.drawn(dice.random()) + step + REACH + dice.random())
            likely = later.at(min(max(place, 0), len(SCALE) - 1))
            plays.append(admitted[unit] + bisect_left(likely, dice.random()))
        ranges[unit] = Range.played(admitted[unit], plays)
        whole = [sum_ + play for sum_, play in zip(whole, plays, strict=True)]
    return Outlook(
        ranges=ranges,
        total=Range.played(sum(admitted.values()), whole),
        basis=Basis.HISTORY,
        hazards=evidence.hazards,
        spread=(evidence.units, evidence.years),
    )


class _Scale:
    """The chances at each pace of the scale, worked out when a unit first needs them."""

    def __init__(self, hazards: Hazards, on: date) -> None:
        self._hazards, self._on = hazards, on
        self._until = date(on.year, 12, 31)
        self._known: dict[int, Chances] = {}

    def at(self, place: int) -> Chances:
        """The chances at a pace."""
        if place not in self._known:
            self._known[place] = chances(self._hazards, SCALE[place], self._on, self._until)
        return self._known[place]


class _Unit:
    """How many of one unit's people are admitted, at each pace of the scale."""

    def __init__(self, scale: _Scale, places: Counter[tuple[int, int]], newcomers: float) -> None:
        self._scale, self._places, self._newcomers = scale, places, newcomers
        self._known: dict[int, tuple[float, ...]] = {}

    def at(self, place: int) -> tuple[float, ...]:
        """The distribution at a pace, summed up; its end stands for certainty."""
        if place not in self._known:
            found = self._scale.at(place)
            odds = [
                found[step][waited]
                for (step, waited), many in sorted(self._places.items())
                for _ in range(many)
            ]
            summed = distribution(_poisson(self._newcomers * SCALE[place]), odds)
            self._known[place] = (*summed[:-1], 1.0)
        return self._known[place]


def _poisson(mean: float) -> list[float]:
    """The chances of 0, 1, 2, … arrivals, as far as they matter."""
    chance = exp(-mean)
    found: list[float] = []
    while not found or chance > _NEGLIGIBLE or len(found) <= mean:
        found.append(chance)
        chance *= mean / len(found)
    return found
