"""A sheet read as a list: rows that can be taken, and every reason of every other row."""

from __future__ import annotations

from datetime import date

import pytest

from office.lists import ParsedRow, parse_list
from office.reading import read_sheet
from office.refusal import SheetError

HEADINGS = ["STT", "HO VA TEN", "Ngày sinh", "Dân tộc", "Chi bộ"]


def problems(parsed):
    return [(bad.line, bad.heading, bad.value, bad.reason.vi) for bad in parsed.problems]


def test_rows_are_read_by_field_and_empty_cells_are_left_out(a_book):
    path = a_book(
        [
            [*HEADINGS, "Ngày chi bộ công nhận cảm tình", "Bước"],
            [1, " Quảng  Đại Ước", date(2004, 9, 5), "Chàm", "CB KP 2", "05/03/2026", "Thẩm tra"],
            [2, "Đặng Thị Ánh", 1990, None, 12],
        ]
    )

    parsed = parse_list(read_sheet(path), "cases")

    assert parsed.rows == (
        ParsedRow(
            line=2,
            values={
                "name": "Quảng Đại Ước",
                "born": "2004-09-05",
                "ethnic": "Chăm",
                "unit": "CB KP 2",
                "sympathiser_on": date(2026, 3, 5),
                "state": "verification",
            },
        ),
        ParsedRow(line=3, values={"name": "Đặng Thị Ánh", "born": "1990", "unit": "12"}),
    )
    assert parsed.problems == parsed.rejected == ()
    assert parsed.listname == "cases"


def test_all_reasons_of_a_row_are_given_at_once(a_book):
    path = a_book(
        [
            HEADINGS,
            [1, "Lê An", "31/02/2004", "Kinnh", None],
            [2, "§Æng ThÞ ¸nh", None, "Kinh", "CB KP 12"],
            [3, "Vũ Bình", None, "Kinh", "CB KP 12"],
        ]
    )

    parsed = parse_list(read_sheet(path), "cases")

    assert problems(parsed) == [
        (2, "Ngày sinh", "31/02/2004", "ngày không có thật"),
        (2, "Dân tộc", "Kinnh", "không có trong danh mục; gần nhất: Kinh"),
        (2, "Chi bộ", "", "còn trống; cột này bắt buộc"),
        (3, "HO VA TEN", "§Æng ThÞ ¸nh", "chữ kiểu TCVN3; dùng --encoding tcvn3 để chuyển"),
    ]
    assert [row.line for row in parsed.rows] == [4]
    assert [line for line, _ in parsed.rejected] == [2, 3]


def test_blank_lines_are_skipped_and_keep_their_numbers(a_text):
    path = a_text([HEADINGS, ["", "", " ", "", ""], [], ["", "Lê An", "", "", "A"], [""] * 5])

    parsed = parse_list(read_sheet(path), "cases")

    assert [row.line for row in parsed.rows] == [4]
    assert parsed.problems == ()


def test_a_line_whose_name_is_missing_is_not_blank(a_text):
    parsed = parse_list(read_sheet(a_text([HEADINGS, ["7", "", "", "", ""]])), "cases")

    assert problems(parsed) == [
        (2, "HO VA TEN", "", "còn trống; cột này bắt buộc"),
        (2, "Chi bộ", "", "còn trống; cột này bắt buộc"),
    ]


def test_a_list_without_rows_has_none(a_text):
    parsed = parse_list(read_sheet(a_text([HEADINGS])), "cases")

    assert parsed.rows == parsed.problems == ()


def test_the_same_person_twice_is_told_with_the_earlier_line(a_text):
    path = a_text(
        [
            ["Mã hồ sơ", "Họ và tên", "Ngày sinh", "Số căn cước", "Chi bộ"],
            ["HS-1", "Nguyễn Hoà", "5/9/2004", "", "A"],
            ["HS-2", "NGUYỄN HÒA", "05/09/2004", "", "B"],
            ["hs-1", "Lê An", "", "026123456", "A"],
            ["HS-3", "Lê An", "", "026123457", "A"],
            ["HS-4", "Vũ Bình", "1990", "026123457", "A"],
            ["HS-5", "Lê An", "", "", "A"],
            ["HS-6", "Đỗ Cúc", "1991", "026123458", "A"],
            ["HS-7", "Đỗ Cúc", "1991", "026123459", "A"],
        ]
    )

    parsed = parse_list(read_sheet(path), "cases")

    assert problems(parsed) == [
        (3, "Họ và tên", "NGUYỄN HÒA", "trùng với dòng 2"),
        (4, "Mã hồ sơ", "hs-1", "trùng với dòng 2"),
        (6, "Số căn cước", "026123457", "trùng với dòng 5"),
    ]
    assert [row.line for row in parsed.rows] == [2, 5, 7, 8, 9]


