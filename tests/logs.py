"""Logs of any length, written straight into a store; what they say does not matter."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from audit import Entry, genesis
from storage.tables import EntryRow

_ENTRY: Any = EntryRow.__table__


def lengthen(store: Any, count: int, stream: str = "note/x") -> list[str]:
    """Append entries to a stream of its own; the body of each."""
    head = store.heads([stream]).get(stream, (0, genesis(stream)))
    rows = []
    for _ in range(count):
        entry = Entry.seal(
            stream,
            head[0] + 1,
            head[1],
            {
                "kind": "note",
                "actor": "lan",
                "effective_on": "2026-11-23",
                "recorded_at": "2026-11-23T03:00:00.000000Z",
            },
        )
        head = (entry.seq, entry.digest)
        names = ("stream", "seq", "body", "digest", "previous")
        rows.append({name: getattr(entry, name) for name in names})
    with store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.execute(insert(_ENTRY), rows)
        connection.exec_driver_sql("COMMIT")
    return [row["body"] for row in rows]
