"""Raising alerts: one statement per rung, never a row in Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Insert, Select, and_, bindparam, literal, select, update

from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    OPEN,
    AlertTables,
    days_from,
    insert_into,
)
from storage.alert_still import ended_units, reminded
from workflow.reminders import AlertState, Step

_COLUMNS = ("deadline_id", "rung", "raised_at", "state", "round")


class Sweeping(AlertTables):
    """The part of a store that finds out what is due."""

    def open_rules(self) -> Sequence[str]:
        """The rules that have an open deadline, by name."""
        asked = select(DEADLINE.c.rule).where(OPEN).distinct().order_by(DEADLINE.c.rule)
        with self.reading() as connection:
            return list(connection.execute(asked).scalars())

    def sweep(self, steps: Sequence[Step], today: date, now: datetime) -> int:
        """Raise every alert that is due and was never raised; the number of new ones.

        All in one transaction, the steps in the order given, so that the rungs of a deadline
        are numbered in the order in which they were due.
        """
        raised = 0
        with self.writing(alone=True) as connection:
            ended = ended_units(connection, today)
            for step in steps:
                done = connection.execution_options(preserve_rowcount=True).execute(
                    self._raise(step, today, now, ended)
                )
                raised += done.rowcount
        return raised

    def wake(self, today: date) -> int:
        """Bring back every alert whose snooze is over; their number."""
        over = (
            update(ALERT)
            .where(ALERT.c.state == AlertState.SNOOZED.value, ALERT.c.until_on < today)
            .values(state=AlertState.RAISED.value, round=ALERT.c.round + 1, planned_at=None)
        )
        with self.writing() as connection:
            return connection.execute(over).rowcount

    def _raise(self, step: Step, today: date, now: datetime, ended: Sequence[str]) -> Insert:
        due = _due(step, today, now, ended)
        fresh = insert_into(ALERT, sqlite=self.sqlite).from_select(_COLUMNS, due)
        raised: Insert = fresh.on_conflict_do_nothing()
        return raised


def _due(
    step: Step, today: date, now: datetime, ended: Sequence[str] = ()
) -> Select[tuple[object, ...]]:
    """The deadlines whose day for this step has come and that were never reminded of it.

    A deadline that came on record late climbs in at the newest rung that had passed by that day.
    The look at `alert` spares the conflicts, which would use up numbers; UNIQUE decides.
    """
    raised = (
        select(ALERT.c.rung)
        .where(ALERT.c.deadline_id == DEADLINE.c.id, ALERT.c.rung == step.days)
        .exists()
    )
    conditions = [
        OPEN,
        DEADLINE.c.rule.in_(step.rules),
        DEADLINE.c.due_on <= today - timedelta(days=step.days),
        reminded(today, ended),
        ~raised,
    ]
    if step.units is not None:
        conditions.append(CASE.c.unit.in_(step.units))
    if step.but:
        conditions.append(CASE.c.unit.not_in(step.but))
    if step.following is not None:
        late = days_from(DEADLINE.c.opened_on, DEADLINE.c.due_on)
        conditions.append(late < step.following)
    return (
        select(
            DEADLINE.c.id,
            literal(step.days),
            bindparam("raised_at", now, type_=ALERT.c.raised_at.type),
            literal(AlertState.RAISED.value),
            literal(0),
        )
        .select_from(DEADLINE.join(CASE, DEADLINE.c.case_ref == CASE.c.ref))
        .where(and_(*conditions))
        .order_by(DEADLINE.c.due_on, DEADLINE.c.id)
    )
