"""Making, opening, upgrading, checking and copying a store."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from builders import a_case, a_desk, units
from stores import older_store

from storage import schema
from storage.address import address_of
from storage.backups.taking import copy_store
from storage.engine import open_engine
from storage.every_table import METADATA
from storage.schema import (
    check_store,
    create_store,
    open_store,
    upgrade_store,
)
from workflow.actions.pause import note
from workflow.errors import InputError, NotFoundError, OutsideServiceError, RefusedError
from workflow.verification import verify


@pytest.fixture
def url(request: pytest.FixtureRequest, store) -> str:
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


def test_the_migrations_make_exactly_the_tables_of_the_model(store, url):
    looking = open_engine(address_of(url), migrating=True)
    with looking.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []
    looking.dispose()


def test_a_new_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "a" / "b" / "ketnap.db"
    with create_store(address_of(str(path))) as store:
        units(a_desk(store))
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}

    assert modes["ketnap.db"] == 0o600
    assert set(modes.values()) == {0o600}


def test_an_empty_file_is_a_place_for_a_store(tmp_path):
    path = tmp_path / "ketnap.db"
    path.touch()

    with create_store(address_of(str(path))) as store:
        assert check_store(store).sound


def test_there_is_no_store_where_there_is_no_file(tmp_path):
    address = address_of(str(tmp_path / "ketnap.db"))

    for action in (open_store, upgrade_store, lambda one: copy_store(one, tmp_path / "copy.db")):
        with pytest.raises(NotFoundError) as refused:
            action(address)
        assert refused.value.what.vi == f"Chưa có kho dữ liệu ở {tmp_path}/ketnap.db."
        assert refused.value.what.en == f"There is no store at {tmp_path}/ketnap.db."
        assert refused.value.following.en == (
            "ketnap db init (a new store) · ketnap demo (sample data)"
        )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(NotFoundError):
        open_store(address_of(str(tmp_path)))
    with pytest.raises(InputError) as refused:
        create_store(address_of(str(tmp_path)))

    assert refused.value.what.vi == f"{tmp_path} không phải kho dữ liệu; chưa ghi gì."
    assert refused.value.what.en == f"{tmp_path} is not a store; nothing was written."


def test_a_file_of_another_kind_is_left_alone(tmp_path):
    path = tmp_path / "thu.txt"
    path.write_text("Kính gửi ban tổ chức thành ủy, đây là một lá thư.", "utf-8")
    before = path.read_bytes()

    for action in (create_store, open_store, upgrade_store):
        with pytest.raises(InputError) as refused:
            action(address_of(str(path)))
        assert refused.value.what.en == f"{path} is not a store; nothing was written."
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE letter (body)")
    other.close()

    with pytest.raises(NotFoundError):
        open_store(address_of(str(path)))
    with pytest.raises(InputError) as refused:
        create_store(address_of(str(path)))

    assert refused.value.what.en == f"{path} is not a store; nothing was written."
    with sqlite3.connect(path) as other:
        names = other.execute("SELECT name FROM sqlite_master").fetchall()
    other.close()
    assert names == [("letter",)]


def test_a_store_is_not_made_twice(sqlite_path):
    with pytest.raises(RefusedError) as refused:
        create_store(address_of(str(sqlite_path)))

    assert refused.value.what.vi == f"Đã có kho dữ liệu ở {sqlite_path}."
    assert refused.value.what.en == f"There is a store at {sqlite_path} already."
    assert refused.value.following.en == "ketnap db upgrade"


@pytest.mark.postgres
def test_a_postgresql_store_is_not_made_twice_and_its_address_shows_no_password(made_pg):
    scheme, _, rest = made_pg.partition("://ketnap@")
    with pytest.raises(RefusedError) as refused:
        create_store(address_of(f"{scheme}://ketnap:secret@{rest}"))

    assert refused.value.what.en.startswith("There is a store at postgresql+psycopg://ketnap@/")
    assert "secret" not in refused.value.what.en


@pytest.mark.parametrize("action", [open_store, upgrade_store])
def test_a_store_newer_than_the_program_is_refused(sqlite_path, action):
    with sqlite3.connect(sqlite_path) as plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
    plain.close()

    with pytest.raises(RefusedError) as refused:
        action(address_of(str(sqlite_path)))

    assert refused.value.what.vi == (
        f"Kho dữ liệu mới hơn chương trình (phiên bản 9999, chương trình {schema.HEAD});"
        " hãy cập nhật chương trình."
    )
    assert refused.value.what.en == (
        f"The store is newer than this program (9999, this program {schema.HEAD});"
        " update the program."
    )


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_said_to_be_so(made_pg):
    with pytest.raises(OutsideServiceError) as refused:
        open_store(address_of("postgresql://ketnap@127.0.0.1:9/ketnap"))

    assert refused.value.exit_code == 10
    assert refused.value.what.vi == (
        "Kho dữ liệu không dùng được: không nối được máy chủ PostgreSQL (máy chủ tắt, sai địa chỉ,"
        " tên kho, tài khoản hoặc mật khẩu); chưa ghi gì."
    )


def test_a_creation_that_fails_half_way_leaves_nothing_and_can_be_repeated(tmp_path, monkeypatch):
    address = address_of(str(tmp_path / "ketnap.db"))

    def cut(_connection: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(schema, "put_guards", cut)
        with pytest.raises(KeyboardInterrupt):
            create_store(address)
    with pytest.raises(NotFoundError):
        open_store(address)

    with create_store(address) as store:
        assert check_store(store).sound


def test_a_damaged_reference_is_found(sqlite_store, sqlite_path):
    desk = a_desk(sqlite_store)
    units(desk)
    a_case(desk)
    with sqlite3.connect(sqlite_path) as plain:
        plain.execute("DELETE FROM person")
    plain.close()

    assert check_store(sqlite_store).orphans == ["case_file #1 → person"]


def test_a_copy_taken_while_others_write_is_whole(sqlite_store, sqlite_path, tmp_path):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    address = address_of(str(sqlite_path))
    written, stop = threading.Event(), threading.Event()

    def write() -> None:
        with open_store(address) as other:
            while not stop.is_set():
                note(a_desk(other), ref, "Đã gọi điện")
                written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            written.clear()
            assert written.wait(30)
            before = sqlite_store.entry_count()
            copy = tmp_path / f"copy{number}.db"
            copy_store(address, copy)
            with open_store(address_of(str(copy))) as copied:
                found = verify(copied.audit)
            assert found.intact
            assert found.entries >= before
            assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    finally:
        stop.set()
        writer.join()


def test_a_copy_of_a_damaged_file_gets_no_name(sqlite_path, tmp_path):
    with open_store(address_of(str(sqlite_path))) as store:
        units(a_desk(store))
    with sqlite3.connect(sqlite_path) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = plain.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_unit_parent'"
        ).fetchone()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
    plain.close()
    damaged = bytearray(sqlite_path.read_bytes())
    damaged[(root - 1) * size : root * size] = b"\xff" * size
    sqlite_path.write_bytes(damaged)

    with pytest.raises(Exception, match=r"not sound|malformed"):
        copy_store(address_of(str(sqlite_path)), tmp_path / "out" / "copy.db")

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.postgres
def test_tables_of_the_same_name_in_a_postgresql_database_are_left_alone(made_pg):
    url = made_pg.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("DROP SCHEMA IF EXISTS elsewhere CASCADE; CREATE SCHEMA elsewhere")
        owner.execute("CREATE TABLE elsewhere.entry (mine text)")
    there = address_of(f"{made_pg}&options=-csearch_path%3Delsewhere")

    with pytest.raises(InputError) as refused:
        create_store(there)

    assert "is not a store; nothing was written." in refused.value.what.en
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("DROP SCHEMA elsewhere CASCADE")


def test_the_place_of_a_copy_is_made(sqlite_path, tmp_path):
    target = tmp_path / "new" / "copy.db"
    copy_store(address_of(str(sqlite_path)), target)

    assert target == Path(tmp_path / "new" / "copy.db")
    assert [one.name for one in target.parent.iterdir()] == ["copy.db"]


def test_an_index_that_is_partial_is_so_on_both_databases(store):
    names = ("ix_deadline_open", "ix_alert_unplanned")
    if store.engine.dialect.name == "sqlite":
        asked = "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = '{}'"
    else:
        asked = "SELECT indexdef FROM pg_indexes WHERE indexname = '{}'"

    with store.engine.connect() as connection:
        made = [str(connection.exec_driver_sql(asked.format(name)).scalar()) for name in names]

    assert [" WHERE " in one for one in made] == [True, True]


def test_a_rebuilt_table_of_deadlines_keeps_its_rows_numbers_and_indexes(tmp_path):
    """Version 0014 lets a deadline name no case; SQLite makes the table anew for that."""
    path = tmp_path / "ketnap.db"
    older_store(address_of(str(path)), "0013")
    with sqlite3.connect(path) as plain:
        plain.executescript(
            "INSERT INTO person (id, name, name_key, name_sort, tags) VALUES ('p', '', '', '', '');"
            "INSERT INTO case_file (ref, person, unit, state, since, seq, head, snapshot)"
            " VALUES ('HS-2024-0001', 'p', 'DV', 'closed', '2024-01-01', 1, '', '{}');"
            "INSERT INTO deadline (id, stream, case_ref, rule, version, started_by, opened_by,"
            " start_on, due_on, opened_on, estimated, provisional, swept) VALUES (7,"
            " 'HS-2024-0001', 'HS-2024-0001', 'ceremony', 'ceremony@2016-07-25', 1, 1,"
            " '2024-01-01', '2024-02-01', '2024-01-01', 0, 0, 2);"
            "INSERT INTO alert (deadline_id, rung, raised_at, state, round)"
            " VALUES (7, 0, '2024-02-01 00:00:00', 'raised', 0);"
            "DELETE FROM deadline WHERE id > 7;"
        )
    plain.close()

    upgrade_store(address_of(str(path)))

    with sqlite3.connect(path) as plain:
        rows = plain.execute("SELECT id, case_ref, swept FROM deadline").fetchall()
        made = dict(plain.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name='deadline'"))
        numbers = plain.execute("SELECT seq FROM sqlite_sequence WHERE name = 'deadline'")
        assert numbers.fetchall() == [(7,)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.close()
    assert rows == [(7, "HS-2024-0001", 2)]
    assert "AUTOINCREMENT" in made["deadline"]
    assert "CHECK (closed_how IN" in made["deadline"]
    for index in ("ix_deadline_open", "ix_deadline_unswept"):
        assert "WHERE closed_how IS NULL" in made[index]
