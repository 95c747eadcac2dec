"""Making an anonymised copy: read at one moment, written beside its place, put there when whole.

Nothing of the original is written anywhere meanwhile: a copy that was cut off holds invented
people only, in a folder that the next one clears away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from audit import Entry, Sealed
from rules.text import Text
from storage.address import Address, address_of
from storage.anonymised.log import Apart, first_entry, rewritten
from storage.anonymised.masks import Masks
from storage.anonymised.people import Inventing, names_of, others, person_rows
from storage.anonymised.projections import take_over, work_out
from storage.backups.workplace import workplace
from storage.engine import open_engine, sqlite_module
from storage.faults import translated
from storage.key_places import key_place
from storage.schema import create_store, open_store
from storage.tables import EntryRow, PersonRow, SealedRow, UnitRow
from workflow.errors import InputError, IntegrityError, RefusedError
from workflow.verification import Verification, verify

_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above
_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # as above
_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # as above
_BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymised:
    """A copy that was made: how many people are in it, and what a verification of it said."""

    target: Path
    people: int
    found: Verification


def anonymise(
    address: Address,
    target: Address,
    *,
    invent: Inventing,
    now: datetime,
    zone: tzinfo,
    ready: Callable[[], None] | None = None,
) -> Anonymised:
    """Make a copy of a store that tells of nobody, as a new SQLite file.

    Args:
        address: The store, on either database.
        target: Where the copy shall be.
        invent: A name for somebody who is not real, by sex.
        now: The instant, aware.
        zone: The office's time zone.
        ready: Called when the copy is whole and not yet in its place.

    Raises:
        InputError: the target is no file.
        RefusedError: something is there already, or the schema is not this program's.
        IntegrityError: the log of the store does not verify, so no copy of it would.
        NotFoundError: there is no store.
        OSError: the copy cannot be written.
    """
    place = _free(target)
    open_store(address).close()  # there, and of this program's schema
    with workplace(target, else_in=place.absolute().parent) as folder:
        made = address_of(str(folder / place.name))
        create_store(made).close()
        people = _fill(address, made, invent, now, zone)
        with open_store(made) as store:
            found = verify(store.audit)
        if not found.intact:
            raise _not_made(found)
        _put(folder / place.name, place, ready)
    return Anonymised(target=place, people=people, found=found)


def _free(target: Address) -> Path:
    """A place where nothing stands, nor the log or the keys of another store of that name."""
    if target.path is None or not target.path.name:
        raise InputError(
            Text("Bản ẩn danh là một tệp SQLite.", "An anonymised copy is a SQLite file."),
            following=Text("ketnap db anonymise TỆP.db", "ketnap db anonymise FILE.db"),
        )
    for mark in ("", "-wal", "-journal"):
        _refuse(target.path.with_name(target.path.name + mark))
    engine = open_engine(target)
    keys = key_place(engine)
    engine.dispose()
    _refuse(keys)
    return target.path


def _refuse(path: Path) -> None:
    if path.exists():
        raise _there(path)


def _there(path: Path) -> RefusedError:
    return RefusedError(
        Text(f"Đã có {path}; chưa ghi gì.", f"{path} exists; nothing was written."),
        following=Text("chọn tên khác", "take another name"),
    )


def _fill(address: Address, made: Address, invent: Inventing, now: datetime, zone: tzinfo) -> int:
    origin, target = open_engine(address), open_engine(made, migrating=True)
    try:
        with translated(), origin.connect() as reading, target.connect() as writing:
            sqlite = reading.dialect.name == "sqlite"
            reading.exec_driver_sql(
                "BEGIN" if sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            )
            writing.exec_driver_sql("BEGIN IMMEDIATE")
            people = _write(reading, writing, invent, now, zone)
            writing.exec_driver_sql("COMMIT")
            reading.exec_driver_sql("ROLLBACK")
    finally:
        origin.dispose()
        target.dispose()
    return people


def _write(
    reading: Connection, writing: Connection, invent: Inventing, now: datetime, zone: tzinfo
) -> int:
    names = names_of(reading, invent)
    units = frozenset(reading.execute(select(_UNIT.c.code)).scalars())
    masks = Masks(units, names.of)
    people = others(reading, names, masks)
    book = _Book(writing)
    count = reading.execute(select(func.count()).select_from(_ENTRY)).scalar_one()
    apart = Apart(reading, masks, people)
    book.add(first_entry(int(count), now, now.astimezone(zone).date()), [])
    for entry in rewritten(reading, masks, apart):
        book.add(entry, apart.take())
    book.write()
    rows = list(person_rows(people))
    if rows:
        writing.execute(insert(_PERSON), rows)
    work_out(writing)
    take_over(reading, writing, masks)
    return len(people)


class _Book:
    """Entries on their way into the copy, some at a time."""

    def __init__(self, writing: Connection) -> None:
        self._writing = writing
        self._entries: list[dict[str, Any]] = []
        self._sealed: list[dict[str, Any]] = []

    def add(self, entry: Entry, sealed: Iterable[tuple[str, Sealed]]) -> None:
        """Put an entry behind the others."""
        self._entries.append(
            {
                "stream": entry.stream,
                "seq": entry.seq,
                "body": entry.body,
                "digest": entry.digest,
                "previous": entry.previous,
            }
        )
        self._sealed += [
            {"digest": one.digest, "stream": stream, "salt": one.salt, "value": one.value}
            for stream, one in sealed
        ]
        if len(self._entries) >= _BATCH:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        for table, rows in ((_ENTRY, self._entries), (_SEALED, self._sealed)):
            if rows:
                self._writing.execute(insert(table), rows)
                rows.clear()


def _put(made: Path, place: Path, ready: Callable[[], None] | None) -> None:
    """Give a whole copy its name, where nobody else has taken it meanwhile."""
    connection = sqlite_module().connect(str(made))
    try:  # one file without a log beside it
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
    handle = os.open(made, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    if ready is not None:
        ready()
    try:
        os.link(made, place)
    except FileExistsError:
        raise _there(place) from None


def _not_made(found: Verification) -> IntegrityError:
    first = found.breaks[0]
    return IntegrityError(
        Text(
            "Không tạo được bản ẩn danh: nhật ký của kho không nguyên vẹn; chưa ghi gì.",
            "No copy was made: the log of the store is not intact; nothing was written.",
        ),
        why=(
            Text(
                f"mục {first.seq} của {first.stream}: {first.detail.vi}",
                f"entry {first.seq} of {first.stream}: {first.detail.en}",
            ),
        ),
        following=Text("ketnap audit verify", "ketnap audit verify"),
    )
