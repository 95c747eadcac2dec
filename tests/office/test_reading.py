"""Reading officers' files: what is taken, and what is refused with which sentence."""

from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from office.reading import read_sheet
from office.refusal import SheetError

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"]
AN = [1, "Lê Văn An", "05/09/2004", "CB KP 2"]
INSTANT = datetime.fromisoformat("2026-01-02T07:30")  # workbooks know no zone
ANH = [2, "Đặng Thị Ánh", "2004", "CB KP 3"]


def refusal(path: Path, **options) -> str:
    with pytest.raises(SheetError) as refused:
        read_sheet(path, **options)
    return refused.value.text.vi


def test_a_workbook_is_read_with_its_name_lines_and_fingerprint(a_book):
    path = a_book([HEADINGS, AN, ANH])

    sheet = read_sheet(path)

    assert sheet.name == "Danh sách"
    assert sheet.file_name == "ds.xlsx"
    assert sheet.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sheet.headings == ("STT", "Họ và tên", "Ngày sinh", "Chi bộ")
    assert sheet.heading_line == 1
    assert [(line, list(cells)) for line, cells in sheet.rows] == [
        (2, [1.0, "Lê Văn An", "05/09/2004", "CB KP 2"]),
        (3, [2.0, "Đặng Thị Ánh", "2004", "CB KP 3"]),
    ]


def test_the_title_unit_and_hidden_field_ids_above_the_rows_are_skipped(a_book):
    path = a_book(
        [
            ["DANH SÁCH QUẦN CHÚNG ƯU TÚ"],
            ["Đảng bộ phường Đô Vinh", "", "tính đến 23/11/2026"],
            [],
            ["STT", "HO VA\nTEN *:", "Ngày, tháng, năm sinh", "Chi bộ"],
            ["ordinal", "name", "born", "unit"],
            AN,
        ]
    )

    sheet = read_sheet(path)

    assert sheet.headings == ("STT", "HO VA TEN *:", "Ngày, tháng, năm sinh", "Chi bộ")
    assert sheet.heading_line == 4
    assert sheet.fields == ("ordinal", "name", "born", "unit")
    assert [line for line, _ in sheet.rows] == [6]


def test_headings_in_an_old_font_are_still_found_as_headings(a_book):
    path = a_book([["Tiªu ®Ò", "a", "b", "c", "d"], ["Hä vµ tªn", "Ngµy sinh", "Chi bé"], AN[1:]])

    assert read_sheet(path).heading_line == 2


def test_unknown_headings_are_the_fullest_line_of_texts(a_book):
    path = a_book([["Báo cáo"], ["Cột A", "Cột B", "Cột C"], ["x", "y", "z"]])

    assert read_sheet(path).headings == ("Cột A", "Cột B", "Cột C")


def test_dates_and_numbers_of_a_workbook_keep_their_kind(a_book):
    path = a_book([HEADINGS, [1, "Lê Văn An", date(2004, 9, 5), INSTANT]])

    cells = read_sheet(path).rows[0][1]

    assert list(cells) == [1.0, "Lê Văn An", date(2004, 9, 5), INSTANT]


