"""The one read path of a store that has users: a store through somebody's eyes.

Whose cases may be seen is decided by `workflow.policy`; here it is only applied. What a store
offers is either narrowed here or listed in `OPEN`, which a test holds against the store itself, so
that a new way to read is closed until somebody says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from audit import Entry
from rules.text import Text
from storage.alerts import SqlAlerts
from storage.audit_rows import AuditRows
from storage.hot import HotPath
from storage.sealing import SealedTree
from storage.store import SqlStore
from workflow.admittee import Admittee
from workflow.approval import Approval, ApprovalState
from workflow.errors import NotPermittedError
from workflow.inspection.late_step import LateStep
from workflow.inspection.narrowing import Narrowing
from workflow.inspection.orphan import Orphan
from workflow.inspection.sighting import Sighting, SightingFilter
from workflow.listing import CaseFilter, CaseLine, TaskLine
from workflow.names import fold
from workflow.policy import Sight, may, not_allowed, out_of_scope
from workflow.ports import AlertOn, Dossier
from workflow.registers.record import Record
from workflow.registers.register import Register, register_of
from workflow.reminders import AlertLine, Beat, DigestLine
from workflow.roles import Deed
from workflow.screening.listing import ScreeningFile, ScreeningFilter, ScreeningLine
from workflow.screening.screening import SERIES
from workflow.sources import SourceLine

OPEN = (
    "accounts",  # ids of accounts and what they may do
    "admitted_in",  # numbers
    "calendar_decisions",
    "case_count",  # a number
    "cases_numbered",  # answers only who already knows the number
    "close",  # of the connection
    "commit",  # asks the policy by itself, in `Draft`
    "counter",
    "deadline_count",
    "done",  # by the id of one's own request
    "engine",
    "enrolled_in",  # numbers
    "entry_count",
    "estimated_deadlines",
    "figures",  # counts per unit and year
    "findings_on",  # as the cases below
    "handlers",  # accounts and how much they wrote
    "heads",
    "histories",  # entries name nobody; asked by who counts or moves many cases at once
    "holders",  # who is told what, by office
    "keys_missing",
    "keys_to_destroy",  # a number
    "line_above",
    "member_counts",  # numbers
    "note_sighting",  # of what one looks at oneself
    "open_case",  # answers only who already knows name and birth
    "open_deadlines",  # what a decision about days moves, asked only by who may move it
    "people_keys",  # answers only who already knows name and birth
    "person_corrected_since",
    "quotas",
    "record_refs",  # which numbers are taken
    "seat",
    "session",
    "standing_assignments",  # as the cases below
    "standing_incidents",  # as the cases below
    "standing_cases",  # references that a reorganisation moves; who may do it is asked in `Draft`
    "unit",
    "unit_rows",
    "units",
)
OF_PEOPLE = frozenset(
    {
        Register.REFERRAL,
        Register.CLASS,
        Register.SITTING,
        Register.AWARD,
        Register.REVIEW,
        Register.FILES,
        Register.REQUEST,
        Register.INCIDENT,
        Register.FINDING,
    }
)
"""Registers that only who sees cases looks into."""
OF_NOBODY = frozenset({Register.LEGAL, Register.PLAN})
"""Registers that name nobody: papers, and plans that units below inherit."""
_MANY = 1_000_000


class ScopedStore(SqlStore):
    """What one seat sees of a store, of today or of a moment in the past."""

    def __init__(self, store: SqlStore, sight: Sight) -> None:
        super().__init__(store.engine)
        self._whole = store
        self.sight = sight

    @property
    def _hot(self) -> HotPath:
        """The connection of the whole store; that one gives it back."""
        return self._whole._hot  # noqa: SLF001 - it is one of us

    def _look(self) -> Sight:
        """The sight, of somebody who may see cases at all.

        Raises:
            NotPermittedError: no role of theirs lets them.
        """
        if self.sight.blind:
            raise not_allowed(self.sight.seat, Deed.READ_CASES, self.sight.day)
        return self.sight

    @cached_property
    def _referred(self) -> frozenset[str]:
        """The cases that this account opened itself, or that its organisation's lists name."""
        if not self.sight.referrals:
            return frozenset()
        mine = {"actor": self.sight.seat.name}
        opened = {one.stream for one in self._whole.log(mine) if one.seq == 1}
        return frozenset(opened.union(*(one.data["people"] for one in self._own_lists)))

    @cached_property
    def _own_lists(self) -> Sequence[Record]:
        """The lists of referrals of the organisations that this account speaks for."""
        if not self.sight.organisations:
            return ()
        return [
            one
            for one in self._whole.records(Register.REFERRAL)
            if fold(one.data["referrer"]) in self.sight.organisations
        ]

    @cached_property
    def _refs(self) -> frozenset[str]:
        return frozenset(line.ref for line in self.cases(CaseFilter()))

    def allow_copy(self) -> None:
        """Let everything be copied by who looks after the machine.

        Raises:
            NotPermittedError: no role of theirs lets them.
        """
        self._require_deed(Deed.COPY_STORE)

    def allow_whole_log(self) -> None:
        """Let the log be taken away by who reads all of it, or looks after the machine.

        Raises:
            NotPermittedError: they may not verify it, or there are units beyond their scope: the
                entries of those would go with it.
        """
        self._require_deed(Deed.VERIFY)
        seat, day = self.sight.seat, self.sight.day
        everywhere = frozenset(unit.code for unit in self._whole.units(day))
        if may(seat, Deed.COPY_STORE, day) or self.sees_whole(everywhere):
            return
        raise NotPermittedError(
            Text(
                "Bản xuất có cả nhật ký, kể cả của tổ chức ngoài phạm vi được giao; chưa ghi gì.",
                "An export holds the whole log, that of units out of scope too; nothing was"
                " written.",
            ),
            following=Text(
                "ketnap audit verify · ketnap audit prove (từng mục)",
                "ketnap audit verify · ketnap audit prove (entry by entry)",
            ),
        )

    def allow_clock(self) -> None:
        """Let the clockwork be run, or rehearsed, by whose task it is.

        Raises:
            NotPermittedError: no role of theirs lets them.
        """
        self._require_deed(Deed.RUN_CLOCK)

    def _require_deed(self, deed: Deed) -> None:
        if not may(self.sight.seat, deed, self.sight.day):
            raise not_allowed(self.sight.seat, deed, self.sight.day)

    def sees(self, unit: str | None, ref: str) -> bool:
        """Whether a case of a unit may be seen."""
        sight = self._look()
        return sight.scope.covers((unit,)) or ref in self._referred

    def sees_whole(self, units: Collection[str] | None) -> bool:
        """Whether all cases of these units are in scope, or of every unit (None)."""
        mine = self.sight.scope.units
        return mine is None or (units is not None and mine.issuperset(units))

    def require(self, units: Iterable[str | None], ref: str) -> None:
        """Refuse a case of which none of these units is in scope.

        Raises:
            NotPermittedError: none is.
        """
        place = tuple(units)
        sight = self._look()
        if not (sight.scope.covers(place) or ref in self._referred):
            if sight.scope.units:
                raise out_of_scope(sight.seat, Deed.READ_CASES, sight.day, place)
            raise not_allowed(sight.seat, Deed.READ_CASES, sight.day)

    def dossier(self, ref: str) -> Dossier | None:
        """A case and its person; one that waits to be taken over is seen by who shall take it.

        Raises:
            NotPermittedError: it is out of scope.
        """
        self._look()
        found = self._whole.dossier(ref)
        if found is not None:
            self.require((found.case.unit, found.case.moving_to), ref)
        return found

    def refs_like(self, tail: str, limit: int) -> Sequence[str]:
        """References that end in a tail; what is out of scope is not hinted at."""
        return [ref for ref in self._whole.refs_like(tail, _MANY) if ref in self._refs][:limit]

    def refs_named(self, key: str, limit: int) -> Sequence[str]:
        """References of people whose folded name is exactly this."""
        return [ref for ref in self._whole.refs_named(key, _MANY) if ref in self._refs][:limit]

    def refs_of(self, person: str) -> Sequence[str]:
        """References of the cases of one person, the oldest first."""
        return [ref for ref in self._whole.refs_of(person) if ref in self._refs]

    def entries(self, stream: str) -> Sequence[Entry]:
        """The entries of one stream, in order.

        Raises:
            NotPermittedError: it is that of a case out of scope.
        """
        if stream.startswith(SERIES):
            self.screening(stream)
        elif "/" not in stream:
            self.dossier(stream)
        return [one for one in self._whole.entries(stream) if self._may_read(one)]

    def unsealed(self, stream: str) -> Mapping[str, str]:
        """Values kept apart from one stream that is in scope, by digest."""
        return self._whole.unsealed(stream) if self.entries(stream) else {}

    def unsealed_all(self, streams: Sequence[str]) -> Mapping[str, str]:
        """Values kept apart from those of these records that are in scope, by digest."""
        books = {register_of(stream) for stream in streams} - {None}
        seen = {one.stream for book in books if book for one in self.records(book)}
        return self._whole.unsealed_all([one for one in streams if one in seen])

    def cases(self, wanted: CaseFilter) -> Sequence[CaseLine]:
        """Cases as lines of a list, in Vietnamese name order."""
        self._look()
        found = self._whole.cases(replace(wanted, limit=None))
        return [one for one in found if self.sees(one.unit, one.ref)][: wanted.limit]

    def sources(self, year: int) -> Sequence[SourceLine]:
        """People on the way to admission, and those admitted in a year, by name."""
        self._look()
        return [one for one in self._whole.sources(year) if self.sees(one.unit, one.ref)]

    def admittees(self, first: date, last: date) -> Sequence[Admittee]:
        """Everybody in scope whose standing admission was decided between two days."""
        self._look()
        found = self._whole.admittees(first, last)
        return [one for one in found if self.sees(one.unit, one.ref)]

    def names_of(self, refs: Sequence[str]) -> Mapping[str, str]:
        """The names of the people of those cases that are in scope."""
        return self._whole.names_of([ref for ref in refs if ref in self._refs])

    def tasks(self, until: date, units: tuple[str, ...] = ()) -> Sequence[TaskLine]:
        """Open deadlines that fall due by a day, the oldest first."""
        found = self._whole.tasks(until, units)
        return [one for one in found if self.sees(one.unit, one.ref)]

    def alerts_on(self, ref: str, *, settled: bool = False) -> Sequence[AlertOn]:
        """The alerts that stand on open deadlines of a stream, by number; or on all there were."""
        self.dossier(ref)
        return self._whole.alerts_on(ref, settled=settled)

    def counts(self) -> Mapping[str, int]:
        """Number of cases per state."""
        return Counter(one.state.value for one in self.cases(CaseFilter()))

    def screening(self, ref: str) -> ScreeningFile | None:
        """A screening with its member.

        Raises:
            NotPermittedError: the member is out of scope.
        """
        self._look()
        found = self._whole.screening(ref)
        if found is not None:
            self.require((found.case.unit,), found.case.ref)
        return found

    def screening_refs_like(self, tail: str, limit: int) -> Sequence[str]:
        """References of screenings that end in a tail; what is out of scope is not hinted at."""
        seen = {one.ref for one in self.screenings(ScreeningFilter())}
        found = self._whole.screening_refs_like(tail, _MANY)
        return [ref for ref in found if ref in seen][:limit]

    def screenings(self, wanted: ScreeningFilter) -> Sequence[ScreeningLine]:
        """Screenings as lines of a list, in the order of their references."""
        self._look()
        found = self._whole.screenings(replace(wanted, limit=None))
        return [one for one in found if self.sees(one.unit, one.case)][: wanted.limit]

    def log(
        self,
        filters: Mapping[str, Any],
        *,
        units: Sequence[str] | None = None,
        limit: int | None = None,
        first: date | None = None,
        last: date | None = None,
        narrowing: Narrowing | None = None,
    ) -> Sequence[Entry]:
        """Entries by derived columns, newest first; of cases only those in scope."""
        self._look()
        found = self._whole.log(filters, units=units, first=first, last=last, narrowing=narrowing)
        return [one for one in found if self._may_read(one)][:limit]

    def streams_between(self, first: date | None, last: date | None) -> frozenset[str]:
        """The cases in scope with an entry whose legal day lies between two days."""
        return self._whole.streams_between(first, last) & self._refs

    def orphans(self) -> Sequence[Orphan]:
        """Everything that names what is not there.

        Raises:
            NotPermittedError: no role of theirs lets them verify.
        """
        self._require_deed(Deed.VERIFY)
        return self._whole.orphans()

    def late_steps(self) -> Sequence[LateStep]:
        """Deadlines in scope that were met after their day."""
        self._look()
        return [one for one in self._whole.late_steps() if self.sees(one.unit, one.case_ref)]

    def sightings(self, wanted: SightingFilter) -> Sequence[Sighting]:
        """Who looked at sensitive data, the newest first; of whom only those in scope.

        Raises:
            NotPermittedError: no role of theirs lets them read the log.
        """
        self._require_deed(Deed.READ_LOG)
        found = self._whole.sightings(wanted)
        if self.sight.whole:
            return found
        seen = [replace(one, cases=tuple(self._refs.intersection(one.cases))) for one in found]
        return [replace(one, cases=tuple(sorted(one.cases))) for one in seen if one.cases]

    def record(self, stream: str) -> Record | None:
        """A record of a register, whole: of a unit in scope, or of a list all of whose people are.

        Raises:
            NotPermittedError: it belongs to a unit out of scope, or lists are not theirs to see.
        """
        if register_of(stream) in OF_PEOPLE:
            self._look()
        found = self._whole.record(stream)
        if found is not None and found.register is Register.REQUEST:
            self.dossier(found.data["case"])  # it goes with the person, wherever they are now
        elif found is not None and found.register is Register.FINDING:
            self._require_finding(found)
        elif found is not None and found.unit is not None and found not in self._own_lists:
            self.require((found.unit,), stream)
        return None if found is None else self._narrowed(found)

    def records(self, register: Register) -> Sequence[Record]:
        """The records in scope by number; of a list of people without a unit those people."""
        if register in OF_PEOPLE:
            self._look()
        if register is Register.REQUEST:
            return [one for one in self._whole.records(register) if one.data["case"] in self._refs]
        if register is Register.FINDING:
            return self._findings_seen(self._whole.records(register))
        return [
            self._narrowed(one)
            for one in self._whole.records(register)
            if one.unit is None
            or register in OF_NOBODY
            or self.sight.scope.covers((one.unit,))
            or one in self._own_lists
        ]

    def records_of(self, register: Register, case: str) -> Sequence[Record]:
        """The records about one case that are in scope, by number."""
        self._look()
        found = self._whole.records_of(register, case)
        if register is Register.FINDING:
            return self._findings_seen(found)
        return [one for one in found if case in self._refs]

    def _findings_seen(self, found: Sequence[Record]) -> Sequence[Record]:
        """Those of these findings that are of a unit in scope; their cases are read together."""
        if self.sight.whole:
            return found
        cases = frozenset(one.case for one in found if one.case is not None)
        named = self._whole.cases(CaseFilter(refs=cases)) if cases else ()
        units = {line.ref: line.unit for line in named}
        covers = self.sight.scope.covers
        return [
            one for one in found if covers((one.unit if one.case is None else units.get(one.case),))
        ]

    def _narrowed(self, record: Record) -> Record:
        """A record of no unit with those of its people who are in scope; it is never written to."""
        if record.unit is not None or self.sight.whole or "people" not in record.data:
            return record
        people = {ref: row for ref, row in record.data["people"].items() if ref in self._refs}
        return replace(record, data={**record.data, "people": people})

    @contextmanager
    def aside(self) -> Iterator[SqlStore]:
        """The whole store for the clock's own thread, which tells nobody what it sees.

        Raises:
            NotPermittedError: the clock is not theirs to run.
        """
        self.allow_clock()
        with self._whole.aside() as other:
            yield other

    def approvals(self, states: Sequence[ApprovalState] = ()) -> Sequence[Approval]:
        """Approvals by number: one's own, and those about units in scope."""
        sight = self.sight
        return [
            one
            for one in self._whole.approvals(states)
            if sight.seat.name in {one.asked_by, one.asked_of} or sight.scope.covers((one.unit,))
        ]

    @cached_property
    def audit(self) -> AuditRows:
        """Rows as stored, for a verification.

        Raises:
            NotPermittedError: no role of theirs lets them verify.
        """
        self._require_deed(Deed.VERIFY)
        return self._whole.audit if self.sight.whole else AuditRows(self.engine, blind=True)

    @cached_property
    def tree(self) -> SealedTree:
        """The Merkle tree over the log, and its checkpoints.

        Raises:
            NotPermittedError: no role of theirs lets them verify.
        """
        self._require_deed(Deed.VERIFY)
        return self._whole.tree

    def newest_checkpoint(self) -> str | None:
        """The note of the largest checkpoint: it is for everybody, and names nobody."""
        return self._whole.newest_checkpoint()

    @cached_property
    def alerts(self) -> SqlAlerts:
        """Alerts, messages and heartbeats; of alerts only those in scope are looked at."""
        return _ScopedAlerts(self._whole.alerts, self)

    def _request_seen(self, stream: str) -> bool:
        """Whether a request about personal data may be seen: by who sees the person's case."""
        found = self._whole.record(stream)
        return found is not None and found.data["case"] in self._refs

    def _incident_seen(self, stream: str) -> bool:
        """Whether an incident may be seen: by who sees the unit that it belongs to by now."""
        found = self._whole.record(stream)
        return found is not None and self.sees(found.unit, stream)

    def _found_in(self, finding: Record) -> str | None:
        """The unit that a finding is of by now: where its case is, or the one that it is about."""
        if "case" not in finding.data or self.sight.whole:
            return finding.unit
        there = self._whole.dossier(finding.data["case"])
        return None if there is None else there.case.unit

    def _require_finding(self, finding: Record) -> None:
        """Refuse a finding of a unit out of scope; who referred somebody sees none.

        Raises:
            NotPermittedError: it is.
        """
        unit = self._found_in(finding)
        if not self.sight.scope.covers((unit,)):
            raise out_of_scope(self.sight.seat, Deed.READ_CASES, self.sight.day, (unit,))

    def _finding_seen(self, stream: str) -> bool:
        """Whether a finding may be seen: by who sees the unit that it is of by now."""
        found = self._whole.record(stream)
        return found is not None and self.sight.scope.covers((self._found_in(found),))

    def _may_read(self, entry: Entry) -> bool:
        """A register of the office tells of nobody; what names a unit is read by who sees it."""
        fields = entry.fields
        register = register_of(entry.stream)
        if register is Register.REQUEST:
            return self._request_seen(entry.stream)
        if register is Register.INCIDENT:
            return self._incident_seen(entry.stream)
        if register is Register.FINDING:
            return self._finding_seen(entry.stream)
        guarded = fields["kind"] in {"alert", "approval"}
        if "/" in entry.stream and not guarded:
            return True
        ref = fields.get("data", {}).get("case", entry.stream)
        return self.sees(fields.get("unit"), ref) or ref in self._refs


