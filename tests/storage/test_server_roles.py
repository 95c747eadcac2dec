"""Real log-ins at a real server try direct SQL; what they may not do, the server itself refuses."""
# ruff: noqa: S608 - the attacks are SQL, written here; nothing comes from outside

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from builders import a_case, a_desk, at, units
from psycopg import sql
from psycopg.conninfo import make_conninfo

from rules.text import Text
from storage.address import address_of
from storage.engine import APPLICATION_ROLE, LOG_TABLES
from storage.schema import open_store
from storage.server_roles import AUDITOR_ROLE
from workflow.errors import NotPermittedError
from workflow.inspection.sighting import Sighting, SightingFilter
from workflow.verification import verify

pytestmark = pytest.mark.postgres

# Roles belong to the whole server, which the workers of a run share.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
OFFICER, AUDITOR = f"officer_{WORKER}", f"auditor_{WORKER}"
LOGINS = {OFFICER: APPLICATION_ROLE, AUDITOR: AUDITOR_ROLE}
CHANGES = [
    change
    for table in LOG_TABLES
    for change in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE", f"DROP TABLE {table}")
]
CHANGES += [
    "UPDATE entry SET body = '{}'",
    "UPDATE leaf SET number = number + 1",
    "UPDATE checkpoint SET note = ''",
    "UPDATE sighting SET actor = 'nobody'",
    "UPDATE attempt SET outcome = 'accepted'",
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "ALTER TABLE entry ADD COLUMN more text",
    "DROP TRIGGER entry_no_update ON entry",
    "SET session_replication_role = replica",
    (
        "CREATE OR REPLACE FUNCTION ketnap_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NEW; END $$"
    ),
    "DROP FUNCTION ketnap_append_only() CASCADE",
    "ALTER TABLE entry RENAME TO other",
    "ALTER TABLE approval DROP CONSTRAINT ck_approval_two_people",
    "ALTER TABLE entry OWNER TO CURRENT_USER",
    "UPDATE alembic_version SET version_num = '0001'",
]


@pytest.fixture
def server(pg_store, made_pg) -> Iterator[str]:
    """A filled store with one log-in per role; the log-ins are gone afterwards."""
    desk = a_desk(pg_store)
    units(desk)
    a_case(desk)
    url = made_pg.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as owner:
        for login, role in LOGINS.items():
            name = sql.Identifier(login)
            owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(name))
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'thu'").format(name))
            owner.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), name))
        yield url
        for login in LOGINS:
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))


def as_login(url: str, login: str) -> psycopg.Connection:
    connection = psycopg.connect(make_conninfo(url, user=login, password="thu"))  # noqa: S106 - of a test
    assert connection.execute("SELECT session_user").fetchone() == (login,)
    return connection


def refused(url: str, login: str, statement: str) -> bool:
    with as_login(url, login) as connection:
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            connection.rollback()
            return True
        connection.rollback()
        return False


@pytest.mark.parametrize("role", [APPLICATION_ROLE, AUDITOR_ROLE])
def test_nobody_but_the_owner_changes_the_log_or_the_tables(server, role):
    login = OFFICER if role == APPLICATION_ROLE else AUDITOR
    passed = [change for change in CHANGES if not refused(server, login, change)]

    assert passed == []


def test_the_application_reads_and_adds_to_the_log(server):
    with as_login(server, OFFICER) as connection:
        found = connection.execute("SELECT count(*) FROM entry").fetchone()
        assert found is not None
        connection.execute(
            "INSERT INTO entry (stream, seq, body, digest, previous)"
            " VALUES ('unit/X', 1, '{}', 'a', 'b')"
        )
        connection.rollback()
    assert found[0] > 0


def test_an_auditor_reads_every_table_and_writes_none(server):
    with as_login(server, AUDITOR) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).fetchall()
        for (table,) in tables:
            connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
    for (table,) in tables:
        for statement in (f"DELETE FROM {table}", f"INSERT INTO {table} DEFAULT VALUES"):
            assert refused(server, AUDITOR, statement), statement


def test_a_look_through_a_login_that_only_reads_says_that_it_is_not_written_down(server):
    seen = Sighting(at=at("2026-11-20"), actor="lan", command="person show")
    written = {}
    for login in LOGINS:
        with open_store(address_of(make_url(server, login))) as store:
            written[login] = store.note_sighting(seen)
            assert list(store.sightings(SightingFilter())) == [seen]

    assert written == {OFFICER: True, AUDITOR: False}


def test_an_auditors_own_login_verifies_the_log(server):
    url = make_url(server, AUDITOR)
    with open_store(address_of(url)) as store:
        assert verify(store.audit).intact


def test_a_step_through_a_login_that_only_reads_is_refused_in_words(server):
    url = make_url(server, AUDITOR)
    with open_store(address_of(url)) as store:
        before = store.entry_count()
        with pytest.raises(NotPermittedError) as caught:
            a_case(a_desk(store), born="1990-01-01")
        assert store.entry_count() == before

    assert caught.value.what.vi == (
        "Tài khoản máy chủ trong địa chỉ kho không được ghi; chưa ghi gì."
    )
    assert caught.value.following == Text(
        "mở kho bằng tài khoản có vai trò ketnap_app: docs/roles.md",
        "open the store with a log-in that has the role ketnap_app: docs/roles.md",
    )


def test_an_officers_own_login_works_through_the_program(server):
    url = make_url(server, OFFICER)
    with open_store(address_of(url)) as store:
        assert a_case(a_desk(store), born="1990-01-01")


def make_url(url: str, login: str) -> str:
    """The same server as another log-in."""
    rest = url.partition("//")[2].rpartition("@")[2]
    return f"postgresql://{login}:thu@{rest}"
