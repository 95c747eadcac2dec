"""A key of an entry's body as a SQL expression, for columns that the database derives."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class told(FunctionElement[str]):  # noqa: N801 - a SQL function is named as SQL names it
    """A key of an entry's body, worked out by the database itself."""

    inherit_cache = True
    type = Text()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


@compiles(told)
def _told_sqlite(element: told, _compiler: Any, **_kw: Any) -> str:
    return f"json_extract(body, '$.{element.key}')"


@compiles(told, "postgresql")
def _told_postgresql(element: told, _compiler: Any, **_kw: Any) -> str:
    return f"(CAST(body AS jsonb) ->> '{element.key}')"
