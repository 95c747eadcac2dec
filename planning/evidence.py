"""What the cases of an office say on a day: who waits, how past waits went, how units differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import fsum

from planning.dekads import PER_YEAR, dekad, month_of, place_in_year, year_of
from planning.hazards import (
    LONGEST,
    Hazards,
    Spell,
    Spells,
    by_month,
    by_year,
    fit,
    spell_of,
    window,
)
from planning.pace import Spread, spread_of_months, spread_of_units, spread_of_years
from planning.stays import PIPELINE, stays
from workflow.milestones import Milestones

Waiting = Counter[tuple[int, int]]
"""How many wait before each step, by thirds of a month waited."""

_ENOUGH = 10
"""Decisions on admission whose wait is known, below which no estimate is made."""
_LAST = len(PIPELINE) - 1
_YEARS_OF_NEWCOMERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The cases as they looked on a day.

    Attributes:
        own: The spells of the last years by unit; under "" those of units that are not forecast.
        waiting: Who is on the way in each unit; those on hold are not counted on.
        newcomers: How many of each unit are, in a mean year, first seen after this day of it and
            admitted in it. One more year is lent to each, with the mean of all of them.
    """

    own: Mapping[str, list[Spell]]
    waiting: Mapping[str, Waiting]
    newcomers: Mapping[str, float]

    @classmethod
    def of(
        cls,
        cases: Iterable[Milestones],
        on: date,
        groups: Mapping[str, str],
        units: Iterable[str],
    ) -> Seen:
        """Look at every case once."""
        first, now = window(on), dekad(on)
        own = defaultdict[str, list[Spell]](list)
        waiting: dict[str, Waiting] = {unit: Counter() for unit in sorted(units)}
        late = Counter[tuple[str, int]]()
        for case in cases:
            group = groups.get(case.unit, "")
            for stay in stays(case, on):
                if stay.held:
                    continue
                spell = spell_of(stay)
                if spell.ended >= first:
                    own[group].append(spell)
                if spell.onward is None and group in waiting:
                    waiting[group][_stands(spell, now)] += 1
            done = case.admitted
            if done is not None and on.year - _YEARS_OF_NEWCOMERS <= done.year < on.year:
                late[group, done.year] += _came_late(case, on)
        return cls(own=own, waiting=waiting, newcomers=_means(late, waiting))


def standing(case: Milestones, on: date) -> Iterator[tuple[int, int]]:
    """Before which step a case waits on a day, and for how many thirds of a month; not on hold."""
    for stay in stays(case, on):
        spell = spell_of(stay)
        if spell.onward is None and not stay.held:
            yield _stands(spell, dekad(on))


def _stands(spell: Spell, now: int) -> tuple[int, int]:
    return spell.place, min(now - spell.began, LONGEST - 1)


def _came_late(case: Milestones, on: date) -> bool:
    """Whether an admitted case was first seen after this day of its year."""
    begun, done = case.nominated or case.enrolled or case.filed, case.admitted
    return (
        begun is not None
        and done is not None
        and begun.year == done.year
        and (begun.month, begun.day) > (on.month, on.day)
    )


def _means(late: Counter[tuple[str, int]], units: Iterable[str]) -> Mapping[str, float]:
    names = list(units)
    years = len({year for _, year in late})
    by_unit = Counter[str]()
    for (unit, _), many in late.items():
        by_unit[unit] += many
    mean = by_unit.total() / (years * len(names)) if years and names else 0.0
    return {unit: (by_unit[unit] + mean) / (years + 1) for unit in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The chances, and how far units and years have been off them.

    Attributes:
        hazards: The chances of all units together.
        steps: By unit: steps forward that came, and that the chances led to expect.
        this_year: The same of all units in the year so far.
        units: The variance of paces between units.
        years: The variance between whole years.
        months: How single months lie off within their year.
        whole_years: How many whole years with somebody on the way there were to learn from.
        rest: Decisions of past years in the part of the year still to come, by month.
    """

    hazards: Hazards
    steps: Mapping[str, tuple[int, float]]
    this_year: tuple[int, float]
    units: float
    years: float
    months: Spread
    whole_years: int
    rest: Mapping[int, int]


def evidence_of(seen: Seen, on: date) -> Evidence | None:
    """What past waits say; None while they are too few, or cover less than a year of seasons."""
    counted = Counter(chain.from_iterable(seen.own.values()))
    # In one order whatever the order of the cases, for sums of fractions depend on it.
    spells: Spells = {one: counted[one] for one in sorted(counted, key=_in_order)}
    hazards = fit(spells, on)
    first, now = window(on), dekad(on)
    decided = [(one, many) for one, many in spells.items() if one.place == _LAST and one.onward]
    if hazards.events[_LAST] < _ENOUGH or min(one.ended for one, _ in decided) > now - PER_YEAR:
        return None
    due = {
        one: hazards.expected(one.place, one.began, max(one.began, first), one.ended)
        for one in spells
    }
    steps = {unit: _steps(mine, due) for unit, mine in sorted(seen.own.items())}
    years = by_year(spells, hazards, on)
    this_year = years.pop(on.year)
    return Evidence(
        hazards=hazards,
        steps=steps,
        this_year=this_year,
        units=spread_of_units([figures for unit, figures in steps.items() if unit]),
        years=spread_of_years(list(years.values())),
        months=spread_of_months(by_month(spells, hazards, on)),
        whole_years=sum(1 for _, expected in years.values() if expected),
        rest=_in_the_rest(decided, now),
    )


def _in_order(one: Spell) -> tuple[int, int, int, str]:
    return one.place, one.began, one.ended, str(one.onward)


def _steps(mine: list[Spell], due: Mapping[Spell, float]) -> tuple[int, float]:
    return sum(1 for one in mine if one.onward), fsum(map(due.__getitem__, mine))


def _in_the_rest(decided: Iterable[tuple[Spell, int]], now: int) -> Counter[int]:
    """Decisions of past years in the thirds of the year from this one on, by month."""
    found = Counter[int]()
    for one, many in decided:
        if year_of(one.ended) < year_of(now) and place_in_year(one.ended) >= place_in_year(now):
            found[month_of(place_in_year(one.ended))] += many
    return found
