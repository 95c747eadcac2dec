"""Raising alerts: a few statements per rung, never a row in Python.

Most deadlines were looked at before: of them only those whose day has come since the last sweep are
read, by the index of open deadlines. What came on record since then, and what was inhibited, is
looked at rung by rung. Once a week everything is, whatever the marks say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    bindparam,
    func,
    literal,
    select,
    update,
)

from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DUTIES,
    OPEN,
    AlertTables,
    days_from,
    insert_into,
    of_record,
)
from storage.alert_still import ended_units, reminded
from storage.sweep_mark import (
    LOOKED_AT,
    UNSWEPT,
    Mark,
    forget_inhibited,
    keep_mark,
    left_fresh,
    read_mark,
    take_up,
)
from workflow.reminders import AlertState, Step

_UNITS_CASE = CASE.alias("units_case")
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
            mark = read_mark(connection, steps, today)
            forget_inhibited(connection, ended)
            take_up(connection, today, ended)
            fresh = mark.whole or left_fresh(connection)
            for step in steps:
                for due in _due(step, mark, today, ended, fresh=fresh):
                    raised += self._raised(connection, step, now, due)
            keep_mark(connection, mark, today)
        return raised

    def sweep_between(self, steps: Sequence[Step], today: date, now: datetime) -> int | None:
        """Raise what is due of these steps alone, between two sweeps; the number of new ones.

        None where no deadline of their rules is open. The marks of the sweeps stay as they are: the
        next one looks at the same deadlines.
        """
        rules = {rule for step in steps for rule in step.rules}
        waiting = select(DEADLINE.c.id).where(OPEN, DEADLINE.c.rule.in_(sorted(rules))).limit(1)
        with self.reading() as connection:
            if connection.execute(waiting).first() is None:
                return None
        raised = 0
        with self.writing(alone=True) as connection:
            ended = ended_units(connection, today)
            for step in steps:
                due = never_raised(step, today, ended, whole=True)
                raised += self._raised(connection, step, now, due)
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

    def _raised(self, connection: Connection, step: Step, now: datetime, due: Select[Any]) -> int:
        done = connection.execution_options(preserve_rowcount=True).execute(
            self._raise(step, now, due)
        )
        return int(done.rowcount)

    def _raise(self, step: Step, now: datetime, due: Select[Any]) -> Insert:
        values = due.with_only_columns(
            DEADLINE.c.id,
            literal(step.days),
            bindparam("raised_at", now, type_=ALERT.c.raised_at.type),
            literal(AlertState.RAISED.value),
            literal(0),
            maintain_column_froms=True,
        ).order_by(DEADLINE.c.due_on, DEADLINE.c.id)
        fresh = insert_into(ALERT, sqlite=self.sqlite).from_select(_COLUMNS, values)
        raised: Insert = fresh.on_conflict_do_nothing()
        return raised


def _due(
    step: Step, mark: Mark, today: date, ended: Sequence[str], *, fresh: bool
) -> Iterator[Select[Any]]:
    """The deadlines whose day for this step has come and that were never reminded of it.

    The first are those that were looked at before: nothing inhibits them, and only a day that has
    come since then can be new. The second are all others, where there are any.
    """
    if mark.until < today:
        yield come_since(step, mark, today)
    if fresh:
        yield never_raised(step, today, ended, whole=mark.whole)


def come_since(step: Step, mark: Mark, today: date) -> Select[Any]:
    """Deadlines that were looked at and whose day for a step came after the last sweep."""
    return select(DEADLINE.c.id).where(
        *_of(step, today),
        DEADLINE.c.due_on > mark.until - timedelta(days=step.days),
        DEADLINE.c.swept == LOOKED_AT,
    )


def never_raised(step: Step, today: date, ended: Sequence[str], *, whole: bool) -> Select[Any]:
    """Deadlines that were not looked at yet, or are looked at once more, and have no such alert.

    The look at `alert` spares the conflicts, which would use up numbers; UNIQUE decides.
    """
    raised = (
        select(ALERT.c.rung)
        .where(ALERT.c.deadline_id == DEADLINE.c.id, ALERT.c.rung == step.days)
        .exists()
    )
    # A rule inside a function keeps SQLite to the short index of what is not looked at yet.
    fresh = (UNSWEPT, *_of(step, today, func.coalesce(DEADLINE.c.rule, "")))
    looked = _of(step, today) if whole else fresh
    return select(DEADLINE.c.id).select_from(DUTIES).where(*looked, reminded(today, ended), ~raised)


def _of(step: Step, today: date, rule: Any = DEADLINE.c.rule) -> Sequence[ColumnElement[bool]]:
    """Open deadlines of the step's rules whose day for it has come.

    One that came on record late climbs in at the newest rung that had passed by that day.
    """
    conditions = [
        OPEN,
        rule.in_(step.rules),
        DEADLINE.c.due_on <= today - timedelta(days=step.days),
    ]
    if step.units is not None:
        conditions.append(_unit().in_(step.units))
    if step.but:
        conditions.append(_unit().not_in(step.but))
    if step.following is not None:
        late = days_from(DEADLINE.c.opened_on, DEADLINE.c.due_on)
        conditions.append(late < step.following)
    return conditions


def _unit() -> Any:
    """The organisation that a deadline binds, whether or not its case is read besides."""
    there = select(_UNITS_CASE.c.unit).where(_UNITS_CASE.c.ref == DEADLINE.c.case_ref)
    return func.coalesce(there.correlate(DEADLINE).scalar_subquery(), of_record("unit"))
