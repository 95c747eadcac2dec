"""What a play counts on its way: entries, where everybody stands, and what was written."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from audit import Entry
from workflow.outcomes import Moved
from workflow.states import State

_TOLD = ("kind", "event", "effective_on", "recorded_at", "unit", "from", "to", "opens", "closes")


@dataclass(slots=True, kw_only=True)
class Tally:
    """The running count of one play.

    Attributes:
        entries: Entries of the log.
        states: Where each case stands.
        written: Entries of cases by event, or by kind where they have none.
        refused: Conditions of the law that refused a step.
        series: The number last given out in each series of references.
    """

    entries: int = 0
    states: dict[str, State] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    series: dict[str, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    _story: Any = field(default_factory=hashlib.sha256)

    def wrote(self, entry: Entry) -> None:
        """Count an entry of a case."""
        fields = entry.fields
        self.entries += 1
        self.written[fields.get("event") or fields["kind"]] += 1
        told = (entry.stream, entry.seq, *(fields.get(name) for name in _TOLD))
        self._story.update(repr(told).encode())

    def moved(self, moved: Moved) -> None:
        """Count what an action wrote, and where the case stands after it."""
        self.wrote(moved.entry)
        self.stands(moved.case.ref, moved.case.state)

    def stands(self, ref: str, state: State) -> None:
        """Where a case stands now."""
        self.states[ref] = state

    @property
    def counts(self) -> dict[str, int]:
        """Number of cases per state."""
        found = Counter(self.states.values())
        return {state.value: found[state] for state in State if found[state]}

    @property
    def story(self) -> str:
        """A digest of all that was told; salts and ids, which are new each time, left out."""
        return str(self._story.hexdigest()[:16])
