"""`ketnap person request`: from the request to its end, at the keyboard and for programs."""

from __future__ import annotations

import json

from builders import a_case

YC = "YC-2026-0001"
REQUEST = ("person", "request")


def test_a_request_goes_from_its_receipt_to_its_end(counter):
    ref = a_case(counter.desk())

    told = counter.says(*REQUEST, "open", ref, "--kind", "see", "--on", "13/11/2026")
    assert f"✓ Yêu cầu {YC} của người trong {ref}: xem, nhận 13/11/2026." in told
    assert "Hạn 17/11/2026 (chưa xác minh): Trả lời yêu cầu" in told

    (row,) = counter.items(*REQUEST, "list", "--overdue")
    assert (row["number"], row["case"], row["name"]) == (YC, ref, "Nguyễn Thị Mỹ Hương")
    assert (row["next_due"], row["next_rule"]) == ("2026-11-17", "data-request-reply")
    assert (row["overdue_days"], row["confidence"]) == (6, "low")

    counter.says(*REQUEST, "answer", "0001", "--doc", "12-CV", "--on", "20/11/2026")
    (row,) = counter.items(*REQUEST, "show", "0001")
    assert [one["rule"] for one in row["deadlines"]] == ["data-request-see"]
    assert [one["document"] for one in row["entries"]] == [None, "12-CV"]
    shown = counter.says(*REQUEST, "show", "0001", "-o", "table")
    assert "đã trả lời, đang thực hiện" in shown
    assert "  1. 13/11/2026 Nhận yêu cầu" in shown

    told = counter.says(*REQUEST, "close", "0001", "--outcome", "done")
    assert f"✓ Yêu cầu {YC} kết thúc ngày 23/11/2026: đã thực hiện." in told
    assert counter.items(*REQUEST, "list", "--open") == []


def test_a_request_that_is_registered_a_second_time_says_which_one_is_open(counter):
    ref = a_case(counter.desk())
    opening = (*REQUEST, "open", ref, "--kind", "see")
    counter.says(*opening, "--on", "13/11/2026")

    told = counter.says(*opening)
    (tried,) = counter.items(*opening, "-n")

    said = f"! người này đã có yêu cầu cùng loại chưa kết thúc: {YC}, nhận 13/11/2026"
    assert told.count(said) == 1
    assert [one["kind"] for one in tried["notices"]] == ["asked-already", "asked-already"]


def test_an_erasure_is_proposed_for_the_day_and_done_once(counter):
    ref = a_case(counter.desk())
    counter.says("case", "advance", ref, "close", "--reason-code", "withdrawn", "-y")
    erase = ("person", "erase", ref, "--reason", "request", "--approved-by", "hoa")
    erase += ("--confirm", ref)
    for words in ("add lan", "grant lan officer", "add hoa --role approver"):
        assert counter.type("user", *words.split()).exit_code == 0

    asked = counter.says("approval", "ask", "--", *erase)
    waiting = counter.says("approval", "list", "-o", "table")
    counter.says("approval", "give", "1", LOGNAME="hoa")
    counter.says(*erase)
    again = counter.type(*erase)

    assert f"1   {ref}  Xóa dữ liệu cá nhân  23/11/2026" in waiting
    assert asked.endswith("  Sau đó gõ lại đúng lệnh ấy, trong ngày 23/11/2026.\n")
    assert again.exit_code == 5
    assert again.stderr == "✗ Dữ liệu cá nhân của người này đã được xóa trước đó.\n"


def test_an_overdue_request_is_an_exit_code_for_a_script(counter):
    counter.says(*REQUEST, "open", a_case(counter.desk()), "--kind", "object", "--on", "13/11/2026")

    assert counter.type(*REQUEST, "list", "--exit-code").exit_code == 8
    assert counter.type(*REQUEST, "list", "--exit-code", "--as-of", "17/11/2026").exit_code == 0


def test_a_rehearsal_tells_what_would_be_written(counter):
    ref = a_case(counter.desk())
    told = counter.type(*REQUEST, "open", ref, "--kind", "erase", "-n", "-o", "json")

    (row,) = json.loads(told.stdout)["items"]
    assert (row["dry_run"], row["kind"], row["state"]) == (True, "erase", "open")
    assert "Chạy thử" in counter.says(*REQUEST, "open", ref, "--kind", "erase", "-n")
    assert counter.items(*REQUEST, "list") == []


def test_what_is_held_on_a_person_tells_of_requests_and_of_answers_to_reminders(counter):
    ref = a_case(counter.desk())
    counter.says(*REQUEST, "open", ref, "--kind", "see", "--on", "13/11/2026")
    counter.says("tick", "-q")
    number = next(one["id"] for one in counter.items("alert", "list") if YC in one["case"])
    counter.says("alert", "ack", str(number), "--reason", "Đã gọi chị ấy")
    counter.says("finding", "record", ref, "--what", "Thiếu chữ ký chi ủy", "--doc", "3-KL")

    told = counter.says("person", "show", ref)

    assert told.startswith("Họ tên: Nguyễn Thị Mỹ Hương\nNgày sinh: 02/05/1998\n")
    assert "\nHọc vấn: THPT\n" in told
    assert f"request/{YC}\n  1. 13/11/2026 Nhận yêu cầu về dữ liệu cá nhân" in told
    assert "finding/TS-2026-0001\n  1. 23/11/2026 " in told
    whole = counter.says("person", "show", ref, "-o", "json")
    assert "Thiếu chữ ký chi ủy" in whole
    assert f"alert/{number}\n  1. 23/11/2026 Trả lời nhắc việc — Đã gọi chị ấy" in told


def test_a_request_gets_more_time_with_a_reason(counter):
    ref = a_case(counter.desk())
    counter.says(*REQUEST, "open", ref, "--kind", "see", "--on", "20/11/2026")

    told = counter.says(*REQUEST, "extend", "0001", "--days", "5", "--reason", "Ở kho cũ")

    assert f"✓ Yêu cầu {YC}: gia hạn thực hiện thêm 5 ngày." in told
    assert "Hạn 05/12/2026 (chưa xác minh)" in told
    again = counter.type(*REQUEST, "extend", "0001", "--days", "5", "--reason", "x")
    assert again.exit_code == 5
    assert "nhiều nhất 1 lần" in again.stderr
