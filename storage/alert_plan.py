"""Giving alerts to people: one message for each inbox and day, whatever number it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, insert, or_, select, update

from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DELIVERY,
    MESSAGE,
    OPEN,
    STANDING,
    UNIT,
    AlertTables,
)
from storage.alert_slots import Slots
from storage.alert_still import ended_units, reminded
from storage.case_helpers import helpers_of
from storage.pipeline_sweep import (
    TARGET_DELIVERY,
    pending_targets,
    targets_planned,
    told_of_targets,
)
from storage.tables import UnitRow
from workflow.reminders import Addressee, AlertState, Closed, Pending, Place, Planned, Telling
from workflow.several import parted

_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


@dataclass(slots=True)
class _Box:
    """What goes to one inbox in one message: alerts by number and round, targets by number."""

    at: datetime
    alerts: list[tuple[int, int]] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)


_Boxes = dict[tuple[Addressee, date | None], _Box]


class Planning(AlertTables):
    """The part of a store that decides what goes into which message."""

    def plan(self, lay: Callable[[Closed], Telling], now: datetime, today: date) -> Planned:
        """Give every pending alert to its addressees, in one transaction.

        What goes to an inbox on the same day goes into the same message, as long as that is not
        on its way. An alert for whom nobody is found stays pending, and is counted every time.
        """
        with self.writing(alone=True) as connection:
            slots = Slots.read(connection, today)
            telling = lay(slots.closed)
            slots.draw_nearer(connection, telling)
            slots.set_right(connection, now)
            boxes: _Boxes = {}
            told = _told(connection)
            unaddressed = 0
            for turn, pending in _pending(connection, telling, today):
                calls = telling.calls(pending)
                unaddressed += not calls
                for addressee, slot in calls:
                    if (pending.alert, addressee) not in told:
                        box = boxes.setdefault((addressee, slot.on), _Box(slot.at))
                        box.alerts.append((pending.alert, turn))
            unaddressed += _aim(connection, telling, boxes)
            for addressee, slot in telling.rounds():
                boxes.setdefault((addressee, slot.on), _Box(slot.at))
            _join(boxes, telling.soon)
            made = _write(connection, boxes, slots, now)
            connection.execute(_planned(now))
            connection.execute(targets_planned(now))
        return Planned(messages=made, unaddressed=unaddressed)

    def unaddressed(self, today: date) -> int:
        """Alerts that are due to somebody and have nobody."""
        with self.reading() as connection:
            waiting = _waiting(connection, today)
            asked = select(func.count()).select_from(STANDING).where(waiting)
            return int(connection.execute(asked).scalar_one())

    def places(self, on: date) -> Mapping[str, Place]:
        """Every unit known by a day, as it is then or, when dissolved, as it last was."""
        asked = (
            select(_UNIT.c.code, _UNIT.c.name, _UNIT.c.parent, _UNIT.c.inherits)
            .where(_UNIT.c.from_on <= on)
            .order_by(_UNIT.c.from_on, _UNIT.c.code)
        )
        found: dict[str, Place] = {}
        with self.reading() as connection:
            for code, name, parent, inherits in connection.execute(asked):
                before = found.get(code)
                kept = () if before is None else before.inherits
                heritage = (*kept, *parted(inherits))
                found[code] = Place(name=name, parent=parent, inherits=heritage)
        return found


def _aim(connection: Connection, telling: Telling, boxes: _Boxes) -> int:
    """Put reminders about targets into boxes; the number of those that have nobody."""
    told = told_of_targets(connection)
    nobody = 0
    for number, line in pending_targets(connection):
        calls = telling.target_calls(line)
        nobody += not calls
        for addressee, slot in calls:
            if (number, addressee.channel, addressee.address) not in told:
                box = boxes.setdefault((addressee, slot.on), _Box(slot.at))
                box.targets.append(number)
    return nobody


def _told(connection: Connection) -> set[tuple[int, Addressee]]:
    """Who was told in the present round of an alert that waits once more for somebody else."""
    asked = (
        select(DELIVERY.c.alert_id, DELIVERY.c.channel, DELIVERY.c.recipient)
        .join(ALERT, DELIVERY.c.alert_id == ALERT.c.id)
        .where(ALERT.c.planned_at.is_(None), DELIVERY.c.round == ALERT.c.round)
    )
    return {
        (number, Addressee(channel=channel, address=address))
        for number, channel, address in connection.execute(asked)
    }


def _waiting(connection: Connection, today: date) -> Any:
    """Alerts that nobody was told of yet and that somebody should be."""
    return and_(
        ALERT.c.planned_at.is_(None),
        OPEN,
        reminded(today, ended_units(connection, today)),
        ALERT.c.state != AlertState.SNOOZED.value,
    )


def _pending(
    connection: Connection, telling: Telling, today: date
) -> Iterator[tuple[int, Pending]]:
    """Each alert that waits for somebody, with its round."""
    asked: Select[Any] = (
        select(
            ALERT.c.id,
            ALERT.c.round,
            ALERT.c.rung,
            ALERT.c.deadline_id,
            DEADLINE.c.rule,
            DEADLINE.c.due_on,
            UNIT,
            CASE.c.ref,
        )
        .select_from(STANDING)
        .where(_waiting(connection, today))
        .order_by(ALERT.c.id)
    )
    rows = connection.execute(asked).all()
    helpers = _helpers(connection, rows) if telling.wants_helpers else {}
    handed = _handed(connection)
    for row in rows:
        yield (
            row.round,
            Pending(
                alert=row.id,
                rule=row.rule,
                rung=row.rung,
                unit=row.unit,
                due_on=row.due_on,
                helper=helpers.get(row.ref),
                handed_to=tuple(handed.get(row.deadline_id, ())),
            ),
        )


def _helpers(connection: Connection, rows: Sequence[Any]) -> Mapping[str, str]:
    """Who helps in the cases of these alerts; what is about nobody's case has no helper."""
    return helpers_of(connection, {row.ref for row in rows if row.ref is not None})


