"""Engines that share what SQLAlchemy worked out: one process of tests opens thousands of stores.

An engine compiles each statement once and keeps the result for as long as it lives: as long as the
process, in the product. Here the next engine of the same database takes over what the last one
compiled. What is sent to the database is the same, and so is how answers are read.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import Engine, event

import storage.engine

_FIRST: dict[object, Engine] = {}


def share_compiled() -> None:
    """From here on, let every store that is opened take over what others compiled."""
    storage.engine.create_engine = _create_engine  # type: ignore[assignment]


def _create_engine(url: str, **options: Any) -> Engine:
    engine = sqlalchemy.create_engine(url, **options)
    # A server's dialect has asked the server for its version and its schema.
    kind = options.get("module") or str(url)
    first = _FIRST.get(kind)
    if first is None:
        event.listen(engine, "engine_connect", lambda _: _FIRST.setdefault(kind, engine), once=True)
    else:
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    return engine
