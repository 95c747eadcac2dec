"""An invented province: years of candidates with waits, a July hole and a November rush."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from workflow.milestones import Milestones
from workflow.states import State

_DEFERRED = {1: 0.7, 2: 0.6, 7: 0.8}  # how many wait for a later sitting than that month's
_DROP = (0.12, 0.08, 0.06)
_CUT_SHORT = 0.6  # the most that a sitting of one board for all leaves to the next
_MEAN = (90, 100, 110)  # days to the class, to the file, to the cell's vote

Board = Mapping[tuple[int, int], float]
"""Which part of the files each sitting leaves to the next."""


def province(
    *, units: int, years: int, per_year: float, until: date, seed: int = 1, one_board: bool = False
) -> list[Milestones]:
    """Everybody nominated in the years up to a day, as they stand on it.

    Waits are Gamma-distributed days, longer or shorter by unit and year; decisions fall on the
    20th of a month, rarely in January, February and July.

    Args:
        one_board: One committee decides on all of them. A sitting of it that is cut short leaves
            the same part of everybody's files for the next, so that whole months go astray
            together.
    """
    dice = Random(seed)  # noqa: S311 - a sample, not a secret
    cut = Random(seed) if one_board else None  # noqa: S311 - as above
    board = {
        (year, month): cut.random() * _CUT_SHORT
        for year in range(until.year - years + 1, until.year + 2)
        for month in range(1, 13)
        if cut
    }
    first = until.year - years + 1
    paces = [dice.lognormvariate(0, 0.25) for _ in range(units)]
    good = {year: dice.lognormvariate(0, 0.08) for year in range(first - 1, until.year + 2)}
    found = []
    for year in range(first, until.year + 1):
        for unit in range(units):
            many = round(dice.gauss(per_year, per_year**0.5))
            for _ in range(max(many, 0)):
                day = date(year, 1, 1) + timedelta(days=dice.randrange(365))
                if day <= until:
                    found.append(
                        _life(dice, f"U{unit:03d}", day, paces[unit] * good[year], until, board)
                    )
    return [Milestones(f"HS-{place:07d}", *rest) for place, rest in enumerate(found, 1)]


def _life(dice: Random, unit: str, begun: date, pace: float, until: date, board: Board) -> tuple:
    days: list[date | None] = [begun, None, None, None]
    state, since = State.NOMINATED, begun
    states = (State.NOMINATED, State.COURSE, State.VERIFICATION)
    for place in range(3):
        wait = max(int(dice.gammavariate(4, _MEAN[place] / 4 / pace)), 1)
        moved = since + timedelta(days=wait)
        if dice.random() < _DROP[place]:
            moved = since + timedelta(days=wait // 2)
            if moved <= until:
                return (unit, State.CLOSED, moved, False, *days)
            break
        if place == 2:
            moved = next(_sittings(dice, moved, board))
        if moved > until:
            break
        state, since = (*states, State.ADMITTED)[place + 1], moved
        days[place + 1] = moved
    return (unit, state, since, False, *days)


def _sittings(dice: Random, ready: date, board: Board) -> Iterator[date]:
    year, month = ready.year, ready.month
    while True:
        day = date(year, month, 20)
        if day >= ready and dice.random() >= max(
            _DEFERRED.get(month, 0.0), board.get((year, month), 0.0)
        ):
            yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
