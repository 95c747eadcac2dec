"""A case: one person's way from nomination to full membership, as the fold of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from rules.milestones import Milestone
from workflow.facts import FactKind
from workflow.states import Event, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One recorded fact. `on` is its legal day, `seq` the entry that recorded it."""

    kind: FactKind
    on: date
    seq: int
    document: str | None = None
    issuer: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which somebody must act.

    `started_by` is the entry that started the clock, `opened_by` the entry that put the deadline
    on the list: they differ after a correction. `version` names the wording relied on.
    """

    rule: str
    version: str
    started_by: int
    opened_by: int
    start_on: date
    due_on: date
    estimated: bool = False
    provisional: bool = False


WAITED_FOR = frozenset({"probation"})
"""Rules whose day is waited for: when it has come something else falls due, and nobody is late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where one person stands, and everything the conditions ask about.

    `days` holds the latest legal day of each event in the present round, `steps` the number of the
    entry behind each of them; `deadlines` the open ones; `arrived` the day on which a unit last
    accepted the case from another, and that entry; `waived` every condition that two people ever
    waived, which nothing takes off again.
    """

    ref: str
    person: str
    unit: str
    state: State
    since: date
    seq: int
    head: str
    held: str | None = None
    moving_to: str | None = None
    arrived: tuple[date, int] | None = None
    waived: tuple[str, ...] = ()
    opened_on: date
    days: Mapping[str, date] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    decided_on: date | None = None
    facts: tuple[Fact, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    _by_kind: dict[FactKind, list[Fact]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def day_of(self, event: Event) -> date | None:
        """Legal day of the latest event of that kind in the present round."""
        return self.days.get(event.value)

    def facts_of(self, kind: FactKind, **wanted: str) -> tuple[Fact, ...]:
        """The facts of a kind whose data hold the wanted values, by legal day."""
        found = self._sorted().get(kind)
        if not found:
            return ()
        for key, value in wanted.items():
            found = [fact for fact in found if fact.data.get(key) == value]
        return tuple(found)

    def _sorted(self) -> Mapping[FactKind, list[Fact]]:
        """The facts by kind, each list by legal day; laid out once, because all conditions ask."""
        if not self._by_kind:
            for fact in sorted(self.facts, key=_BY_DAY):
                self._by_kind.setdefault(fact.kind, []).append(fact)
        return self._by_kind

    def latest(self, kind: FactKind, **wanted: str) -> Fact | None:
        """The newest fact of a kind by legal day; None when there is none."""
        if wanted:
            found: Sequence[Fact] = self.facts_of(kind, **wanted)
        else:
            found = self._sorted().get(kind, ())
        return found[-1] if found else None

    def deadline(self, rule: str) -> Deadline | None:
        """The open deadline of a rule; None when there is none."""
        return next((one for one in self.deadlines if one.rule == rule), None)

    @property
    def next_deadline(self) -> Deadline | None:
        """The open deadline that falls due first.

        A day that is only waited for gives way to the duties that follow from it: nobody is late
        on the day the probation ends, only when the cell has not considered it in time.
        """
        duties = [one for one in self.deadlines if one.rule not in WAITED_FOR]
        return min(duties or self.deadlines, key=lambda one: (one.due_on, one.rule), default=None)


_BY_DAY = attrgetter("on", "seq")

MILESTONE_OF_EVENT: dict[Event, Milestone] = {
    Event.OPEN_FILE: Milestone.FILE_MADE,
    Event.ADMIT: Milestone.DECISION_ISSUED,
    Event.HOLD_CEREMONY: Milestone.CEREMONY_HELD,
    Event.RECOGNISE: Milestone.RECOGNISED,
    Event.STRIKE_OFF: Milestone.STRUCK_OFF,
}


def by_due(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Deadlines in the order in which they fall due."""
    return tuple(sorted(deadlines, key=lambda one: (one.due_on, one.rule, one.started_by)))
