"""Lists go out in the committee's layout, and come back the same."""

from __future__ import annotations

import csv
import json

import pytest

pytestmark = [pytest.mark.usefixtures("units")]

HEADINGS = ["Họ và tên", "Ngày sinh", "CCCD", "Chi bộ", "Đảng viên giúp đỡ", "Ngày cấp GCN"]
HEADINGS += ["Số QĐ", "Ngày QĐ", "Ngày kết nạp", "Ngày chính thức", "Tổ chức giới thiệu", "Diện"]
PEOPLE = [
    ["Quảng Đại Ước", "09/2004", "026123456789", "KP2", "Lê Văn Tám", "01/02/2024"],
    ["Vũ Bình", "1990", "", "DV", "", "", "9-QĐ/TU", "01/11/2025", "05/12/2025", "", "Đoàn", "gv"],
    ["Đặng Ánh", "01/02/1990", "", "DV"] + [""] * 4 + ["01/02/2024", "10/03/2025"],
]


@pytest.fixture
def people(ketnap, a_text):
    path = a_text([HEADINGS, *(row + [""] * (12 - len(row)) for row in PEOPLE)], name="nguoi.csv")
    assert ketnap("import", "cases", path).exit_code == 0


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_an_exported_list_holds_names_and_nothing_else_that_is_personal(ketnap, people, tmp_path):
    result = ketnap("export", "cases", tmp_path / "ra.csv")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"✓ Đã xuất 3 dòng ra {tmp_path / 'ra.csv'}.\n"
    rows = read_csv(tmp_path / "ra.csv")
    assert rows[0][:5] == [
        "Mã hồ sơ",
        "Họ và tên",
        "Chi bộ",
        "Ngày chi bộ công nhận cảm tình",
        "Đảng viên giúp đỡ",
    ]
    assert not {"Ngày sinh", "Số căn cước", "Dân tộc", "Nhóm nguồn", "Ghi chú"} & set(rows[0])
    assert [row[1] for row in rows[1:]] == ["Đặng Ánh", "Vũ Bình", "Quảng Đại Ước"]
    assert "026123456789" not in (tmp_path / "ra.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_can_be_imported_again_into_a_fresh_store(
    ketnap, people, tmp_path, ending
):
    lists, again = tmp_path / "mot", tmp_path / "hai"
    lists.mkdir()
    again.mkdir()
    fresh = {"KETNAP_DB": str(tmp_path / "moi.db")}
    assert ketnap("db", "init", **fresh).exit_code == 0

    for name, more in (("units", ()), ("cases", ("--personal",))):
        path = lists / f"{name}.{ending}"
        assert ketnap("export", name, path, *more).exit_code == 0
        result = ketnap("import", name, path, **fresh)
        assert (result.exit_code, result.stderr) == (0, ""), result.stdout
        ketnap("export", name, lists / f"{name}-1.csv", *more)
        ketnap("export", name, again / f"{name}-1.csv", *more, **fresh)

    assert read_csv(again / "units-1.csv") == read_csv(lists / "units-1.csv")
    one, two = read_csv(lists / "cases-1.csv"), read_csv(again / "cases-1.csv")
    assert [row[1:] for row in two] == [row[1:] for row in one]  # references are given anew
    assert ketnap("audit", "verify", **fresh).exit_code == 0
    assert ketnap("import", "cases", again / "cases-1.csv").exit_code == 9


def test_a_list_in_excel_has_title_unit_and_day(ketnap, people, cells, tmp_path):
    ketnap("export", "cases", tmp_path / "ra.xlsx", "--unit", "DV")

    rows = cells(tmp_path / "ra.xlsx")
    assert rows[0][0] == "Danh sách theo dõi kết nạp"
    assert rows[1][0] == "Đảng bộ phường Đô Vinh · tính đến 23/11/2026"
    assert rows[4][:3] == ["ordinal", "ref", "name"]
    assert [row[2] for row in rows[5:]] == ["Đặng Ánh", "Vũ Bình", "Quảng Đại Ước"]


def test_lists_are_narrowed_by_state_unit_and_lateness(ketnap, people, tmp_path):
    def names(*words):
        ketnap("export", "cases", tmp_path / "ra.csv", *words, "--force")
        return [row[1] for row in read_csv(tmp_path / "ra.csv")[1:]]

    assert names("--state", "probation") == ["Vũ Bình"]
    assert names("--unit", "KP2") == ["Quảng Đại Ước"]
    assert names("--overdue") == ["Vũ Bình"]
    assert names("--state", "closed") == []