TICKING = (
    "bounced",
    "bury",
    "claim",
    "failed",
    "fenced",
    "give_back",
    "lead",
    "plan",
    "postpone",
    "put_aside",
    "sent",
    "step_down",
    "sweep",
    "sweep_between",
    "sweep_targets",
    "wake",
)
"""What the clockwork writes, and whoever may run it."""
LOOKING = (
    "attempts",  # moments and error codes
    "holders",
    "stilled",  # numbers only
    "beats",
    "bounces",  # addresses and numbers
    "file_days",  # days of units
    "gauges",  # numbers only
    "leader",
    "ledger",
    "letters",  # addresses and attempts, no case
    "open_rules",
    "orphans",  # numbers
    "places",  # names of units
    "raised_on",
    "reading",
    "sqlite",
    "targets",  # figures of units
    "unaddressed",
    "unexplained",  # references
    "writing",
)
"""What names nobody."""


class _ScopedAlerts(SqlAlerts):
    """The alerts of a store through somebody's eyes."""

    def __init__(self, whole: SqlAlerts, eyes: ScopedStore) -> None:
        super().__init__(whole.engine)
        self._whole = whole
        self._eyes = eyes

    def alerts(
        self, today: date, *, everything: bool = False, units: Sequence[str] | None = None
    ) -> Sequence[AlertLine]:
        """Alerts by due day."""
        found = self._whole.alerts(today, everything=everything, units=units)
        return [one for one in found if self._eyes.sees(one.unit, one.case)]

    def alert(self, number: int, today: date) -> AlertLine | None:
        """One alert.

        Raises:
            NotPermittedError: it is about a case out of scope.
        """
        found = self._whole.alert(number, today)
        if found is not None:
            self._eyes.require((found.unit,), found.case)
        return found

    def duties(self, today: date, units: Sequence[str] | None = None) -> Sequence[DigestLine]:
        """Open deadlines that nothing inhibits on a day."""
        found = self._whole.duties(today, units)
        return [one for one in found if self._eyes.sees(one.unit, one.case)]

    def helpers(self, cases: Collection[str]) -> Mapping[str, str]:
        """Who helps in those of these cases that may be seen."""
        seen = {line.ref for line in self._eyes.cases(CaseFilter())}
        return self._whole.helpers(seen & {*cases})

    def beat(self, beat: Beat) -> None:
        """Keep the last run of a job."""
        self.require_clock()
        self._whole.beat(beat)

    def require_clock(self) -> None:
        """Refuse whoever may not run the clockwork.

        Raises:
            NotPermittedError: no role of theirs lets them.
        """
        self._eyes.allow_clock()


def _passed_on(name: str) -> Any:
    def asked(self: Any, *given: Any, **named: Any) -> Any:
        return getattr(self._whole, name)(*given, **named)

    return asked


def _ticked(name: str) -> Any:
    def asked(self: _ScopedAlerts, *given: Any, **named: Any) -> Any:
        self.require_clock()
        return getattr(self._whole, name)(*given, **named)

    return asked


_OWN = {"close", "engine", "session"}  # of the connection, which both share
for _name in OPEN:
    if _name == "figures":
        setattr(ScopedStore, _name, property(attrgetter("_whole.figures")))
    elif _name not in _OWN:
        setattr(ScopedStore, _name, _passed_on(_name))
for _name in TICKING:
    setattr(_ScopedAlerts, _name, _ticked(_name))