def _handed(connection: Connection) -> Mapping[int, list[str]]:
    """The posts that took over an alert of a deadline, by deadline."""
    asked = (
        select(ALERT.c.deadline_id, ALERT.c.handed_to)
        .where(ALERT.c.handed_to.is_not(None))
        .order_by(ALERT.c.id)
    )
    found: dict[int, list[str]] = {}
    for deadline, post in connection.execute(asked):
        found.setdefault(deadline, []).append(post)
    return found


def _join(boxes: _Boxes, soon: datetime) -> None:
    """What goes at once goes with a digest of the same inbox that is about to go."""
    going = {
        addressee: box
        for (addressee, on), box in boxes.items()
        if on is not None and box.at <= soon
    }
    for addressee, digest in going.items():
        alone = boxes.pop((addressee, None), None)
        if alone is not None:
            digest.alerts = sorted([*digest.alerts, *alone.alerts])
            digest.targets += alone.targets


def _write(connection: Connection, boxes: _Boxes, slots: Slots, now: datetime) -> int:
    """Put boxes into messages, open digests first; the number of new messages."""
    messages, deliveries, aimed = [], [], []
    for (addressee, on), box in boxes.items():
        inbox = {"channel": addressee.channel, "recipient": addressee.address}
        message = slots.open.get((addressee, on)) if on is not None else None
        if message is None:
            message = _message_id(addressee, on, box)
            messages.append(
                {
                    "id": message,
                    **inbox,
                    "created_at": now,
                    "state": "waiting",
                    "attempts": 0,
                    "next_try_at": box.at,
                    "slot_on": on,
                }
            )
        deliveries += [
            {"alert_id": number, "round": turn, **inbox, "message_id": message}
            for number, turn in box.alerts
        ]
        aimed += [{"alert_id": number, **inbox, "message_id": message} for number in box.targets]
    if messages:
        connection.execute(insert(MESSAGE), messages)
    if deliveries:
        connection.execute(insert(DELIVERY), deliveries)
    if aimed:
        connection.execute(insert(TARGET_DELIVERY), aimed)
    return len(messages)


def _message_id(addressee: Addressee, on: date | None, box: _Box) -> str:
    """The digest of a day has one id for each inbox; what goes at once, one for what it carries."""
    marks = [f"{number}.{turn}" for number, turn in box.alerts]
    carried = on or ",".join([*marks, *(f"t{number}" for number in box.targets)])
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
