"""The chance to be admitted by a day, from every place in the pipeline and every wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from planning.dekads import dekad, part_left, place_in_year
from planning.hazards import CERTAIN, LONGEST, Hazards
from planning.stays import PIPELINE

Chances = tuple[tuple[float, ...], ...]
"""By place in the pipeline and thirds of a month waited."""


def chances(hazards: Hazards, pace: float, after: date, until: date) -> Chances:
    """The chance that somebody who stands there at the end of `after` is admitted by `until`.

    Worked back from the last day: within each third of a month one goes a step forward (and begins
    a new wait), drops out, or waits on. At most one step is taken within a third.
    """
    now = dekad(after)
    later = [[0.0] * LONGEST for _ in PIPELINE]
    for third in range(dekad(until), now - 1, -1):
        part = float(part_left(after)) if third == now else 1.0
        season = place_in_year(third)
        later = [
            _earlier(
                [
                    base * hazards.season[place][season] * pace * part
                    for base in hazards.base[place]
                ],
                [out * part for out in hazards.dropped[place]],
                forward=1.0 if place == len(PIPELINE) - 1 else later[place + 1][1],
                waiting=later[place],
            )
            for place in range(len(PIPELINE))
        ]
    return tuple(map(tuple, later))


def _earlier(
    steps: Sequence[float], out: Sequence[float], *, forward: float, waiting: Sequence[float]
) -> list[float]:
    """The chances at the beginning of a third, from those at its end."""
    moved = [*waiting[1:], waiting[-1]]
    found = []
    for step, drop, stays in zip(steps, out, moved, strict=True):
        sure = min(step, CERTAIN)
        found.append(sure * forward + max(1.0 - sure - drop, 0.0) * stays)
    return found


def distribution(begin: Sequence[float], odds: Sequence[float]) -> tuple[float, ...]:
    """How likely at most 0, 1, 2, … are admitted, each by his own chance.

    Args:
        begin: The distribution of those who are added whatever the odds.
        odds: The chance of each of the others.
    """
    likely = list(begin)
    for chance in odds:
        if chance > 0:
            rest = 1.0 - chance
            likely = [
                rest * same + chance * fewer
                for same, fewer in zip([*likely, 0.0], [0.0, *likely], strict=True)
            ]
    return tuple(accumulate(likely))