def test_open_deadlines_go_out_with_the_days_left(ketnap, people, tmp_path):
    ketnap("export", "due", tmp_path / "han.csv")
    ketnap("export", "due", tmp_path / "qua.csv", "--overdue", "--state", "probation")

    rows = read_csv(tmp_path / "han.csv")
    assert rows[0] == [
        "Mã hồ sơ",
        "Họ và tên",
        "Chi bộ",
        "Bước",
        "Việc phải làm",
        "Tính từ ngày",
        "Hạn",
        "Còn (ngày)",
        "Quá (ngày)",
        "Ghi chú",
    ]
    assert [(row[1], row[6], row[7], row[8], row[9]) for row in rows[1:]] == [
        ("Vũ Bình", "19/01/2026", "0", "308", "chưa xác minh"),
        ("Vũ Bình", "05/12/2026", "12", "0", ""),
        ("Vũ Bình", "05/12/2026", "12", "0", ""),
        ("Vũ Bình", "18/01/2027", "56", "0", "tạm tính, chưa xác minh"),
        ("Quảng Đại Ước", "01/02/2029", "801", "0", ""),
    ]
    assert [row[6] for row in read_csv(tmp_path / "qua.csv")[1:]] == ["19/01/2026"]


def test_quotas_go_out_as_they_came_in(ketnap, a_text, tmp_path):
    rows = [["Năm", "Đơn vị", "Chỉ tiêu kết nạp", "Căn cứ"], ["2026", "DV", "22", "11-NQ/TU"]]
    ketnap("import", "quota", a_text(rows))

    ketnap("export", "quota", tmp_path / "ct.csv")
    ketnap("export", "quota", tmp_path / "kp2.csv", "--unit", "KP2")

    assert read_csv(tmp_path / "ct.csv")[1] == [
        "2026",
        "Đảng bộ phường Đô Vinh",
        "22",
        "",
        "11-NQ/TU",
        "",
        "",
    ]
    assert len(read_csv(tmp_path / "kp2.csv")) == 1


def test_a_decision_recorded_step_by_step_is_listed_too(ketnap, people, tmp_path):
    ref = "HS-2026-0002"
    given = ("--doc", "30-QĐ/TU", "--issuer", "TP", "--on", "20/11/2026", "-y")
    advanced = ketnap("case", "advance", ref, "recognise", *given)
    assert advanced.exit_code == 5  # the probation is not over: nothing changes

    ketnap("export", "cases", tmp_path / "ra.csv", "--state", "probation")

    row = dict(zip(*read_csv(tmp_path / "ra.csv"), strict=True))
    assert row["Số quyết định kết nạp"] == "9-QĐ/TU"


def test_a_name_that_would_run_as_a_formula_is_harmless(ketnap, a_text, cells, tmp_path):
    rows = [["Mã", "Tên", "Trạng thái"], ["X", "=HYPERLINK(A1)", "chi bộ"]]
    assert ketnap("import", "units", a_text(rows, name="x.csv"), "--root").exit_code == 0

    ketnap("export", "units", tmp_path / "ra.csv")
    ketnap("export", "units", tmp_path / "ra.xlsx")

    assert "X,'=HYPERLINK(A1)," in (tmp_path / "ra.csv").read_text(encoding="utf-8")
    names = [row[2] for row in cells(tmp_path / "ra.xlsx")[5:]]
    assert "=HYPERLINK(A1)" in names
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "ra.xlsx")
    assert {cell.data_type for cell in book.worksheets[0]["C"][5:]} == {"s"}
    book.close()


def test_a_file_is_not_overwritten_unless_asked(ketnap, tmp_path):
    path = tmp_path / "ra.xlsx"
    path.write_bytes(b"mine")

    refused = ketnap("export", "units", path)

    assert (refused.exit_code, refused.stdout) == (5, "")
    assert refused.stderr == (
        "✗ Đã có tệp ra.xlsx; chưa ghi gì.\n  Tiếp theo: đổi tên tệp, hoặc thêm --force\n"
    )
    assert path.read_bytes() == b"mine"
    assert ketnap("export", "units", path, "--force").exit_code == 0
    assert path.read_bytes() != b"mine"


def test_only_excel_and_csv_are_written(ketnap, tmp_path):
    result = ketnap("export", "units", tmp_path / "ra.pdf")

    assert result.exit_code == 2
    assert result.stderr == "✗ Chỉ xuất ra tệp .xlsx hoặc .csv, không phải “ra.pdf”.\n"


def test_a_program_is_told_file_and_rows(ketnap, tmp_path):
    path = tmp_path / "ra.csv"

    found = json.loads(ketnap("export", "units", path, "-o", "json").stdout)

    assert found["schema"] == "ketnap/export-units/1"
    assert found["items"] == [{"file": str(path), "rows": 3}]


def test_the_states_offered_are_the_states_there_are():
    from commands.export_files import STATES
    from workflow.states import State

    assert tuple(state.value for state in State) == STATES
