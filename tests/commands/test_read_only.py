"""A store that may only be read: an auditor's copy, a backup on a read-only disk."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import a_case, a_desk, units

from storage.address import address_of
from storage.backups.taking import copy_store
from storage.engine import sqlite_module
from storage.schema import open_store

_NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Do without root's right to write everything; whoever is not root does without it anyway."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(_NOBODY)
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def copy(sqlite_path) -> Iterator[Path]:
    """A store with one case, in a folder that nobody may write."""
    with open_store(address_of(str(sqlite_path))) as store:
        desk = a_desk(store)
        units(desk)
        a_case(desk)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "bản sao 100%?.db"
        copy_store(address_of(str(sqlite_path)), path)
        for mark in (".keys", ".keys.master"):
            keys = path.with_name(path.name + mark)
            shutil.copy(f"{sqlite_path}{mark}", keys)
            keys.chmod(0o444)  # whoever reads this copy was given its keys
        path.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o755)


@pytest.fixture
def reader(ketnap, done, copy, tmp_path):
    """Type a command line at the copy, without the right to write it."""
    # All modules are loaded while everything may be read.
    for words in (
        ("audit", "verify"),
        ("audit", "log"),
        ("case", "show", "HS-2026-0001"),
        ("case", "list"),
        ("person", "show", "HS-2026-0001"),
        ("case", "note", "HS-2026-0001", "Đã hẹn"),
        ("tick",),
        ("doctor",),
        ("db", "check"),
        ("db", "backup", str(tmp_path / "sao.ketnap")),
    ):
        done(*words)

    def typed(*words: str):
        with unprivileged():
            return ketnap(*words, KETNAP_DB=str(copy), XDG_CONFIG_HOME=str(copy.parent))

    return typed


def test_a_copy_that_may_only_be_read_is_read_and_verified(reader, copy):
    verified = reader("audit", "verify")
    shown = reader("case", "show", "HS-2026-0001")
    logged = reader("audit", "log", "-o", "json")

    assert (verified.exit_code, verified.stderr) == (0, "")
    assert verified.stdout.startswith("✓ 4 mục, nhật ký nguyên vẹn.")
    assert (shown.exit_code, logged.exit_code) == (0, 0)
    assert len(json.loads(logged.stdout)["items"]) == 4
    names = [path.name for path in copy.parent.iterdir()]
    assert [name for name in names if ".keys" not in name] == [copy.name]


def test_a_look_at_personal_data_in_it_is_answered_and_said_not_to_be_written_down(reader, copy):
    before = copy.read_bytes()

    shown = reader("person", "show", "HS-2026-0001")

    assert shown.exit_code == 0
    assert shown.stdout.startswith("Họ tên: ")
    assert shown.stderr == (
        "! Kho này chỉ đọc được: lần xem dữ liệu cá nhân này không được ghi lại.\n"
    )
    assert copy.read_bytes() == before


def test_a_write_to_it_is_refused_in_words(reader, copy):
    before = copy.read_bytes()

    refused = reader("case", "note", "HS-2026-0001", "Đã gọi", "-y")
    ticked = reader("tick")

    assert refused.exit_code == ticked.exit_code == 10
    assert refused.stderr == (
        "✗ Kho dữ liệu không dùng được: tệp kho hoặc thư mục chứa nó chỉ cho đọc; chưa ghi gì.\n"
        "  Tiếp theo: ketnap doctor\n"
    )
    assert copy.read_bytes() == before


def test_doctor_says_that_a_store_may_only_be_read(reader):
    found = {
        row["check"]: row for row in json.loads(reader("doctor", "-o", "json").stdout)["items"]
    }

    assert found["read-only"]["state"] == "warning"
    assert found["read-only"]["detail"] == (
        "Tệp kho hoặc thư mục chứa nó chỉ cho đọc: xem và kiểm chứng được, không ghi được."
    )


def test_a_copy_that_may_only_be_read_can_be_backed_up(reader, ketnap, tmp_path_factory):
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        bundle, place = Path(name) / "lại.ketnap", {"KETNAP_DB": str(Path(name) / "lại.db")}

        assert reader("db", "backup", str(bundle)).exit_code == 0
        assert ketnap("db", "restore", str(bundle), **place).exit_code == 0
        assert ketnap("audit", "verify", **place).exit_code == 0


def test_a_copy_with_an_unmerged_part_is_read_only_where_that_needs_no_writing(
    reader, copy, sqlite_path
):
    writer = sqlite_module().connect(str(sqlite_path))
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.execute("INSERT INTO counter VALUES ('x', 1)")
    writer.commit()
    folder = copy.parent
    folder.chmod(0o755)
    for mark in ("", "-wal", "-shm"):
        beside = copy.with_name(copy.name + mark)
        beside.unlink(missing_ok=True)
        shutil.copy(sqlite_path.with_name(sqlite_path.name + mark), beside)
        beside.chmod(0o444)
    folder.chmod(0o555)
    writer.close()

    whole = reader("case", "list", "-o", "json")
    folder.chmod(0o755)
    copy.with_name(copy.name + "-shm").unlink()
    folder.chmod(0o555)
    torn = reader("case", "list")

    assert (whole.exit_code, len(json.loads(whole.stdout)["items"])) == (0, 1)
    assert torn.exit_code == 10
    assert torn.stderr == (
        f"✗ {copy} chỉ đọc được, mà còn phần chưa gộp ({copy.name}-wal).\n"
        "  Tiếp theo: chép tệp kho cùng phần ấy vào một thư mục ghi được rồi mở ở đó\n"
    )


def test_what_the_database_said_is_shown_to_whoever_debugs(reader, copy, ketnap):
    with unprivileged():
        shown = ketnap(
            *("case", "note", "HS-2026-0001", "Đã gọi"), KETNAP_DB=str(copy), KETNAP_DEBUG="1"
        )

    assert shown.stderr.endswith("  [OperationalError] attempt to write a readonly database\n")
