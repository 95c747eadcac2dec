"""Lists out: the committee's layout, nothing that runs, whole files only, readable again."""

from __future__ import annotations

import csv
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from office.errorbook import write_error_book
from office.formulas import bare, guarded
from office.lists import parse_list
from office.reading import read_sheet
from office.refusal import SheetError
from office.saving import save_whole
from office.writing import Column, list_columns, write_sheet
from rules.text import Text

NOW = datetime(2026, 11, 23, 1, 14, tzinfo=UTC)
FIELDS = ("name", "born", "sex", "ethnic", "unit", "sympathiser_on", "state", "note")
ROWS = [
    (
        "Đặng Thị Ánh",
        "2004-09-05",
        "female",
        "Kinh",
        "CB KP 2",
        date(2026, 3, 5),
        "probation",
        None,
    ),
    ("Quảng Đại Ước", "1990", "male", "Chăm", "CB KP 3", None, "nominated", "=1+1"),
    ("Lê Văn An", "2009-12", None, "Ra-glai", "CB KP 3", None, "course", "'-x"),
]
VALUES = [
    {field: value for field, value in zip(FIELDS, row, strict=True) if value is not None}
    for row in ROWS
]
PAYLOADS = [
    prefix + body
    for prefix in (
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        "＝",
        "＋",
        "－",
        "＠",
        "'=",
        "''+",
        "=-",
        "+=",
    )
    for body in (
        *("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.invalid";"x")', "SUM(A1:A9)"),
        *("IMPORTXML(A1)", "DDE(1)", "A1", '"', "", "@SUM(1)", "2+5+cmd|' /C calc'!A0", "{=1}"),
        *("WEBSERVICE(A1)", "\u200b1"),
    )
]


def write(path, rows=ROWS, columns=None, **options):
    write_sheet(
        path,
        template="cases",
        title=Text(vi="DANH SÁCH QUẦN CHÚNG ƯU TÚ", en="OUTSTANDING PEOPLE"),
        columns=columns or list_columns("cases", only=FIELDS),
        rows=rows,
        as_of=date(2026, 11, 23),
        unit="Đảng bộ phường Đô Vinh",
        generated_at=NOW,
        **options,
    )
    return path


def names_in(folder):
    return [entry.name for entry in folder.iterdir()]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_written_list_is_read_again_as_it_was(tmp_path, ending, language):
    path = write(tmp_path / f"ds.{ending}", language=language)

    parsed = parse_list(read_sheet(path), "cases")

    assert [row.values for row in parsed.rows] == VALUES
    assert parsed.problems == ()
    assert parsed.match.ignored == ()


def test_the_workbook_has_the_committees_layout(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "ds.xlsx"))

    page = book["Danh sách"]
    assert page["A1"].value == "DANH SÁCH QUẦN CHÚNG ƯU TÚ"
    assert page["A2"].value == "Đảng bộ phường Đô Vinh · tính đến 23/11/2026"
    assert [cell.value for cell in page[4]][:4] == ["STT", "Họ và tên", "Ngày sinh", "Giới tính"]
    assert [cell.value for cell in page[5]][:4] == ["ordinal", "name", "born", "sex"]
    assert page.row_dimensions[5].hidden is True
    assert [cell.value for cell in page[6]][:2] == [1, "Đặng Thị Ánh"]
    assert page["C6"].value == datetime.fromisoformat("2004-09-05")
    assert page["C6"].number_format == "dd/mm/yyyy"
    assert page["B6"].font.name == "Times New Roman"
    assert page.freeze_panes == "A6"
    assert page.page_setup.orientation == "landscape"
    assert int(page.page_setup.paperSize) == 9
    assert page.print_title_rows == "$4:$4"
    assert list(page.merged_cells.ranges) == []
    assert [str(choice.sqref) for choice in page.data_validations.dataValidation] == [
        "D6:D1048576",
        "E6:E1048576",
        "H6:H1048576",
    ]
    meta = book["_meta"]
    assert meta.sheet_state == "hidden"
    assert [(meta.cell(row, 1).value, meta.cell(row, 2).value) for row in (1, 2, 3)] == [
        ("template", "cases"),
        ("version", "1"),
        ("generated_at", "2026-11-23T01:14:00+00:00"),
    ]
    assert [meta.cell(1, column).value for column in (4, 5, 6)] == [
        "Nam",
        "Kinh",
        "Được giới thiệu (cảm tình Đảng)",
    ]


