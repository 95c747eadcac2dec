"""Counts for plans and reports, worked out by the database from cases and their entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Text, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from storage.faults import translated
from storage.tables import CaseRow, EntryRow
from workflow.states import Event, State

_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # as above
BEFORE_ADMISSION = (State.NOMINATED, State.COURSE, State.VERIFICATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """How many were admitted in a year, under the unit that proposed them then."""

    year: int
    unit: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many cases of a unit are on their way to admission and stand in one state."""

    unit: str
    state: State
    held: bool
    count: int


class admitted_on(FunctionElement[str]):  # noqa: N801 - a SQL function is named as SQL names it
    """The day of the decision on admission that a case row knows; empty without one."""

    inherit_cache = True
    type = Text()


@compiles(admitted_on)
def _sqlite(_element: admitted_on, _compiler: Any, **_kw: Any) -> str:
    return "json_extract(case_file.snapshot, '$.days.admit')"


@compiles(admitted_on, "postgresql")
def _postgresql(_element: admitted_on, _compiler: Any, **_kw: Any) -> str:
    return "(CAST(case_file.snapshot AS jsonb) -> 'days' ->> 'admit')"


class Figures:
    """Reads figures from a store; holds none of its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def admissions(self, first: int, last: int) -> Sequence[Admitted]:
        """Admissions by year of the decision and unit, both years with it.

        A case counts while its decision on admission stands: also on probation, recognised, or
        ended later; not when the decision was annulled. The unit is the one it belonged to at the
        decision, so that a later transfer does not move it.
        """
        deciding = (
            select(_ENTRY.c.unit)
            .where(_ENTRY.c.stream == _CASE.c.ref, _ENTRY.c.event == Event.ADMIT.value)
            .order_by(_ENTRY.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        # Somebody taken over from earlier records has no such entry, but a first one.
        opening = (
            select(_ENTRY.c.unit)
            .where(_ENTRY.c.stream == _CASE.c.ref, _ENTRY.c.seq == 1)
            .scalar_subquery()
        )
        day = admitted_on()
        decided = (
            select(
                func.substr(day, 1, 4).label("year"),
                func.coalesce(deciding, opening, _CASE.c.unit).label("unit"),
            )
            .select_from(_CASE)
            .where(day >= f"{first:04d}-01-01", day <= f"{last:04d}-12-31")
            .subquery()
        )
        count = func.count(literal_column("*"))
        query = select(decided.c.year, decided.c.unit, count).group_by(
            decided.c.year, decided.c.unit
        )
        with translated(), self.engine.connect() as connection:
            return [
                Admitted(year=int(year), unit=unit, count=found)
                for year, unit, found in connection.execute(query)
            ]

    def waiting(self) -> Sequence[Waiting]:
        """Cases that are not admitted yet, by unit and state."""
        held = _CASE.c.held.is_not(None)
        count = func.count(literal_column("*"))
        query = (
            select(_CASE.c.unit, _CASE.c.state, held, count)
            .where(_CASE.c.state.in_([state.value for state in BEFORE_ADMISSION]))
            .group_by(_CASE.c.unit, _CASE.c.state, held)
        )
        with translated(), self.engine.connect() as connection:
            return [
                Waiting(unit=unit, state=State(state), held=bool(paused), count=found)
                for unit, state, paused, found in connection.execute(query)
            ]
