"""The desk an action works at: store, law, clock, time zone, and who sits there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from workflow.law import Law, PathOf, Readings
from workflow.ports import Store
from workflow.subtree import path_down
from workflow.unit import Unit
from workflow.zone import office_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Laid once per command; every action takes it and reads the clock once.

    A legal day is a plain date in `zone`, wherever the server stands. `proposing`: what needs a
    second person is proposed to them, and nothing else is written.
    """

    store: Store
    rulebook: Rulebook
    calendar: Calendar
    clock: Callable[[], datetime]
    actor: str
    zone: ZoneInfo = field(default_factory=office_zone)
    proposing: bool = False
    _read: Readings = field(default_factory=Readings, init=False, repr=False, compare=False)

    def today(self) -> date:
        """Today's legal day."""
        return self.clock().astimezone(self.zone).date()

    def law(self) -> Law:
        """A fresh reader of the law, for one action."""
        return Law(self.rulebook, self.calendar, self.path_of(), self._read)

    def path_of(self) -> PathOf:
        """Finds the way down to a unit in today's tree; the tree is read when first asked for."""
        tree: list[Sequence[Unit]] = []

        def path(code: str) -> Sequence[str]:
            if not tree:
                tree.append(self.store.units(self.today()))
            return path_down(tree[0], code)

        return path
