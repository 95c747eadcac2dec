"""Opening a database the one safe way."""

from __future__ import annotations

import shutil

import pytest

from storage.address import address_of
from storage.engine import WAL_SAFE_FROM, journal_mode, sqlite_module, sqlite_version
from storage.index_hints import write_hints
from storage.schema import open_store


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 7, 0), "DELETE"),
        ((3, 40, 1), "DELETE"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 4), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_a_sqlite_that_can_lose_commits_keeps_the_rollback_journal(version, mode):
    assert journal_mode(version) == mode


def test_the_sqlite_that_comes_with_the_product_is_free_of_the_fault():
    assert sqlite_module().__name__ == "sqlcipher3.dbapi2"
    assert sqlite_version() >= WAL_SAFE_FROM


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 10_000),
    ],
)
def test_every_sqlite_connection_is_set_up_for_safety(sqlite_store, pragma, value):
    with sqlite_store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TimeZone", "UTC"),
        ("role", "ketnap_app"),
        ("synchronous_commit", "on"),
        ("lock_timeout", "10s"),
    ],
)
def test_every_postgresql_connection_is_set_up_for_safety(pg_store, setting, value):
    with pg_store.engine.connect() as connection:
        assert connection.exec_driver_sql(f"SHOW {setting}").scalar() == value


def test_an_engine_that_writes_hints_goes_on_as_it_is(sqlite_store):
    writing = sqlite_store.engine.dialect.statement_compiler

    assert write_hints(sqlite_store.engine).dialect.statement_compiler is writing


def test_in_tests_a_store_takes_over_what_another_compiled_and_nothing_else(
    sqlite_store, sqlite_path, tmp_path
):
    with sqlite_store.engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO counter (name, value) VALUES ('one', 1)")
    other = tmp_path / "other.db"
    shutil.copy(sqlite_path, other)

    with open_store(address_of(str(other))) as store:
        assert store.engine.dialect is sqlite_store.engine.dialect
        assert store.engine.pool is not sqlite_store.engine.pool
        assert store.counter("one") == 0
    assert sqlite_store.counter("one") == 1
