"""One whole simulation: play it, then look whether everything holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from simulation.bulk import play_bulk
from simulation.faithful import Faithful
from simulation.invariants import ALWAYS, WATCHED, Finding, Scene, Watched, check
from simulation.province import Province, province
from simulation.scale import Scale
from simulation.service import Service
from simulation.tally import Tally
from simulation.upsets import Upsets, upsets
from storage.store import SqlStore
from workflow.desk import Desk

OFFICER = "can-bo-mo-phong"
"""Who sits at every desk of a simulation."""

Look = Callable[[date, int], None]
"""Is told each day that was played, and the entries so far."""


class Mode(StrEnum):
    """How a simulation is played."""

    FAITHFUL = "faithful"
    """Every step is an action with all its conditions; reminders tick, things go wrong."""
    BULK = "bulk"
    """True entries, many in one transaction; no conditions, no reminders, nothing goes wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a simulation did, how long the playing took, and what was found afterwards.

    `service` is the reminders' clock of a faithful play.
    """

    scene: Scene
    units: int
    seconds: float
    findings: tuple[Finding, ...]
    service: Service | None = None

    @property
    def tally(self) -> Tally:
        """What was counted on the way."""
        return self.scene.tally

    @property
    def holds(self) -> bool:
        """Whether every invariant that was asked holds."""
        return all(one.holds for one in self.findings)


def play(
    scale: Scale,
    store: SqlStore,
    rulebook: Rulebook,
    *,
    look: Look,
    mode: Mode = Mode.BULK,
    wrong: Upsets | None = None,
    checked: bool = True,
) -> Outcome:
    """Play a simulation into an empty store.

    Args:
        scale: How large it is.
        store: Where to; it must be empty.
        rulebook: The law.
        look: Is told each day.
        mode: How it is played.
        wrong: What goes wrong in a faithful play (default: what the seed says).
        checked: Whether to look afterwards whether everything holds.

    Raises:
        KetnapError: the store cannot be written.
    """
    place = province(scale)
    desk = Desk(
        store=store,
        rulebook=rulebook,
        calendar=Calendar.open(decided=store.calendar_decisions),
        clock=lambda: scale.evening,
        actor=OFFICER,
    )
    if mode is Mode.BULK:
        return _bulk(scale, place, desk, store, look, checked=checked)
    return _faithful(
        scale, place, desk, store, look, wrong or upsets(scale, place), checked=checked
    )


def _bulk(
    scale: Scale, place: Province, desk: Desk, store: SqlStore, look: Look, *, checked: bool
) -> Outcome:
    began = time.monotonic()
    tally = play_bulk(scale, place, desk, look)
    seconds = time.monotonic() - began
    scene = Scene(store=store, desk=desk, tally=tally)
    findings = tuple(check(scene, ALWAYS)) if checked else ()
    return Outcome(scene=scene, units=len(place.units), seconds=seconds, findings=findings)


def _faithful(
    scale: Scale,
    place: Province,
    desk: Desk,
    store: SqlStore,
    look: Look,
    wrong: Upsets,
    *,
    checked: bool,
) -> Outcome:
    began = time.monotonic()
    service = Service.of(store, desk.rulebook, wrong.silent)
    whole = Faithful(scale=scale, place=place, desk=desk, service=service, upsets=wrong)
    whole.play(look)
    seconds = time.monotonic() - began
    watched = Watched(passes=service.passes, ladders=service.ladders, overdue=whole.overdue)
    scene = Scene(store=store, desk=whole.desk, tally=whole.tally, watched=watched)
    findings = tuple(check(scene, WATCHED)) if checked else ()
    return Outcome(
        scene=scene,
        units=len(place.units),
        seconds=seconds,
        findings=findings,
        service=service,
    )
