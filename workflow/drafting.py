"""The draft of a change: one action, one reading of the clock, one request id."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from audit import Entry, Sealed, canonical, genesis, seal
from rules.decision import Decision
from rules.text import Text
from workflow.account import Account, Grant, Seat
from workflow.approval import Approval
from workflow.case import Case, Deadline
from workflow.change import (
    CaseWrite,
    Change,
    Closing,
    Erasure,
    Numbering,
    RecordWrite,
    ScreeningWrite,
)
from workflow.conflict import moved_meanwhile
from workflow.deadlines import Changes, changes
from workflow.desk import Desk
from workflow.errors import ConflictError, LostRaceError
from workflow.fold import follow
from workflow.holder import Holder
from workflow.law import Law
from workflow.outcomes import Moved
from workflow.passing import passed
from workflow.person import Person
from workflow.policy import require
from workflow.ports import Done
from workflow.posting import Resend, Return
from workflow.quota import Quota
from workflow.relocation import Relocation
from workflow.reminders import Answer
from workflow.screening.screening import Screening
from workflow.unit import Unit

_Followed = TypeVar("_Followed", Case, Screening)


@dataclass(slots=True, kw_only=True)
class Draft:
    """What an action has decided so far; `store.commit(draft.change(...))` makes it so."""

    desk: Desk
    action: str
    request: str
    fingerprint: str
    now: datetime
    today: date
    law: Law
    seat: Seat
    entries: list[Entry] = field(default_factory=list)
    cases: list[CaseWrite] = field(default_factory=list)
    screenings: list[ScreeningWrite] = field(default_factory=list)
    records: list[RecordWrite] = field(default_factory=list)
    relocations: list[Relocation] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    sealed: list[tuple[str, Sealed]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    changed_units: list[Unit] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    ended_holders: list[Holder] = field(default_factory=list)
    resends: list[Resend] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    erasures: list[Erasure] = field(default_factory=list)
    numbering: Numbering | None = None
    deadlines_seen: int | None = None

    @classmethod
    def begin(cls, desk: Desk, action: str, request: str | None, asked: Mapping[str, Any]) -> Draft:
        """Read the clock once and fix the request; `asked` is what the request id stands for.

        An id that is made here is known to nobody who could use it again, and needs no fingerprint.

        Raises:
            NotPermittedError: no role of whoever sits here allows the action.
        """
        now = desk.clock()
        today = now.astimezone(desk.zone).date()
        seat = desk.store.seat(desk.actor)
        require(seat, action, today)
        return cls(
            desk=desk,
            action=action,
            request=request or secrets.token_hex(16),
            fingerprint="" if request is None else _fingerprint(asked),
            now=now,
            today=today,
            law=desk.law(),
            seat=seat,
        )

    def done_before(self) -> Done | None:
        """What this request id has already done, if anything.

        Raises:
            ConflictError: the id was used for something else.
        """
        done = self.desk.store.done(self.request)
        if done is not None and (done.action, done.fingerprint) != (self.action, self.fingerprint):
            raise ConflictError(
                Text(
                    f"Mã yêu cầu {self.request} đã dùng cho một việc khác ({done.action});"
                    " hãy dùng mã mới.",
                    f"Request id {self.request} was used for something else ({done.action});"
                    " use a new one.",
                )
            )
        return done

    @contextmanager
    def one_of_many(self) -> Iterator[None]:
        """Draft what concerns one case of several: a refusal leaves nothing of it in the draft.

        Its entries name the wordings that were relied on for it, and not those of the others.
        """
        lists: tuple[list[Any], ...] = (self.entries, self.cases, self.people, self.sealed)
        kept, law = [len(one) for one in lists], self.law
        self.law = self.desk.law()
        try:
            yield
        except BaseException:
            for one, count in zip(lists, kept, strict=True):
                del one[count:]
            raise
        finally:
            self.law = law

    def seal(self, stream: str, value: str | None) -> dict[str, str] | None:
        """Keep a value apart from the log; the entry holds its salted digest."""
        if value is None:
            return None
        kept = seal(value)
        self.sealed.append((stream, kept))
        return {"sealed": kept.digest}

    def fields(self, kind: str, on: date, **more: Any) -> dict[str, Any]:
        """The fields that every entry has, and those of this one."""
        recorded = self.now.astimezone(UTC).isoformat(timespec="microseconds")
        return {
            "kind": kind,
            "effective_on": on.isoformat(),
            "recorded_at": recorded.replace("+00:00", "Z"),
            "actor": self.desk.actor,
            **{name: value for name, value in more.items() if value is not None},
        }

    def entry(self, stream: str, head: tuple[int, str] | None, fields: Mapping[str, Any]) -> Entry:
        """Seal the next entry of a register (not of a case) and put it in the draft."""
        seq, previous = head or (0, genesis(stream))
        made = Entry.seal(stream, seq + 1, previous, fields)
        self.entries.append(made)
        return made

    def step(self, case: Case, fields: dict[str, Any]) -> Moved:
        """Take a case one entry further, deadlines and relied-on wordings included."""
        after = follow(case, trial(case, fields))
        return self.write(case, after, fields, changes(case, after, self.law))

    def write(self, before: Case, after: Case, fields: dict[str, Any], moved: Changes) -> Moved:
        """Seal the entry with what it opens and closes, and put case and entry in the draft."""
        final, entry, closings = self.chain(before, after, fields, moved)
        self.cases.append(
            CaseWrite(
                case=final,
                seen=before.seq,
                opened=moved.opened,
                closings=closings,
                marked=moved.marked,
            )
        )
        return Moved(
            case=final,
            entry=entry,
            before=before.state if before.seq else None,
            opened=moved.opened,
            closed=moved.closed,
            superseded=tuple(
                (old, None if new is None else new.due_on)
                for old in moved.superseded
                for new in (moved.in_place_of(old),)
            ),
        )

    def chain(
        self, before: _Followed, after: _Followed, fields: dict[str, Any], moved: Changes
    ) -> tuple[_Followed, Entry, tuple[Closing, ...]]:
        """Seal the next entry of a case or a screening, with what it opens, closes and rests on.

        Returns:
            What stands after it, its deadlines included; the entry; the deadlines it closes.
        """
        closings = self.telling(after.ref, after.seq, fields, moved)
        entry = Entry.seal(after.ref, after.seq, before.head, fields)
        closed = set(moved.closed)
        marked = {(one.rule, one.started_by): one for one in moved.marked}
        kept: tuple[Deadline, ...] = tuple(
            marked.get((one.rule, one.started_by), one)
            for one in before.deadlines
            if one not in closed
        )
        final = replace(after, head=entry.digest, deadlines=(*kept, *moved.opened))
        self.entries.append(entry)
        return final, entry, closings

    def telling(
        self, stream: str, seq: int, fields: dict[str, Any], moved: Changes
    ) -> tuple[Closing, ...]:
        """Let the entry `seq` of a stream tell what it opens, closes and rests on.

        Returns:
            The deadlines that it closes.
        """
        fields["opens"] = [opening(one, seq) for one in moved.opened] or None
        closings = tuple(
            Closing(
                stream=stream,
                rule=one.rule,
                started_by=one.started_by,
                closed_by=seq,
                closed_on=date.fromisoformat(fields["effective_on"]),
                how=how,
            )
            for how, group in _groups(moved)
            for one in group
        )
        fields["closes"] = [
            {"rule": one.rule, "started_by": one.started_by, "how": one.how} for one in closings
        ] or None
        fields["marks"] = [
            {"rule": one.rule, "started_by": one.started_by, "estimated": one.estimated}
            for one in moved.marked
        ] or None
        fields["rules"] = list(self.law.relied()) or None
        return closings

    def commit(self, **result: Any) -> None:
        """Write the change, whole or not at all.

        Raises:
            ConflictError: another officer was first; the sentence tells what they did.
            NotPermittedError: it is out of scope, or a second person has not given their word.
            TryAgainError: the store is busy, or the same request is being carried out now.
        """
        change = passed(self, self.seat, self.change(**result))
        try:
            self.desk.store.commit(change)
        except LostRaceError as lost:
            raise moved_meanwhile(self.desk.store, lost.stream, lost.seen) from lost

    def change(self, **result: Any) -> Change:
        """The whole change, ready to be written."""
        opens = any(one.opened for one in self.cases) or any(one.opened for one in self.records)
        counted = opens or self.deadlines_seen is not None
        return Change(
            request=self.request,
            action=self.action,
            fingerprint=self.fingerprint,
            recorded_on=self.today,
            entries=tuple(self.entries),
            cases=tuple(self.cases),
            screenings=tuple(self.screenings),
            records=tuple(self.records),
            relocations=tuple(self.relocations),
            emptied=tuple(self.emptied),
            people=tuple(self.people),
            sealed=tuple(self.sealed),
            units=tuple(self.units),
            changed_units=tuple(self.changed_units),
            quotas=tuple(self.quotas),
            decisions=tuple(self.decisions),
            answers=tuple(self.answers),
            holders=tuple(self.holders),
            ended_holders=tuple(self.ended_holders),
            resends=tuple(self.resends),
            returns=tuple(self.returns),
            accounts=tuple(self.accounts),
            grants=tuple(self.grants),
            approvals=tuple(self.approvals),
            erasures=tuple(self.erasures),
            numbering=self.numbering,
            calendar_seen=self.desk.calendar.decisions_seen if counted else None,
            deadlines_seen=self.deadlines_seen,
            result=result,
        )


def first(ref: str, fields: Mapping[str, Any]) -> Entry:
    """The first entry of a case as it will be, not yet sealed."""
    return Entry(stream=ref, seq=1, body="", digest="", previous=genesis(ref), fields=fields)


def trial(case: Case | Screening, fields: Mapping[str, Any]) -> Entry:
    """The entry as it will be, not yet sealed, so that its consequences can be worked out."""
    return Entry(
        stream=case.ref, seq=case.seq + 1, body="", digest="", previous=case.head, fields=fields
    )


def _groups(moved: Changes) -> tuple[tuple[str, tuple[Deadline, ...]], ...]:
    return ("met", moved.met), ("superseded", moved.superseded), ("void", moved.void)


def opening(one: Deadline, seq: int) -> dict[str, Any]:
    """How entry `seq` tells that it opens a deadline."""
    told: dict[str, Any] = {
        "version": one.version,
        "start": one.start_on.isoformat(),
        "due": one.due_on.isoformat(),
    }
    if one.started_by != seq:
        told["started_by"] = one.started_by
    if one.estimated:
        told["estimated"] = True
    if one.provisional:
        told["provisional"] = True
    return told


def _fingerprint(asked: Mapping[str, Any]) -> str:
    text = canonical({name: _plain(value) for name, value in asked.items()})
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value
