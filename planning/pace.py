"""How fast a unit is beside the whole office: its own past, drawn towards everybody's when scarce.

Partial pooling. Of a unit we know how many steps were taken (O) and how many the office's chances
led to expect of the same people (E). Its pace θ would be O/E; with few cases that says little. So θ
is taken as Gamma-distributed around 1 with a variance V found from all units together, and the
unit's own figures make it Gamma(1/V + O, 1/V + E): mean (1/V + O)/(1/V + E). Without cases that is
everybody's pace, and as uncertain as units differ; with many it is the unit's own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log, log1p

RATIO = 1.2
"""Neighbouring paces of the scale differ by this factor."""
REACH = 10
"""Steps of the scale to either side of 1."""
SCALE = tuple(RATIO**step for step in range(-REACH, REACH + 1))
"""The paces that chances are worked out for: 0.16 to 6.19 times the office's own."""
_PARTS = 8  # of a step: a likely pace is found on a finer scale
_FINE = tuple(RATIO ** (part / _PARTS) for part in range(-REACH * _PARTS, REACH * _PARTS + 1))
_UNITS_DIFFER = 0.25  # V before anything is known: half as fast again, or half as slow, is ordinary
_YEARS_DIFFER = 0.15**2
_MONTHS_DIFFER = 0.15**2
# How many units, years and months that beforehand knowledge is worth.
_LENT_UNITS, _LENT_YEARS, _LENT_MONTHS = 5, 2, 4
_SMALLEST = 0.001


def spread_of_units(figures: Sequence[tuple[int, float]]) -> float:
    """V, the variance of paces between units: what differs beyond chance, (O-E)² - E over E²."""
    return _spread(figures, _UNITS_DIFFER, _LENT_UNITS)


def spread_of_years(figures: Sequence[tuple[int, float]]) -> float:
    """The variance of whole years around the expected, by the same reckoning."""
    return _spread(figures, _YEARS_DIFFER, _LENT_YEARS)


def _spread(figures: Sequence[tuple[int, float]], before: float, worth: int) -> float:
    known = [(came, due) for came, due in figures if due > 0]
    beyond = sum((came - due) ** 2 - due for came, due in known)
    squares = sum(due**2 for _, due in known)
    found = max(beyond / squares, 0.0) if squares else 0.0
    return max((len(known) * found + worth * before) / (len(known) + worth), _SMALLEST)


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely each pace of the fine scale is, summed up from the slowest."""

    summed: tuple[float, ...]

    @classmethod
    def of(cls, logs: Sequence[float]) -> Likely:
        """From the logarithm of each pace's likelihood, up to a constant."""
        top = max(logs)
        weights = [exp(one - top) for one in logs]
        whole = sum(weights)
        return cls(tuple(accumulate(weight / whole for weight in weights)))

    def drawn(self, chance: float) -> float:
        """The pace that a chance between 0 and 1 falls on, in steps of the scale away from 1."""
        return min(bisect_left(self.summed, chance), len(_FINE) - 1) / _PARTS - REACH


def together(*parts: Likely) -> tuple[float, ...]:
    """How likely each pace of the scale is when all of these speed up or slow down at once.

    Between two paces of the scale chance decides, in proportion to how near each is; what lies
    beyond an end of the scale counts as its end.
    """
    sums = [1.0]
    for part in parts:
        weights = [upto - below for below, upto in pairwise((0.0, *part.summed))]
        more = [0.0] * (len(sums) + len(weights) - 1)
        for place, much in enumerate(sums):
            for step, weight in enumerate(weights, place):
                more[step] += much * weight
        sums = more
    found = [0.0] * len(SCALE)
    slowest = (len(parts) - 1) * REACH
    for place, much in enumerate(sums):
        whole, over = divmod(place, _PARTS)
        for step, share in ((whole, _PARTS - over), (whole + 1, over)):
            found[min(max(step - slowest, 0), len(SCALE) - 1)] += much * share / _PARTS
    return tuple(found)


