"""What a reorganisation of units asks of a store: whose cases there are, and who was enrolled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, Text, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

from storage.faults import translated
from storage.tables import AlertRow, CaseRow, DeadlineRow
from workflow.relocation import STAYING_STATES, StandingCase

_ALERT: Any = AlertRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # as above
_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
_CHUNK = 500


class opened_on(FunctionElement[str]):  # noqa: N801 - a SQL function is named as SQL names it
    """The day on which a case was opened, as its row knows it."""

    inherit_cache = True
    type = Text()


@compiles(opened_on)
def _sqlite(_element: opened_on, _compiler: Any, **_kw: Any) -> str:
    return "json_extract(case_file.snapshot, '$.opened_on')"


@compiles(opened_on, "postgresql")
def _postgresql(_element: opened_on, _compiler: Any, **_kw: Any) -> str:
    return "(CAST(case_file.snapshot AS jsonb) ->> 'opened_on')"


class SuccessionReading:
    """The part of a store that knows what units leave to each other."""

    engine: Engine

    def standing_cases(self, units: Sequence[str]) -> Sequence[StandingCase]:
        """Cases of these units that are not over, and those that are offered to one of them."""
        found: dict[str, dict[str, Any]] = {}
        for some in _few(units):
            # Two questions, each with an index of its own; one with OR would read every case.
            for column in (_CASE.c.unit, _CASE.c.moving_to):
                found |= {
                    row["ref"]: dict(row) for row in self._rows_of(_standing(column.in_(some)))
                }
        open_of = {
            row["ref"]: dict(row)
            for some in _few(sorted(found))
            for row in self._rows_of(_open(some))
        }
        nothing = {"deadlines": 0, "alerts": 0}
        return [
            StandingCase(
                **(open_of.get(ref) or nothing)
                | found[ref]
                | {"opened_on": date.fromisoformat(found[ref]["opened_on"])}
            )
            for ref in sorted(found)
        ]

    def enrolled_in(self, year: int) -> Mapping[str, int]:
        """How many were sent to the awareness class in a year, by the unit they are in now."""
        people = func.count(literal_column("*")).label("people")
        day = _CASE.c.enrolled_on
        wanted = (
            select(_CASE.c.unit, people)
            .where(day >= f"{year:04d}-01-01", day <= f"{year:04d}-12-31")
            .group_by(_CASE.c.unit)
        )
        return {row["unit"]: row["people"] for row in self._rows_of(wanted)}

    def _rows_of(self, query: Any) -> Sequence[Any]:
        with translated(), self.engine.connect() as connection:
            return connection.execute(query).mappings().all()


def _few(many: Sequence[str]) -> Iterator[Sequence[str]]:
    return (many[start : start + _CHUNK] for start in range(0, len(many), _CHUNK))


def _standing(wanted: ColumnElement[bool]) -> Any:
    columns = [_CASE.c[name] for name in ("ref", "unit", "moving_to", "seq", "head")]
    return select(*columns, opened_on().label("opened_on")).where(
        wanted, _CASE.c.state.not_in([state.value for state in STAYING_STATES])
    )


def _open(refs: Sequence[str]) -> Any:
    """Open deadlines and their alerts of some cases, in one reading of both tables.

    A count for each case in a statement of its own reads, on a server that has not yet looked at
    new rows, every open deadline there is for each of them.
    """
    return (
        select(
            _DEADLINE.c.stream.label("ref"),
            func.count(_DEADLINE.c.id.distinct()).label("deadlines"),
            func.count(_ALERT.c.id).label("alerts"),
        )
        .select_from(_DEADLINE.outerjoin(_ALERT, _ALERT.c.deadline_id == _DEADLINE.c.id))
        .where(_DEADLINE.c.stream.in_(refs), _DEADLINE.c.closed_how.is_(None))
        .group_by(_DEADLINE.c.stream)
    )
