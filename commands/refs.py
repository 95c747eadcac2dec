"""Completing a case reference without loading the program: raw SQLite, read-only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_LIMIT = 50


def complete_ref(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """References of cases that begin or end with what was typed."""
    return _complete(ctx, typed, "SELECT ref FROM case_file")


def complete_screening(
    ctx: click.Context, _param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """References of screenings that begin or end with what was typed."""
    return _complete(ctx, typed, "SELECT ref FROM screening")


def _complete(ctx: click.Context, typed: str, rows_of: str) -> list[CompletionItem]:
    """What fits; nothing when there is no store to ask."""
    import sqlite3  # noqa: PLC0415 - every case command imports this module, Tab alone needs it

    from click.shell_completion import CompletionItem  # noqa: PLC0415 - as above

    place = _asked(ctx) or os.environ.get("KETNAP_DB", "")
    path = Path(place.removeprefix("sqlite:///")) if place else _usual()
    if "://" in place.removeprefix("sqlite:///") or not path.is_file():
        return []
    pattern = typed.upper().replace("%", "").replace("_", "")
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            rows = connection.execute(
                f"{rows_of} WHERE ref LIKE ? OR ref LIKE ? ORDER BY ref LIMIT ?",
                (pattern + "%", "%" + pattern, _LIMIT),
            ).fetchall()
    except sqlite3.Error:
        return []
    return [CompletionItem(row[0]) for row in rows]


def _asked(ctx: click.Context) -> str:
    """The store that --db names, which nobody has opened yet."""
    return str(getattr(ctx.find_root().obj, "db", None) or "")


def _usual() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - only without KETNAP_DB

    return user_data_path("ketnap") / "ketnap.db"
