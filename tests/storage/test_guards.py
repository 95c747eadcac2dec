"""The database itself keeps the log append-only, and the application may not change the schema."""
# ruff: noqa: S608 - the attacks are SQL, written here; nothing comes from outside

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from builders import a_case, a_desk, units
from sqlalchemy.exc import ProgrammingError

from storage.address import address_of
from storage.engine import APPLICATION_ROLE
from storage.guards import guards_on, missing_guards
from storage.schema import HEAD, check_store, upgrade_store

ENTRY = "entry (id, stream, seq, body, digest, previous)"


@pytest.fixture
def plain(sqlite_store, sqlite_path):
    """A second connection with nothing but what the file itself holds."""
    desk = a_desk(sqlite_store)
    units(desk)
    a_case(desk)
    connection = sqlite3.connect(sqlite_path, isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE entry SET body = '{}'", "the log is append-only"),
        ("UPDATE entry SET id = id + 100", "the log is append-only"),
        ("DELETE FROM entry WHERE id = 4", "the log is append-only"),
        ("DELETE FROM entry", "the log is append-only"),
        (
            f"INSERT OR REPLACE INTO {ENTRY} VALUES (4, 'HS-2026-0001', 2, '{{}}', 'a', 'b')",
            "an entry goes to the head of its stream",
        ),
        (
            f"INSERT OR REPLACE INTO {ENTRY} VALUES (9, 'HS-2026-0001', 1, '{{}}', 'a', 'b')",
            "an entry goes to the head of its stream",
        ),
        (
            (
                f"REPLACE INTO {ENTRY} SELECT 9, 'HS-2026-0001', 2, '{{}}', 'a', previous"
                " FROM entry WHERE id = 4"
            ),
            "an entry goes to the head of its stream",
        ),
        (
            f"INSERT INTO {ENTRY} VALUES (9, 'HS-2026-0001', 3, '{{}}', 'a', 'b')",
            "an entry goes to the head of its stream",
        ),
        (
            f"INSERT INTO {ENTRY} VALUES (9, 'HS-2026-0009', 2, '{{}}', 'a', 'b')",
            "an entry goes to the head of its stream",
        ),
    ],
)
def test_a_sqlite_file_refuses_to_change_its_log_whoever_asks(plain, sql, said):
    before = plain.execute("SELECT * FROM entry").fetchall()

    with pytest.raises(sqlite3.IntegrityError, match=said):
        plain.execute(sql)

    assert plain.execute("SELECT * FROM entry").fetchall() == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET body = '{}'",
        "DELETE FROM entry",
        "DROP TABLE entry",
        "DROP TRIGGER entry_no_update",
        "DROP INDEX ix_deadline_open",
        "ALTER TABLE entry RENAME TO old",
        "ALTER TABLE entry ADD COLUMN x",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE VIEW x AS SELECT 1",
        "CREATE TRIGGER x AFTER INSERT ON entry BEGIN SELECT 1; END",
        "CREATE TEMP TRIGGER x AFTER INSERT ON entry BEGIN SELECT 1; END",
        "CREATE INDEX x ON entry (body)",
        "ATTACH DATABASE ':memory:' AS x",
        "VACUUM INTO '/tmp/x'",
        "PRAGMA writable_schema = ON",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = MEMORY",
        "REINDEX",
    ],
)
def test_the_applications_sqlite_connection_may_not(sqlite_store, sql):
    connection = sqlite_store.engine.raw_connection()

    with pytest.raises(
        connection.driver_connection.DatabaseError, match=r"not authorized|authorization denied"
    ):
        connection.driver_connection.execute(sql)

    connection.close()


@pytest.fixture
def filled_pg(pg_store):
    desk = a_desk(pg_store)
    units(desk)
    a_case(desk)
    return pg_store


WRITES = [
    "UPDATE entry SET digest = 'x'",
    "DELETE FROM entry",
    "TRUNCATE entry CASCADE",
    (
        "INSERT INTO entry (id, stream, seq, body, digest, previous)"
        " SELECT 4, stream, seq, body, digest, previous FROM entry WHERE id = 4"
        " ON CONFLICT (id) DO UPDATE SET digest = 'x'"
    ),
]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "sql",
    [
        *WRITES,
        "DROP TABLE entry",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "ALTER TABLE entry ADD COLUMN x text",
        "DROP TRIGGER entry_no_update ON entry",
        (
            "CREATE OR REPLACE FUNCTION ketnap_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RETURN NEW; END $$"
        ),
        "CREATE TABLE x (y text)",
        "SET session_replication_role = replica",
    ],
)
def test_the_applications_postgresql_role_may_not(filled_pg, sql):
    with filled_pg.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT current_user").scalar() == APPLICATION_ROLE
        with pytest.raises(ProgrammingError) as refused:
            connection.exec_driver_sql(sql)

    assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


@pytest.mark.postgres
@pytest.mark.parametrize("sql", WRITES)
def test_even_the_owner_of_a_postgresql_database_is_refused_by_the_guards(filled_pg, made_pg, sql):
    with (
        psycopg.connect(made_pg.replace("+psycopg", "")) as owner,
        pytest.raises(psycopg.Error, match=r"append-only|head of its stream"),
    ):
        owner.execute(sql)


@pytest.mark.postgres
def test_an_entry_that_is_not_the_next_is_refused_on_postgresql(filled_pg, made_pg):
    with (
        psycopg.connect(made_pg.replace("+psycopg", "")) as owner,
        pytest.raises(psycopg.errors.UniqueViolation, match="goes to the head of its stream"),
    ):
        owner.execute(
            "INSERT INTO entry (stream, seq, body, digest, previous)"
            " VALUES ('HS-2026-0001', 3, '{}', 'a', 'b')"
        )


def test_nothing_is_missing_in_a_fresh_store(store):
    with store.engine.connect() as connection:
        assert missing_guards(connection) == []
    assert check_store(store).sound


def test_a_guard_that_was_dropped_is_named_and_an_upgrade_puts_it_back(
    plain, sqlite_store, sqlite_path
):
    for name in ("entry_no_delete", "entry_at_head"):
        plain.execute(f"DROP TRIGGER {name}")

    health = check_store(sqlite_store)
    assert health.guards_missing == ["entry_no_delete", "entry_at_head"]
    assert not health.sound

    assert upgrade_store(address_of(str(sqlite_path))) == (HEAD, None, 0)
    assert check_store(sqlite_store).sound


def test_a_guard_that_was_put_in_anothers_place_does_not_count(plain, sqlite_store):
    plain.execute("DROP TRIGGER entry_no_delete")
    plain.execute("CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT 1; END")

    assert check_store(sqlite_store).guards_missing == ["entry_no_delete"]


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["DISABLE TRIGGER", "ENABLE REPLICA TRIGGER"])
def test_a_guard_that_is_asleep_does_not_count(pg_store, made_pg, how):
    with psycopg.connect(made_pg.replace("+psycopg", ""), autocommit=True) as owner:
        for name in guards_on("postgresql"):
            owner.execute(f"ALTER TABLE {name.partition('_')[0]} {how} {name}")
        try:
            assert check_store(pg_store).guards_missing == guards_on("postgresql")
        finally:
            assert upgrade_store(address_of(made_pg)) == (HEAD, None, 0)

    assert check_store(pg_store).sound
