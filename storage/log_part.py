"""A process that reads one part of the log: asked on standard input, answering on standard output.

It takes the driver alone, so that it starts in a tenth of a second. What it is asked may hold the
password of a database, which therefore stands on no command line.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from audit.json_text import decode, encode
from audit.scan import BLOCK, Part, Row, read_part

_BATCH = 16 * BLOCK
_AT_ONCE = BLOCK // 4  # rows few enough to stay near the processor
_MARK = {"sqlite": "?", "postgresql": "%s"}
_BODY = {  # its bytes as they are kept: SQLite then decodes nothing that is only hashed
    "sqlite": "CASE typeof(e.body) WHEN 'text' THEN CAST(e.body AS BLOB) ELSE x'' END",
    "postgresql": "e.body",
}
_UNPLACED = (  # where each place is the number of writing less one, one table is enough
    "SELECT count(*) FROM leaf WHERE number >= {mark} AND number < {mark} AND entry <> number + 1"
)
_BY_PLACE = (
    "SELECT e.stream, e.seq, e.digest, e.previous, {body} FROM leaf l JOIN entry e"
    " ON e.id = l.entry WHERE l.number >= {mark} AND l.number < {mark} ORDER BY l.number"
)
_BY_NUMBER = (
    "SELECT e.stream, e.seq, e.digest, e.previous, {body} FROM entry e"
    " WHERE e.id > {mark} AND e.id <= {mark} ORDER BY e.id"
)


def read(cursor: Any, kind: str, first: int, last: int, sizes: Sequence[int]) -> Part:
    """Read the places from `first` to before `last`.

    Args:
        cursor: A cursor of the driver.
        kind: The database: sqlite or postgresql.
        first: The first place, a multiple of 256.
        last: The place behind the last.
        sizes: Sizes at which the leaf hashes of the last block are wanted.
    """
    cursor.execute(_UNPLACED.format(mark=_MARK[kind]), (first, last))
    in_order = not cursor.fetchone()[0]
    wanted = _BY_NUMBER if in_order else _BY_PLACE
    wanted = wanted.format(mark=_MARK[kind], body=_BODY[kind])

    def batches() -> Iterator[Sequence[Row]]:
        for low in range(first, last, _BATCH):
            cursor.execute(wanted, (low, min(last, low + _BATCH)))
            while rows := cursor.fetchmany(_AT_ONCE):
                yield rows if kind == "sqlite" else [(*row[:4], row[4].encode()) for row in rows]

    part = read_part(batches(), first, sizes)
    part.in_order = in_order
    if len(part.blocks) * BLOCK + len(part.rest) != last - first:
        part.sound = False  # a place without its entry
    return part


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles: rows form none, and looking for some costs a twentieth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _connect(kind: str, place: str) -> Any:
    if kind == "sqlite":
        try:
            from sqlcipher3 import dbapi2 as driver  # noqa: PLC0415 - one driver of the two
        except ImportError:
            import sqlite3 as driver  # noqa: PLC0415 - as above
        connection = driver.connect(place, uri=True)
        connection.execute("PRAGMA query_only = ON")
        return connection
    import psycopg  # noqa: PLC0415 - as above

    return psycopg.connect(place)


def main() -> None:
    """Answer one question."""
    asked = decode(sys.stdin.buffer.read())
    connection = _connect(asked["kind"], asked["place"])
    with uncollected():
        try:
            part = read(
                connection.cursor(), asked["kind"], asked["first"], asked["last"], asked["sizes"]
            )
        finally:
            connection.close()
        if asked["ends"]:
            part.lasts.clear()  # no part comes after it: nobody asks how its streams end
        sys.stdout.buffer.write(encode(part.plain()).encode())


if __name__ == "__main__":
    main()
