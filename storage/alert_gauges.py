"""What is watched from outside: a handful of counts, each one question to the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from storage.alert_attempts import ATTEMPT
from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DUTIES,
    MESSAGE,
    NOT_HELD,
    OPEN,
    STANDING,
    AlertTables,
)
from storage.tables import EntryRow
from workflow.case import WAITED_FOR
from workflow.reminders import OF_THE_OFFICE
from workflow.watching import Gauges

_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


class Gauging(AlertTables):
    """The part of a store that counts for the watchers."""

    def gauges(self, today: date) -> Gauges:
        """What is watched from outside, as things stand on a day."""
        heard = or_(NOT_HELD, DEADLINE.c.rule.in_(sorted(OF_THE_OFFICE)))
        late = (OPEN, heard, DEADLINE.c.due_on < today, DEADLINE.c.rule.not_in(WAITED_FOR))
        with self.reading() as connection:
            entries, newest = connection.execute(
                select(func.count(), func.max(_ENTRY.c.recorded_at)).select_from(_ENTRY)
            ).one()
            return Gauges(
                cases=_counted(connection, CASE.c.state, CASE),
                open_deadlines=_counted(connection, DEADLINE.c.rule, DEADLINE, OPEN),
                overdue=_counted(connection, DEADLINE.c.rule, DUTIES, *late),
                alerts=_counted(connection, ALERT.c.state, STANDING, OPEN),
                messages=_counted(connection, MESSAGE.c.state, MESSAGE),
                attempts=_counted(connection, ATTEMPT.c.outcome, ATTEMPT),
                oldest_waiting=connection.execute(
                    select(func.min(MESSAGE.c.created_at)).where(MESSAGE.c.state == "waiting")
                ).scalar(),
                newest_entry=None if newest is None else datetime.fromisoformat(newest),
                entries=entries,
            )


def _counted(
    connection: Connection, by: Any, of: Any, *conditions: ColumnElement[bool]
) -> Mapping[str, int]:
    asked = select(by, func.count()).select_from(of).where(*conditions).group_by(by).order_by(by)
    return {row[0]: row[1] for row in connection.execute(asked)}