def pace_of(came: int, due: float, spread: float) -> Likely:
    """A unit's pace, from what came of what was due."""
    shape = 1 / spread
    return Likely.of([(shape + came) * log(pace) - (shape + due) * pace for pace in _FINE])


def year_so_far(came: int, due: float, spread: float) -> Likely:
    """How this year goes beside the ordinary.

    Years lie around the ordinary as past ones did; what came of what was due by now says where
    this one lies.
    """
    return Likely.of(
        [came * log(pace) - due * pace - log(pace) ** 2 / (2 * spread) for pace in _FINE]
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """A variance that was found, and on how much it rests.

    Attributes:
        variance: Of single months, relative to what is expected of them.
        freedom: How many months could lie off freely, with what is lent beforehand: the fewer, the
            less sure the variance is itself.
    """

    variance: float
    freedom: float


def spread_of_months(figures: Mapping[tuple[int, int], tuple[int, float]]) -> Spread:
    """How single months lie around what their own year, and their season, lead to expect.

    A sitting that is put off, or a month of many, shows here and not in the year as a whole: all
    units share it. The year's own sum and the season were learnt from these very months, so that
    each lies nearer to them than a month to come will: of M months in Y years only M - Y - 12 + 1
    could lie off freely, and what was found is divided by those.
    """
    years: dict[int, tuple[int, float]] = {}
    for (year, _), (came, due) in figures.items():
        done, expected = years.get(year, (0, 0.0))
        years[year] = done + came, expected + due
    own = [
        (came, due * years[year][0] / years[year][1])
        for (year, _), (came, due) in figures.items()
        if due > 0
    ]
    seen = [key for key, (_, due) in figures.items() if due > 0]
    learnt = len({year for year, _ in seen}) + len({month for _, month in seen}) - 1
    freedom = max(len(own) - learnt, 0) if own else 0
    squares = sum(due**2 for _, due in own) * freedom
    beyond = sum((came - due) ** 2 for came, due in own) * len(own)
    beyond -= sum(due for _, due in own) * freedom
    found = max(beyond / squares, 0.0) if squares else 0.0
    return Spread(
        (freedom * found + _LENT_MONTHS * _MONTHS_DIFFER) / (freedom + _LENT_MONTHS),
        freedom + _LENT_MONTHS,
    )


def rest_of_year(decisions: Mapping[int, int], months: Spread, years: int) -> Likely:
    """How far the rest of a year may lie off what past years lead to expect.

    Two things are uncertain. How many decisions of past years there were in it is itself a matter
    of chance, with a relative variance of one over their number. And each month still to come
    goes its own way, with the variance of months: the fewer months are left, the less they even
    out, so that each counts by the square of its share. What is expected of a month was learnt from
    as many such months as there were years, which adds one part in that many. That variance was
    found from so many months and may be larger: the tails are those of Student's t.

    Args:
        decisions: Decisions of past years by month, in what is left of the year.
        months: How single months lie off, from `spread_of_months`.
        years: How many years the expectation was learnt from.
    """
    whole = sum(decisions.values())
    if not whole:
        return Likely.of([-(log(pace) ** 2) / (2 * _UNITS_DIFFER) for pace in _FINE])
    shares = sum((many / whole) ** 2 for many in decisions.values())
    uneven = shares * months.variance * (1 + 1 / max(years, 1))
    spread = 1 / whole + uneven
    # Welch and Satterthwaite: the part that is known for certain makes the tails lighter.
    freedom = months.freedom * (spread / uneven) ** 2
    # Months lie off by so much of what is expected of them; the scale is one of factors, and a
    # step of it is the longer the higher it lies (log pace).
    return Likely.of(
        [
            log(pace) - (freedom + 1) / 2 * log1p((pace - 1) ** 2 / (freedom * spread))
            for pace in _FINE
        ]
    )
