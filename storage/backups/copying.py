"""All rows of one store into an empty one, from either database to either: the same log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, func, insert, inspect, select, text

from storage.every_table import METADATA
from storage.seal_tables import LeafRow
from storage.tables import EntryRow

_BATCH = 2000
_MIGRATIONS = "alembic_version"
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_LEAF: Any = LeafRow.__table__  # type: ignore[attr-defined]  # as above


def copy_rows(origin: Connection, target: Connection) -> int:
    """Copy every row as it stands, parents first; the number of rows.

    Both are inside a transaction of their own; the target is empty, and its connection one that
    may migrate.

    Raises:
        LookupError: the origin has a table that this program does not know.
    """
    known = METADATA.sorted_tables
    strange = set(inspect(origin).get_table_names()) - {one.name for one in known} - {_MIGRATIONS}
    if strange:
        raise LookupError(sorted(strange))
    copied = sum(_copy(origin, target, table) for table in known)
    if target.dialect.name == "postgresql":
        for table in known:
            _go_on_counting(target, table)
    return copied


def _copy(origin: Connection, target: Connection, table: Table) -> int:
    stored = [column for column in table.columns if column.computed is None]
    wanted = select(*stored).order_by(*table.primary_key.columns)
    if target.dialect.name == "sqlite" and table.name == _ENTRY.name:
        wanted = _numbered_anew(stored)
    if target.dialect.name == "sqlite" and table.name == _LEAF.name:
        wanted = select(_LEAF.c.number, (_LEAF.c.number + 1).label("entry"))
    copied = 0
    streamed = {"stream_results": True, "yield_per": _BATCH}
    result = origin.execute(wanted, execution_options=streamed)
    for rows in result.mappings().partitions(_BATCH):
        target.execute(insert(table), [dict(row) for row in rows])
        copied += len(rows)
    return copied


def _numbered_anew(stored: Sequence[Column[Any]]) -> Select[Any]:
    """Entries numbered without a gap, as SQLite would have: in the order of their leaves.

    PostgreSQL passes numbers over, and an entry that committed late stands later among the leaves
    than its number says. Entries without a leaf come last, in the order of writing.
    """
    place = func.row_number().over(order_by=(_LEAF.c.number.is_(None), _LEAF.c.number, _ENTRY.c.id))
    rest = [column for column in stored if column.name != "id"]
    joined = _ENTRY.outerjoin(_LEAF, _LEAF.c.entry == _ENTRY.c.id)
    return select(place.label("id"), *rest).select_from(joined).order_by(place)


def _go_on_counting(target: Connection, table: Table) -> None:
    """Let a sequence give out the next number after those that were copied."""
    (key, *more) = table.primary_key.columns
    asked = text("SELECT pg_get_serial_sequence(:table, :column)")
    sequence: Any = target.execute(asked, {"table": table.name, "column": key.name}).scalar()
    if more or sequence is None:
        return
    last = target.execute(select(func.max(key))).scalar()
    if last is not None:
        target.execute(
            text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last}
        )
