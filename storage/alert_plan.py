"""Giving alerts to people: one message for each inbox, whatever number of alerts it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, insert, or_, select, update

from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DELIVERY,
    MESSAGE,
    NOT_HELD,
    OPEN,
    STANDING,
    AlertTables,
)
from storage.tables import UnitRow
from workflow.reminders import Addressee, AlertState, Pending, Place, Planned

_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_WAITING = and_(
    ALERT.c.planned_at.is_(None), OPEN, NOT_HELD, ALERT.c.state != AlertState.SNOOZED.value
)


class Planning(AlertTables):
    """The part of a store that decides what goes into which message."""

    def plan(self, route: Callable[[Pending], Sequence[Addressee]], now: datetime) -> Planned:
        """Give every pending alert to its addressees, in one transaction.

        An alert for which `route` finds nobody stays pending, and is counted every time.
        """
        with self.writing(alone=True) as connection:
            boxes: dict[Addressee, list[tuple[int, int]]] = {}
            unaddressed = 0
            for number, turn, pending in _pending(connection):
                found = route(pending)
                unaddressed += not found
                for addressee in found:
                    boxes.setdefault(addressee, []).append((number, turn))
            _write(connection, boxes, now)
            connection.execute(_planned(now))
        return Planned(messages=len(boxes), unaddressed=unaddressed)

    def unaddressed(self) -> int:
        """Alerts that are due to somebody and have nobody."""
        asked = select(func.count()).select_from(STANDING).where(_WAITING)
        with self.reading() as connection:
            return int(connection.execute(asked).scalar_one())

    def places(self, on: date) -> Mapping[str, Place]:
        """Every unit known by a day, as it is then or, when dissolved, as it last was."""
        asked = (
            select(_UNIT.c.code, _UNIT.c.name, _UNIT.c.parent)
            .where(_UNIT.c.from_on <= on)
            .order_by(_UNIT.c.from_on)
        )
        with self.reading() as connection:
            return {
                code: Place(name=name, parent=parent)
                for code, name, parent in connection.execute(asked)
            }


def _pending(connection: Connection) -> Iterable[tuple[int, int, Pending]]:
    asked: Select[Any] = (
        select(ALERT.c.id, ALERT.c.round, DEADLINE.c.rule, ALERT.c.rung, CASE.c.unit)
        .select_from(STANDING)
        .where(_WAITING)
        .order_by(ALERT.c.id)
    )
    for number, turn, rule, rung, unit in connection.execute(asked):
        yield number, turn, Pending(alert=number, rule=rule, rung=rung, unit=unit)


def _write(
    connection: Connection, boxes: Mapping[Addressee, list[tuple[int, int]]], now: datetime
) -> None:
    messages, deliveries = [], []
    for addressee, alerts in boxes.items():
        message = _message_id(addressee, alerts)
        inbox = {"channel": addressee.channel, "recipient": addressee.address}
        messages.append(
            {
                "id": message,
                **inbox,
                "created_at": now,
                "state": "waiting",
                "attempts": 0,
                "next_try_at": now,
            }
        )
        deliveries += [
            {"alert_id": number, "round": turn, **inbox, "message_id": message}
            for number, turn in alerts
        ]
    if messages:
        connection.execute(insert(MESSAGE), messages)
        connection.execute(insert(DELIVERY), deliveries)


def _message_id(addressee: Addressee, alerts: Iterable[tuple[int, int]]) -> str:
    """The same alerts for the same inbox make the same message, whoever plans them and when."""
    carried = ",".join(f"{number}.{turn}" for number, turn in alerts)
    told = f"{addressee.channel}\n{addressee.address}\n{carried}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _planned(now: datetime) -> Any:
    """Mark what was given to somebody, and what nobody needs to hear any more."""
    given = exists().where(DELIVERY.c.alert_id == ALERT.c.id, DELIVERY.c.round == ALERT.c.round)
    closed = exists().where(
        DEADLINE.c.id == ALERT.c.deadline_id, DEADLINE.c.closed_how.is_not(None)
    )
    return (
        update(ALERT).where(ALERT.c.planned_at.is_(None), or_(given, closed)).values(planned_at=now)
    )
