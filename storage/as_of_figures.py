"""Figures as they stood at a moment: what `storage.figures` counts, counted from folded cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from storage.figures import BEFORE_ADMISSION, PROBATION, Admitted, Figures, Waiting
from workflow.admittee import Admittee
from workflow.milestones import Milestones

if TYPE_CHECKING:
    from storage.as_of import AsOfStore


class PastFigures(Figures):
    """The same questions, asked of a moment."""

    def __init__(self, engine: Engine, store: AsOfStore) -> None:
        super().__init__(engine)
        self._store = store

    def admissions(self, first: int, last: int) -> Sequence[Admitted]:
        """Admissions by year of the decision and unit, both years with it."""
        found = Counter(
            (days.admitted.year, days.unit)
            for days in self._milestones
            if days.admitted is not None and first <= days.admitted.year <= last
        )
        return [
            Admitted(year=year, unit=unit, count=count)
            for (year, unit), count in sorted(found.items())
        ]

    def milestones(self, since: date) -> Sequence[Milestones]:
        """Every case that was on its way, or had moved since a day; in no order."""
        return [
            days
            for days in self._milestones
            if days.since >= since or days.state in BEFORE_ADMISSION
        ]

    def admitted(self, first: date, last: date) -> Sequence[Admittee]:
        """Everybody whose standing admission was decided between two days, by reference."""
        found = (one.admittee for one in self._store.glances)
        return [one for one in found if one is not None and first <= one.on <= last]

    def probation_ends(self) -> Mapping[str, int]:
        """How many probations that still ran end in each month, "2026-12", the earliest first."""
        found = Counter(
            one.due_on.isoformat()[:7]
            for glance in self._store.glances
            for one in glance.deadlines
            if one.rule == PROBATION
        )
        return dict(sorted(found.items()))

    @property
    def _milestones(self) -> Iterator[Milestones]:
        return (one.milestones for one in self._store.glances)

    def waiting(self) -> Sequence[Waiting]:
        """Cases that are not admitted yet, by unit and state."""
        lines = (one.line for one in self._store.glances)
        found = Counter(
            (line.unit, line.state, line.held is not None)
            for line in lines
            if line.state in BEFORE_ADMISSION
        )
        return [
            Waiting(unit=unit, state=state, held=held, count=count)
            for (unit, state, held), count in sorted(found.items())
        ]
