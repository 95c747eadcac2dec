"""Many open cases, put into a store by SQL alone: a person, a case, a deadline each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from storage.store import SqlStore

FIRST = date(2025, 1, 1)
SPREAD = 300
"""Due days lie on so many days from `FIRST` on, equally many on each."""

_NUMBERS = {
    "sqlite": (
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)"
    ),
    "postgresql": "WITH n(i) AS (SELECT generate_series(0, :count - 1))",
}
_REF = {"sqlite": "printf('HS-2025-%07d', i)", "postgresql": "'HS-2025-' || lpad(i::text, 7, '0')"}
_ID = {"sqlite": "printf('p%d', i)", "postgresql": "'p' || i::text"}
_DUE = {
    "sqlite": "date(:first, ((i * 7919) % :spread) || ' days')",
    "postgresql": "CAST(:first AS date) + CAST((CAST(i AS bigint) * 7919) % :spread AS integer)",
}
_ROWS = (
    (
        "INSERT INTO person (id, name, name_key, name_sort, tags)"
        " {numbers} SELECT {id}, 'Lê A', 'le a', 'a', '' FROM n"
    ),
    (
        "INSERT INTO case_file (ref, person, unit, state, since, seq, head, waived, snapshot)"
        " {numbers} SELECT {ref}, {id}, 'DV', 'probation', '2024-01-01', 1, '', 0, '{{}}' FROM n"
    ),
    (
        "INSERT INTO deadline (stream, case_ref, rule, version, started_by, opened_by, start_on,"
        " due_on, opened_on, estimated, provisional)"
        " {numbers} SELECT {ref}, {ref}, 'probation', 'probation@2011-01-19', 1, 1, '2024-01-01',"
        " {due}, '2024-01-01', FALSE, FALSE FROM n"
    ),
)


def fill(store: SqlStore, count: int) -> None:
    """Put so many open cases into an empty store."""
    name = store.engine.dialect.name
    words = {"numbers": _NUMBERS[name], "ref": _REF[name], "id": _ID[name], "due": _DUE[name]}
    run(
        store,
        *(row.format(**words) for row in _ROWS),
        count=count,
        first=FIRST.isoformat(),
        spread=SPREAD,
    )


def settle(store: SqlStore) -> None:
    """What PostgreSQL's own housekeeper does after so many writes; SQLite has none.

    Of the application's role, which owns no table, VACUUM would pass every table over in silence.
    """
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect() as connection:
            connection.exec_driver_sql("RESET ROLE")
            connection.exec_driver_sql("VACUUM ANALYZE")
            connection.invalidate()


def run(store: SqlStore, *statements: str, **values: Any) -> None:
    """Run statements in one transaction."""
    with store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        for statement in statements:
            run_on(connection, statement, **values)
        connection.exec_driver_sql("COMMIT")


def run_on(connection: Connection, statement: str, **values: Any) -> int:
    """Run one statement with those of the values that it names; how many rows it wrote."""
    asked = {key: value for key, value in values.items() if f":{key}" in statement}
    return connection.execute(text(statement), asked).rowcount


def day(number: int) -> date:
    """So many days after `FIRST`."""
    return FIRST + timedelta(days=number)
