"""Naming the place of a break: an entry with its day, or a number in the order of the log."""

from __future__ import annotations

from audit import Break, Detail, Stored, Verdict

WHOLE_LOG = "log"
"""The stream of a break that concerns the order of writing; its `seq` is the number there."""


def told_in(body: str, key: str, length: int) -> str | None:
    """The text under a key of a body that may be damaged: so many characters of it."""
    mark = f'"{key}":"'
    start = body.find(mark)
    return None if start < 0 else body[start + len(mark) : start + len(mark) + length]


def at_row(row: Stored, verdict: Verdict, detail: Detail) -> Break:
    """A break at a row of the log."""
    return Break(
        stream=str(row.stream),
        seq=row.seq if isinstance(row.seq, int) else 0,
        verdict=verdict,
        detail=detail,
        day=told_in(str(row.body), "effective_on", 10),
        written=row.written,
    )


def somewhere(verdict: Verdict, detail: Detail, seq: int) -> Break:
    """A break that no entry holds, at a number in the order of the log."""
    return Break(stream=WHOLE_LOG, seq=seq, verdict=verdict, detail=detail)
