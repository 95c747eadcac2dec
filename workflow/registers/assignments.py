"""Assignments: what a committee told a body to do, once or again and again, and how it was shown.

The document that sets a task says how often it is done, or by which day; nothing of that is law. A
period that is over without evidence is overdue; a day off is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.text import Text
from workflow.ports import Store
from workflow.registers.periods import Cadence, Period, once_period, periods_between
from workflow.registers.record import Record
from workflow.registers.register import Register


class AssignmentState(StrEnum):
    """Whether an assignment still stands."""

    STANDING = "standing"
    ENDED = "ended"


ASSIGNMENT_LABELS: dict[AssignmentState, Text] = {
    AssignmentState.STANDING: Text("đang giao", "standing"),
    AssignmentState.ENDED: Text("đã kết thúc", "ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that a period's task was done: a paper or a note (its digest), and the day."""

    on: date
    document: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One assignment, as its record tells it.

    Attributes:
        record: Its record; the unit is the one whose task it is by now.
        owner: The body or office in that unit; None: the unit itself.
        what: The digest of what is to be done, which is kept beside the log.
        every: How often; None where it is done once.
        by: The last day of what is done once.
        ended_on: From when on it is not asked any more.
        asked: The first day of the newest period that has, or had, a deadline; None of an
            assignment that an older program set.
        done: The evidence there is, by the first day of its period.
    """

    record: Record
    owner: str | None
    what: str
    every: Cadence | None
    by: date | None
    ended_on: date | None
    asked: date | None
    done: Mapping[date, Evidence]

    @classmethod
    def of(cls, record: Record) -> Assignment:
        """The assignment that a record tells of."""
        data = record.data
        every = data.get("every")
        return cls(
            record=record,
            owner=data.get("owner"),
            what=data["what"]["sealed"],
            every=None if every is None else Cadence(every),
            by=_day(data.get("by")),
            ended_on=_day(data.get("ended_on")),
            asked=_day(data.get("asked")),
            done={
                date.fromisoformat(first): Evidence(
                    on=date.fromisoformat(told["on"]),
                    document=told.get("document"),
                    note=told["note"]["sealed"] if "note" in told else None,
                )
                for first, told in data.get("done", {}).items()
            },
        )

    @property
    def ref(self) -> str:
        """Its number: ``NV-2026-0001``."""
        return self.record.ref

    @property
    def state(self) -> AssignmentState:
        """Whether it stands."""
        return AssignmentState(self.record.state)

    def periods(self, today: date) -> Sequence[Period]:
        """What was asked of it until a day, the oldest first; a period cut by its end is not."""
        if self.every is None:
            found = [once_period(self.record.since, self.by)]
        else:
            found = list(periods_between(self.every, self.record.since, today))
        ended = self.ended_on
        return [one for one in found if ended is None or one.last <= ended]

    def waiting(self, today: date) -> Sequence[Period]:
        """The periods without evidence, the one that still runs among them."""
        return [one for one in self.periods(today) if one.first not in self.done]

    def to_ask(self, today: date) -> Period | None:
        """The oldest period that has begun, waits for evidence and was not asked for yet."""
        if self.state is AssignmentState.ENDED:
            return None
        fresh = (one for one in self.waiting(today) if self.asked is None or one.first > self.asked)
        return next(fresh, None)

    def overdue(self, today: date) -> Sequence[Period]:
        """The periods that were over before a day and have no evidence."""
        return [one for one in self.waiting(today) if one.last < today]

    def running(self, today: date) -> Period | None:
        """The period without evidence that is not over yet."""
        return next((one for one in self.waiting(today) if one.last >= today), None)

    def late(self, today: date) -> bool:
        """Whether it stands and something of it is overdue."""
        return self.state is AssignmentState.STANDING and bool(self.overdue(today))


def assignments(store: Store) -> Sequence[Assignment]:
    """Every assignment that may be seen, by number."""
    return [Assignment.of(one) for one in store.records(Register.ASSIGNMENT)]


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
