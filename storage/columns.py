"""Which columns a value is read from: its fields name them, so no list of columns is kept twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any


def columns_of(kind: type, *tables: Any, without: Collection[str] = (), **named: Any) -> list[Any]:
    """A column for every field of a dataclass: the one `named` for it, else of the first table.

    Raises:
        StopIteration: no table has a column of that name.
    """
    return [
        (named[name] if name in named else _first(name, tables)).label(name)
        for name in (field.name for field in fields(kind))
        if name not in without
    ]


def _first(name: str, tables: tuple[Any, ...]) -> Any:
    return next(table.c[name] for table in tables if name in table.c)
