"""Looking at alerts, and keeping what officers answered to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from storage.alert_base import ALERT, CASE, DEADLINE, DELIVERY, OPEN, STANDING, AlertTables
from workflow.reminders import AlertLine, AlertState, Answer

_COLUMNS = (
    ALERT.c.id,
    ALERT.c.rung,
    ALERT.c.raised_at,
    ALERT.c.state,
    ALERT.c.answered_by,
    ALERT.c.approved_by,
    ALERT.c.until_on,
    ALERT.c.reason,
    DEADLINE.c.rule,
    DEADLINE.c.due_on,
    DEADLINE.c.closed_how,
    CASE.c.ref,
    CASE.c.unit,
    CASE.c.held,
)


class Listing(AlertTables):
    """The part of a store that officers look at."""

    def alerts(
        self, today: date, *, everything: bool = False, units: Sequence[str] | None = None
    ) -> Sequence[AlertLine]:
        """Alerts by due day; without `everything` neither settled nor snoozed ones."""
        chosen = []
        if not everything:
            awake = or_(ALERT.c.state != AlertState.SNOOZED.value, ALERT.c.until_on < today)
            chosen = [OPEN, awake]
        if units is not None:
            chosen.append(CASE.c.unit.in_(units))
        with self.reading() as connection:
            return list(_lines(connection, today, chosen))

    def alert(self, number: int, today: date) -> AlertLine | None:
        """One alert."""
        with self.reading() as connection:
            return next(iter(_lines(connection, today, [ALERT.c.id == number])), None)

    def answer(self, answer: Answer) -> None:
        """Keep an officer's answer to an alert; the newest stands."""
        change = (
            update(ALERT)
            .where(ALERT.c.id == answer.alert)
            .values(
                state=answer.state.value,
                answered_by=answer.by,
                answered_at=answer.at,
                approved_by=answer.approved_by,
                until_on=answer.until_on,
                reason=answer.reason,
            )
        )
        with self.writing() as connection:
            connection.execute(change)


def _lines(connection: Connection, today: date, chosen: Sequence[Any]) -> Iterable[AlertLine]:
    rows = connection.execute(
        select(*_COLUMNS)
        .select_from(STANDING)
        .where(and_(True, *chosen))
        .order_by(DEADLINE.c.due_on, CASE.c.ref, DEADLINE.c.id, ALERT.c.rung)
    ).all()
    told: dict[int, list[str]] = {}
    inboxes = (
        select(DELIVERY.c.alert_id, DELIVERY.c.recipient)
        .select_from(STANDING.join(DELIVERY, DELIVERY.c.alert_id == ALERT.c.id))
        .where(and_(DELIVERY.c.round == ALERT.c.round, *chosen))
        .order_by(DELIVERY.c.channel, DELIVERY.c.recipient)
    )
    for number, recipient in connection.execute(inboxes):
        told.setdefault(number, []).append(recipient)
    for row in rows:
        yield AlertLine(
            id=row.id,
            case=row.ref,
            unit=row.unit,
            rule=row.rule,
            rung=row.rung,
            due_on=row.due_on,
            raised_at=row.raised_at,
            state=_state(row, today),
            to=tuple(told.get(row.id, ())),
            answered_by=row.answered_by,
            approved_by=row.approved_by,
            until_on=row.until_on,
            reason=row.reason,
        )


def _state(row: Any, today: date) -> AlertState:
    """Worked out on the day of asking, so that it is right with the scheduler switched off."""
    if row.closed_how is not None:
        return AlertState.SETTLED
    if row.held is not None:
        return AlertState.INHIBITED
    stored = AlertState(row.state)
    if stored is AlertState.SNOOZED and row.until_on < today:
        return AlertState.RAISED
    return stored
