"""Small simulations for tests."""

from __future__ import annotations

from datetime import date

from rules.rulebook import Rulebook
from simulation.play import Outcome, play
from simulation.scale import Scale
from storage.store import SqlStore

UNTIL = date(2026, 11, 23)


def a_scale(**wanted: int) -> Scale:
    """A small scale that ends on a fixed day."""
    return Scale(**{"years": 2, "units": 6, "cases": 24, "seed": 5, **wanted}, until=UNTIL)


def played(store: SqlStore, scale: Scale) -> Outcome:
    """A scale, played in bulk into an empty store and checked."""
    return play(scale, store, Rulebook.open(), look=lambda _day, _entries: None)
