"""What workflow asks of a store; SQLite and PostgreSQL answer it the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from audit import Entry, Leaf, Sealed, Stored
from rules.decision import Decision
from workflow.account import Account, Seat
from workflow.approval import Approval, ApprovalState
from workflow.case import Case
from workflow.change import Change
from workflow.holder import Holder
from workflow.listing import CaseFilter, CaseLine, NumberedCase, TaskLine
from workflow.open_deadline import OpenDeadline
from workflow.person import Person
from workflow.quota import Quota
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.relocation import StandingCase
from workflow.screening.listing import ScreeningFile, ScreeningFilter, ScreeningLine
from workflow.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A case with its person, read in one go."""

    case: Case
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a request has already done."""

    request: str
    action: str
    fingerprint: str
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit and those above it on one day, the unit first; and whom a name stands for then.

    `units` is empty where the unit is not known on that day. `heir`: the unit took over from
    others later, so that what is its own now may have been theirs on that day.
    """

    units: tuple[Unit, ...] = ()
    named: Unit | None = None
    heir: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOn:
    """An alert by its number, and the deadline of a case that it is about."""

    id: int
    rule: str
    started_by: int


class Store(Protocol):
    """Reads are plain values; `commit` writes one change whole or not at all."""

    def dossier(self, ref: str) -> Dossier | None:
        """A case and its person by full reference."""
        ...

    def refs_like(self, tail: str, limit: int) -> Sequence[str]:
        """References that end in a tail."""
        ...

    def refs_named(self, key: str, limit: int) -> Sequence[str]:
        """References of people whose folded name is exactly this."""
        ...

    def open_case(self, key: str, born: str | None) -> str | None:
        """Reference of a case that is not closed, by exact folded name and birth."""
        ...

    def cases_numbered(self, numbers: Sequence[str]) -> Mapping[str, Sequence[NumberedCase]]:
        """The cases of those who have these identity numbers, by number, the oldest first.

        Raises:
            RefusedError: the keys that numbers are searched by are not here.
        """
        ...

    def case_count(self, person: str) -> int:
        """How many cases a person has, also those that are not for this account to see."""
        ...

    def refs_of(self, person: str) -> Sequence[str]:
        """References of the cases of one person, the oldest first."""
        ...

    def screening(self, ref: str) -> ScreeningFile | None:
        """A screening with its member, by full reference."""
        ...

    def screening_refs_like(self, tail: str, limit: int) -> Sequence[str]:
        """References of screenings that end in a tail."""
        ...

    def screenings(self, wanted: ScreeningFilter) -> Sequence[ScreeningLine]:
        """Screenings as lines of a list, in the order of their references."""
        ...

    def record(self, stream: str) -> Record | None:
        """A record of a register, by its stream."""
        ...

    def record_refs(self, register: Register) -> Sequence[str]:
        """The number of every record of a register."""
        ...

    def records(self, register: Register) -> Sequence[Record]:
        """Every record of a register, in the order of their numbers."""
        ...

    def entries(self, stream: str) -> Sequence[Entry]:
        """The entries of one stream, in order."""
        ...

    def histories(self, streams: Sequence[str]) -> Mapping[str, Sequence[Entry]]:
        """The entries of many streams, each in order; those without entries are left out."""
        ...

    def heads(self, streams: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        """Sequence and digest of the newest entry of each; those without entries are left out."""
        ...

    def counter(self, name: str) -> int:
        """The number last given out under a name; 0 before the first."""
        ...

    def done(self, request: str) -> Done | None:
        """What a request id has already done."""
        ...

    def units(self, on: date) -> Sequence[Unit]:
        """The units that exist on a day."""
        ...

    def unit(self, code: str, on: date) -> Unit | None:
        """One unit by code, as it is on a day."""
        ...

    def line_above(self, code: str, on: date, name: str | None = None) -> Line:
        """A unit and those above it on a day, and the unit whose code or whole name is given."""
        ...

    def quotas(self, first: int, last: int) -> Sequence[Quota]:
        """The newest quota rows of the years."""
        ...

    def admitted_in(self, year: int) -> Mapping[str, int]:
        """How many were admitted in a year, under the unit that proposed them then."""
        ...

    def enrolled_in(self, year: int) -> Mapping[str, int]:
        """How many were sent to the awareness class in a year, by the unit they are in now."""
        ...

    def standing_cases(self, units: Sequence[str]) -> Sequence[StandingCase]:
        """Cases of these units that are not over, and those that are offered to one of them."""
        ...

    def records_of(self, register: Register, case: str) -> Sequence[Record]:
        """The records of a register that are about one case, in the order of their numbers."""
        ...

    def standing_incidents(self, units: Sequence[str]) -> Sequence[Record]:
        """Incidents of these units that are not over, by number."""
        ...

    def standing_assignments(self, units: Sequence[str]) -> Sequence[Record]:
        """Assignments of these units that stand, by number."""
        ...

    def findings_on(self, units: Sequence[str]) -> Sequence[Record]:
        """Findings about these units themselves, also those that are over, by number."""
        ...

    def holders(self, on: date | None = None) -> Sequence[Holder]:
        """Who holds a role on a day, by unit and number; without a day everybody who ever did."""
        ...

    def people_keys(self) -> Mapping[tuple[str, str | None], str]:
        """Reference of the newest case by folded name and birth, for finding duplicates."""
        ...

    def unsealed(self, stream: str) -> Mapping[str, str]:
        """Values kept apart from one stream, by digest; erased ones are not there."""
        ...

    def unsealed_all(self, streams: Sequence[str]) -> Mapping[str, str]:
        """Values kept apart from any of many streams of records, by digest."""
        ...

    def cases(self, wanted: CaseFilter) -> Sequence[CaseLine]:
        """Cases as lines of a list, in Vietnamese name order."""
        ...

    def tasks(self, until: date, units: tuple[str, ...] = ()) -> Sequence[TaskLine]:
        """Open deadlines that fall due by a day, the oldest first."""
        ...

    def calendar_decisions(self) -> Sequence[Decision]:
        """Every decision of the office about single days, in the order of its log."""
        ...

    def deadline_count(self) -> int:
        """How many deadlines there ever were."""
        ...

    def open_deadlines(self, first: date, last: date) -> Sequence[OpenDeadline]:
        """Open deadlines whose span lies in part between two days."""
        ...

    def estimated_deadlines(self) -> int:
        """How many open deadlines rest on days that nobody has decided yet."""
        ...

    def alerts_on(self, ref: str, *, settled: bool = False) -> Sequence[AlertOn]:
        """The alerts that stand on open deadlines of a stream, by number; or on all there were."""
        ...

    def seat(self, name: str) -> Seat:
        """What an account may rest on; a store without users is a desk of one."""
        ...

    def accounts(self) -> Sequence[Account]:
        """Every user that there ever was, by name, with all grants."""
        ...

    def approvals(self, states: Sequence[ApprovalState] = ()) -> Sequence[Approval]:
        """Approvals by number; only those in these states where some are named."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Number of cases per state."""
        ...

    def entry_count(self) -> int:
        """Number of entries in the log."""
        ...

    def commit(self, change: Change) -> None:
        """Write a change.

        Raises:
            ConflictError: somebody else moved one of the cases or streams first.
            TryAgainError: the store stayed busy for longer than its patience.
        """
        ...


class AuditMoment(Protocol):
    """Everything a verification reads, at one moment: rows as stored, days as ISO text.

    Streams come in the order of their code points, so that several readings run side by side.
    """

    def log_rows(self) -> Iterator[Stored]:
        """Every entry by stream and sequence."""
        ...

    def leaves(self) -> Iterator[Leaf]:
        """Every place of the tree in order, then the entries without one in order of writing."""
        ...

    def subtrees(self) -> Iterator[tuple[int, int, str]]:
        """Height, number and digest of every stored subtree."""
        ...

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Size and note of every checkpoint, the smallest first."""
        ...

    def entry_count(self) -> int:
        """How many entries there are."""
        ...

    def newest_entry(self) -> int:
        """The number of writing of the newest entry; 0 where there is none."""
        ...

    def given_out(self) -> int | None:
        """How many numbers of writing were given out; None where gaps between them are ordinary."""
        ...

    def case_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every case by reference, and under ``person.…`` those of its person."""
        ...

    def deadline_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every deadline by stream."""
        ...

    def screening_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every screening by reference."""
        ...

    def record_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every record of a register."""
        ...

    def sealed_rows(self) -> Iterator[tuple[str, Sealed]]:
        """Every value kept apart from the log, by stream."""
        ...

    def unit_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every unit row."""
        ...

    def quota_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every quota row."""
        ...

    def calendar_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every decided day."""
        ...

    def holder_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of everybody who ever held a role."""
        ...

    def answer_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every alert that was answered, and what it reminds of."""
        ...

    def account_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every user."""
        ...

    def grant_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every grant of a role."""
        ...

    def approval_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every approval."""
        ...

    def counters(self) -> Mapping[str, Any]:
        """The number last given out in each series."""
        ...

    def lone_people(self) -> Iterator[str]:
        """People whom no case names."""
        ...

    def damage(self) -> Sequence[str]:
        """Where the database contradicts itself, in its own words; empty where it does not."""
        ...

    def missing_guards(self) -> Sequence[str]:
        """Guards that keep the log append-only and are not there, by name."""
        ...


class AuditStore(Protocol):
    """The auditing half of a store."""

    def moment(self) -> AbstractContextManager[AuditMoment]:
        """One consistent moment, whatever is written meanwhile."""
        ...
