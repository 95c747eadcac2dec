"""`ketnap doctor`."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import CITY, WARD, a_desk
from servers.databases import create_database, drop_database
from stores import damage_page

from commands import checkup
from storage import description
from storage.address import address_of
from storage.schema import create_store, open_store
from workflow.actions.registers import add_units
from workflow.reminders import Beat
from workflow.unit import UnitStatus


def states(text: str) -> dict[str, str]:
    return {row["check"]: row["state"] for row in json.loads(text)["items"]}


def tick(path: Path, at: datetime) -> None:
    with open_store(address_of(str(path))) as store:
        store.alerts.beat(Beat(job="tick", started_at=at, finished_at=at, result="ok"))


def test_a_sound_installation_has_only_ticks(done, sqlite_path, tmp_path):
    tick(sqlite_path, datetime(2026, 11, 23, 1, tzinfo=UTC))
    config = tmp_path / "ketnap.toml"
    config.write_text("", encoding="utf-8")

    text = done("doctor", KETNAP_CONFIG=str(config))

    assert [line[:6] for line in text.splitlines()] == ["✓ đạt "] * 14
    assert "Múi giờ Asia/Ho_Chi_Minh, hôm nay 23/11/2026." in text
    assert "Lịch nghỉ đã công bố tới 31/12/2026." in text
    assert "Quét nhắc việc gần nhất: cách đây 2 giờ." in text
    assert f"Kho {sqlite_path} (SQLite " in text


def put(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_messages_that_do_not_arrive_are_named(done, sqlite_path):
    message = (
        "INSERT INTO message (id, channel, recipient, created_at, state, attempts, next_try_at)"
    )
    at = "2026-11-22 00:00:00.000000"
    put(
        sqlite_path,
        f"{message} VALUES ('a', 'smtp', 'a@b.example', '{at}', 'dead', 20, '{at}')",
        f"{message} VALUES ('b', 'smtp', 'a@b.example', '{at}', 'waiting', 3, '{at}')",
    )

    text = done("doctor", "--lang", "en")

    assert "1 message(s) given up, 1 late, 0 alert(s) with nobody to go to." in text
    assert states(done("doctor", "-o", "json"))["delivery"] == "warning"


def test_deadlines_that_nobody_follows_are_named(ketnap, sqlite_path):
    deadline = (
        "INSERT INTO deadline (stream, case_ref, rule, version, started_by, opened_by, start_on,"
        " due_on, opened_on, estimated, provisional) VALUES ('HS-2026-0001', 'HS-2026-0001',"
    )
    days = "1, 1, '2026-01-01', '2026-02-01', '2026-01-01', 0, 0)"
    put(
        sqlite_path,
        "INSERT INTO person (id, name, name_key, name_sort, tags) VALUES ('p', 'A', 'a', 'a', '')",
        "INSERT INTO case_file (ref, person, unit, state, since, seq, head, waived, snapshot)"
        " VALUES ('HS-2026-0001', 'p', 'DV', 'closed', '2026-01-01', 1, '', 0, '{}')",
        f"{deadline} 'probation', 'probation@2011-01-19', {days}",
        f"{deadline} 'no-such-rule', 'no-such-rule@2011-01-19', {days}",
    )

    text = ketnap("doctor", "--lang", "en").stdout  # the case has no log either: that is broken

    assert "Deadlines that nobody follows: 2 of ended cases, 0 of units that are no more," in text
    assert "1 of rules that the rulebook does not have." in text


def test_what_is_only_missing_is_a_warning(done, tmp_path):
    text = done("doctor", "-o", "json", KETNAP_DB=str(tmp_path / "a" / "b" / "none.db"))

    assert states(text) == {
        "modules": "sound",
        "sqlite": "sound",
        "zone": "sound",
        "law": "sound",
        "calendar": "sound",
        "store": "warning",
        "disk": "sound",
        "settings": "warning",
    }


def test_a_clockwork_that_stands_still_is_a_warning(done, ketnap, sqlite_path):
    never = states(done("doctor", "-o", "json"))
    tick(sqlite_path, datetime(2026, 11, 21, 1, tzinfo=UTC))

    late = ketnap("doctor", "--lang", "en").stdout

    assert never["tick"] == "warning"
    assert "! warning  The alerts were last gone through 2 days ago. Next: ketnap tick.\n" in late


def test_a_missing_guard_is_broken(ketnap, sqlite_path):
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("DROP TRIGGER entry_no_delete")
    connection.close()

    result = ketnap("doctor")

    assert result.exit_code == 7
    assert (
        "✗ hỏng   Thiếu chốt giữ nhật ký: entry_no_delete. Đặt lại: ketnap db upgrade.\n"
    ) in result.stdout


def test_a_broken_file_does_not_stop_the_other_checks(ketnap, tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8192)

    result = ketnap("doctor", "-o", "json", KETNAP_DB=str(broken))

    assert result.exit_code == 7
    assert states(result.stdout)["store"] == "broken"
    assert states(result.stdout)["settings"] == "warning"


def test_damaged_pages_are_broken(ketnap, sqlite_path):
    damage_page(sqlite_path, "counter")

    result = ketnap("doctor", "-o", "json")

    assert result.exit_code == 7
    assert states(result.stdout)["pages"] == "broken"


def test_law_out_of_order_is_broken(ketnap, tmp_path):
    folder = tmp_path / "law"
    folder.mkdir()
    (folder / "ceremony.toml").write_text('id = "x"', encoding="utf-8")

    result = ketnap("doctor", "-o", "json", KETNAP_RULES=str(folder))

    assert result.exit_code == 7
    assert states(result.stdout)["law"] == "broken"


def test_settings_out_of_order_are_broken(ketnap, tmp_path):
    result = ketnap("doctor", "-o", "json", KETNAP_CONFIG=str(tmp_path / "none.toml"))

    assert result.exit_code == 7
    assert states(result.stdout)["settings"] == "broken"


def test_a_year_nobody_decided_is_a_warning(ketnap, tmp_path):
    import time_machine

    with time_machine.travel("2027-02-01T03:00:00+00:00", tick=False):
        result = ketnap("doctor")

    assert result.exit_code == 0
    assert (
        "! lưu ý  Lịch nghỉ chỉ có tới 31/12/2026; các hạn sau đó là tạm tính.\n" in result.stdout
    )


def test_modules_of_another_program_are_named(ketnap, monkeypatch, tmp_path):
    (tmp_path / "intruder.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(checkup, "_OURS", ("rules", "intruder", "nowhere_to_be_found"))

    result = ketnap("doctor")

    assert result.exit_code == 7
    assert (
        f"✗ hỏng   Mô-đun không phải của ketnap: intruder ({tmp_path}), nowhere_to_be_found (—);"
        " hãy cài ketnap vào môi trường riêng.\n"
    ) in result.stdout


def test_an_old_sqlite_is_a_warning(done, monkeypatch):
    monkeypatch.setattr(description, "sqlite_version", lambda: (3, 40, 1))

    assert "! lưu ý  Thư viện SQLite 3.40.1 là bản cũ;" in done("doctor")


def test_a_full_disk_is_a_warning(done, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1024 * 1024))

    assert "! lưu ý  Đĩa còn trống 1 MiB.\n" in done("doctor")


def test_missing_time_zones_are_broken(ketnap, monkeypatch):
    import zoneinfo

    from commands.office_desk import Office

    def nowhere(_office: Office) -> None:
        raise zoneinfo.ZoneInfoNotFoundError("Asia/Ho_Chi_Minh")

    monkeypatch.setattr(Office, "today", nowhere)

    (found,) = checkup._zone(Office())

    assert found.state == "broken"


@pytest.mark.postgres
def test_a_postgresql_server_is_described(ketnap, pg_url):
    server = os.environ["KETNAP_TEST_PG"]
    url = create_database(server, "ketnap_doctor")
    create_store(address_of(url)).close()

    result = ketnap("doctor", KETNAP_DB=url)

    assert result.exit_code == 0
    assert "(PostgreSQL " in result.stdout
    assert "✓ đạt    Chốt giữ nhật ký đủ.\n" in result.stdout
    drop_database(server, "ketnap_doctor")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "vừa xong"), (1, "cách đây 1 phút"), (59, "cách đây 59 phút"), (60, "cách đây 1 giờ")],
)
def test_a_pass_of_late_is_told_in_minutes(done, sqlite_path, minutes, said):
    tick(sqlite_path, datetime(2026, 11, 23, 3, tzinfo=UTC) - timedelta(minutes=minutes))

    assert f"Quét nhắc việc gần nhất: {said}.\n" in done("doctor")


def test_a_commune_that_still_stands_as_superior_is_named_since_the_law_changed(
    ketnap, sqlite_path
):
    assert "cấp xã" not in ketnap("doctor").stdout
    with open_store(address_of(str(sqlite_path))) as store:
        commune = {"name": "Đảng bộ xã Phước Thái", "kind": "Xã", "parent": "TP"}
        add_units(
            a_desk(store), [CITY, replace(WARD, code="PX", status=UnitStatus.SUPERIOR, **commune)]
        )

    (line,) = [one for one in ketnap("doctor").stdout.splitlines() if "PX" in one]

    assert line.startswith("! lưu ý")
    assert "208-QĐ/TW ngày 26/07/2026; chưa xác minh" in line
    assert line.endswith("ketnap unit status PX grassroots --on … --doc …")
