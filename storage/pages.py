"""What SQLite says of its own pages."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

_DAMAGED = ("malformed", "not a database")


def page_damage(connection: Connection, *, quick: bool = False) -> tuple[str, ...]:
    """Every fault that SQLite names; empty when all is well.

    A file may be so far gone that the question itself fails; that too is an answer.

    Args:
        connection: To a SQLite file.
        quick: Look at the pages only, not at whether each index agrees with its table.
    """
    try:
        pragma = "quick_check" if quick else "integrity_check"
        rows = connection.exec_driver_sql(f"PRAGMA {pragma}").fetchall()
    except DatabaseError as fault:
        said = str(fault.orig)
        if any(sign in said for sign in _DAMAGED):
            return (said,)
        raise
    return tuple(str(row[0]) for row in rows if row[0] != "ok")
