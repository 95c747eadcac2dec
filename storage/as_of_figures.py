"""Figures as they stood at a moment: what `storage.figures` counts, counted from folded cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from storage.figures import BEFORE_ADMISSION, Admitted, Figures, Waiting

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
            (one.year, one.admitted_by)
            for one in self._store.glances
            if one.year is not None and first <= one.year <= last
        )
        return [
            Admitted(year=year, unit=unit, count=count) for (year, unit), count in found.items()
        ]

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
            for (unit, state, held), count in found.items()
        ]
