"""One whole simulation: play it, then look whether everything holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from simulation.bulk import play_bulk
from simulation.invariants import ALWAYS, Finding, Scene, check
from simulation.province import province
from simulation.scale import Scale
from simulation.tally import Tally
from storage.store import SqlStore
from workflow.desk import Desk

OFFICER = "can-bo-mo-phong"
"""Who sits at every desk of a simulation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a simulation did, how long the playing took, and what was found afterwards."""

    tally: Tally
    units: int
    seconds: float
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether every invariant that was asked holds."""
        return all(one.holds for one in self.findings)


def play(
    scale: Scale,
    store: SqlStore,
    rulebook: Rulebook,
    *,
    look: Callable[[date, int], None],
    checked: bool = True,
) -> Outcome:
    """Play a simulation into an empty store; `look` is told each day and the entries so far.

    Raises:
        KetnapError: the store cannot be written.
    """
    calendar = Calendar.open(decided=store.calendar_decisions)

    def desk_at(now: datetime) -> Desk:
        return Desk(
            store=store, rulebook=rulebook, calendar=calendar, clock=lambda: now, actor=OFFICER
        )

    began, place = time.monotonic(), province(scale)
    tally = play_bulk(scale, place, desk_at, look)
    seconds = time.monotonic() - began
    scene = Scene(store=store, desk=desk_at(scale.evening), tally=tally)
    findings = tuple(check(scene, ALWAYS)) if checked else ()
    return Outcome(tally=tally, units=len(place.units), seconds=seconds, findings=findings)
