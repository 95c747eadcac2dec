"""Days of an entry as SQL expressions, for reads that compare them inside the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_DECIDED = "$.data.decided_on"


class dated(FunctionElement[Any]):  # noqa: N801 - a SQL function is named as SQL names it
    """The day on which the deed of an entry was done, as `workflow.inspection.lag.dated_on`."""

    inherit_cache = True
    type = Date()


class behind(FunctionElement[int]):  # noqa: N801 - as above
    """Days from the day an entry counts from to the day, in UTC, on which it was written."""

    inherit_cache = True
    type = Integer()


@compiles(dated)
def _dated_sqlite(_element: dated, _compiler: Any, **_kw: Any) -> str:
    return f"coalesce(json_extract(entry.body, '{_DECIDED}'), entry.effective_on)"


@compiles(dated, "postgresql")
def _dated_postgresql(_element: dated, _compiler: Any, **_kw: Any) -> str:
    path = "CAST(entry.body AS jsonb) #>> '{data,decided_on}'"
    return f"CAST(coalesce({path}, entry.effective_on) AS date)"


@compiles(behind)
def _behind_sqlite(_element: behind, _compiler: Any, **_kw: Any) -> str:
    written = "julianday(substr(entry.recorded_at, 1, 10))"
    return f"CAST({written} - julianday(entry.effective_on) AS integer)"


@compiles(behind, "postgresql")
def _behind_postgresql(_element: behind, _compiler: Any, **_kw: Any) -> str:
    written = "CAST(substr(entry.recorded_at, 1, 10) AS date)"
    return f"({written} - CAST(entry.effective_on AS date))"
