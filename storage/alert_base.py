"""How the alert tables are reached: short transactions, in statements of SQLAlchemy Core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, Integer, func, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from storage.alert_fence import still_leading
from storage.faults import translated
from storage.record_table import RecordRow
from storage.tables import AlertRow, CaseRow, DeadlineRow, DeliveryRow, MessageRow

_ONE_AT_A_TIME = 7_261_504_120  # any number of our own: the key of PostgreSQL's advisory lock

ALERT: Any = AlertRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # as above
DELIVERY: Any = DeliveryRow.__table__  # type: ignore[attr-defined]  # as above
MESSAGE: Any = MessageRow.__table__  # type: ignore[attr-defined]  # as above
RECORD: Any = RecordRow.__table__  # type: ignore[attr-defined]  # as above

DUTIES = DEADLINE.outerjoin(CASE, DEADLINE.c.case_ref == CASE.c.ref)
"""Deadlines with their case; without one where they are about nobody's."""

STANDING = ALERT.join(DEADLINE, ALERT.c.deadline_id == DEADLINE.c.id).outerjoin(
    CASE, DEADLINE.c.case_ref == CASE.c.ref
)
"""Alerts with their deadline and case."""


def of_record(column: str) -> Any:
    """A column of the record that a deadline belongs to, read only where it is asked for."""
    there = RECORD.c[column]
    asked = select(there).where(RECORD.c.stream == DEADLINE.c.stream)
    return asked.correlate(DEADLINE).scalar_subquery()


UNIT: Any = func.coalesce(CASE.c.unit, of_record("unit")).label("unit")
"""The organisation that a deadline binds: where its case is by now, or whose record it is."""

OPEN = DEADLINE.c.closed_how.is_(None)
NOT_HELD = CASE.c.held.is_(None)


def insert_into(table: Any, *, sqlite: bool) -> Any:
    """An INSERT that says what a conflict does; only the dialect in use is loaded."""
    dialect = import_module(f"sqlalchemy.dialects.{'sqlite' if sqlite else 'postgresql'}")
    return dialect.insert(table)


class days_from(FunctionElement[int]):  # noqa: N801 - a SQL function is named as SQL names it
    """Calendar days from the second date to the first."""

    inherit_cache = True
    type = Integer()


@compiles(days_from)
def _days_sqlite(element: days_from, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(one, **kw) for one in element.clauses)
    # Both are midnights, so the difference is whole and the division of days exact.
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(days_from, "postgresql")
def _days_postgresql(element: days_from, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(one, **kw) for one in element.clauses)
    return f"({later} - {earlier})"


class AlertTables:
    """What every part of the clock's side of a store begins with."""

    def __init__(self, engine: Engine, *, token: int | None = None) -> None:
        """`token` is the number of the lease under which everything is written (None: no lease)."""
        self.engine = engine
        self.token = token

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite, which has one writer at a time anyway."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one question."""
        with translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Connection]:
        """One transaction; `alone` lets no second process sweep or plan meanwhile."""
        with self.reading() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
            try:
                if alone and not self.sqlite:
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME}
                    )
                yield connection
                if self.token is not None:
                    still_leading(connection, self.token)
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                # The driver may have rolled back already (a lost connection, a full disk).
                connection.rollback()
                raise
