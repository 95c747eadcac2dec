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
_COLUMNS = "e.stream, e.seq, e.digest, e.previous, e.body"
_BY_PLACE = (
    f"SELECT {_COLUMNS} FROM leaf l JOIN entry e ON e.id = l.entry"  # noqa: S608 - written above
    " WHERE l.number >= {0} AND l.number < {0} ORDER BY l.number"
)
_BY_NUMBER = f"SELECT {_COLUMNS} FROM entry e WHERE e.id > {{0}} AND e.id <= {{0}} ORDER BY e.id"  # noqa: S608 - as above


def read(
    cursor: Any, mark: str, first: int, last: int, sizes: Sequence[int], *, plain: bool
) -> Part:
    """Read the places from `first` to before `last`.

    Args:
        cursor: A cursor of the driver.
        mark: How the driver marks a parameter.
        first: The first place, a multiple of 256.
        last: The place behind the last.
        sizes: Sizes at which the leaf hashes of the last block are wanted.
        plain: Whether each place is the number of writing less one: then one table is enough.
    """
    wanted = (_BY_NUMBER if plain else _BY_PLACE).format(mark)

    def batches() -> Iterator[Sequence[Row]]:
        for low in range(first, last, _BATCH):
            cursor.execute(wanted, (low, min(last, low + _BATCH)))
            while rows := cursor.fetchmany(BLOCK):  # few enough to stay near the processor
                yield rows

    with _uncollected():
        return read_part(batches(), first, sizes)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: rows form none, and looking for some costs a twentieth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _connect(kind: str, place: str) -> tuple[Any, str]:
    if kind == "sqlite":
        try:
            from sqlcipher3 import dbapi2 as driver  # noqa: PLC0415 - one driver of the two
        except ImportError:
            import sqlite3 as driver  # noqa: PLC0415 - as above
        connection = driver.connect(place, uri=True)
        connection.execute("PRAGMA query_only = ON")
        return connection, "?"
    import psycopg  # noqa: PLC0415 - as above

    return psycopg.connect(place), "%s"


def main() -> None:
    """Answer one question."""
    asked = decode(sys.stdin.read())
    connection, mark = _connect(asked["kind"], asked["place"])
    try:
        part = read(
            connection.cursor(),
            mark,
            asked["first"],
            asked["last"],
            asked["sizes"],
            plain=asked["plain"],
        )
    finally:
        connection.close()
    if asked["ends"]:
        part.lasts.clear()  # no part comes after it: nobody asks how its streams end
    sys.stdout.write(encode(part.plain()))


if __name__ == "__main__":
    main()
