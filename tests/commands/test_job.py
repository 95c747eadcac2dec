"""`ketnap job`: the clockwork's hours, and whether they are kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.runner import missed_runs, next_run
from scheduler.timetable import RUNNABLE, TIMETABLE
from storage.address import address_of
from storage.schema import open_store
from workflow.reminders import Beat
from workflow.zone import office_zone

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)  # 10:00 in the office


def ticked(path, at):
    with open_store(address_of(str(path))) as store:
        store.alerts.beat(Beat(job="tick", started_at=at, finished_at=at, result="raised=0"))


def items(done, *words):
    return json.loads(done(*words, "-o", "json"))["items"]


def test_the_list_has_every_job_with_its_hours_and_last_run(done, sqlite_path):
    ticked(sqlite_path, NOW - timedelta(hours=4))

    rows = items(done, "job", "list")

    assert [row["job"] for row in rows] == [duty.name for duty in TIMETABLE]
    by_name = {row["job"]: row for row in rows}
    assert by_name["sweep"]["when"] == "06:00 hằng ngày"
    assert by_name["sweep"]["last_run_at"] == "2026-11-22T23:00:00+00:00"
    assert by_name["delivery"]["last_run_at"] is None
    assert "06:00 23/11/2026" not in done("job", "list", "-o", "table")
    assert "23/11/2026 06:00" in done("job", "list", "-o", "table")


def test_the_next_runs_are_told_in_their_order_on_the_offices_clock(done):
    rows = items(done, "job", "next")

    found = {row["job"]: row["next_run_at"] for row in rows}
    assert found["heartbeat"] == "2026-11-23T10:01:00+07:00"
    assert found["delivery"] == "2026-11-23T10:05:00+07:00"
    assert found["sweep"] == "2026-11-24T06:00:00+07:00"
    assert found["morning"] == "2026-11-24T07:30:00+07:00"
    assert [row["next_run_at"] for row in rows] == sorted(row["next_run_at"] for row in rows)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sweep", "✓ Đã chạy sweep: gửi 0 bản tổng hợp, lỗi 0.\n"),
        ("delivery", "✓ Đã chạy delivery: gửi 0 bản tổng hợp, lỗi 0.\n"),
    ],
)
def test_a_job_runs_by_hand_and_leaves_its_sign_of_life(ketnap, done, name, said):
    result = ketnap("job", "run", name)

    assert (result.exit_code, result.stderr) == (0, said)
    last = {row["job"]: row["last_run_at"] for row in items(done, "job", "list")}
    assert last[name] == "2026-11-23T03:00:00+00:00"


def test_the_result_of_a_job_is_there_for_programs(done):
    (row,) = items(done, "job", "run", "sweep")

    assert (row["job"], row["raised"], row["sent"], row["dead"]) == ("sweep", 0, 0, 0)


def test_health_says_when_nothing_ever_ran(ketnap):
    result = ketnap("job", "health", "-o", "table", "--exit-code")

    assert result.exit_code == 8
    assert result.stdout == (
        "· Không có dịch vụ nào đang điều khiển (ketnap run chưa chạy, hoặc dùng cron).\n"
        "! Chưa quét nhắc việc lần nào: ketnap tick (hoặc ketnap run).\n"
    )


def test_health_names_the_leader_and_counts_the_passes_that_were_missed(ketnap, done, sqlite_path):
    ticked(sqlite_path, NOW - timedelta(days=3))
    with open_store(address_of(str(sqlite_path))) as store:
        store.alerts.lead("may-chu:17:ab", 60.0)

    result = ketnap("job", "health", "-o", "table", "--exit-code")

    assert result.exit_code == 8
    assert result.stdout.splitlines() == [
        "✓ may-chu:17:ab đang điều khiển (lượt 1).",
        "! Lần quét nhắc việc gần nhất cách đây 3 ngày: ketnap tick (hoặc ketnap run).",
        "! Lỡ 3 lần quét 07:30.",
    ]
    (row,) = items(done, "job", "health")
    assert (row["leader"], row["lease"], row["missed_ticks"]) == ("may-chu:17:ab", 1, 3)


def test_health_is_well_after_a_pass(ketnap, sqlite_path):
    ticked(sqlite_path, NOW - timedelta(minutes=5))

    result = ketnap("job", "health", "-o", "table", "--exit-code")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == "✓ Quét lần cuối 5 phút trước."


def test_an_unknown_job_is_refused_with_the_names_there_are(ketnap):
    result = ketnap("job", "run", "lead")

    assert result.exit_code == 2
    assert "sweep" in result.stderr


def test_moments_missed_are_counted_up_to_a_hundred():
    zone = office_zone()
    duty = RUNNABLE["morning"]

    assert next_run(duty, NOW, zone).isoformat() == "2026-11-24T07:30:00+07:00"
    assert missed_runs(duty, NOW, NOW, zone) == 0
    assert missed_runs(duty, NOW, NOW + timedelta(days=2), zone) == 2
    assert missed_runs(duty, NOW - timedelta(days=400), NOW, zone) == 100
