"""Engines of the tests: they share what SQLAlchemy worked out, and keep no order by chance.

One process of tests opens thousands of stores. An engine compiles each statement once and keeps the
result for as long as it lives: as long as the process, in the product. Here the next engine of the
same database takes over what the last one compiled.

Rows come in an order only where a statement asks for one, and rows that are equal in all that it
asks for come in any. A database that has just been filled gives them as they were written, so that
a list is right by chance: here SQLite gives them the other way round.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import Any

import sqlalchemy
from sqlalchemy import Engine, event

import storage.engine

_FIRST: dict[object, Engine] = {}
_LAST_KEY = "equals_reversed"
_WORDS = re.compile(
    r"[()]|'[^']*'|\bORDER BY\b|\bUNION\b|\bLIMIT\b|\bFOR UPDATE\b|\bON CONFLICT\b|\bRETURNING\b"
)
_AFTER_ORDER = frozenset({"LIMIT", "FOR UPDATE", "ON CONFLICT", "RETURNING"})


def share_compiled() -> None:
    """From here on, let every store that is opened take over what others compiled."""
    storage.engine.create_engine = _create_engine  # type: ignore[assignment]


def _create_engine(url: str, **options: Any) -> Engine:
    engine = sqlalchemy.create_engine(url, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _reverse_what_has_no_order)
        event.listen(engine, "before_cursor_execute", _reverse_equals, retval=True)
    # A server's dialect has asked the server for its version and its schema.
    kind = options.get("module") or str(url)
    first = _FIRST.get(kind)
    if first is None:
        event.listen(engine, "engine_connect", lambda _: _FIRST.setdefault(kind, engine), once=True)
    else:
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    return engine


def _reverse_what_has_no_order(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA reverse_unordered_selects = ON")
    falling = count(0, -1)
    connection.create_function(_LAST_KEY, 0, lambda: next(falling))


def _reverse_equals(
    _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    return with_last_key(statement), values


@cache
def with_last_key(statement: str) -> str:
    """The statement with one more key of its order: the row that is read last comes first."""
    depth, ordered = 0, False
    for found in _WORDS.finditer(statement):
        word = found[0]
        depth += (word == "(") - (word == ")")
        if depth:
            continue
        if word == "UNION":  # whose order may only name its columns
            return statement
        if word in _AFTER_ORDER and ordered:
            head, tail = statement[: found.start()].rstrip(), statement[found.start() :]
            return f"{head}, {_LAST_KEY}() {tail}"
        ordered = ordered or word == "ORDER BY"
    return f"{statement}, {_LAST_KEY}()" if ordered else statement
