"""A store with a history in it, and a way past its guards, as an intruder with the database has."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from builders import a_case, a_desk, take_to, units
from stores import copy_store, empty_postgresql

from storage.address import address_of
from storage.engine import sqlite_module
from storage.schema import open_store
from workflow.actions.correct import correct_person
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold, note
from workflow.actions.registers import set_quotas
from workflow.quota import Quota
from workflow.reasons import Reason
from workflow.states import State


class Intruder(Protocol):
    """Runs SQL past the guards; `?` stands for a parameter on both databases."""

    def __call__(self, sql: str, *values: Any) -> Sequence[tuple[Any, ...]]: ...


def _history(store: Any) -> None:
    """Three cases: in probation with deadlines open and closed, held with a note, just named."""
    desk = a_desk(store)
    units(desk)
    take_to(desk, a_case(desk), State.PROBATION)
    second = nominate(
        desk,
        Nominee(name="Trần Đại Quỳnh", born="1999-11-30", education="lower-secondary"),
        "CVA",
        on=date(2024, 3, 1),
    ).case.ref
    hold(desk, second, Reason.ABSENT, on=date(2024, 3, 2), reason="Đi học xa")
    note(desk, second, "Hẹn gặp lại sau Tết", on=date(2024, 3, 3))
    correct_person(desk, second, {"born": "1999-12-30"}, reason="Chép nhầm tháng")
    nominate(desk, Nominee(name="Lê Văn Tám", born="2000"), "DV", on=date(2024, 4, 1))
    set_quotas(desk, [Quota(year=2026, unit="DV", target=20, base="3-NQ/TU")])
    set_quotas(desk, [Quota(year=2026, unit="DV", target=22, reason="Bổ sung nguồn")])


@pytest.fixture(scope="session")
def made_history(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with the history, written once through the product's own actions."""
    path = tmp_path_factory.mktemp("history") / "ketnap.db"
    shutil.copy(empty_sqlite, path)
    with open_store(address_of(str(path))) as store:
        _history(store)
    return path


@pytest.fixture
def history(request: pytest.FixtureRequest, store: Any) -> Any:
    """The store, with the history in it."""
    if store.engine.dialect.name == "sqlite":
        made: Path = request.getfixturevalue("made_history")
        sqlite_path: Path = request.getfixturevalue("sqlite_path")
        store.close()
        copy_store(made, sqlite_path)
        return request.getfixturevalue("reopened")
    copied: dict[str, bytes] = request.getfixturevalue("copied_history")
    _paste(request.getfixturevalue("made_pg"), copied)
    return store


@pytest.fixture(scope="session")
def copied_history(made_pg: str) -> dict[str, bytes]:
    """The same history from PostgreSQL, written once there too, as the rows of each table."""
    empty_postgresql(made_pg)
    with open_store(address_of(made_pg)) as store:
        _history(store)
    copied = {}
    with psycopg.connect(made_pg.replace("+psycopg", "")) as connection:
        for table, columns in _columns(connection):
            with connection.cursor().copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                copied[f"{table} ({columns})"] = b"".join(bytes(part) for part in copy)
    empty_postgresql(made_pg)
    return copied


def _columns(connection: Any) -> Sequence[tuple[str, str]]:
    asked = (
        "SELECT table_name, string_agg(quote_ident(column_name), ', ')"
        " FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_generated = 'NEVER'"
        " AND table_name <> 'alembic_version' GROUP BY table_name"
    )
    found: Sequence[tuple[str, str]] = connection.execute(asked).fetchall()
    return found


def _paste(url: str, copied: dict[str, bytes]) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SET session_replication_role = replica")
        for table, rows in copied.items():
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
        for table in ("entry", "deadline"):
            last = connection.execute(f"TABLE {table} ORDER BY id DESC LIMIT 1").fetchone()
            assert last is not None
            connection.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table, last[0])
            )


@pytest.fixture
def reopened(sqlite_path: Path) -> Iterator[Any]:
    """The SQLite store, opened after its file was put in place."""
    with open_store(address_of(str(sqlite_path))) as store:
        yield store


@pytest.fixture
def intruder(request: pytest.FixtureRequest, history: Any) -> Iterator[Intruder]:
    """A second, plain connection without any guard, to the store of `history`."""
    if history.engine.dialect.name == "sqlite":
        path: Path = request.getfixturevalue("sqlite_path")
        plain = sqlite_module().connect(str(path), isolation_level=None)
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards: Sequence[tuple[str, str]] = plain.execute(asked).fetchall()

        def on_sqlite(sql: str, *values: Any) -> Sequence[tuple[Any, ...]]:
            for name, _ in guards:
                plain.execute(f"DROP TRIGGER {name}")
            try:
                return plain.execute(sql, values).fetchall()
            finally:  # who knows the guards puts them back
                for _, made in guards:
                    plain.execute(made)

        yield on_sqlite
        plain.close()
        return
    url: str = request.getfixturevalue("made_pg")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")

        def on_postgresql(sql: str, *values: Any) -> Sequence[tuple[Any, ...]]:
            cursor = connection.execute(sql.replace("?", "%s"), values)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

        yield on_postgresql
