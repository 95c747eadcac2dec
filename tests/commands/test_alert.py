"""`ketnap tick` and `ketnap alert` with a real overdue case."""

from __future__ import annotations

import json

import pytest
from builders import a_case, take_to

from workflow.states import State


@pytest.fixture
def overdue(counter):
    """A probation that ended long ago, and one pass of the clock."""
    take_to(counter.desk(), a_case(counter.desk()), State.PROBATION)
    counter.says("tick", "-q")
    return counter


def test_tick_says_what_it_raised_and_that_nobody_is_told(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.VERIFICATION)

    assert counter.says("tick") == (
        "✓ Nêu 1 nhắc việc mới, gửi 0 bản tổng hợp (chờ gửi 0, lỗi 0, bỏ 0).\n"
        "! 1 nhắc việc chưa có người nhận: thêm [[recipients]] vào tệp cấu hình.\n"
    )
    assert counter.says("tick").startswith("✓ Nêu 0 nhắc việc mới,")


def test_alert_list_has_the_keys_of_the_contract(overdue) -> None:
    whole = json.loads(overdue.says("alert", "list", "-o", "json"))

    assert whole["schema"] == "ketnap/alert-list/1"
    item = next(item for item in whole["items"] if item["rule"] == "probation")
    assert list(item) == [
        "id",
        "case",
        "unit",
        "rule",
        "rung",
        "due_on",
        "days_over",
        "raised_at",
        "to",
        "state",
        "by",
        "until_on",
        "reason",
        "inhibited_by",
        "handed_to",
        "source",
        "confidence",
    ]
    assert (item["case"], item["due_on"], item["days_over"]) == ("HS-2026-0001", "2025-08-01", 479)
    assert (item["to"], item["state"]) == ([], "raised")
    assert item["raised_at"].startswith("2026-11-23T03:00:00")


def test_an_alert_on_an_unverified_wording_says_so(overdue) -> None:
    rows = {row["rule"]: row for row in overdue.items("alert", "list")}

    assert rows["probation"]["confidence"] == "high"
    assert rows["member-cv"]["confidence"] == "medium"
    assert rows["member-cv"]["source"] == "điểm 2.2, 12-HD/BTCTW ngày 18/01/2022"
    table = overdue.says("alert", "list", "-o", "wide")
    assert "! Đảng viên mới nộp lý lịch đảng viên " in table
    assert "! Thời gian dự bị" not in table
    assert table.endswith(" quá hạn). !: căn cứ chưa xác minh.\n")


def test_overdue_alerts_exit_8_only_when_asked(overdue) -> None:
    assert overdue.type("alert", "list").exit_code == 0
    assert overdue.type("alert", "list", "--exit-code").exit_code == 8
    assert overdue.type("alert", "list", "--exit-code", "--unit", "CVA").exit_code == 0
    assert overdue.type("next", "--exit-code").exit_code == 8


def test_an_alert_is_taken_on_and_stays_in_the_list(overdue) -> None:
    number = str(overdue.items("alert", "list")[0]["id"])

    assert overdue.says("alert", "ack", number, "--reason", "Đã gọi chi bộ") == (
        f"✓ Nhắc việc {number} (HS-2026-0001): đã có người nhận việc.\n"
    )
    item = overdue.items("alert", "list")[0]
    assert (item["state"], item["by"], item["reason"]) == ("acknowledged", "lan", "Đã gọi chi bộ")


def test_nobody_silences_an_overdue_probation_alone(overdue) -> None:
    alerts = overdue.items("alert", "list")
    number = str(next(item["id"] for item in alerts if item["rule"] == "probation"))
    words = ("alert", "snooze", number, "--until", "30/11/2026", "--reason", "Họp 28/11")

    alone = overdue.type(*words)
    with_second = overdue.type(*words, "--approved-by", "hoa")

    assert alone.exit_code == 4
    assert "cần một người thứ hai đồng ý" in alone.stderr
    assert with_second.stdout == (
        f"✓ Nhắc việc {number} (HS-2026-0001): tạm gác tới hết 30/11/2026.\n"
    )
    assert number not in [str(item["id"]) for item in overdue.items("alert", "list")]
    assert number in [str(item["id"]) for item in overdue.items("alert", "list", "--all")]


def test_an_answer_to_an_alert_can_be_read_by_a_program(overdue) -> None:
    number = str(overdue.items("alert", "list")[0]["id"])

    (item,) = overdue.items("alert", "ack", number, "--reason", "Đã gọi")

    assert (item["id"], item["state"]) == (int(number), "acknowledged")


def test_next_puts_the_most_overdue_first_and_what_is_on_hold_last(overdue) -> None:
    desk = overdue.desk()
    other = a_case(desk, born="1990-01-01")
    take_to(desk, other, State.PROBATION)
    overdue.says("case", "hold", "0001", "person-absent", "-q")

    items = overdue.items("next")

    assert [item["ref"] for item in items] == [other] * 4 + ["HS-2026-0001"] * 4
    assert [item["left"] for item in items[:4]] == sorted(item["left"] for item in items[:4])
    assert {item["rule"]: item["who"] for item in items[:4]} == {
        "member-cv": "member",
        "probation": "cell",
        "new-member-course": "member",
        "recognition-cell": "cell",
    }
    assert list(items[0]) == [
        "ref",
        "name",
        "unit",
        "unit_name",
        "state",
        "rule",
        "version",
        "task",
        "who",
        "due_on",
        "estimated",
        "held",
        "left",
        "source",
        "confidence",
    ]
    shown = overdue.says("next", "-o", "wide").splitlines()
    assert "AI LÀM" in shown[0]
    assert "‖ tạm dừng" in shown[-2]
    assert shown[-1] == (
        "8 việc (3 quá hạn, 4 tạm dừng). !: căn cứ chưa xác minh. Chi tiết: ketnap case show "
        + other
    )


def test_next_looks_at_a_unit_and_those_below_it(overdue) -> None:
    assert len(overdue.items("next", "--unit", "TP")) == 4
    assert overdue.items("next", "--unit", "CVA") == []
    assert overdue.type("next", "--unit", "XYZ").exit_code == 3
    assert overdue.type("next", "--within", "12 tuần").exit_code == 2


def test_a_probation_that_has_ended_is_told_but_nobody_is_late_for_it(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)
    left = {row["rule"]: row["left"] for row in counter.items("next")}

    shown = counter.says("next", "-o", "wide")

    assert left["probation"] < 0
    assert f"● hết {-left['probation']} ngày trước" in shown
    assert f"▲ quá {-left['recognition-cell']} ngày" in shown
    assert "4 việc (3 quá hạn)." in shown


def test_before_a_day_means_that_the_day_before_is_the_last_good_one(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.VERIFICATION)  # the file: 2 May 2025

    assert counter.items("next", "--before", "02/05/2025") == []
    assert [row["rule"] for row in counter.items("next", "--before", "03/05/2025")] == ["file-age"]
