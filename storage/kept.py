"""A value of a case's snapshot as a SQL expression, for columns that the database derives."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class kept(FunctionElement[str]):  # noqa: N801 - a SQL function is named as SQL names it
    """What stands at a path of a case's snapshot, worked out by the database itself."""

    inherit_cache = True
    type = Text()

    def __init__(self, *path: str) -> None:
        super().__init__()
        self.path = path


@compiles(kept)
def _kept_sqlite(element: kept, _compiler: Any, **_kw: Any) -> str:
    place = "".join(f'."{key}"' for key in element.path)
    # What somebody tampered with must not stop a writer: a verification names it.
    return f"iif(json_valid(snapshot), json_extract(snapshot, '${place}'), NULL)"


@compiles(kept, "postgresql")
def _kept_postgresql(element: kept, _compiler: Any, **_kw: Any) -> str:
    return f"(CAST(snapshot AS jsonb) #>> '{{{','.join(element.path)}}}')"
