"""The driver's own connection, with the pragmas that the product's connections have."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

try:
    from sqlcipher3 import dbapi2 as _module
except ImportError:  # a platform without the wheel
    _module = sqlite3  # type: ignore[misc, assignment]  # the same interface

WAL_SAFE_FROM = (3, 51, 3)


def open_driver(path: Path) -> Any:
    """A connection in autocommit mode: the same library, journal and durability."""
    connection = _module.connect(str(path), isolation_level=None)
    wal = tuple(map(int, _module.sqlite_version.split("."))) >= WAL_SAFE_FROM
    for pragma in (
        f"journal_mode = {'WAL' if wal else 'DELETE'}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "cache_size = -65536",
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection
