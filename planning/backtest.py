"""The forecast tried on years that are over: how often the range held what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planning.forecast import SEED, Basis, Range, outlook
from planning.percent import Percent
from workflow.milestones import Milestones


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A forecast of a past day beside what came.

    Attributes:
        on: The day whose knowledge was used.
        range: What was forecast for all units together.
        came: How many were admitted in that year in the end.
        held: In how many of the units the range held what came.
        units: How many units had a range.
    """

    on: date
    range: Range
    came: int
    held: int
    units: int

    @property
    def total_held(self) -> bool:
        """Whether the range of all units together held what came."""
        return self.range.low <= self.came <= self.range.high


def trials(
    cases: Sequence[Milestones],
    groups: Mapping[str, str],
    days: Sequence[date],
    *,
    seed: int = SEED,
) -> Iterator[Trial]:
    """A trial for each day of a year that is over; those without enough history are passed over.

    A trial sees each case as its milestones tell it on that day. What the present round of a case
    no longer tells (a file sent back since) is not seen, and the units are those of today.
    """
    units = sorted(set(groups.values()))
    for on in days:
        so_far, came = Counter[str](), Counter[str]()
        for case in cases:
            unit = groups.get(case.unit)
            if unit is None or case.admitted is None or case.admitted.year != on.year:
                continue
            came[unit] += 1
            so_far[unit] += case.admitted <= on
        found = outlook(cases, on, groups, {unit: so_far[unit] for unit in units}, seed=seed)
        if found.basis is Basis.HISTORY:
            yield Trial(
                on=on,
                range=found.total,
                came=came.total(),
                held=sum(one.low <= came[unit] <= one.high for unit, one in found.ranges.items()),
                units=len(units),
            )


def coverage(made: Sequence[Trial]) -> tuple[Percent, Percent]:
    """How often the range held, of single units and of all together."""
    return (
        Percent.of(sum(one.held for one in made), sum(one.units for one in made)),
        Percent.of(sum(one.total_held for one in made), len(made)),
    )
