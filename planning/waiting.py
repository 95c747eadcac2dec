"""How long people wait, from those who still wait too: Kaplan–Meier and Aalen–Johansen.

Somebody who still waits when last looked at (right-censored) counts among those at risk for as long
as he was seen, and never as an ending. Leaving that out would make every wait look shorter than it
is, because the long ones are the ones that have not ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    """What a wait in one state comes to."""

    FORWARD = "forward"
    """The next step was taken."""
    DROPPED = "dropped"
    """The case was closed, or went back a step: the next step cannot follow from this wait."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait: how many days it was seen to last, and its ending (None: it still goes on)."""

    days: int
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a life table: a day on which waits ended.

    Attributes:
        day: Days since the wait began.
        at_risk: Waits that were seen to last at least so long.
        forward: Those that ended forward on this day.
        dropped: Those that ended otherwise on this day.
        waiting: The share of all who wait longer than this (Kaplan–Meier).
        moved: The share of all who have gone forward by this day (Aalen–Johansen); with `waiting`
            and the share that dropped out it comes to 1.
    """

    day: int
    at_risk: int
    forward: int
    dropped: int
    waiting: float
    moved: float


def life_table(waits: Iterable[Wait]) -> tuple[Line, ...]:
    """The days on which waits ended, in order; a wait that goes on is at risk on its last day."""
    endings: Counter[tuple[int, Ending | None]] = Counter(
        (wait.days, wait.ending) for wait in waits
    )
    at_risk, waiting, moved = endings.total(), 1.0, 0.0
    lines = []
    for day in sorted({day for day, _ in endings}):
        forward, dropped = endings[day, Ending.FORWARD], endings[day, Ending.DROPPED]
        if forward or dropped:
            moved += waiting * forward / at_risk
            waiting *= 1 - (forward + dropped) / at_risk
            lines.append(Line(day, at_risk, forward, dropped, waiting, moved))
        at_risk -= forward + dropped + endings[day, None]
    return tuple(lines)


def days_until_moved(table: Sequence[Line], share: float) -> int | None:
    """The first day by which this share of all who began has gone forward; None when none is."""
    return next((line.day for line in table if line.moved >= share), None)
