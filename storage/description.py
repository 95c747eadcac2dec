"""What a store runs on, for whoever looks after it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from storage.engine import APPLICATION_ROLE, WAL_SAFE_FROM, sqlite_version
from storage.faults import translated
from storage.guards import missing_guards
from storage.pages import page_damage
from storage.store import SqlStore

_OLDEST_POSTGRESQL = 150_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A database as it was found.

    Attributes:
        kind: ``SQLite`` or ``PostgreSQL``.
        version: Version of the library or server.
        mode: How it keeps what is being written: ``wal`` or ``delete`` on SQLite, empty elsewhere.
        safe: Whether the version is one that this program is made for: a SQLite without the
            fault that loses writes in WAL mode, a PostgreSQL of 15 or later.
        guarded: Whether work is done under the role that cannot change the log (SQLite: always,
            by the connection itself).
        guards_missing: Triggers of the log that are not there.
        read_only: Whether this process may not write it (SQLite only).
        damage: What a quick look at the pages found (SQLite only).
    """

    kind: str
    version: str
    mode: str
    safe: bool
    guarded: bool
    guards_missing: tuple[str, ...]
    read_only: bool
    damage: tuple[str, ...]


def driver_version() -> tuple[str, bool]:
    """Version of the SQLite library in use, and whether it is free of the fault in WAL mode."""
    version = sqlite_version()
    return ".".join(map(str, version)), version >= WAL_SAFE_FROM


def describe(store: SqlStore) -> Description:
    """Ask the database what it is; reads only.

    Raises:
        OutsideServiceError: the database cannot be read.
    """
    with translated(), store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return _sqlite(connection)
        return _postgresql(connection)


def _sqlite(connection: Connection) -> Description:
    version, safe = driver_version()
    return Description(
        kind="SQLite",
        version=version,
        mode=str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()),
        safe=safe,
        guarded=True,
        guards_missing=tuple(missing_guards(connection)),
        read_only=bool(connection.exec_driver_sql("PRAGMA query_only").scalar()),
        damage=page_damage(connection, quick=True),
    )


def _postgresql(connection: Connection) -> Description:
    number = int(str(connection.exec_driver_sql("SHOW server_version_num").scalar()))
    user = connection.exec_driver_sql("SELECT current_user").scalar()
    return Description(
        kind="PostgreSQL",
        version=str(connection.exec_driver_sql("SHOW server_version").scalar()),
        mode="",
        safe=number >= _OLDEST_POSTGRESQL,
        guarded=user == APPLICATION_ROLE,
        guards_missing=tuple(missing_guards(connection)),
        read_only=False,
        damage=(),
    )
