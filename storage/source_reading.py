"""People by source, worked out from cases and persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, func, literal_column, or_, select

from storage.faults import translated
from storage.figures import BEFORE_ADMISSION, counted_under
from storage.tables import CaseRow, PersonRow
from workflow.several import parted
from workflow.sources import SourceLine
from workflow.states import State

_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above
MEMBER_STATES = (State.PROBATION, State.FULL_MEMBER)


class SourceReading:
    """The part of a store that knows where people come from."""

    engine: Engine

    def sources(self, year: int) -> Sequence[SourceLine]:
        """Everybody on the way to admission, and everybody admitted in a year, by name."""
        first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
        day = _CASE.c.admitted_on
        wanted = (
            select(
                *(_CASE.c[name] for name in ("ref", "state", "since", "admitted_on")),
                *(_PERSON.c[name] for name in ("name", "name_sort", "born", "tags")),
                counted_under().label("unit"),
                _CASE.c.held.is_not(None).label("held"),
            )
            .join_from(_CASE, _PERSON, _CASE.c.person == _PERSON.c.id)
            .where(
                or_(
                    _CASE.c.state.in_([state.value for state in BEFORE_ADMISSION]),
                    (day >= first) & (day <= last),
                )
            )
            .order_by(_PERSON.c.name_sort, _CASE.c.ref)
        )
        with translated(), self.engine.connect() as connection:
            return [_line(row) for row in connection.execute(wanted).mappings()]

    def member_counts(self) -> Mapping[str, int]:
        """How many members with a case each unit has, on probation or recognised."""
        count = func.count(literal_column("*"))
        wanted = (
            select(_CASE.c.unit, count)
            .where(_CASE.c.state.in_([state.value for state in MEMBER_STATES]))
            .group_by(_CASE.c.unit)
        )
        with translated(), self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(wanted)}


def _line(row: Any) -> SourceLine:
    admitted = row["admitted_on"]
    return SourceLine(
        **{
            **row,
            "state": State(row["state"]),
            "tags": parted(row["tags"]),
            "held": bool(row["held"]),
            "admitted_on": None if admitted is None else date.fromisoformat(admitted),
        }
    )
