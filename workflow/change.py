"""Everything that one action writes, as one value: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from audit import Entry, Sealed
from rules.decision import Decision
from workflow.case import Case, Deadline
from workflow.holder import Holder
from workflow.person import Person
from workflow.posting import Resend, Return
from workflow.quota import Quota
from workflow.registers.record import Record
from workflow.relocation import Relocation
from workflow.reminders import Answer
from workflow.screening.screening import Screening
from workflow.unit import Unit

if TYPE_CHECKING:
    from workflow.account import Account, Grant
    from workflow.approval import Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A deadline of a stream that is open no longer. `how` is met, superseded or void."""

    stream: str
    rule: str
    started_by: int
    closed_by: int
    closed_on: date
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWrite:
    """A case after its new entries; `seen` is the sequence that the decision rested on (0: new)."""

    case: Case
    seen: int
    opened: tuple[Deadline, ...] = ()
    closings: tuple[Closing, ...] = ()
    marked: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningWrite:
    """A screening after its new entries; `seen` as in `CaseWrite`."""

    screening: Screening
    seen: int
    opened: tuple[Deadline, ...] = ()
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWrite:
    """A record of a register after its new entries; `seen` as in `CaseWrite`.

    `case` is the case of the person whom its deadlines are about; None where they are about nobody.
    """

    record: Record
    seen: int
    case: str | None = None
    opened: tuple[Deadline, ...] = ()
    closings: tuple[Closing, ...] = ()
    marked: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A person who is erased, and the streams beside which nothing is kept any more."""

    person: str
    streams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """A counter as it was seen and as it shall be, so that two officers never share a number."""

    name: str
    seen: int
    next: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One transaction. `request` is its id; the same id is never carried out twice.

    `units` are new rows, `changed_units` rows that are there: by code and first day; `holders` are
    new rows, `ended_holders` rows that are there, with their last day.
    `relocations` are cases that follow their unit; `emptied` are units in which no case that is
    not over may stand afterwards: where somebody put one there meanwhile, it is not written.
    `calendar_seen` is how many decided days its deadlines rest on, `deadlines_seen` how many
    deadlines there were when it looked at all of them; where one is no longer so, it is not
    written.
    """

    request: str
    action: str
    fingerprint: str
    recorded_on: date
    entries: Sequence[Entry] = ()
    cases: Sequence[CaseWrite] = ()
    screenings: Sequence[ScreeningWrite] = ()
    records: Sequence[RecordWrite] = ()
    relocations: Sequence[Relocation] = ()
    emptied: Sequence[str] = ()
    people: Sequence[Person] = ()
    sealed: Sequence[tuple[str, Sealed]] = ()
    units: Sequence[Unit] = ()
    changed_units: Sequence[Unit] = ()
    quotas: Sequence[Quota] = ()
    decisions: Sequence[Decision] = ()
    answers: Sequence[Answer] = ()
    holders: Sequence[Holder] = ()
    ended_holders: Sequence[Holder] = ()
    resends: Sequence[Resend] = ()
    returns: Sequence[Return] = ()
    accounts: Sequence[Account] = ()
    grants: Sequence[Grant] = ()
    approvals: Sequence[Approval] = ()
    erasures: Sequence[Erasure] = ()
    numbering: Numbering | None = None
    calendar_seen: int | None = None
    deadlines_seen: int | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
