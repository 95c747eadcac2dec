"""`ketnap rules`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def items(text: str) -> list[dict[str, object]]:
    return json.loads(text)["items"]


def test_a_due_day_is_one_paragraph_with_its_source(done):
    assert done("rules", "due", "probation", "01/08/2024") == (
        "Thời gian dự bị: hạn cuối thứ Sáu 01/08/2025, tính hết ngày."
        " Thời hạn 12 tháng kể từ ngày tổ chức lễ kết nạp (thứ Năm 01/08/2024 là ngày 0)."
        " Căn cứ: khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011, áp dụng từ 19/01/2011"
        " (đã xác minh).\n"
    )


def test_a_due_day_for_programs_has_every_key_of_the_contract(done):
    text = done("rules", "due", "ceremony", "20/07/2026", "--received", "24/07/2026", "-o", "json")

    whole = json.loads(text)
    assert (whole["schema"], whole["as_of"]) == ("ketnap/rules-due/1", "2026-11-23")
    assert whole["generated_at"] == "2026-11-23T03:00:00+00:00"
    (item,) = whole["items"]
    office = "văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)"
    assert item == {
        "rule": "ceremony",
        "start_on": "2026-07-24",
        "due_on": "2026-09-08",
        "value": 30,
        "unit": "working days",
        "start_event": "decision-received",
        "source": "điểm 4.1, 294-QĐ/TW ngày 26/05/2025",
        "in_force_from": "2025-07-01",
        "confidence": "high",
        "skipped": [
            {
                "day": "2026-08-31",
                "why": "nghỉ, hoán đổi với thứ Bảy 22/08/2026",
                "source": office,
            },
            {"day": "2026-09-01", "why": "nghỉ liền kề Quốc khánh", "source": office},
            {"day": "2026-09-02", "why": "Quốc khánh 2/9", "source": office},
        ],
        "estimated": False,
        "added": [{"day": "2026-08-22", "why": "làm bù cho ngày 31/08/2026", "source": office}],
        "weekend_days": 13,
        "wording": "ceremony@2025-07-01",
    }


def test_start_alone_is_the_day_of_the_starting_event(done):
    (item,) = items(done("rules", "due", "ceremony", "2026-07-24", "-o", "json"))

    assert (item["start_event"], item["due_on"]) == ("decision-received", "2026-09-08")


def test_from_26_july_2026_a_receipt_changes_nothing_and_that_is_said(done):
    text = done("rules", "due", "ceremony", "30/07/2026", "--received", "05/08/2026")

    assert "hạn cuối thứ Hai 14/09/2026" in text
    assert text.endswith("Nội dung này không tính từ ngày nhận; --received không dùng đến.\n")


def test_a_wording_that_is_not_verified_says_so(done):
    text = done("rules", "due", "ceremony", "30/07/2026")

    assert "208-QĐ/TW ngày 26/07/2026" in text
    assert "(chưa xác minh: chỉ có một nguồn)" in text


def test_a_receipt_before_the_issue_is_refused(ketnap):
    result = ketnap("rules", "due", "ceremony", "20/07/2026", "--received", "19/07/2026")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "✗ Ngày nhận 19/07/2026 đứng trước ngày ban hành 20/07/2026.\n"


def test_a_limit_that_is_no_length_of_time_has_no_due_day(ketnap):
    result = ketnap("rules", "due", "age", "2026-01-01")

    assert result.exit_code == 2
    assert result.stderr == (
        "✗ Quy tắc “age” không phải một thời hạn nên không có hạn cuối.\n"
        "  Tiếp theo: ketnap rules show age\n"
    )


def test_an_unknown_rule_is_answered_with_the_nearest(ketnap):
    result = ketnap("rules", "due", "ceremny", "2026-01-01")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "✗ Không có quy tắc “ceremny”; có phải “ceremony” không?\n"


def test_a_day_before_the_first_wording_is_refused(ketnap):
    result = ketnap("rules", "explain", "ceremony", "24/07/2016", "--lang", "en")

    assert result.exit_code == 5
    assert result.stderr == (
        "✗ No wording of rule “ceremony” is known for 2016-07-24 (the first is from 2016-07-25);"
        " see `ketnap rules show ceremony`.\n"
    )


def test_a_day_at_the_end_of_the_calendar_is_refused(ketnap):
    result = ketnap("rules", "due", "ceremony", "9999-12-01")

    assert (result.exit_code, result.stderr) == (2, "✗ Ngày 01/12/9999 quá xa để tính hạn.\n")


def test_an_undecided_calendar_makes_an_estimate(done):
    text = done("rules", "due", "ceremony", "2027-03-01")

    assert text.endswith("Tạm tính: lịch nghỉ của khoảng này chưa được công bố hết.\n")


def test_the_calendar_can_be_asked_as_it_was_known(done):
    # The swap of 2 January 2026 was announced on 25 December 2025.
    before = items(
        done(
            *("rules", "due", "ceremony", "2025-12-20", "-o", "json"),
            *("--calendar-as-of", "2025-12-24"),
        )
    )
    after = items(done("rules", "due", "ceremony", "2025-12-20", "-o", "json"))

    assert before[0]["estimated"] is True
    assert after[0]["estimated"] is False
    assert "2026-01-02" not in [one["day"] for one in before[0]["skipped"]]
    assert "2026-01-02" in [one["day"] for one in after[0]["skipped"]]


def test_an_explanation_can_be_checked_with_a_pencil(done):
    text = done("rules", "explain", "ceremony", "20/07/2026", "--received", "24/07/2026")

    lines = text.splitlines()
    assert lines[0] == (
        "Tổ chức lễ kết nạp: 30 ngày làm việc, tính từ ngày chi bộ nhận được quyết định kết nạp."
    )
    assert "Không tính 13 ngày thứ Bảy, Chủ nhật và 3 ngày nghỉ:" in lines
    assert (
        "Vì sao nội dung này: có hiệu lực từ 01/07/2025 đến 25/07/2026; chọn theo ngày"
        " ban hành quyết định kết nạp 20/07/2026."
    ) in lines
    assert lines[-1] == "Hạn cuối (tính hết ngày): thứ Ba 08/09/2026"


def test_an_explanation_says_when_a_day_stands_in_or_was_not_used(done):
    provisional = done("rules", "explain", "ceremony", "20/07/2026", "--lang", "en")
    unused = done(
        *("rules", "explain", "probation", "20/07/2026", "--received", "24/07/2026"),
        *("--lang", "en"),
    )

    assert provisional.splitlines()[-1] == (
        "The day the cell received the admission decision was not given: counted for the time"
        " being from the day the admission decision was issued (add --received)."
    )
    assert (
        "Why this wording: in force from 2011-01-19; chosen by the day"
        " the admission ceremony was held, 2026-07-20.\n"
    ) in unused
    assert unused.splitlines()[-1] == (
        "This wording does not count from a receipt; --received was not used."
    )


def test_a_rule_is_shown_through_time(done):
    assert done("rules", "show", "recognition-late") == (
        "recognition-late — Hồ sơ công nhận đến muộn, phải giải trình\n"
        "  Quy định riêng của một địa phương; ở đây chưa áp dụng nên không mở hạn nào.\n"
        "  Ai phải làm: cấp ủy cơ sở\n"
        "  Chọn nội dung theo ngày: hết thời gian dự bị\n"
        "  Hoàn thành khi: cấp có thẩm quyền nhận hồ sơ đề nghị công nhận;"
        " công nhận đảng viên chính thức; xóa tên đảng viên dự bị\n"
        "Từ 25/07/2016: 3 tháng\n"
        "  Tính từ ngày hết thời gian dự bị\n"
        "  Căn cứ: hướng dẫn của một đảng ủy khối (số và ngày chưa xác minh)"
        " (chưa xác minh: chỉ có một nguồn)\n"
        "  Ghi chú: Quy định của một địa phương; không rõ ngày bắt đầu, nên áp dụng từ đầu"
        " phạm vi dữ liệu.\n"
    )


def test_a_rule_tells_what_counts_until_its_clock_starts(done):
    text = done("rules", "show", "ceremony", "--lang", "en")

    assert (
        "  Counted from the day the cell received the admission decision;"
        " until that is known, from the day the admission decision was issued\n"
    ) in text


def test_wordings_come_as_rows_too(done):
    rows = items(done("rules", "show", "cell-vote", "-o", "json"))

    assert rows == [
        {
            "id": "cell-vote@2011-01-19",
            "in_force_from": "2011-01-19",
            "in_force_until": None,
            "value": "2/3",
            "unit": "share",
            "start_event": None,
            "provisional_event": None,
            "source": "khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011",
            "confidence": "high",
            "note": None,
        }
    ]


def test_a_range_is_a_value_of_its_own_kind(done):
    rows = items(done("rules", "show", "age", "-o", "json"))

    assert rows[0]["value"] == {"least": 18, "most": 60}


def test_the_list_shows_the_wording_of_the_day(done):
    then = {
        row["id"]: row for row in items(done("rules", "list", "--on", "2022-03-01", "-o", "json"))
    }
    now = {row["id"]: row for row in items(done("rules", "list", "-o", "json"))}

    assert then["ceremony"]["in_force_from"] == "2021-07-30"
    assert now["ceremony"]["in_force_from"] == "2026-07-26"
    assert {key: now["probation"][key] for key in ("title", "value", "unit", "confidence")} == {
        "title": "Thời gian dự bị",
        "value": 12,
        "unit": "months",
        "confidence": "high",
    }


def test_rules_without_a_wording_on_the_day_are_left_out(done):
    known = items(done("rules", "list", "--on", "2010-01-01", "-o", "json"))

    assert [row["id"] for row in known] == [
        "education-elders",
        "foreign-spouse",
        "religion",
        "verification-abroad",
    ]
    assert items(done("rules", "list", "--on", "2003-12-31", "-o", "json")) == []


def test_unverified_lists_only_what_rests_on_thin_ice(done):
    rows = items(done("rules", "list", "--unverified", "-o", "json"))

    assert {row["confidence"] for row in rows} <= {"medium", "low"}
    assert "ceremony" in [row["id"] for row in rows]
    assert "probation" not in [row["id"] for row in rows]


def test_unverified_lists_every_wording_of_any_time_and_rows_without_a_rule(done):
    rows = items(done("rules", "list", "--unverified", "-o", "json"))
    decided = [row["in_force_from"] for row in rows if row["id"] == "admission-decision"]
    (answer,) = [row for row in rows if row["id"] == "R5.4"]

    assert decided == ["2021-07-30", "2025-07-01", "2026-04-08", "2026-07-26"]
    assert (answer["value"], answer["confidence"], answer["wording"]) == (None, "low", None)
    assert answer["source"] == "chưa tìm thấy quy định nào"


def test_unverified_on_a_day_lists_what_was_in_force_then(done):
    rows = items(done("rules", "list", "--unverified", "--on", "2022-03-01", "-o", "json"))

    (decided,) = [row for row in rows if row["id"] == "admission-decision"]
    assert decided["wording"] == "admission-decision@2021-07-30"
    assert "ceremony" not in [row["id"] for row in rows]
    assert "R15.6" not in [row["id"] for row in rows]


def test_a_table_of_what_is_not_verified_names_each_wording(done):
    lines = done("rules", "list", "--unverified", "-o", "table").splitlines()

    assert any(line.startswith("admission-decision@2021-07-30 ") for line in lines)
    assert any(line.startswith("R5.4 ") for line in lines)
    assert " nội dung, " in lines[-1]


def test_a_table_marks_what_is_not_verified_and_never_cuts_an_id(done):
    text = done("rules", "list", "-o", "table")

    lines = text.splitlines()
    (ceremony,) = [line for line in lines if line.startswith("ceremony ")]
    assert "! 208-QĐ/TW" in ceremony
    assert any(line.startswith("recognition-decision-extension ") for line in lines)
    rows = items(done("rules", "list", "-o", "json"))
    unsure = sum(row["confidence"] != "high" for row in rows)
    assert lines[-1] == (
        f"{len(rows)} quy tắc, {unsure} chưa xác minh (!). Chi tiết: ketnap rules show MÃ"
    )


def test_a_pipe_gets_lines_with_tabs(done):
    (line,) = [one for one in done("rules", "list").splitlines() if one.startswith("probation\t")]

    assert line == (
        "probation\tThời gian dự bị\t12\tmonths\t"
        "khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011\t2011-01-19\thigh"
    )


def test_a_local_folder_that_is_not_there_is_said(ketnap, tmp_path: Path):
    result = ketnap("rules", "list", KETNAP_RULES=str(tmp_path / "gone"))

    assert result.exit_code == 5
    assert result.stderr == (
        f"✗ {tmp_path / 'gone'}, dòng 1: không có thư mục quy tắc này; hãy xem lại cấu hình.\n"
    )


@pytest.mark.parametrize("rule", ["ceremony" * 1000, "", "x\u0301"])
def test_a_rule_nobody_knows_exits_with_3(ketnap, rule):
    result = ketnap("rules", "show", rule)

    assert result.exit_code == 3
    assert len(result.stderr) < 300


def test_a_terminal_gets_its_lines_broken(monkeypatch):
    from commands.fitting import fitted

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "30")

    assert fitted("Hạn cuối thứ Ba 08/09/2026, tính hết ngày.") == (
        "Hạn cuối thứ Ba 08/09/2026,\n  tính hết ngày."
    )
    assert fitted("  Hạn cuối.") == "  Hạn cuối."


def test_an_adopted_local_rule_is_shown_as_one_of_the_place(done, tmp_path):
    (tmp_path / "recognition-late.toml").write_text(
        'id = "recognition-late"\nadopt = true\nfrom = 2026-01-01\nconfidence = "high"\n'
        'source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }\n',
        encoding="utf-8",
    )

    told = done("rules", "show", "recognition-late", KETNAP_RULES=str(tmp_path))

    assert "  Quy định riêng của địa phương.\n" in told
    assert "  Căn cứ: nghị quyết của tỉnh (đã xác minh)\n" in told
