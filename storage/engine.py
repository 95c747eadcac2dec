"""Opening a database the one safe way.

SQLite 3.7.0-3.51.2 can lose committed writes in WAL mode when two processes write and checkpoint
at once. The library comes as a wheel that carries a fixed one; where an old one is all there is,
the rollback journal is used instead. PostgreSQL goes through psycopg 3.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, create_engine, event

from storage.address import Address
from storage.index_hints import write_hints
from storage.reading_only import is_read_only, reading_uri

try:
    from sqlcipher3 import dbapi2 as _bundled
except ImportError:  # a platform without the wheel
    _bundled = None

bundled: Any = _bundled

WAL_SAFE_FROM = (3, 51, 3)
CACHE_KIB = 65_536
"""Pages kept by a connection, at most: a long list must not push its own indexes out."""
BUSY_MILLISECONDS = 10_000
APPLICATION_ROLE = "ketnap_app"
LOG_TABLES = ("entry", "leaf", "subtree", "checkpoint", "sighting", "attempt")
"""Tables that are only added to, by anybody."""

_READING_PRAGMAS = frozenset({"table_info", "table_xinfo", "integrity_check"})


def sqlite_module() -> Any:
    """The SQLite driver in use: the bundled one, else Python's."""
    return bundled or sqlite3


def sqlite_version() -> tuple[int, ...]:
    """Version of the SQLite library that the driver carries."""
    return tuple(int(part) for part in sqlite_module().sqlite_version.split("."))


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL where it is safe, else the rollback journal."""
    return "WAL" if version >= WAL_SAFE_FROM else "DELETE"


_PATHS: WeakKeyDictionary[Engine, Path] = WeakKeyDictionary()


def path_of(engine: Engine) -> Path | None:
    """The file of a SQLite engine, as it was asked for; None for a server."""
    return _PATHS.get(engine)


def open_engine(address: Address, *, migrating: bool = False) -> Engine:
    """An engine in autocommit mode; transactions are begun by statement, where they are meant.

    `migrating` gives a connection that may change the schema, with foreign keys off (a rebuilt
    table would otherwise cascade into its children) and without the guard on DDL.
    """
    if address.path is not None and not migrating and is_read_only(address.path):
        return _reading_engine(address, address.path)
    if address.path is not None:
        engine = create_engine(
            address.url, module=sqlite_module(), isolation_level="AUTOCOMMIT", echo=False
        )
        event.listen(engine, "connect", _sqlite_migrating if migrating else _sqlite_connect)
        return _kept(write_hints(engine), address.path)
    engine = create_engine(address.url, isolation_level="AUTOCOMMIT")
    if not migrating:
        event.listen(engine, "connect", _postgresql_connect)
    return engine


def _reading_engine(address: Address, path: Path) -> Engine:
    """An engine over a file that may not be written; a write is refused by SQLite."""
    uri, module = reading_uri(path), sqlite_module()
    engine = create_engine(
        address.url,
        module=module,
        isolation_level="AUTOCOMMIT",
        creator=lambda: module.connect(uri, uri=True, check_same_thread=False),
    )
    event.listen(engine, "connect", _sqlite_reading)
    return _kept(write_hints(engine), path)


def _kept(engine: Engine, path: Path) -> Engine:
    _PATHS[engine] = path
    return engine


def _sqlite_reading(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_authorize)


def _sqlite_basics(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite_version())}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no page behind
    connection.execute("PRAGMA trusted_schema = OFF")


def _sqlite_migrating(connection: Any, _record: Any) -> None:
    _sqlite_basics(connection)
    connection.execute("PRAGMA foreign_keys = OFF")


def _sqlite_connect(connection: Any, _record: Any) -> None:
    _sqlite_basics(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    """Refuse what the application never does: DDL, other files, and any change to the log."""
    if action in _SCHEMA_ACTIONS:
        return sqlite3.SQLITE_DENY
    if action in _CHANGES and first in LOG_TABLES:
        return sqlite3.SQLITE_DENY
    # A pragma without a value only reads; with one it sets, or names what it reads.
    if action == sqlite3.SQLITE_PRAGMA and second and first not in _READING_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


_CHANGES = frozenset({sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_SCHEMA_ACTIONS = frozenset(
    {
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_CREATE_INDEX,
        sqlite3.SQLITE_CREATE_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_INDEX,
        sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TEMP_INDEX,
        sqlite3.SQLITE_DROP_TEMP_TABLE,
        sqlite3.SQLITE_DROP_TEMP_TRIGGER,
        sqlite3.SQLITE_DROP_TEMP_VIEW,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_VIEW,
        sqlite3.SQLITE_REINDEX,
    }
)


def _postgresql_connect(connection: Any, _record: Any) -> None:
    """Wait no longer than on SQLite, as the role that may change neither schema nor log."""
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
        cursor.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s"
            " AND pg_has_role(current_user, oid, 'MEMBER')",
            (APPLICATION_ROLE,),
        )
        if cursor.fetchone() is not None:
            cursor.execute(f"SET ROLE {APPLICATION_ROLE}")
