"""Looking at alerts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DELIVERY,
    OPEN,
    STANDING,
    UNIT,
    AlertTables,
)
from storage.alert_still import ended_units, inhibition
from storage.columns import columns_of
from workflow.reminders import AlertLine, AlertState, Inhibition

_LINE = columns_of(
    AlertLine,
    ALERT,
    DEADLINE,
    CASE,
    case=DEADLINE.c.stream,
    unit=UNIT,
    without=("to", "inhibited_by"),
)
_FIELDS = [column.key for column in _LINE]
_COLUMNS = (
    *_LINE,
    DEADLINE.c.closed_how,
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
            chosen.append(UNIT.in_(units))
        with self.reading() as connection:
            return list(_lines(connection, today, chosen))

    def alert(self, number: int, today: date) -> AlertLine | None:
        """One alert."""
        with self.reading() as connection:
            return next(iter(_lines(connection, today, [ALERT.c.id == number])), None)


def _lines(connection: Connection, today: date, chosen: Sequence[Any]) -> Iterable[AlertLine]:
    wanted = (
        select(*_COLUMNS)
        .select_from(STANDING)
        .where(and_(True, *chosen))
        .order_by(DEADLINE.c.due_on, DEADLINE.c.stream, DEADLINE.c.id, ALERT.c.rung)
    )
    rows = connection.execute(wanted).mappings().all()
    told: dict[int, list[str]] = {}
    inboxes = (
        select(DELIVERY.c.alert_id, DELIVERY.c.recipient)
        .select_from(STANDING.join(DELIVERY, DELIVERY.c.alert_id == ALERT.c.id))
        .where(and_(DELIVERY.c.round == ALERT.c.round, *chosen))
        .order_by(DELIVERY.c.channel, DELIVERY.c.recipient)
    )
    for number, recipient in connection.execute(inboxes):
        told.setdefault(number, []).append(recipient)
    ended = frozenset(ended_units(connection, today))
    for row in rows:
        line = {name: row[name] for name in _FIELDS}
        why = None if row["closed_how"] is not None else inhibition(row, today, ended)
        line |= {"state": _state(row, today, why), "to": tuple(told.get(row["id"], ()))}
        yield AlertLine(**line, inhibited_by=why)


def _state(row: Any, today: date, why: Inhibition | None) -> AlertState:
    """Worked out on the day of asking, so that it is right with the scheduler switched off."""
    if row["closed_how"] is not None:
        return AlertState.SETTLED
    if why is not None:
        return AlertState.INHIBITED
    stored = AlertState(row["state"])
    if stored is AlertState.SNOOZED and row["until_on"] < today:
        return AlertState.RAISED
    return stored
