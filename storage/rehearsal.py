"""A pass that leaves no trace: everything happens in one transaction that is never committed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, select

from storage.alert_base import ALERT
from storage.alerts import SqlAlerts
from storage.faults import translated
from workflow.reminders import Addressee, Claim


class Rehearsal(SqlAlerts):
    """The clock's side of a store, for one pass; what it writes only it can see.

    An alert that is raised only here has the number 0: its real one is given out when it is raised.
    """

    def __init__(self, engine: Engine, connection: Connection) -> None:
        super().__init__(engine)
        self._connection = connection
        newest = select(func.coalesce(func.max(ALERT.c.id), 0))
        self._newest = int(connection.execute(newest).scalar_one())

    def claim(
        self,
        channels: Sequence[str],
        due_by: datetime,
        now: datetime,
        until: datetime,
        today: date,
        rounds: Collection[Addressee] = (),
    ) -> Claim | None:
        """The next message whose try is due."""
        found = super().claim(channels, due_by, now, until, today, rounds)
        if found is None:
            return None
        lines = (
            replace(line, alert=0) if line.alert > self._newest else line for line in found.lines
        )
        return replace(found, lines=tuple(lines))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The one connection."""
        with translated():
            yield self._connection

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Connection]:
        """The one connection, inside its one transaction."""
        del alone  # nobody waits for what will not be written
        with translated():
            yield self._connection


@contextmanager
def rehearsal(engine: Engine) -> Iterator[Rehearsal]:
    """Everything that is done inside is undone at the end."""
    with translated(), engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "BEGIN")
        try:
            yield Rehearsal(engine, connection)
        finally:
            connection.rollback()
