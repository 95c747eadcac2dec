"""How many will be admitted by the end of the year: a range, never a point.

Waits of the past give each open case its chance (`hazards`, `chances`), the unit's own pace scales
it (`pace`), and the year is played many times with a seed: one draw of how the year goes, one of
each unit's pace, one of how many are admitted then. The range holds the middle four fifths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import floor
from random import Random

from planning.evidence import Evidence, Seen, Waiting, evidence_of
from planning.hazards import Hazards
from planning.pace import REACH, SCALE, pace_of, rest_of_year, year_so_far
from planning.percent import Percent
from planning.plays import Scale, UnitPlays
from planning.stays import PIPELINE
from workflow.milestones import Milestones
from workflow.states import State

RUNS = 1000
"""How many times the year is played."""
SEED = 20_261_123
_LOW, _HIGH = RUNS // 10, RUNS - RUNS // 10 - 1


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
    seen = Seen.of(cases, on, groups, admitted)
    evidence = evidence_of(seen, on)
    if evidence is None:
        return _bounds(seen.waiting, admitted)
    return _played(evidence, seen, admitted, on, Random(seed))  # noqa: S311 - plays


def _bounds(waiting: Mapping[str, Waiting], admitted: Mapping[str, int]) -> Outlook:
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
    evidence: Evidence, seen: Seen, admitted: Mapping[str, int], on: date, dice: Random
) -> Outlook:
    """Play the year: first how it goes for everybody, then unit by unit."""
    scale, chance = Scale(evidence.hazards, on), dice.random
    so_far, rest = (
        year_so_far(*evidence.this_year, evidence.years),
        rest_of_year(evidence.rest, evidence.months, evidence.whole_years),
    )
    # Between two paces of the scale chance decides, in proportion to how near each is.
    steps = [REACH + so_far.drawn(chance()) + rest.drawn(chance()) for _ in range(RUNS)]
    whole = [0] * RUNS
    ranges = {}
    fastest = len(SCALE) - 1
    for unit, places in seen.waiting.items():
        pace = pace_of(*evidence.steps.get(unit, (0, 0.0)), evidence.units).drawn
        likely = UnitPlays(scale, places, seen.newcomers[unit]).at
        done = admitted[unit]
        plays = [
            done
            + bisect_left(
                likely(min(max(floor(step + pace(chance()) + chance()), 0), fastest)), chance()
            )
            for step in steps
        ]
        ranges[unit] = Range.played(done, plays)
        whole = [sum_ + play for sum_, play in zip(whole, plays, strict=True)]
    return Outlook(
        ranges=ranges,
        total=Range.played(sum(admitted.values()), whole),
        basis=Basis.HISTORY,
        hazards=evidence.hazards,
        spread=(evidence.units, evidence.years),
    )
