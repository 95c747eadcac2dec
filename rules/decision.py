"""What an office decided about single days, over the calendar that the program brings along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.source import Source
from rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about one day.

    Attributes:
        day: The day.
        off: True for a day off, False for a day worked; None takes back what was decided before.
        name: Why.
        source: Where it was decided.
        announced_on: The day it became known; None where nobody told.
        recorded_on: The day it was written down, which stands in where nobody told.
        unit: Code of the unit that it is for, with all units below; None: for everybody.
        seq: Its place in the log of its year, so that of two of one day the later one wins.
    """

    day: date
    off: bool | None
    name: Text
    source: Source
    announced_on: date | None
    recorded_on: date
    unit: str | None
    seq: int

    @property
    def known_on(self) -> date:
        """The day from which it is known."""
        return self.announced_on or self.recorded_on


ByDay = Mapping[date, Decision]


def standing(
    decisions: Iterable[Decision], known_on: date | None = None
) -> dict[str | None, dict[date, Decision]]:
    """What stands of many decisions, per unit and day: the newest announced, of two the later.

    One that takes back brings the decision before it into force again.

    Args:
        decisions: In any order.
        known_on: Only what was known on this day; None: all.
    """
    found: dict[str | None, dict[date, list[Decision]]] = {}
    for one in sorted(decisions, key=lambda one: (one.known_on, one.seq)):
        if known_on is not None and one.known_on > known_on:
            continue
        so_far = found.setdefault(one.unit, {}).setdefault(one.day, [])
        if one.off is not None:
            so_far.append(one)
        elif so_far:
            so_far.pop()
    return {
        unit: kept
        for unit, days in found.items()
        if (kept := {day: so_far[-1] for day, so_far in days.items() if so_far})
    }
