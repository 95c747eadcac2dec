"""What inhibits reminders, visibly: a case on hold, a unit that is no more.

An overdue probation or recognition is inhibited by neither: one officer may put a case on hold, and
the person it is about must not be forgotten for it. Nor is what waits for the office, not for the
case: a request about personal data, an incident, what an inspection found, an assigned task.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select

from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DUTIES,
    NOT_HELD,
    OPEN,
    STANDING,
    AlertTables,
)
from storage.tables import EntryRow, UnitRow
from workflow.facts import FactKind
from workflow.reminders import (
    NEVER_ALONE,
    OF_THE_OFFICE,
    Inhibition,
    Stilled,
    heard_anyway,
)
from workflow.states import State

_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # as below
_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


def ended_units(connection: Connection, today: date) -> Sequence[str]:
    """Codes of the units whose last day has passed."""
    last = func.max(func.coalesce(_UNIT.c.until_on, date.max))
    asked = select(_UNIT.c.code).group_by(_UNIT.c.code).having(last < today)
    return list(connection.execute(asked).scalars())


def loud(today: date) -> ColumnElement[bool]:
    """What nothing inhibits."""
    overdue = and_(DEADLINE.c.rule.in_(sorted(NEVER_ALONE)), DEADLINE.c.due_on < today)
    return or_(overdue, DEADLINE.c.rule.in_(sorted(OF_THE_OFFICE)))


def reminded(today: date, ended: Sequence[str]) -> ColumnElement[bool]:
    """Deadlines whose reminders nothing inhibits on a day."""
    free = and_(NOT_HELD, CASE.c.unit.not_in(ended)) if ended else NOT_HELD
    return or_(free, loud(today))


def inhibition(row: Any, today: date, ended: Container[str]) -> Inhibition | None:
    """What inhibits an alert, told from the columns of its case and deadline."""
    if heard_anyway(row["rule"], row["due_on"], today):
        return None
    if row["held"] is not None:
        return Inhibition.HOLD
    return Inhibition.DISSOLVED if row["unit"] in ended else None


_EXPLAINED = (FactKind.EXPLANATION_REQUEST.value, FactKind.LATE_EXPLANATION.value)


class Stilling(AlertTables):
    """The part of a store that tells what nobody is reminded of."""

    def unexplained(self, rules: Sequence[str], days: int) -> Sequence[str]:
        """Cases on probation reminded that many days past one of these, and never asked why."""
        told = exists().where(_ENTRY.c.stream == CASE.c.ref, _ENTRY.c.event.in_(_EXPLAINED))
        asked = (
            select(CASE.c.ref)
            .select_from(STANDING)
            .where(OPEN, DEADLINE.c.rule.in_(rules), ALERT.c.rung >= days)
            .where(CASE.c.state == State.PROBATION.value, ~told)
            .distinct()
            .order_by(CASE.c.ref)
        )
        with self.reading() as connection:
            return list(connection.execute(asked).scalars())

    def stilled(self, today: date) -> Stilled:
        """How many open deadlines have come whose reminders are inhibited, and by what."""
        with self.reading() as connection:
            ended = ended_units(connection, today)
            gone = CASE.c.unit.in_(ended) if ended else false()
            due = (OPEN, DEADLINE.c.due_on <= today, ~loud(today))

            def counted(*which: ColumnElement[bool]) -> int:
                asked = select(func.count()).select_from(DUTIES).where(*due, *which)
                return int(connection.execute(asked).scalar_one())

            return Stilled(
                held=counted(CASE.c.held.is_not(None)), dissolved=counted(NOT_HELD, gone)
            )
