"""A screening: one full member under review, as the fold of its entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.case import Deadline
from workflow.screening.facts import FindingKind
from workflow.screening.grounds import Ground
from workflow.screening.states import LEFT, OPEN, ScreeningEvent, ScreeningState

SERIES = "SL-"
"""References of screenings begin with it: ``SL-2026-0003``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One recorded finding. `on` is its legal day, `seq` the entry that recorded it."""

    kind: FindingKind
    on: date
    seq: int
    document: str | None = None
    issuer: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Where the screening of one member stands. `case` is the admission case of that member.

    `days` holds the legal day of each event, `steps` the entry behind it.
    """

    ref: str
    case: str
    ground: Ground
    state: ScreeningState
    since: date
    seq: int
    head: str
    days: Mapping[str, date] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it has not come to an end yet."""
        return self.state in OPEN

    @property
    def left_on(self) -> date | None:
        """The day the member left the Party by it, from which a re-admission is counted (R12)."""
        return self.since if self.state in LEFT else None

    @property
    def next_deadline(self) -> Deadline | None:
        """The open deadline that falls due first."""
        return min(self.deadlines, key=lambda one: (one.due_on, one.rule), default=None)

    def day_of(self, event: ScreeningEvent) -> date | None:
        """Legal day of an event."""
        return self.days.get(event.value)

    def found(self, kind: FindingKind, by: date | None = None) -> tuple[Finding, ...]:
        """The findings of a kind by legal day, those until a day where one is given."""
        there = [one for one in self.findings if one.kind is kind and (by is None or one.on <= by)]
        return tuple(sorted(there, key=lambda one: (one.on, one.seq)))

    def latest(self, kind: FindingKind, by: date | None = None) -> Finding | None:
        """The newest finding of a kind by legal day."""
        there = self.found(kind, by)
        return there[-1] if there else None
