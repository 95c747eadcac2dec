"""The sealing step: committed entries get their place among the leaves of one Merkle tree.

It runs beside the officers, never in their way. Sealers take turns; an entry whose transaction
commits late is given a later place, and none is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, exists, func, insert, select, text

from audit import MissingNodeError, leaf_hash
from audit.tree import grown
from storage.faults import translated
from storage.seal_tables import CheckpointRow, LeafRow, SubtreeRow
from storage.tables import EntryRow
from workflow.checkpoints.ports import Added

_BATCH = 4096
_TURN = 7_261_504_121
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_LEAF: Any = LeafRow.__table__  # type: ignore[attr-defined]  # as above
_SUBTREE: Any = SubtreeRow.__table__  # type: ignore[attr-defined]  # as above
_CHECKPOINT: Any = CheckpointRow.__table__  # type: ignore[attr-defined]  # as above


class SealedTree:
    """The sealing half of a store: the tree over its log, and the checkpoints of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def seal(self) -> int:
        """Give every committed entry its place; how many leaves there are then.

        Raises:
            TryAgainError: the store stayed busy; what was sealed stays so.
            OutsideServiceError: the store cannot be written to.
        """
        while True:
            with translated(), self._writing() as connection:
                size, added = _seal_some(connection)
            if added < _BATCH:
                return size + added

    def size(self) -> int:
        """How many leaves there are."""
        with translated(), self._engine.connect() as connection:
            return _size(connection)

    def unsealed(self) -> int:
        """How many entries have no place yet."""
        with translated(), self._engine.connect() as connection:
            asked = select(func.count()).select_from(_ENTRY)
            return int(connection.execute(asked).scalar_one()) - _size(connection)

    def hashes(self, height: int, first: int, count: int) -> Sequence[bytes]:
        """Roots of full subtrees of a height, as `audit.Nodes` asks for them."""
        with translated(), self._engine.connect() as connection:
            return _Nodes(connection).hashes(height, first, count)

    def place(self, stream: str, seq: int) -> int | None:
        """The number of an entry's leaf; None where it is not sealed, or not there."""
        asked = (
            select(_LEAF.c.number)
            .join_from(_LEAF, _ENTRY, _LEAF.c.entry == _ENTRY.c.id)
            .where(_ENTRY.c.stream == stream, _ENTRY.c.seq == seq)
        )
        with translated(), self._engine.connect() as connection:
            found = connection.execute(asked).scalar()
        return None if found is None else int(found)

    def checkpoints(self) -> Sequence[str]:
        """The note of every checkpoint, the smallest first."""
        asked = select(_CHECKPOINT.c.note).order_by(_CHECKPOINT.c.size)
        with translated(), self._engine.connect() as connection:
            return [str(row[0]) for row in connection.execute(asked)]

    def added(self, first: int, last: int) -> Sequence[Added]:
        """Entries among the leaves from `first` up to but not with `last`, counted."""
        wanted = (
            select(_ENTRY.c.kind, _ENTRY.c.unit, _ENTRY.c.actor, func.count())
            .join_from(_LEAF, _ENTRY, _LEAF.c.entry == _ENTRY.c.id)
            .where(_LEAF.c.number >= first, _LEAF.c.number < last)
            .group_by(_ENTRY.c.kind, _ENTRY.c.unit, _ENTRY.c.actor)
        )
        with translated(), self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return [Added(kind=row[0], unit=row[1], actor=row[2], count=row[3]) for row in rows]

    def newest_checkpoint(self) -> str | None:
        """The note of the largest checkpoint; None before the first."""
        asked = select(_CHECKPOINT.c.note).order_by(_CHECKPOINT.c.size.desc()).limit(1)
        with translated(), self._engine.connect() as connection:
            found = connection.execute(asked).scalar()
        return None if found is None else str(found)

    def keep(self, size: int, note: str) -> None:
        """Keep a checkpoint; where one of its size is there already, that one stands."""
        there = exists().where(_CHECKPOINT.c.size == size)
        with translated(), self._writing() as connection:
            if not connection.execute(select(there)).scalar():
                connection.execute(insert(_CHECKPOINT).values(size=size, note=note))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "BEGIN")
            try:
                if not sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")


def _seal_some(connection: Connection) -> tuple[int, int]:
    """Seal the next entries in the order of writing; the size before, and how many."""
    size = _size(connection)
    found = connection.execute(_waiting(connection)).all()
    if not found:
        return size, 0
    full: list[dict[str, Any]] = []

    def keep(height: int, number: int, digest: bytes) -> None:
        full.append({"height": height, "number": number, "digest": digest.hex()})

    tree = grown(_Nodes(connection), size, keep)
    for _, body in found:
        tree.add(str(body).encode())
    rows = [{"number": size + at, "entry": entry} for at, (entry, _) in enumerate(found)]
    connection.execute(insert(_LEAF), rows)
    if full:
        connection.execute(insert(_SUBTREE), full)
    return size, len(found)


def _waiting(connection: Connection) -> Any:
    """Entries without a leaf. SQLite numbers them as they commit; PostgreSQL may do otherwise."""
    wanted = select(_ENTRY.c.id, _ENTRY.c.body).order_by(_ENTRY.c.id).limit(_BATCH)
    if connection.dialect.name == "sqlite":
        last = select(func.coalesce(func.max(_LEAF.c.entry), 0)).scalar_subquery()
        return wanted.where(_ENTRY.c.id > last)
    return wanted.where(~exists().where(_LEAF.c.entry == _ENTRY.c.id))


def _size(connection: Connection) -> int:
    return int(
        connection.execute(select(func.coalesce(func.max(_LEAF.c.number) + 1, 0))).scalar_one()
    )


class _Nodes:
    """The stored nodes, read through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hashes(self, height: int, first: int, count: int) -> Sequence[bytes]:
        """Roots of full subtrees of a height; of height 0, the hashes of leaves."""
        if height:
            asked = (
                select(_SUBTREE.c.digest)
                .where(
                    _SUBTREE.c.height == height,
                    _SUBTREE.c.number >= first,
                    _SUBTREE.c.number < first + count,
                )
                .order_by(_SUBTREE.c.number)
            )
            found = [bytes.fromhex(row[0]) for row in self._connection.execute(asked)]
        else:
            asked = (
                select(_ENTRY.c.body)
                .join_from(_LEAF, _ENTRY, _LEAF.c.entry == _ENTRY.c.id)
                .where(_LEAF.c.number >= first, _LEAF.c.number < first + count)
                .order_by(_LEAF.c.number)
            )
            found = [leaf_hash(str(row[0]).encode()) for row in self._connection.execute(asked)]
        if len(found) != count:
            raise MissingNodeError(f"{count} nodes of height {height} from {first} on")
        return found
