"""`ketnap assignment` at the keyboard: the list, the status, the exit codes."""

from __future__ import annotations

NV = "NV-2026-0001"
QUARTERLY = ("--every", "quarter", "--doc", "7-KH/TU", "--on", "05/04/2026")


def test_a_task_is_set_shown_done_and_named_where_it_is_overdue(counter):
    told = counter.says("assignment", "set", "Rà soát nguồn", "--unit", "DV", *QUARTERLY)
    assert f"✓ Nhiệm vụ {NV} giao cho DV." in told
    given = ("--period", "2026-Q2", "--doc", "12-BC", "--on", "02/07/2026")
    counter.says("assignment", "done", "0001", *given)

    (row,) = counter.items("assignment", "list", "--unit", "TP", "--due")

    assert (row["what"], row["every"], row["running"]) == ("Rà soát nguồn", "quarter", "2026-Q4")
    assert (row["overdue"], row["last_period"]) == (["2026-Q3"], "2026-Q2")
    assert row["evidence"] == [
        {"period": "2026-Q2", "on": "2026-07-02", "document": "12-BC", "note": None, "late": True}
    ]
    shown = counter.says("assignment", "list", "-o", "table", COLUMNS="200")
    assert "hằng quý" in shown
    assert "2026-Q2 · 12-BC · 02/07/2026" in shown
    assert counter.type("assignment", "list", "--exit-code").exit_code == 8
    warned = f"Nhiệm vụ được giao quá hạn: {NV} (2026-Q3)."
    assert warned in counter.says("status", "-o", "table", COLUMNS="200")
    assert warned in counter.says("doctor", "-o", "table", COLUMNS="200")
    warned = f"Nhiệm vụ được giao tới hạn: {NV} (2026-Q3, 2026-Q4)."
    ahead = ("next", "--within", "40d", "-o", "table")
    assert warned in counter.says(*ahead, COLUMNS="200")
    assert NV not in counter.says(*ahead, "--unit", "CVA", COLUMNS="200")
    assert counter.items("assignment", "list", "--unit", "CVA") == []
    assert counter.items("assignment", "list", "--as-of", "30/09/2026") == []

    counter.says("assignment", "done", "0001", "--period", "2026-Q3", "--note", "Đã họp")
    assert counter.type("assignment", "list", "--exit-code").exit_code == 0
    assert "quá hạn: NV" not in counter.says("status", "-o", "table", COLUMNS="200")
    undo = ("--period", "2026-Q3", "--reason", "Ghi nhầm")
    assert "đã bỏ minh chứng" in counter.says("assignment", "undo", "0001", *undo)
    assert "kết thúc" in counter.says("assignment", "end", "0001", "--doc", "3-QĐ")
    assert counter.items("assignment", "list", "--due") == []


def test_long_lists_of_what_is_overdue_are_cut(counter):
    monthly = ("--every", "month", "--doc", "7-KH/TU", "--on", "05/01/2026")
    for _ in range(5):
        counter.says("assignment", "set", "Báo cáo tháng", "--unit", "DV", *monthly)
    once = ("--by", "15/12/2026", "--doc", "9-CV")
    counter.says("assignment", "set", "Tổng kết", "--unit", "TP", *once)

    status = counter.says("status", "-o", "table", COLUMNS="400")
    assert f"{NV} (2026-01, 2026-02, 2026-03, 2026-04 … +6); NV-2026-0002" in status
    assert "… +1. Xem: ketnap assignment list --due" in status
    shown = counter.says("assignment", "list", "-o", "table", COLUMNS="200")
    assert "một lần" in shown
    assert "15/12/2026" in shown
    assert shown.endswith("6 nhiệm vụ, 5 quá hạn.\n")
