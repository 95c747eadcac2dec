"""One chain per stream: each entry names the digest of the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit.entry import Entry, digest_of, genesis


@dataclass(frozen=True, slots=True)
class Detail:
    """What exactly is wrong, in Vietnamese and English."""

    vi: str
    en: str


class Verdict(StrEnum):
    """What is wrong with a log, or nothing."""

    INTACT = "intact"
    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TAIL_CUT = "tail-cut"
    REWRITTEN = "rewritten"
    RE_STAMPED = "re-stamped"
    UNSEALED = "unsealed"
    FORGED = "forged"
    PROJECTION_DIFFERS = "projection-differs"
    UNGUARDED = "unguarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One row of the log as the database holds it; nothing in it is trusted, not even its types.

    `written` is its number in the order of writing, `leaf` its place in the tree, from 0 (None:
    not sealed yet).
    """

    stream: str
    seq: int
    body: str
    digest: str
    previous: str
    written: int
    leaf: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One place of the tree, as the database holds it: `stored` is None where its entry is gone.

    `number` is None for an entry that is not sealed; those come behind the others.
    """

    number: int | None
    stored: Stored | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where a log stops being what was written, and how.

    `day` is the legal day of the entry there, or of the last sound one before it where there is
    none; `written` its number in the order of writing, where it has one.
    """

    stream: str
    seq: int
    verdict: Verdict
    detail: Detail
    day: str | None = None
    written: int | None = None


def read_stream(rows: Iterable[Stored]) -> Iterator[Entry | Break]:
    """Check the rows of one stream, in order of seq; yield each sound entry, then the first break.

    The rows must belong to one stream, as stored. After a break nothing more is yielded: what
    stands behind it is not confirmed.
    """
    expected_seq = 1
    expected_previous: str | None = None
    for row in rows:
        found = _check(row, expected_seq, expected_previous or genesis(str(row.stream)))
        yield found
        if isinstance(found, Break):
            return
        expected_seq += 1
        expected_previous = found.digest


def _check(row: Stored, seq: int, previous: str) -> Entry | Break:
    verdict = Verdict.ALTERED
    detail = Detail(
        "nội dung không cho ra mã băm đã ghi cùng nó",
        "the body does not give the digest that was written with it",
    )
    try:
        if digest_of(row.body) == row.digest:
            entry = Entry.read(row.body)
            problem = _misplaced(row, entry, seq, previous)
            if problem is None:
                return entry
            verdict, detail = problem
    except (ValueError, AttributeError):  # SQLite keeps a value of any type in any column
        detail = Detail("nội dung không phải một mục nhật ký", "the body is not an entry")
    return Break(
        stream=str(row.stream),
        seq=row.seq if isinstance(row.seq, int) else seq,
        verdict=verdict,
        detail=detail,
        day=_day(str(row.body)),
        written=row.written,
    )


def _misplaced(row: Stored, entry: Entry, seq: int, previous: str) -> tuple[Verdict, Detail] | None:
    # From the third line on the entry's own number, a whole number, equals the row's.
    faults = (
        (
            entry.stream != row.stream,
            Verdict.REORDERED,
            Detail(f"mục này được ghi cho {entry.stream}", f"it was written for {entry.stream}"),
        ),
        (
            entry.seq != row.seq,
            Verdict.REORDERED,
            Detail(f"mục này được ghi là số {entry.seq}", f"it was written as number {entry.seq}"),
        ),
        (
            entry.previous != row.previous,
            Verdict.ALTERED,
            Detail(
                "cột `previous` khác với điều đã băm", "the column `previous` was not hashed so"
            ),
        ),
        (entry.seq > seq, Verdict.REMOVED, Detail(f"thiếu số {seq}", f"number {seq} is missing")),
        (
            entry.seq < seq,
            Verdict.INSERTED,
            Detail(f"số {entry.seq} đứng hai lần", f"number {entry.seq} stands twice"),
        ),
        (
            entry.previous != previous,
            Verdict.INSERTED,
            Detail("không nối tiếp mục trước nó", "it does not follow the entry before it"),
        ),
    )
    return next(((verdict, detail) for wrong, verdict, detail in faults if wrong), None)


def _day(body: str) -> str | None:
    mark = '"effective_on":"'
    start = body.find(mark)
    return None if start < 0 else body[start + len(mark) : start + len(mark) + 10]
