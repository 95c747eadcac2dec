"""Who is told of what, and when, in one pass: roles, hand-overs, rhythm and urgency together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.ladder import Ladders
from scheduler.pipeline import Pipeline
from scheduler.posts import Reader
from scheduler.routing import Router
from scheduler.slots import Diary, round_for, slot_for
from workflow.pipeline import TargetLine
from workflow.reminders import Addressee, Closed, Pending, Role, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTelling:
    """Answers the store's questions about one pass (`workflow.reminders.Telling`)."""

    router: Router
    ladders: Ladders
    pipeline: Pipeline
    readers: Mapping[Addressee, Reader]
    diary: Diary
    now: datetime
    closed: Closed
    _known: dict[tuple[Addressee, date], Slot] = field(default_factory=dict)

    @property
    def wants_helpers(self) -> bool:
        """Whether it matters who helps in a case."""
        return self.router.knows_helpers

    @property
    def soon(self) -> datetime:
        """What goes at once joins a digest of the same inbox that goes out by then."""
        return self.now + self.diary.hours.join

    def calls(self, one: Pending) -> Sequence[tuple[Addressee, Slot]]:
        """Whom to tell of an alert, and when; empty where nobody is known."""
        roles = self._roles(one.rule, one.rung, one.unit)
        found = list(self.router.addressees(one.unit, roles, one.helper))
        for post in one.handed_to:
            inbox = self.router.of_post(post)
            if inbox is not None and inbox not in found:
                found.append(inbox)
        return [(inbox, self._slot(inbox, one)) for inbox in found]

    def target_calls(self, one: TargetLine) -> Sequence[tuple[Addressee, Slot]]:
        """Whom to tell about a unit's target, and when; empty where nobody is known."""
        roles = self.pipeline.told(one.kind, one.rung)
        found = self.router.addressees(one.unit, roles)
        return [(inbox, self._in_rhythm(inbox, self._today)) for inbox in found]

    def rounds(self) -> Sequence[tuple[Addressee, Slot]]:
        """The digests of the month that go out about now whatever was raised."""
        found = []
        for inbox, reader in self.readers.items():
            slot = round_for(reader, diary=self.diary, now=self.now, closed=self.closed)
            if slot is not None:
                found.append((inbox, slot))
        return found

    def _roles(self, rule: str, rung: int, unit: str) -> tuple[Role, ...]:
        if not self.ladders.local.touches(rule):
            return self.ladders.told(rule, rung)
        return self.ladders.told(rule, rung, self.diary.path(unit))

    def next_slot(self, addressee: Addressee) -> Slot | None:
        """When an inbox is told next; None where nobody reads it any more."""
        if addressee not in self.readers:
            return None
        return self._in_rhythm(addressee, self._today)

    @property
    def _today(self) -> date:
        return self.now.astimezone(self.diary.zone).date()

    def _slot(self, inbox: Addressee, one: Pending) -> Slot:
        slot = self._in_rhythm(inbox, one.since)
        hours = self.diary.hours
        if slot.at <= self.soon or not hours.urgent(one.rule, one.due_on, self._today):
            return slot
        return Slot(on=None, at=self.now)

    def _in_rhythm(self, inbox: Addressee, since: date) -> Slot:
        known = self._known.get((inbox, since))
        if known is None:
            known = slot_for(
                self.readers[inbox], since, diary=self.diary, now=self.now, closed=self.closed
            )
            self._known[inbox, since] = known
        return known
