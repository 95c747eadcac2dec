"""Two ways of doing the same, taken in turns so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Median of the ratios of neighbouring rounds, with the medians of each side.

    `value` is how many times as fast as `theirs` we are; 1.00 is equal.
    """

    value: float
    low: float
    high: float
    ours: float
    theirs: float
    rounds: int


def in_turns(
    ours: Callable[[int], float], theirs: Callable[[int], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Call both so many times, changing who goes first; each returns the seconds it took."""
    mine, others = [], []
    for number in range(rounds):
        if number % 2:
            others.append(theirs(number))
            mine.append(ours(number))
        else:
            mine.append(ours(number))
            others.append(theirs(number))
    return mine, others


def ratio(mine: Sequence[float], others: Sequence[float]) -> Ratio:
    """How fast we are beside the other, from seconds per round."""
    each = sorted(other / own for own, other in zip(mine, others, strict=True))
    return Ratio(
        value=median(each),
        low=each[len(each) // 4],
        high=each[(3 * len(each) - 1) // 4],
        ours=median(mine),
        theirs=median(others),
        rounds=len(each),
    )
