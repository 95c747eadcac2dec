"""Whoever administers the database, with every power over it but the private key of the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from builders import a_desk, at

from audit import Checkpoint, Entry, KeyKind, Note, PrivateKey, Signed, genesis, root_of
from storage.engine import sqlite_module
from workflow.actions.keys import first_key
from workflow.actions.pause import note
from workflow.checkpoints.issue import issue
from workflow.checkpoints.keys import KEY_STREAM

ORIGIN = "ketnap/0123456789ab"
LOG_KEY = PrivateKey(ORIGIN, KeyKind.LOG, bytes(32))
NEXT_KEY = PrivateKey(ORIGIN, KeyKind.LOG, bytes([2]) * 32)
OWN_KEY = PrivateKey(ORIGIN, KeyKind.LOG, bytes([9]) * 32)
TWO = "HS-2026-0002"

Fields = dict[str, Any]


def sealed_twice(store: Any, key: PrivateKey = LOG_KEY) -> tuple[Signed, Signed]:
    """A history with a key, sealed and signed; a remark a day later, sealed and signed again."""
    first_key(a_desk(store, at("2026-11-23", 4)), key.public())
    first = issue(store, key, at("2026-11-23", 5))
    note(a_desk(store, at("2026-11-24", 3)), TWO, "Đã gọi điện", on=at("2026-11-24").date())
    return first, issue(store, key, at("2026-11-24", 5))


@dataclass(frozen=True, slots=True)
class Dba:
    """Runs SQL past every guard, and knows how entries are hashed."""

    sql: Callable[..., Any]
    store: Any
    first: Signed
    second: Signed

    @property
    def sqlite(self) -> bool:
        return bool(self.store.engine.dialect.name == "sqlite")

    def fields(self) -> list[tuple[int, Fields]]:
        """Number of writing and body of every entry, in order."""
        return [
            (number, json.loads(body))
            for number, body in self.sql("SELECT id, body FROM entry ORDER BY id")
        ]

    def rewrite(self, change: Callable[[int, Fields], Fields | None]) -> None:
        """Write the whole log anew, well hashed; `change` gives each body, or None to leave it out.

        The heads of the projections follow.
        """
        heads: dict[str, tuple[int, str]] = {}
        rows = []
        for number, fields in self.fields():
            told = change(number, dict(fields))
            if told is None:
                continue
            stream = told["stream"]
            seq, previous = heads.get(stream, (0, genesis(stream)))
            plain = {k: v for k, v in told.items() if k not in {"v", "stream", "seq", "previous"}}
            entry = Entry.seal(stream, seq + 1, previous, plain)
            heads[stream] = entry.seq, entry.digest
            rows.append((number, entry))
        self.sql("DELETE FROM entry")
        for number, entry in rows:
            self.put(entry, number)
        for stream, (seq, head) in heads.items():
            self.sql("UPDATE case_file SET head = ?, seq = ? WHERE ref = ?", head, seq, stream)

    def put(self, entry: Entry, number: int | None = None) -> None:
        """Put an entry in, with a number of writing or the next one."""
        columns = ["stream", "seq", "body", "digest", "previous"]
        values = [getattr(entry, name) for name in columns]
        if number is not None:
            columns, values = [*columns, "id"], [*values, number]
        marks = ", ".join("?" for _ in columns)
        self.sql(f"INSERT INTO entry ({', '.join(columns)}) VALUES ({marks})", *values)  # noqa: S608

    def head(self, stream: str) -> tuple[int, str]:
        """Number and digest of the newest entry of a stream."""
        found = self.sql(
            "SELECT seq, digest FROM entry WHERE stream = ? ORDER BY seq DESC LIMIT 1", stream
        )
        return found[0]

    def forge(self, key: PrivateKey, size: int | None = None, at: str | None = None) -> str:
        """A checkpoint over the log as it stands, signed with some key."""
        bodies = [body.encode() for (body,) in self.sql("SELECT body FROM entry ORDER BY id")]
        count = len(bodies) if size is None else size
        root = bytes.fromhex(root_of(bodies[:count]))
        made = Checkpoint(origin=key.name, size=count, root=root, time=at)
        return str(key.sign(Note(made.text())))

    def replace_checkpoints(self, notes: Iterable[str]) -> None:
        """Put other checkpoints in the place of those that the store holds."""
        self.sql("DELETE FROM checkpoint")
        for one in notes:
            size = Signed.read(one).checkpoint.size
            self.sql("INSERT INTO checkpoint (size, note) VALUES (?, ?)", size, one)

    def cut(self, keep: int) -> None:
        """Cut the log after so many entries with all that followed from the rest."""
        self.sql("DELETE FROM leaf WHERE number >= ?", keep)
        self.sql("DELETE FROM checkpoint WHERE size > ?", keep)
        (last,) = self.sql("SELECT id FROM entry ORDER BY id LIMIT 1 OFFSET ?", keep - 1)
        gone = {row[0] for row in self.sql("SELECT stream FROM entry WHERE id > ?", last[0])}
        self.sql("DELETE FROM entry WHERE id > ?", last[0])
        bodies = "".join(row[0] for row in self.sql("SELECT body FROM entry"))
        for (digest,) in self.sql("SELECT digest FROM sealed"):
            if digest not in bodies:
                self.sql("DELETE FROM sealed WHERE digest = ?", digest)
        for stream in gone - {KEY_STREAM}:
            seq, head = self.head(stream)
            self.sql("UPDATE case_file SET head = ?, seq = ? WHERE ref = ?", head, seq, stream)
        if self.sqlite:
            self.sql("UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry'", last[0])

    def drop(self, sql: str) -> None:
        """Run SQL that takes a guard away, and leave it so."""
        if not self.sqlite:
            self.sql(sql)
            return
        plain = sqlite_module().connect(self.store.engine.url.database)
        plain.execute(sql)
        plain.close()