def test_a_text_file_is_one_that_excel_opens_rightly(tmp_path):
    content = write(tmp_path / "ds.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Họ và tên,Ngày sinh,Giới tính,Dân tộc,Chi bộ,")
    assert lines[1] == ("Đặng Thị Ánh,05/09/2004,Nữ,Kinh,CB KP 2,05/03/2026,Đảng viên dự bị,")
    assert lines[2].endswith(",'=1+1")


def test_a_report_may_have_columns_of_its_own(tmp_path):
    columns = (
        Column(id="unit", heading=Text(vi="Đơn vị", en="Unit"), kind="text"),
        Column(id="percent", heading=Text(vi="Tỷ lệ", en="Rate"), kind="text"),
        Column(id="admitted", heading=Text(vi="Đã kết nạp", en="Admitted"), kind="count"),
    )

    path = write(tmp_path / "t5.xlsx", rows=[("ĐB Mỹ Hải", "56,25 %", 9)], columns=columns)

    cells = [cell.value for cell in openpyxl.load_workbook(path)["Danh sách"][6]]
    assert cells == [1, "ĐB Mỹ Hải", "56,25 %", 9]


def test_no_text_becomes_a_formula_in_any_workbook(tmp_path):
    assert len(PAYLOADS) >= 200
    columns = (Column(id="note", heading=Text(vi="=1+1", en="=1+1"), kind="note"),)

    path = write(tmp_path / "ds.xlsx", rows=[(text,) for text in PAYLOADS], columns=columns)

    page = openpyxl.load_workbook(path)["Danh sách"]
    kinds = {cell.data_type for row in page.iter_rows(min_row=6, min_col=2) for cell in row}
    assert page["B4"].data_type == "s"
    assert kinds == {"s"}


def test_no_text_starts_like_a_formula_in_any_text_file(tmp_path):
    columns = (Column(id="note", heading=Text(vi="Ghi chú", en="Note"), kind="note"),)

    path = write(tmp_path / "ds.csv", rows=[(text,) for text in PAYLOADS], columns=columns)

    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row[0] for row in csv.reader(file)][1:]
    assert {cell[0] for cell in cells} == {"'"}
    assert [bare(cell) for cell in cells] == PAYLOADS


@pytest.mark.parametrize("text", ["", "Lê An", "'Y Blô", "a=b", "K'Brể"])
def test_ordinary_text_is_not_guarded(text):
    assert guarded(text) == bare(text) == text


def test_a_cell_no_workbook_can_hold_is_written_as_what_it_can(tmp_path):
    columns = (Column(id="note", heading=Text(vi="Ghi chú", en="Note"), kind="note"),)

    path = write(tmp_path / "ds.xlsx", rows=[("a\x00\ud800b",), ("x" * 40_000,)], columns=columns)

    page = openpyxl.load_workbook(path)["Danh sách"]
    assert page["B6"].value == "a\ufffd\ufffdb"
    assert page["B7"].value == "x" * 32_767


def test_a_broken_letter_does_not_stop_a_text_file(tmp_path):
    columns = (Column(id="note", heading=Text(vi="Ghi chú", en="Note"), kind="note"),)

    path = write(tmp_path / "ds.csv", rows=[("a\ud800b",)], columns=columns)

    assert path.read_text(encoding="utf-8-sig") == "Ghi chú\na?b\n"


def test_an_existing_file_is_kept_unless_overwriting_is_asked(tmp_path):
    path = tmp_path / "ds.csv"
    path.write_text("quý")

    with pytest.raises(SheetError) as refused:
        write(path)

    assert refused.value.text.vi == (
        "Không ghi được ds.csv: đã có tệp cùng tên. Xin chọn tên khác, hoặc cho phép ghi đè"
    )
    assert path.read_text() == "quý"
    write(path, overwrite=True)
    assert path.read_text(encoding="utf-8-sig").startswith("Họ và tên")


