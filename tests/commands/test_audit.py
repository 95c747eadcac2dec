"""`ketnap audit`: the log listed, filtered and proved."""

from __future__ import annotations

import json
import sqlite3

from builders import a_case, take_to

from workflow.states import State


def test_audit_verify_has_the_keys_of_the_contract(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.VERIFICATION)

    whole = json.loads(counter.says("audit", "verify", "-o", "json"))

    assert whole["schema"] == "ketnap/audit-verify/1"
    (item,) = whole["items"]
    assert {
        "entries",
        "intact",
        "first_break",
        "checkpoint_size",
        "checkpoint_root",
        "verdict",
    } <= (item.keys())
    assert (item["entries"], item["intact"], item["first_break"]) == (7, True, None)
    assert item["verdict"] == "intact"


def test_audit_verify_says_in_one_line_that_nothing_was_changed(counter) -> None:
    a_case(counter.desk())

    shown = counter.says("audit", "verify")

    assert shown.startswith("✓ 4 mục, nhật ký nguyên vẹn. Gốc ")
    english = counter.says("audit", "verify", "--lang", "en")
    assert english.startswith("✓ 4 entries, the log is intact. Root ")


def test_audit_verify_names_the_first_break_and_exits_7(counter) -> None:
    a_case(counter.desk())
    with counter.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE case_file SET unit = 'CVA'")

    result = counter.type("audit", "verify")
    (item,) = json.loads(counter.type("audit", "verify", "-o", "json").stdout)["items"]

    assert result.exit_code == 7
    assert result.stdout.startswith("✗ Nhật ký sai ở mục 1 của HS-2026-0001")
    assert "(hồ sơ khác ở unit)." in result.stdout
    assert item["intact"] is False
    assert list(item["first_break"]) == ["stream", "seq", "day", "verdict", "detail"]
    assert item["first_break"]["stream"] == "HS-2026-0001"


def test_audit_log_lists_the_newest_first_with_every_field(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.COURSE)

    items = counter.items("audit", "log", "--case", "0001")

    assert [(item["seq"], item["event"]) for item in items] == [(2, "enrol"), (1, "nominate")]
    assert list(items[0]) == [
        "stream",
        "seq",
        "kind",
        "event",
        "from",
        "to",
        "effective_on",
        "recorded_at",
        "actor",
        "approved_by",
        "unit",
        "document",
        "reason",
        "overrides",
        "digest",
        "previous",
    ]
    assert items[0]["previous"] == items[1]["digest"]


def test_audit_log_is_filtered(counter) -> None:
    desk = counter.desk()
    take_to(desk, a_case(desk), State.VERIFICATION)
    take_to(counter.desk("hoa"), a_case(counter.desk("hoa"), born="1990-01-01"), State.COURSE)

    def told(*words: str) -> list[tuple[str, int]]:
        return [(item["stream"], item["seq"]) for item in counter.items("audit", "log", *words)]

    assert told("--event", "enrol") == [("HS-2026-0002", 2), ("HS-2026-0001", 2)]
    assert told("--actor", "hoa") == [("HS-2026-0002", 2), ("HS-2026-0002", 1)]
    assert told("--kind", "fact") == [("HS-2026-0001", 3)]
    assert told("--case", "0002", "--limit", "1") == [("HS-2026-0002", 2)]
    assert told("--from", "2024-04-01", "--to", "2024-04-30") == [("HS-2026-0001", 3)]
    assert told("--unit", "CVA", "--kind", "transition") == []
    assert len(told("--kind", "unit")) == 3
    assert counter.type("audit", "log", "--case", "0009").exit_code == 3
    assert counter.type("audit", "log", "--kind", "chuyện").exit_code == 2


def test_audit_log_tells_people_what_happened(counter) -> None:
    a_case(counter.desk())

    lines = counter.says("audit", "log", "-o", "table").splitlines()

    assert [" ".join(line.split()) for line in lines[:3]] == [
        "HỒ SƠ MỤC HIỆU LỰC GHI LÚC VIỆC NGƯỜI GHI",
        "HS-2026-0001 1 05/01/2024 23/11/2026 10:00 Giới thiệu lan",
        "unit/CVA 1 01/01/2016 23/11/2026 10:00 Tổ chức lan",
    ]


def test_verification_names_a_guard_that_somebody_took_away(ketnap, sqlite_path) -> None:
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("DROP TRIGGER entry_no_delete")
    connection.close()

    result = ketnap("audit", "verify")
    (item,) = json.loads(ketnap("audit", "verify", "-o", "json").stdout)["items"]

    assert result.exit_code == 7
    assert result.stdout == (
        "✗ Chốt giữ nhật ký đã bị gỡ, từ đó mục đã ghi có thể bị sửa"
        " (thiếu chốt entry_no_delete). Đặt lại: ketnap db upgrade\n"
    )
    assert item["verdict"] == "unguarded"
    assert ketnap("db", "upgrade").exit_code == 0
    assert ketnap("audit", "verify").exit_code == 0


def test_an_event_that_the_log_never_has_is_refused_with_those_it_may_have(counter) -> None:
    refused = counter.type("audit", "log", "--event", "zzz")

    assert refused.exit_code == 2
    assert "nhật ký không có việc “zzz”; có: nominate, enrol, open-file," in refused.stderr
    assert counter.items("audit", "log", "--event", "add") != []


def test_every_event_in_a_log_can_be_asked_for(counter) -> None:
    from workflow.deeds import EVENTS

    a_case(counter.desk())
    counter.says("case", "hold", "0001", "other", "-q")
    counter.says("quota", "set", "DV", "2026", "--target", "3")
    counter.says("case", "transfer", "0001", "--to", "CVA", "-y")

    written = {entry["event"] for entry in counter.items("audit", "log")}

    assert written - {None} == {"nominate", "add", "set", "offer"}
    assert written - {None} <= set(EVENTS)