def test_a_short_line_is_padded_and_a_long_one_cut_to_the_headings(a_text):
    path = a_text([HEADINGS, [1, "Lê Văn An"], [*AN, "thừa"]])

    rows = read_sheet(path).rows

    assert list(rows[0][1]) == ["1", "Lê Văn An", "", ""]
    assert list(rows[1][1]) == ["1", "Lê Văn An", "05/09/2004", "CB KP 2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_table_is_read_in_every_unicode_form_and_delimiter(a_text, encoding, delimiter):
    path = a_text([HEADINGS, AN], encoding=encoding, delimiter=delimiter)

    sheet = read_sheet(path)

    assert sheet.headings == ("STT", "Họ và tên", "Ngày sinh", "Chi bộ")
    assert list(sheet.rows[0][1]) == ["1", "Lê Văn An", "05/09/2004", "CB KP 2"]
    assert sheet.name == "ds"


def test_a_guarded_formula_of_a_text_table_is_read_without_its_guard(a_text):
    path = a_text([HEADINGS, [1, "'=1+1", "''=x", "'Y Blô"]])

    assert list(read_sheet(path).rows[0][1]) == ["1", "=1+1", "'=x", "'Y Blô"]


def test_a_line_break_inside_quotes_does_not_shift_line_numbers(a_text):
    path = a_text([HEADINGS, [1, "Lê\nVăn An", "", ""], [2, "Đặng Thị Ánh", "", ""]])

    assert [line for line, _ in read_sheet(path).rows] == [2, 3]


def test_text_in_another_encoding_is_taken_only_when_it_is_named(tmp_path):
    path = tmp_path / "cu.csv"
    path.write_bytes("Họ và tên,Chi bộ\nHß,A\n".encode().replace(b"\xc3\x9f", b"\xdf"))

    assert refusal(path) == (
        "Không đọc được cu.csv: chữ trong tệp không theo bảng mã UTF-8. Xin lưu lại dạng “CSV "
        "UTF-8” hoặc .xlsx; chữ font cũ thì thêm --encoding tcvn3 hoặc vni"
    )


def test_old_font_bytes_are_read_as_the_letters_the_font_used(tmp_path):
    path = tmp_path / "cu.csv"
    path.write_bytes("Hä vµ tªn,Chi bé\n§Æng ThÞ ¸nh,A\n".encode("latin-1"))
    again = tmp_path / "lai.csv"
    again.write_text("Hä vµ tªn,Chi bé\n§Æng ThÞ ¸nh,A\n", encoding="utf-8")

    for file in (path, again):
        assert list(read_sheet(file, encoding="tcvn3").rows[0][1]) == ["Đặng Thị ánh", "A"]


def test_a_windows_vietnamese_file_is_read_when_asked(tmp_path):
    path = tmp_path / "cu.csv"
    path.write_bytes("Tên,Mã\nXóm Đô,A\n".encode("cp1258", errors="replace"))

    assert read_sheet(path, encoding="cp1258").rows[0][1][0] == "Xóm Đô"
    assert refusal(path, encoding="latin-9") == (
        "Không đọc được cu.csv: không biết bảng mã “latin-9”. "
        "Các bảng mã nhận được: utf-8, utf-16, cp1258, tcvn3, vni"
    )


def test_the_first_visible_sheet_is_read_unless_one_is_named(a_book):
    path = a_book([HEADINGS, AN], Khác=[HEADINGS, ANH])

    assert read_sheet(path).rows[0][1][1] == "Lê Văn An"
    assert read_sheet(path, sheet="Khác").rows[0][1][1] == "Đặng Thị Ánh"
    assert refusal(path, sheet="Kia") == (
        "Không đọc được ds.xlsx: không có trang tính “Kia”. Các trang tính: “Danh sách”, “Khác”"
    )


def test_a_hidden_sheet_is_passed_over(tmp_path):
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    page = book.create_sheet("Thấy")
    for row in (HEADINGS, AN):
        page.append(row)
    book.save(tmp_path / "ds.xlsx")

    assert read_sheet(tmp_path / "ds.xlsx").name == "Thấy"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "tệp trống"),
        ("a.xlsx", b"", "tệp trống"),
        ("a.xlsx", b"\x00\x01junk" * 99, "nội dung không phải là tệp Excel"),
        ("a.xls", b"<html><table></table></html>", "nội dung không phải là tệp Excel"),
        ("a.xlsx", b"PK\x03\x04" + b"\x00" * 99, "tệp Excel bị hỏng hoặc không đầy đủ"),
        ("a.csv", b"PK\x03\x04" + b"\x00" * 99, "đuôi tệp là .csv nhưng nội dung là .xlsx"),
        ("a.xls", b"PK\x03\x04" + b"\x00" * 99, "đuôi tệp là .xls nhưng nội dung là .xlsx"),
        ("a.pdf", b"%PDF-1.7", "chỉ nhận tệp .xlsx, .xls, .csv, .tsv"),
        ("a.csv", b"a,b\x00,c\n", "tệp không phải là văn bản"),
        ("a.csv", b'"a,b\n' + b"x" * 200_000, "tệp không phải là bảng ngăn cột"),
        ("a.csv", b"just words\n", "không thấy dòng tiêu đề cột trong 20 dòng đầu"),
        ("a.csv", b"\xff\xfe\x00", "chữ trong tệp không theo bảng mã UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal(path).startswith(f"Không đọc được {name}: {sentence}. Xin ")


def test_a_missing_file_a_folder_and_an_impossible_name_are_refused(tmp_path):
    (tmp_path / "ds.xlsx").mkdir()

    assert refusal(tmp_path / "khong.xlsx") == (
        "Không đọc được khong.xlsx: không có tệp này. Xin chọn tệp khác"
    )
    assert refusal(tmp_path / "ds.xlsx") == (
        "Không đọc được ds.xlsx: đây là một thư mục. Xin chọn tệp khác"
    )
    assert "hệ điều hành báo lỗi khi mở tệp" in refusal(tmp_path / ("a" * 400 + ".csv"))


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def forbidden(*_args, **_kwargs):
        raise PermissionError

    path = tmp_path / "ds.csv"
    path.write_text("a,b")
    monkeypatch.setattr(Path, "open", forbidden)

    assert refusal(path) == ("Không đọc được ds.csv: không có quyền đọc tệp. Xin chọn tệp khác")


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "to.csv"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)

    assert "tệp lớn hơn 64 MB" in refusal(path)


def test_more_columns_than_a_list_has_are_refused(a_text):
    wide = [f"Cột {number}" for number in range(201)]

    assert "bảng vượt 200000 dòng hoặc 200 cột" in refusal(a_text([wide]))


def test_more_lines_than_a_list_has_are_refused(tmp_path):
    path = tmp_path / "dai.csv"
    path.write_text("Họ và tên,Chi bộ\n" + "An,A\n" * 200_020, encoding="utf-8")

    assert "bảng vượt 200000 dòng hoặc 200 cột" in refusal(path)


def test_reading_leaves_the_garbage_collector_as_it_was(a_text):
    path = a_text([HEADINGS, AN])

    read_sheet(path)
    assert gc.isenabled()
    gc.disable()
    try:
        read_sheet(path)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_importing_the_package_brings_no_heavy_library():
    code = (
        "import sys, office\n"
        "heavy = {'python_calamine', 'xlsxwriter', 'rapidfuzz', 'csv', 'zipfile'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"


def test_a_refusal_has_its_three_parts_and_its_exit_code(tmp_path):
    with pytest.raises(SheetError) as refused:
        read_sheet(tmp_path / "khong.csv")

    assert refused.value.what.vi == "Không đọc được khong.csv"
    assert [why.vi for why in refused.value.why] == ["không có tệp này"]
    assert refused.value.following.vi == "Xin chọn tệp khác"
    assert refused.value.exit_code == 9
    assert str(refused.value) == (
        "Cannot read khong.csv: there is no such file. Please choose another file"
    )


def test_a_folder_is_named_as_it_was_typed():
    with pytest.raises(SheetError) as refused:
        read_sheet(Path())

    assert refused.value.text.vi.startswith("Không đọc được .: đây là một thư mục")