def test_a_file_that_came_meanwhile_is_kept(tmp_path):
    path = tmp_path / "ds.csv"

    def slow(temporary: Path) -> None:
        temporary.write_text("mới")
        path.write_text("đã đến trước", encoding="utf-8")

    with pytest.raises(SheetError):
        save_whole(path, slow)

    assert path.read_text(encoding="utf-8") == "đã đến trước"
    assert names_in(tmp_path) == ["ds.csv"]


def test_a_memory_stick_without_links_takes_the_file_too(tmp_path, monkeypatch):
    def unsupported(*_args):
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", unsupported)
    path = tmp_path / "ds.csv"

    write(path)
    with pytest.raises(SheetError):
        save_whole(tmp_path / "b.csv", lambda _: (tmp_path / "b.csv").write_text("trước") and None)

    assert sorted(names_in(tmp_path)) == ["b.csv", "ds.csv"]
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "trước"


def test_a_failed_write_leaves_nothing_behind(tmp_path):
    def half(temporary: Path) -> None:
        temporary.write_text("một nửa")
        raise OSError

    def broken() -> list[tuple[str]]:
        raise RuntimeError

    with pytest.raises(SheetError) as refused:
        save_whole(tmp_path / "ds.xlsx", half)
    with pytest.raises(RuntimeError):
        save_whole(tmp_path / "ds.xlsx", lambda _: broken())

    assert refused.value.text.vi == (
        "Không ghi được ds.xlsx: thư mục không có, không ghi được hoặc hết chỗ. "
        "Xin chọn thư mục khác"
    )
    assert names_in(tmp_path) == []


def test_a_missing_folder_and_another_ending_are_refused(tmp_path):
    with pytest.raises(SheetError) as no_folder:
        write(tmp_path / "khong" / "ds.xlsx")
    with pytest.raises(SheetError) as no_ending:
        write(tmp_path / "ds.pdf")

    assert "thư mục không có" in no_folder.value.text.vi
    assert no_ending.value.text.vi == (
        "Không ghi được ds.pdf: chỉ ghi tệp .xlsx hoặc .csv. Xin đổi đuôi tệp"
    )


def test_a_written_list_is_for_its_owner_alone(tmp_path):
    path = write(tmp_path / "ds.xlsx")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["ds.xlsx"]


def test_bad_rows_come_back_with_their_reasons_and_can_be_mended(tmp_path, a_text):
    source = a_text(
        [
            ["Họ và tên", "Ngày sinh", "Chi bộ"],
            ["Lê An", "31/02/2004", ""],
            ["Vũ Bình", "1990", "A"],
            ["Lê Ba", "1991", "=cmd"],
            ["Đỗ\x00Cúc", "1992", "A"],
        ]
    )
    source.write_bytes(source.read_bytes().replace(b"\x00", b"\x01"))
    sheet = read_sheet(source)
    parsed = parse_list(sheet, "cases")
    path = tmp_path / "ds.loi.xlsx"

    write_error_book(path, sheet, parsed)

    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active]
    assert rows == [
        ["Họ và tên", "Ngày sinh", "Chi bộ", "Dòng", "Lý do"],
        [
            "Lê An",
            "31/02/2004",
            None,
            "2",
            "Ngày sinh: ngày không có thật; Chi bộ: còn trống; cột này bắt buộc",
        ],
        [
            "Đỗ\ufffdCúc",
            "1992",
            "A",
            "5",
            "Họ và tên: có ký tự điều khiển (U+0001) ở vị trí 3; xin gõ lại",
        ],
    ]
    again = parse_list(read_sheet(path), "cases")
    assert [bad.line for bad in again.problems] == [2, 2, 3]
    assert again.match.ignored == ()


def test_the_error_workbook_speaks_english_when_asked(tmp_path, a_text):
    sheet = read_sheet(a_text([["Name", "Unit", "Born"], ["Lê An", "A", "11/23/2026"]]))
    path = tmp_path / "ds.loi.xlsx"

    write_error_book(path, sheet, parse_list(sheet, "cases"), language="en", overwrite=True)

    page = openpyxl.load_workbook(path).active
    assert [cell.value for cell in page[1]][-2:] == ["Line", "Reason"]
    assert page["E2"].value == "Born: an American date (month first); write day/month/year"
