"""`with_hint` for SQLite: SQLAlchemy keeps such hints, and its compiler for SQLite leaves them out.

SQLite reads a derived column from an index it is told of, and never chooses that index itself: it
takes a derived column to need the whole row.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine


class _Hinting:
    def get_from_hint_text(self, _table: Any, text: str | None) -> str | None:
        """What stands after a table's name."""
        return text


def write_hints(engine: Engine) -> Engine:
    """Let the statements of an engine say which index they read; once more does no harm."""
    dialect: Any = engine.dialect
    plain = dialect.statement_compiler
    if not issubclass(plain, _Hinting):
        dialect.statement_compiler = type("HintingCompiler", (_Hinting, plain), {})
    return engine
