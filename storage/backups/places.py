"""The place that a backup is put into, held so that nobody else writes there meanwhile.

A SQLite file is overwritten by SQLite's own online backup: one transaction, which a kill undoes.
A PostgreSQL database is emptied and filled in one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, inspect

from storage.address import Address, address_of
from storage.backups.copying import copy_rows
from storage.engine import BUSY_MILLISECONDS, LOG_TABLES, open_engine, sqlite_module
from storage.every_table import METADATA
from storage.faults import translated
from storage.schema import create_store, free_name, refuse_other_file

_HEADS = """SELECT entry.stream, entry.seq, entry.digest FROM entry JOIN
            (SELECT stream, max(seq) AS seq FROM entry GROUP BY stream) AS newest
            ON entry.stream = newest.stream AND entry.seq = newest.seq"""
Heads = Mapping[str, tuple[int, str]]
_MARK = "truoc-khoi-phuc"


class Place(Protocol):
    """Where a store shall be."""

    def heads(self) -> Heads | None:
        """Sequence and digest of each stream's newest entry; None where they cannot be read."""
        ...

    def set_aside(self) -> Path | None:
        """Copy what is there to a new file beside it; None where there is nothing."""
        ...

    def fill(self, store: Path) -> None:
        """Put a SQLite store there, whole or not at all."""
        ...


@contextmanager
def held(address: Address) -> Iterator[Place]:
    """Hold a place.

    Raises:
        InputError: something else than a store is there.
        TryAgainError: somebody is using the store.
    """
    with translated():
        if address.path is None:
            with _held_database(address) as place:
                yield place
            return
        refuse_other_file(address.path)
        if not address.path.exists() or not address.path.stat().st_size:
            yield _NewFile(address.path)
            return
        with _held_file(address.path) as place:
            yield place


class _NewFile:
    """A file that is not there yet, or that cannot be read any more."""

    def __init__(self, path: Path, *, damaged: bool = False) -> None:
        self.path = path
        self.damaged = damaged

    def heads(self) -> Heads | None:
        return None if self.damaged else {}

    def set_aside(self) -> Path | None:
        if not self.damaged:
            return None
        aside = free_name(self.path, _MARK)
        for mark in ("-wal", "-shm", "-journal", ""):  # the file itself last: it names the others
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + mark).rename(
                    aside.with_name(aside.name + mark)
                )
        return aside

    def fill(self, store: Path) -> None:
        driver = sqlite_module()
        self.path.unlink(missing_ok=True)  # at most an empty one
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = driver.connect(str(store))
        try:  # one file without a log beside it
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()
        os.link(store, self.path)  # fails where somebody made a file meanwhile


@contextmanager
def _held_file(path: Path) -> Iterator[Place]:
    driver = sqlite_module()
    connection = driver.connect(str(path), isolation_level=None)
    try:
        try:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            damaged = connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
            if not damaged:
                # The journal may change only where nobody else has the file open; then it is ours.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("PRAGMA journal_mode = DELETE").fetchall()
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
        except driver.DatabaseError as fault:
            if "malformed" not in str(fault) and "not a database" not in str(fault):
                raise
            damaged = True
        if damaged:
            connection.close()
            yield _NewFile(path, damaged=True)
        else:
            yield _File(path, connection)
    finally:
        connection.close()


class _File:
    """A SQLite store that nobody else has open."""

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        self._connection = connection

    def heads(self) -> Heads | None:
        return _heads(self._connection.execute(_HEADS))

    def set_aside(self) -> Path | None:
        aside = free_name(self.path, _MARK)
        aside.touch(mode=0o600)
        copy = sqlite_module().connect(str(aside))
        try:
            self._connection.backup(copy)
        finally:
            copy.close()
        return aside

    def fill(self, store: Path) -> None:
        source = sqlite_module().connect(str(store))
        try:
            source.backup(self._connection)
        finally:
            source.close()


def _heads(rows: Iterable[Any]) -> Heads:
    return {str(stream): (int(seq), str(digest)) for stream, seq, digest in rows}


@contextmanager
def _held_database(address: Address) -> Iterator[Place]:
    engine = open_engine(address, migrating=True)
    try:
        with engine.connect() as looking:
            there = inspect(looking).has_table("alembic_version")
        if not there:
            create_store(address).close()
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MILLISECONDS}")
            names = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
            connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
            place = _Database(connection, names)
            try:
                yield place
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()


class _Database:
    """A PostgreSQL store whose tables are locked."""

    def __init__(self, connection: Connection, names: str) -> None:
        self._connection = connection
        self._names = names

    def heads(self) -> Heads | None:
        return _heads(self._connection.exec_driver_sql(_HEADS))

    def set_aside(self) -> Path | None:
        if not self.heads():
            return None
        aside = free_name(Path("ketnap.db").absolute(), _MARK)
        create_store(address_of(str(aside))).close()
        engine = open_engine(address_of(str(aside)), migrating=True)
        with engine.connect() as copy:
            copy.exec_driver_sql("BEGIN IMMEDIATE")
            copy_rows(self._connection, copy)
            copy.exec_driver_sql("COMMIT")
        engine.dispose()
        return aside

    def fill(self, store: Path) -> None:
        engine = open_engine(address_of(str(store)), migrating=True)
        with engine.connect() as source:
            source.exec_driver_sql("BEGIN")
            self._guards("DISABLE")
            self._connection.exec_driver_sql(f"TRUNCATE {self._names} RESTART IDENTITY")
            self._guards("ENABLE")
            copy_rows(source, self._connection)
            source.exec_driver_sql("ROLLBACK")
        engine.dispose()

    def _guards(self, how: str) -> None:
        for table in LOG_TABLES:
            self._connection.exec_driver_sql(f"ALTER TABLE {table} {how} TRIGGER USER")
