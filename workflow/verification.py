"""Verify a store: re-read, re-hash and re-fold the whole log, and compare it with the tables.

The log is the truth; everything else must follow from it. What cannot be seen from inside one
database is said in `docs/log-format.md`: a tail cut off together with everything that follows from
it, and a log written anew from beginning to end. For these a checkpoint is kept elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from operator import itemgetter

from audit import Break, Checkpoint, Detail, Entry, Signed, Verdict
from workflow.answered import answer_breaks
from workflow.approved import approval_breaks, user_breaks
from workflow.checkpoints.judging import judge_tree
from workflow.checkpoints.keys import KEY_STREAM
from workflow.checkpoints.places import WHOLE_LOG
from workflow.evidence import (
    Row,
    calendar_breaks,
    case_breaks,
    deadline_breaks,
    named_values,
    person_breaks,
    place,
    quota_breaks,
    record_breaks,
    role_breaks,
    screening_breaks,
    sealed_breaks,
    unit_breaks,
)
from workflow.ports import AuditMoment, AuditStore
from workflow.progress import Progress, Watched
from workflow.registers.register import register_of
from workflow.screening.screening import SERIES
from workflow.side_by_side import StreamRows, by_stream, side_by_side, without_log
from workflow.stream_order import climbing, sound_entries
from workflow.zone import office_zone

_SERIES = ("HS-", SERIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a verification found.

    `root` is the RFC 6962 root over all entries, those not `unsealed` first; `erased` the number of
    values that the log proves and nobody keeps any more; `checkpoint` the largest checkpoint that
    the log fits. `breaks` begins with the first by order of writing; those that no entry holds come
    last.
    """

    entries: int
    root: str
    erased: int = 0
    unsealed: int = 0
    checkpoint: Checkpoint | None = None
    breaks: tuple[Break, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.breaks

    @property
    def first_break(self) -> Break | None:
        """The first place where something is wrong."""
        return self.breaks[0] if self.breaks else None

    @property
    def verdict(self) -> Verdict:
        """What is wrong there, or nothing."""
        return self.breaks[0].verdict if self.breaks else Verdict.INTACT


def verify(
    audit: AuditStore,
    zone: tzinfo | None = None,
    *,
    elsewhere: Iterable[Signed] = (),
    progress: Progress | None = None,
) -> Verification:
    """Verify a whole store at one moment, one stream at a time, in little memory.

    Args:
        audit: The auditing half of a store.
        zone: The office's time zone, whose days the tables hold (default: the office's).
        elsewhere: Checkpoints kept outside the store, which the log must fit.
        progress: Told now and then how many rows of how many were read.

    Raises:
        TryAgainError: the store is busy.
        OutsideServiceError: the database cannot be read.
    """
    with audit.moment() as rows:
        watched = rows if progress is None else Watched(rows, progress)
        look = _Look(rows=watched, zone=zone or office_zone())
        breaks = sorted([*look.streams(), *look.registers_left(), *look.series()], key=_order)
        tree = judge_tree(watched, look.keys, elsewhere)
        return Verification(
            entries=tree.entries,
            root=tree.root,
            erased=look.erased,
            unsealed=tree.unsealed,
            checkpoint=tree.checkpoint,
            breaks=(*breaks, *tree.breaks, *look.damage(), *look.guards()),
        )


@dataclass(slots=True, kw_only=True)
class _Look:
    """One verification on its way through the rows."""

    rows: AuditMoment
    zone: tzinfo
    erased: int = 0
    keys: list[Entry] = field(default_factory=list)
    _units: dict[str, list[Row]] = field(default_factory=dict)
    _quotas: dict[str, list[Row]] = field(default_factory=dict)
    _days: dict[str, list[Row]] = field(default_factory=dict)
    _answers: dict[str, list[Row]] = field(default_factory=dict)
    _records: dict[str, list[Row]] = field(default_factory=dict)
    _holders: dict[str, list[Row]] = field(default_factory=dict)
    _users: dict[str, list[Row]] = field(default_factory=dict)
    _grants: dict[str, list[Row]] = field(default_factory=dict)
    _approvals: dict[str, list[Row]] = field(default_factory=dict)
    _numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def streams(self) -> Iterator[Break]:
        """What is wrong in each stream, by stream."""
        self._units = by_stream(self.rows.unit_rows(), lambda row: f"unit/{row['code']}")
        self._quotas = by_stream(
            self.rows.quota_rows(), lambda row: f"quota/{row['year']}/{row['unit']}"
        )
        self._days = by_stream(self.rows.calendar_rows(), lambda row: f"calendar/{row['year']}")
        self._answers = by_stream(self.rows.answer_rows(), lambda row: f"alert/{row['id']}")
        self._records = by_stream(self.rows.record_rows(), itemgetter("stream"))
        self._holders = by_stream(self.rows.holder_rows(), lambda row: f"role/{row['unit']}")
        self._users = by_stream(self.rows.account_rows(), lambda row: f"user/{row['name']}")
        self._grants = by_stream(self.rows.grant_rows(), lambda row: f"user/{row['account']}")
        self._approvals = by_stream(
            self.rows.approval_rows(), lambda row: f"approval/{row['number']}"
        )
        for stream in side_by_side(self.rows):
            self._count(stream.name)
            yield from self._stream(stream)

    @property
    def _registers(self) -> tuple[dict[str, list[Row]], ...]:
        """The rows of every register that are still to be compared, by stream."""
        return (
            self._units,
            self._quotas,
            self._days,
            self._answers,
            self._records,
            self._holders,
            self._approvals,
        )

    def _stream(self, stream: StreamRows) -> Iterator[Break]:
        register = [rows.pop(stream.name, []) for rows in self._registers]
        entries, broken = sound_entries(stream.log)
        if stream.name == KEY_STREAM:
            self.keys = entries
        if broken is not None:
            yield broken
            return
        if not entries:
            yield without_log(stream)
            return
        written = [row.written for row in stream.log]
        try:
            for found in self._compare(stream, entries, [row for rows in register for row in rows]):
                yield _numbered(found, written)
        except (LookupError, TypeError, ValueError, AttributeError) as odd:
            told = Detail(
                f"các mục không ghi điều mà ketnap ghi: {odd!r}",
                f"the entries do not tell what ketnap writes: {odd!r}",
            )
            yield _numbered(place(entries[-1], Verdict.ALTERED, told), written)
        yield from climbing(stream.log, entries)

    def _compare(
        self, stream: StreamRows, entries: list[Entry], register: list[Row]
    ) -> Iterator[Break]:
        named = named_values(entries)
        self.erased += len(named.keys() - {row.digest for row in stream.sealed})
        kind = stream.name.partition("/")[0]
        if kind == stream.name:
            followed = self._screening if kind.startswith(SERIES) else self._case
            for found in followed(stream, entries):
                yield found
                if found.verdict is Verdict.TAIL_CUT:
                    return  # what else stands too far on is the same cut
        else:
            yield from self._registered(stream, entries, register)
        yield from sealed_breaks(stream.name, named, stream.sealed)

    def _registered(
        self, stream: StreamRows, entries: list[Entry], rows: list[Row]
    ) -> Iterator[Break]:
        kind = stream.name.partition("/")[0]
        if kind == "unit":
            yield from unit_breaks(entries, rows)
        elif kind == "quota":
            yield from quota_breaks(entries, rows, stream.sealed)
        elif kind == "calendar":
            yield from calendar_breaks(entries, rows, self.zone)
        elif kind == "alert":
            yield from answer_breaks(entries, rows, stream.sealed)
        elif kind == "user":
            grants = self._grants.pop(stream.name, [])
            yield from user_breaks(entries, self._users.pop(stream.name, []), grants)
        elif kind == "approval":
            yield from approval_breaks(entries, rows)
        elif kind == "role":
            yield from role_breaks(entries, rows, stream.sealed)
        elif register_of(stream.name) is not None:
            yield from record_breaks(entries, rows)
            case = entries[0].fields["data"].get("case")
            yield from deadline_breaks(entries, stream.deadlines, self.zone, case)

    def _case(self, stream: StreamRows, entries: list[Entry]) -> Iterator[Break]:
        if not stream.cases:
            told = Detail("hồ sơ không có dòng nào", "the case has no row")
            yield place(entries[0], Verdict.PROJECTION_DIFFERS, told)
            return
        row = stream.cases[0]
        yield from case_breaks(entries, row)
        yield from deadline_breaks(entries, stream.deadlines, self.zone, stream.name)
        if row["person"] == entries[0].fields["data"]["person"]:
            yield from person_breaks(entries, row, stream.sealed)

    def _screening(self, stream: StreamRows, entries: list[Entry]) -> Iterator[Break]:
        if not stream.screenings:
            told = Detail("lượt rà soát không có dòng nào", "the screening has no row")
            yield place(entries[0], Verdict.PROJECTION_DIFFERS, told)
            return
        yield from screening_breaks(entries, stream.screenings[0])
        case = entries[0].fields["data"]["case"]
        yield from deadline_breaks(entries, stream.deadlines, self.zone, case)

    def registers_left(self) -> Iterator[Break]:
        """Rows of registers that have no entries, and people without a case."""
        registers = (*self._registers, self._users, self._grants)
        for stream in sorted({name for rows in registers for name in rows}):
            told = Detail("có dòng mà không có mục", "a row without an entry")
            yield _nowhere(stream, Verdict.PROJECTION_DIFFERS, told)
        for person in self.rows.lone_people():
            told = Detail("có người mà không có hồ sơ", "a person without a case")
            yield _nowhere(f"person/{person}", Verdict.PROJECTION_DIFFERS, told)

    def _count(self, ref: str) -> None:
        series, _, number = ref.rpartition("-")
        if series.startswith(_SERIES) and number.isdecimal():
            self._numbers[series].add(int(number))

    def series(self) -> Iterator[Break]:
        """Numbers of cases and screenings that were given out and stand nowhere, or the reverse."""
        given = {
            name: value for name, value in self.rows.counters().items() if name.startswith(_SERIES)
        }
        for series in sorted(given.keys() | self._numbers.keys()):
            there, last = self._numbers[series], given.get(series, 0)
            beyond = max(there, default=0)
            if not isinstance(last, int) or beyond > last:
                told = Detail(
                    f"dãy số {series} đang ở {last}", f"the series {series} stands at {last}"
                )
                yield _nowhere(f"{series}-{beyond:04d}", Verdict.PROJECTION_DIFFERS, told)
            elif len(there) < last:
                missing = next(number for number in range(1, last + 1) if number not in there)
                lost = last - len(there)
                told = Detail(
                    f"{lost} trong {last} số của dãy không thấy ở đâu",
                    f"{lost} of {last} numbers of the series stand nowhere",
                )
                yield _nowhere(f"{series}-{missing:04d}", Verdict.REMOVED, told, seq=1)

    def damage(self) -> Iterator[Break]:
        """A file in which one reading finds other values than the next."""
        for said in self.rows.damage()[:1]:
            told = Detail(f"tệp kho tự mâu thuẫn: {said}", f"the file contradicts itself: {said}")
            yield _nowhere(WHOLE_LOG, Verdict.ALTERED, told)

    def guards(self) -> Iterator[Break]:
        """Guards of the log that somebody took away: from then on it could be changed."""
        for name in self.rows.missing_guards():
            told = Detail(f"thiếu chốt {name}", f"the guard {name} is missing")
            yield _nowhere(WHOLE_LOG, Verdict.UNGUARDED, told)


def _numbered(found: Break, written: Sequence[int]) -> Break:
    known = 1 <= found.seq <= len(written)
    return replace(found, written=written[found.seq - 1] if known else None)


def _nowhere(stream: str, verdict: Verdict, detail: Detail, seq: int = 0) -> Break:
    return Break(stream=stream, seq=seq, verdict=verdict, detail=detail)


def _order(found: Break) -> tuple[bool, int, str, int]:
    return found.written is None, found.written or 0, found.stream, found.seq