def test_a_row_with_a_bad_date_of_birth_repeats_nobody(a_text):
    bad = ["", "Lê An", "x", "", "A"]

    parsed = parse_list(read_sheet(a_text([HEADINGS, bad, bad])), "cases")

    assert [reason for *_, reason in problems(parsed)] == [
        "không phải là ngày; viết ngày/tháng/năm, ví dụ 05/09/2026",
        "không phải là ngày; viết ngày/tháng/năm, ví dụ 05/09/2026",
    ]


def test_units_and_quota_are_lists_too(a_text):
    units = parse_list(
        read_sheet(
            a_text(
                [
                    ["Mã", "Tên", "Cấp trên", "Loại", "Hiệu lực từ", "Số đảng viên"],
                    ["DV", "ĐB phường Đô Vinh", "", "đảng bộ", "01/07/2025", "1.204"],
                    ["dv", "Khác", "", "", "", ""],
                ]
            )
        ),
        "units",
    )
    quota = parse_list(
        read_sheet(
            a_text(
                [
                    ["Năm", "Đơn vị", "Chỉ tiêu", "Kết nạp"],
                    ["2020", "Thành phố", "144", "85"],
                    ["2020", "thanh pho", "144", "x"],
                ],
                name="quota.csv",
            )
        ),
        "quota",
    )

    assert units.rows[0].values == {
        "code": "DV",
        "name": "ĐB phường Đô Vinh",
        "kind": "đảng bộ",
        "from_on": date(2025, 7, 1),
        "members": 1204,
    }
    assert problems(units) == [(3, "Mã", "dv", "trùng với dòng 2")]
    assert quota.rows[0].values == {
        "year": 2020,
        "unit": "Thành phố",
        "target": 144,
        "admitted": 85,
    }
    assert problems(quota) == [
        (3, "Năm", "2020", "trùng với dòng 2"),
        (3, "Kết nạp", "x", "không phải là số nguyên từ 0"),
    ]


def test_a_value_given_for_the_whole_file_stands_in_for_its_column(a_text):
    path = a_text([["Mã đơn vị", "Chỉ tiêu kết nạp"], ["DV", "22"]])

    parsed = parse_list(read_sheet(path), "quota", given={"year": 2026, "target": 1})

    assert parsed.rows[0].values == {"year": 2026, "unit": "DV", "target": 22}


def test_yes_and_one_are_not_the_same_cell(a_book):
    path = a_book([["Năm", "Đơn vị", "Chỉ tiêu"], [2026, "A", 1], [2026, "B", True]])

    parsed = parse_list(read_sheet(path), "quota")

    assert problems(parsed) == [(3, "Chỉ tiêu", "TRUE", "không phải là số nguyên từ 0")]


def test_an_old_font_is_converted_in_headings_and_cells_when_asked(a_text):
    path = a_text([["Hä vµ tªn", "Chi bé"], ["§Æng ThÞ ¸nh", "Phßng Gi¸o dôc"]], encoding="utf-8")

    parsed = parse_list(read_sheet(path, encoding="tcvn3"), "cases", encoding="tcvn3")

    assert parsed.rows[0].values == {"name": "Đặng Thị Ánh", "unit": "Phòng Giáo dục"}


def test_a_missing_column_is_told_with_what_was_seen_and_what_is_taken(a_text):
    path = a_text([["", "Mã", "Cấp trên"], ["", "A", "B"]])

    with pytest.raises(SheetError) as refused:
        parse_list(read_sheet(path), "units")

    assert refused.value.text.vi == (
        "Không đọc được ds.csv: thiếu cột “Tên”; các cột đã thấy ở dòng 1: “Mã”, “Cấp trên”. "
        "Đổi tên cột (nhận: name: Tên, Name, Tên đơn vị, Tên tổ chức, Tên tổ chức đảng, "
        "Tên chi bộ, Tên đảng bộ, Đơn vị, Tổ chức, Unit) hoặc ghép bằng --map “Tên cột=trường”."
    )


def test_headings_in_an_old_font_are_told_as_such(a_text):
    path = a_text([["Hä vµ tªn", "Chi bé"], ["§Æng ThÞ ¸nh", "A"]])

    with pytest.raises(SheetError) as refused:
        parse_list(read_sheet(path), "cases")

    assert refused.value.text.vi.endswith("Chữ kiểu TCVN3: thêm --encoding tcvn3.")
    assert refused.value.text.en.endswith("Typed in a TCVN3 font: add --encoding tcvn3.")


def test_a_long_or_steering_bad_cell_is_shown_short_and_harmless(a_text):
    path = a_text([["Họ và tên", "Chi bộ"], ["\x1b[31mLê An", "A"], ["a" * 300, "A"]])

    parsed = parse_list(read_sheet(path), "cases")

    assert problems(parsed) == [
        (2, "Họ và tên", "\ufffd[31mLê An", "có ký tự điều khiển (U+001B) ở vị trí 1; xin gõ lại"),
        (3, "Họ và tên", "a" * 59 + "…", "dài quá 200 ký tự; xin rút gọn"),
    ]
