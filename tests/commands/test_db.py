"""`ketnap db`."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest
from servers.databases import create_database, drop_database
from stores import damage_page, older_store

from storage.address import address_of
from storage.schema import HEAD


def test_a_store_is_made_once(ketnap, tmp_path: Path):
    place = tmp_path / "new" / "city.db"

    made = ketnap("db", "init", KETNAP_DB=str(place))
    again = ketnap("db", "init", KETNAP_DB=str(place))

    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout == (
        f"✓ Đã tạo kho dữ liệu ở {place}.\n  Đã tạo thư mục {place.parent}.\n"
        "  Tiếp theo: ketnap unit add · ketnap import units TỆP\n"
    )
    assert (again.exit_code, again.stdout) == (5, "")
    assert again.stderr == f"✗ Đã có kho dữ liệu ở {place}.\n  Tiếp theo: ketnap db upgrade\n"


def test_something_else_in_the_place_is_left_alone(ketnap, tmp_path: Path):
    place = tmp_path / "thu.txt"
    place.write_text("Kính gửi", encoding="utf-8")

    for words in (("init",), ("upgrade",), ("check",)):
        result = ketnap("db", *words, KETNAP_DB=str(place))
        assert result.exit_code == 2
        assert result.stderr == f"✗ {place} không phải kho dữ liệu; chưa ghi gì.\n"
        assert place.read_text(encoding="utf-8") == "Kính gửi"


def test_an_empty_file_is_no_store_and_stays_empty(ketnap, tmp_path: Path):
    place = tmp_path / "trong.db"
    place.touch()

    result = ketnap("db", "check", KETNAP_DB=str(place))

    assert result.exit_code == 3
    assert result.stderr == (
        f"✗ Chưa có kho dữ liệu ở {place}.\n"
        "  Tiếp theo: ketnap db init (kho mới) · ketnap demo (dữ liệu mẫu)\n"
    )
    assert place.stat().st_size == 0


def test_a_newer_store_is_refused(ketnap, sqlite_path: Path):
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    result = ketnap("db", "upgrade")

    assert result.exit_code == 5
    assert result.stderr.startswith("✗ Kho dữ liệu mới hơn chương trình (phiên bản 9999")


def test_an_up_to_date_store_needs_no_upgrade(done):
    assert done("db", "upgrade").startswith(f"✓ Kho đã ở phiên bản {HEAD}")
    assert json.loads(done("db", "upgrade", "-o", "json"))["items"][0]["from"] == HEAD


def test_a_sound_store_passes_the_check(done):
    assert done("db", "check") == (
        "✓ trang dữ liệu: nguyên vẹn\n✓ tham chiếu: nguyên vẹn\n✓ chốt giữ nhật ký: nguyên vẹn\n"
    )


def test_a_missing_guard_and_a_broken_reference_are_named(ketnap, sqlite_path: Path):
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("DROP TRIGGER entry_no_delete")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO case_file (ref, person, unit, state, since, seq, head, snapshot)"
            " VALUES ('HS-2026-0001', 'nobody', 'DV', 'nominated', '2026-01-01', 1, '', '{}')"
        )
    connection.close()

    found = ketnap("db", "check")
    rows = json.loads(ketnap("db", "check", "-o", "json").stdout)["items"]
    repaired = ketnap("db", "upgrade")
    after = json.loads(ketnap("db", "check", "-o", "json").stdout)["items"]

    assert found.exit_code == 7
    assert found.stdout == (
        "✓ trang dữ liệu: nguyên vẹn\n"
        "✗ tham chiếu: case_file #1 → person\n"
        "✗ chốt giữ nhật ký: entry_no_delete\n"
        "  Đặt lại chốt: ketnap db upgrade\n"
    )
    assert [row["sound"] for row in rows] == [True, False, False]
    assert repaired.exit_code == 0
    assert [row["sound"] for row in after] == [True, False, True]


def test_a_damaged_file_is_told(ketnap, sqlite_path: Path):
    damage_page(sqlite_path, "counter")

    result = ketnap("db", "check")

    assert (result.exit_code, result.stderr) == (7, "")
    assert result.stdout.startswith("✗ trang dữ liệu: ")


@pytest.mark.postgres
def test_a_postgresql_store_is_made_and_checked(ketnap, pg_url):
    url = create_database(os.environ["KETNAP_TEST_PG"], "ketnap_db_command")

    made = ketnap("db", "init", KETNAP_DB=url)
    checked = ketnap("db", "check", KETNAP_DB=url)

    assert made.exit_code == 0
    assert checked.exit_code == 0
    drop_database(os.environ["KETNAP_TEST_PG"], "ketnap_db_command")


def test_a_folder_that_was_made_is_named(ketnap, tmp_path: Path):
    new = tmp_path / "mới" / "kho.db"

    made = ketnap("db", "init", KETNAP_DB=str(new)).stdout

    assert f"  Đã tạo thư mục {new.parent}.\n" in made


def test_an_upgrade_says_what_its_copy_still_holds_open_and_how_to_remove_it(ketnap, tmp_path):
    place = tmp_path / "kho cũ.db"
    older_store(address_of(str(place)), "0008")
    with sqlite3.connect(place) as connection:
        connection.execute(
            "INSERT INTO person (id, name, name_key, name_sort, religion, tags)"
            " VALUES ('1', 'Lê Bịa', 'le bia', 'bia le', 'Bà-la-môn', '')"
        )
    connection.close()
    english = {"KETNAP_DB": str(place), "KETNAP_LANG": "en"}

    told = ketnap("db", "upgrade", **english)
    again = ketnap("db", "upgrade", **english)

    copy = tmp_path / "kho cũ.truoc-0008.1.db"
    assert told.exit_code == 0
    assert "  ! That copy still holds 1 value(s) open (" in told.stdout
    assert told.stdout.endswith(f"    Once the store works (ketnap audit verify): rm '{copy}'\n")
    assert "Bà-la-môn".encode() in copy.read_bytes()
    assert "Bà-la-môn".encode() not in place.read_bytes()
    assert "still holds" not in again.stdout


def test_an_upgrade_of_a_store_that_held_nothing_open_says_nothing_of_it(ketnap, tmp_path):
    place = tmp_path / "kho.db"
    older_store(address_of(str(place)), "0010")

    told = ketnap("db", "upgrade", "-o", "json", KETNAP_DB=str(place))

    (row,) = json.loads(told.stdout)["items"]
    assert (row["from"], row["copy"], row["closed"]) == (
        "0010",
        str(tmp_path / "kho.truoc-0010.1.db"),
        0,
    )
