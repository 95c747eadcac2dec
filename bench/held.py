"""How often the forecast's range holds on invented years: `bench/held.py [PROVINCES]`.

Each province has three years that are over, each looked at from five days; half of the provinces
have one board for all files. Prints, per day, how often the range of the total held what came, how
far its middle lay off, and how wide it was beside how far years really lay off.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from math import sqrt
from multiprocessing import Pool
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from planning.backtest import trials

sys.path.append(str(Path(__file__).parent.parent / "tests"))  # its invented provinces
from waits import province

_PROVINCES = 20
_YEARS = (2023, 2024, 2025)
_DAYS = ((6, 30), (8, 31), (9, 30), (10, 31), (11, 30))
_UNITS, _PER_YEAR, _HISTORY = 20, 30.0, 9
_INSIDE = 2.563  # standard deviations of a bell curve that hold four fifths
_HEADINGS = (
    *("decided by", "seen from", "held", "below, above", "bias", "years lay off", "range says"),
    *("median width", "score"),
)
_MISSED = 10  # what a miss costs beside the width: 2 / (1 - 0.8)


class Told(NamedTuple):
    """One trial, less what was admitted by its day."""

    one_board: bool
    month: int
    came: int
    low: int
    median: int
    high: int

    @property
    def off(self) -> float:
        """How far what came lay off the middle, as a part of it."""
        return (self.came - self.median) / max(self.median, 1)

    @property
    def score(self) -> int:
        """Width, and ten times what lay outside (Gneiting and Raftery): the less, the better."""
        outside = max(self.low - self.came, self.came - self.high, 0)
        return self.high - self.low + _MISSED * outside


def told(which: tuple[int, bool]) -> list[Told]:
    """The trials of one province."""
    seed, one_board = which
    cases = province(
        units=_UNITS,
        years=_HISTORY,
        per_year=_PER_YEAR,
        until=date(_YEARS[-1], 12, 31),
        seed=seed,
        one_board=one_board,
    )
    units = {code: code for code in sorted({one.unit for one in cases})}
    days = [date(year, *on) for year in _YEARS for on in _DAYS]
    found = []
    for one in trials(cases, units, days):
        low, middle, high = one.range.low, one.range.median or 0, one.range.high
        figures = (figure - one.range.admitted for figure in (one.came, low, middle, high))
        found.append(Told(one_board, one.on.month, *figures))
    return found


def table(found: Sequence[Told]) -> Iterable[str]:
    """A line per board and day."""
    yield f"| {' | '.join(_HEADINGS)} |"
    yield f"|{'---|' * len(_HEADINGS)}"
    for one_board in (False, True):
        for month, last in _DAYS:
            some = [one for one in found if (one.one_board, one.month) == (one_board, month)]
            held = sum(one.low <= one.came <= one.high for one in some)
            below = sum(one.came < one.low for one in some)
            bias = sum(one.came - one.median for one in some) / sum(one.came for one in some)
            off = sqrt(fmean(one.off**2 for one in some))
            says = fmean((one.high - one.low) / max(one.median, 1) for one in some) / _INSIDE
            yield (
                f"| {'one board' if one_board else 'many'} | {last}/{month} "
                f"| {held} of {len(some)} = {held / len(some):.0%} "
                f"| {below}, {len(some) - held - below} | {bias:+.1%} | {off:.1%} | {says:.1%} "
                f"| {median(one.high - one.low for one in some):.0f} "
                f"| {fmean(one.score for one in some):.1f} |"
            )


if __name__ == "__main__":
    provinces = int(sys.argv[1]) if sys.argv[1:] else _PROVINCES
    every = [(seed, board) for board in (False, True) for seed in range(1, provinces + 1)]
    with Pool() as pool:
        print("\n".join(table([one for some in pool.map(told, every) for one in some])))
