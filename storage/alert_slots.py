"""The digests of days: which of them still take something, which do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from storage.alert_base import MESSAGE
from workflow.reminders import Addressee, Closed, Telling

_LOOK_BACK = timedelta(days=3)
_A_DAY = timedelta(days=1)  # no wait between two tries is longer
_LONGEST_HOLIDAY = timedelta(days=16)  # nor does anybody rest for longer than that
_OPEN = and_(MESSAGE.c.state == "waiting", MESSAGE.c.attempts == 0)
_COLUMNS = (MESSAGE.c.id, MESSAGE.c.channel, MESSAGE.c.recipient, MESSAGE.c.slot_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """Digests by inbox and day, as they stand inside one transaction."""

    open: dict[tuple[Addressee, date], str]
    closed: Closed

    @classmethod
    def read(cls, connection: Connection, today: date) -> Slots:
        """Look at the digests of today and later, and keep the open ones from being sent.

        On PostgreSQL their rows are locked; who looks for a message to send skips them.
        """
        since = MESSAGE.c.slot_on >= today - _LOOK_BACK
        open_ones = select(*_COLUMNS).where(since, _OPEN).with_for_update()
        there = {(_inbox(row), row.slot_on): row.id for row in connection.execute(open_ones)}
        every = select(*_COLUMNS).where(since)
        closed = {
            (_inbox(row), row.slot_on)
            for row in connection.execute(every)
            if (_inbox(row), row.slot_on) not in there
        }
        return cls(open=there, closed=closed)

    @staticmethod
    def set_right(connection: Connection, now: datetime) -> None:
        """What a clock that ran ahead put off for longer than anything is put off is due now."""
        at_once = and_(MESSAGE.c.slot_on.is_(None), MESSAGE.c.next_try_at > now + _A_DAY)
        tried = and_(MESSAGE.c.attempts > 0, MESSAGE.c.next_try_at > now + _LONGEST_HOLIDAY)
        connection.execute(
            update(MESSAGE)
            .where(MESSAGE.c.state == "waiting", or_(at_once, tried))
            .values(next_try_at=now)
        )

    def draw_nearer(self, connection: Connection, telling: Telling) -> None:
        """Move what waits for a later day than its inbox's next one there.

        So it is after a clock that ran ahead was set right, and when somebody wants to hear more
        often: nothing waits for a day that is far off by mistake.
        """
        for (addressee, on), message in sorted(self.open.items(), key=lambda item: item[0][1]):
            slot = telling.next_slot(addressee)
            if slot is None or slot.on is None or slot.on >= on:
                continue
            if (addressee, slot.on) in self.open or (addressee, slot.on) in self.closed:
                continue
            connection.execute(
                update(MESSAGE)
                .where(MESSAGE.c.id == message)
                .values(slot_on=slot.on, next_try_at=slot.at)
            )
            self.open[addressee, slot.on] = self.open.pop((addressee, on))


def _inbox(row: Any) -> Addressee:
    return Addressee(channel=row.channel, address=row.recipient)
