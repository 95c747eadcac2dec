"""Counts for plans and reports, worked out by the database from cases and their entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Engine, Integer, Text, case, cast, func, literal_column, or_, select
from sqlalchemy.sql import ColumnElement

from audit.json_text import decode
from storage.faults import translated
from storage.rows import person_of
from storage.tables import CaseRow, DeadlineRow, EntryRow, PersonRow, UnitRow
from storage.vault import vault_of
from workflow.admission import ACCEPTED
from workflow.admittee import Admittee, categories_of
from workflow.facts import FactKind
from workflow.milestones import Milestones
from workflow.relocation import KIND
from workflow.states import State

_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # as above
_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # as above
_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above
PROBATION = "probation"
"""The rule whose day is the end of the twelve months."""
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


_DAYS = ("nominated_on", "enrolled_on", "filed_on", "admitted_on", "ceremony_on", "recognised_on")
# SQLite reads a derived column from an index that it is told of, but does not choose that index.
_FROM_INDEX = ("INDEXED BY ix_case_file_days", "sqlite")
_TELLING = (FactKind.CATEGORY.value, FactKind.LEFT_PARTY.value)
_CHUNK = 500
_STATES = {state.value: state for state in State}
_day = cache(date.fromisoformat)


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
        day = _CASE.c.admitted_on
        decided = (
            select(func.substr(day, 1, 4).label("year"), counted_under().label("unit"))
            .where(day >= f"{first:04d}-01-01", day <= f"{last:04d}-12-31")
            .with_hint(_CASE, *_FROM_INDEX)
            .subquery()
        )
        count = func.count(literal_column("*"))
        of_it = (decided.c.year, decided.c.unit)
        query = select(*of_it, count).group_by(*of_it).order_by(*of_it)
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
            .order_by(_CASE.c.unit, _CASE.c.state, held)
        )
        with translated(), self.engine.connect() as connection:
            return [
                Waiting(unit=unit, state=State(state), held=bool(paused), count=found)
                for unit, state, paused, found in connection.execute(query)
            ]

    def milestones(self, since: date) -> Sequence[Milestones]:
        """Every case that is on its way, or has moved since a day; in no order."""
        wanted = (
            select(
                _CASE.c.ref,
                counted_under(),
                _CASE.c.state,
                cast(_CASE.c.since, Text),
                _CASE.c.held.is_not(None),
                *(_CASE.c[name] for name in _DAYS),
            )
            .where(
                or_(
                    _CASE.c.since >= since,
                    _CASE.c.state.in_([state.value for state in BEFORE_ADMISSION]),
                )
            )
            .with_hint(_CASE, *_FROM_INDEX)
        )
        with translated(), self.engine.connect() as connection:
            return [
                Milestones(
                    ref,
                    unit,
                    _STATES[state],
                    _day(moved),
                    bool(held),
                    *[None if day is None else _day(day) for day in days],
                )
                for ref, unit, state, moved, held, *days in connection.execute(wanted)
            ]

    def admitted(self, first: date, last: date) -> Sequence[Admittee]:
        """Everybody whose standing admission was decided between two days, by reference."""
        day = _CASE.c.admitted_on
        # Few cases tell of a category or an earlier membership: only theirs are read whole.
        told = or_(*(_CASE.c.snapshot.contains(f'"{kind}"') for kind in _TELLING))
        persons = [_PERSON.c[name] for name in PersonRow.model_fields]
        wanted = (
            select(
                _CASE.c.ref,
                counted_under(),
                day,
                case((told, _CASE.c.snapshot), else_=None),
                *persons,
            )
            .join(_PERSON, _CASE.c.person == _PERSON.c.id)
            .where(day >= first.isoformat(), day <= last.isoformat())
            .with_hint(_CASE, *_FROM_INDEX)
        )
        with translated(), self.engine.connect() as connection:
            # Ordered here: a server sorts rows as wide as these on its disk.
            rows = sorted(connection.execute(wanted), key=itemgetter(0))
        people = [dict(zip(PersonRow.model_fields, row[4:], strict=True)) for row in rows]
        opened = vault_of(self.engine).open_people(people)
        return [_admittee(row, one) for row, one in zip(rows, opened, strict=True)]

    def probation_ends(self) -> Mapping[str, int]:
        """How many probations that still run end in each month, "2026-12", the earliest first."""
        month = func.substr(cast(_DEADLINE.c.due_on, Text), 1, 7)
        query = (
            select(month, func.count(literal_column("*")))
            .where(_DEADLINE.c.rule == PROBATION, _DEADLINE.c.closed_how.is_(None))
            .group_by(month)
            .order_by(month)
        )
        with translated(), self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def names(self, refs: Sequence[str]) -> Mapping[str, str]:
        """The names of the people of some cases."""
        found: dict[str, str] = {}
        with translated(), self.engine.connect() as connection:
            for start in range(0, len(refs), _CHUNK):
                wanted = (
                    select(_CASE.c.ref, _PERSON.c.name)
                    .join(_PERSON, _CASE.c.person == _PERSON.c.id)
                    .where(_CASE.c.ref.in_(refs[start : start + _CHUNK]))
                )
                found |= {row.ref: row.name for row in connection.execute(wanted)}
        return found


def _admittee(row: Any, person: Mapping[str, Any]) -> Admittee:
    ref, unit, day, snapshot = row[:4]
    facts = () if snapshot is None else decode(snapshot)["facts"]
    categories, readmitted = categories_of((one[0], one[5]) for one in facts)
    return Admittee(
        ref=ref,
        unit=unit,
        on=_day(day),
        person=person_of(person),
        categories=categories,
        readmitted=readmitted,
    )


def counted_under() -> ColumnElement[str]:
    """The unit of a case; of one that was moved and admitted, the unit it was admitted under.

    Only a transfer, or a reorganisation that made its unit an heir, moves a case, so that most need
    no look at the log. As `workflow.admission.counted_under`: the unit that the first entry leaves
    which was written before the decision and takes effect after its day, else the decision's own.
    """
    by = cast(_CASE.c.admitted_by, Integer)
    accepted = (_ENTRY.c.kind == ACCEPTED[0]) & (_ENTRY.c.event == ACCEPTED[1])
    moves = or_(_ENTRY.c.kind == KIND, accepted)
    moves &= (_ENTRY.c.seq < by) & (_ENTRY.c.effective_on > _CASE.c.admitted_on)
    deciding = (
        select(_ENTRY.c.unit)
        .where(_ENTRY.c.stream == _CASE.c.ref, or_(_ENTRY.c.seq == by, moves))
        .order_by(_ENTRY.c.seq)
        .limit(1)
        .correlate(_CASE)
        .scalar_subquery()
    )
    heirs = select(_UNIT.c.code).where(_UNIT.c.inherits != literal_column("''"))
    moved = or_(_CASE.c.arrived.is_not(None), _CASE.c.unit.in_(heirs))
    moved &= _CASE.c.admitted_by.is_not(None)
    return case((moved, func.coalesce(deciding, _CASE.c.unit)), else_=_CASE.c.unit)
