"""The tables of a copy: worked out from its own log, or taken over where they tell of nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from audit import Entry
from storage.anonymised.masks import REMOVED, Masks
from storage.every_table import METADATA
from storage.tables import EntryRow, SealedRow
from workflow.approved import approval_columns, folded_approval
from workflow.fold import fold
from workflow.holder import holder_columns, holders_of
from workflow.registers.record import fold_record, record_columns
from workflow.registers.register import register_of
from workflow.screening.fold import fold_screening
from workflow.screening.screening import SERIES
from workflow.screening.snapshot import screening_columns
from workflow.snapshot import case_columns

TAKEN_OVER = ("calendar_day", "counter", "deadline", "pipeline_alert", "sweep", "unit")
"""Tables that tell of no person: copied as they stand."""
MASKED = ("alert", "quota")
"""Tables of which a few columns do."""
LEFT_OUT = frozenset(
    {
        "account",
        "attempt",
        "bounce",
        "checkpoint",
        "delivery",
        "keyring",
        "leaf",
        "lease",
        "message",
        "pipeline_delivery",
        "request",
        "role_grant",
        "sighting",
        "subtree",
        "tick",
    }
)
"""Tables that begin empty: whose store it was, who worked in it, and what was sent to whom."""
_BATCH = 2000
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # as above


def take_over(origin: Connection, copy: Connection, masks: Masks) -> None:
    """Copy the rows that tell of nobody, parents first."""
    for table in METADATA.sorted_tables:
        if table.name in (*TAKEN_OVER, *MASKED):
            _copy(origin, copy, table, masks)


def _copy(origin: Connection, copy: Connection, table: Table, masks: Masks) -> None:
    stored = [column for column in table.columns if column.computed is None]
    wanted = select(*stored).order_by(*table.primary_key.columns)
    streamed = {"stream_results": True, "yield_per": _BATCH}
    result = origin.execute(wanted, execution_options=streamed)
    for rows in result.mappings().partitions(_BATCH):
        copy.execute(insert(table), [_masked(dict(row), masks) for row in rows])


def _masked(row: Mapping[str, Any], masks: Masks) -> dict[str, Any]:
    """A row with the accounts and the reasons in it replaced."""
    found = {**row}
    for name in ("answered_by", "approved_by"):
        if found.get(name) is not None:
            found[name] = masks.account(found[name])
    if found.get("reason") is not None:
        found["reason"] = REMOVED
    return found


def work_out(copy: Connection) -> None:
    """Fill the tables that follow from the log, from the log of the copy, as a verifier would.

    Cases come before screenings, which name them.
    """
    for late in (False, True):
        wanted = select(_ENTRY.c.body).order_by(_ENTRY.c.stream, _ENTRY.c.seq)
        entries = map(Entry.read, copy.execute(wanted).scalars())
        batch: dict[str, list[dict[str, Any]]] = {}
        for stream, found in groupby(entries, key=attrgetter("stream")):
            if stream.startswith(SERIES) == late:
                for table, row in _rows(copy, stream, list(found)):
                    batch.setdefault(table, []).append(row)
        for table, rows in batch.items():
            columns = ", ".join(rows[0])
            marks = ", ".join(f":{name}" for name in rows[0])
            put = text(f"INSERT INTO {table} ({columns}) VALUES ({marks})")  # noqa: S608 - our own names
            copy.execute(put, rows)


def _rows(
    copy: Connection, stream: str, entries: Sequence[Entry]
) -> Iterator[tuple[str, dict[str, Any]]]:
    book, mark, _ = stream.partition("/")
    if stream.startswith(SERIES):
        yield "screening", screening_columns(fold_screening(entries))
    elif not mark:
        yield "case_file", case_columns(fold(entries))
    elif book == "role":
        wanted = select(_SEALED.c.digest, _SEALED.c.value).where(_SEALED.c.stream == stream)
        apart = {row.digest: row.value for row in copy.execute(wanted)}
        yield from (("role_holder", holder_columns(one)) for one in holders_of(entries, apart))
    elif book == "approval":
        yield "approval", approval_columns(folded_approval(entries))
    elif register_of(stream) is not None:
        yield "record", record_columns(fold_record(entries))
