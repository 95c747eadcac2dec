"""`ketnap status` and the warning that reminders have stopped."""

from __future__ import annotations

import json

import pytest
import time_machine
from builders import a_case, take_to

from workflow.states import State


def test_status_is_one_screen(counter) -> None:
    desk = counter.desk()
    take_to(desk, a_case(desk), State.VERIFICATION)
    counter.says("quota", "set", "DV", "2026", "--target", "22", "--base", "11-NQ/TU")
    counter.says("case", "hold", "0001", "awaiting-verification", "-q")

    assert counter.says("status", "-o", "table").splitlines() == [
        "Đảng bộ thành phố · tính đến 23/11/2026",
        "BƯỚC             HỒ SƠ  QUÁ HẠN  TẠM DỪNG  TRUNG VỊ",
        "Được giới thiệu      0        0         0  —       ",
        "Lớp nhận thức        0        0         0  —       ",
        "Thẩm tra             1        0         1  935 ngày",
        "Chờ lễ kết nạp       0        0         0  —       ",
        "Dự bị                0        0         0  —       ",
        "Đã chính thức 0 · đã dừng 0 · xóa tên 0 · nhật ký 9 mục",
        "Chỉ tiêu 2026: 0/22 (0,00 %) · theo thời gian cần 89,32 % · dự báo 31/12: 0",
        "Nhắc việc đang mở: 0 · chưa quét lần nào (ketnap tick)",
        "Chưa phân quyền: ai mở được kho thì làm được mọi việc (ketnap user add)",
        "Gợi ý: ketnap next · ketnap quota league · ketnap audit verify",
    ]


def test_status_of_a_store_without_units_says_what_to_do(done) -> None:
    assert done("status", "-o", "table").splitlines()[0] == (
        "Chưa có tổ chức (ketnap unit add) · tính đến 23/11/2026"
    )


def test_status_in_english(counter) -> None:
    counter.says("unit", "add", "KH", "--name", "Đảng bộ khác", "--status", "superior", "--root")
    counter.says("quota", "set", "DV", "2026", "--target", "1", "--admitted", "2")
    counter.says("tick")

    shown = counter.says("status", "-o", "table", "--lang", "en").splitlines()

    assert shown[0] == "2 organisations · as of 2026-11-23"
    assert shown[-5:] == [
        "Full members 0 · closed 0 · struck off 0 · log: 5 entries",
        "Quota 2026: 2/1 (200.00 %) · due by now 89.32 % · forecast 31 Dec: 2",
        "Open alerts: 0 · last run just now",
        "No users: whoever can open the store may do everything (ketnap user add)",
        "Hints: ketnap next · ketnap quota league · ketnap audit verify",
    ]


def test_status_tells_programs_each_state(counter) -> None:
    assert counter.items("status")[0] == {
        "state": "nominated",
        "cases": 0,
        "overdue": 0,
        "on_hold": 0,
        "median_days": None,
    }
    assert counter.says("status", "-q", "-o", "table").count("\n") == 6


WARNING = "! Lần quét nhắc việc gần nhất cách đây {}: ketnap tick (hoặc ketnap run).\n"


@pytest.mark.parametrize(
    ("then", "warning"),
    [
        ("2026-11-24T15:00:00+00:00", ""),
        ("2026-11-24T15:00:01+00:00", WARNING.format("36 giờ")),
        ("2026-11-27T03:00:00+00:00", WARNING.format("4 ngày")),
    ],
)
def test_every_command_warns_when_reminders_have_stopped(counter, then, warning: str) -> None:
    counter.says("tick")

    with time_machine.travel(then, tick=False):
        assert counter.type("case", "list").stderr == warning
        assert counter.type("next").stderr == warning


def test_no_warning_goes_to_programs_to_the_quiet_or_to_whoever_ticks(counter) -> None:
    counter.says("tick")

    with time_machine.travel("2026-11-30T03:00:00+00:00", tick=False):
        assert counter.type("case", "list", "-q").stderr == ""
        assert counter.type("case", "list", "-o", "json").stderr == ""
        assert counter.type("tick").stderr == ""


def test_a_store_where_nobody_ever_ticked_does_not_warn(counter) -> None:
    assert counter.type("case", "list").stderr == ""


def test_status_says_how_long_ago_the_last_pass_was(counter) -> None:
    counter.says("tick")

    with time_machine.travel("2026-11-23T08:59:00+00:00", tick=False):
        assert "quét lần cuối cách đây 5 giờ\n" in counter.says("status", "-o", "table")


def test_tick_tells_programs_what_it_did(counter) -> None:
    whole = json.loads(counter.says("tick", "-o", "json"))

    assert whole["schema"] == "ketnap/tick/1"
    assert whole["items"] == [
        {
            "raised": 0,
            "returned": 0,
            "messages": 0,
            "sent": 0,
            "failed": 0,
            "waiting": 0,
            "dead": 0,
            "unaddressed": 0,
        }
    ]


def test_status_tells_programs_what_the_lines_under_the_table_say(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.VERIFICATION)
    counter.says("quota", "set", "DV", "2026", "--target", "22")
    counter.says("tick", "-q")

    told = json.loads(counter.says("status", "-o", "json"))

    assert {key: told[key] for key in told if key not in {"schema", "items", "generated_at"}} == {
        "as_of": "2026-11-23",
        "known_at": "2026-11-23T03:00:00+00:00",
        "overdue": told["items"][2]["overdue"],
        "due_soon": 0,
        "due_soon_days": 30,
        "ended": {"full_member": 0, "closed": 0, "struck_off": 0},
        "entries": 8,
        "open_alerts": len(counter.items("alert", "list")),
        "last_tick": "2026-11-23T03:00:00+00:00",
        "users": 0,
        "quota": {"year": 2026, "target": 22, "admitted": 0, "percent": "0.00"},
    }
