"""T9: a list of units with the column “Kế thừa từ” is one reorganisation."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case
from openpyxl import Workbook

_HEADINGS = ["Mã", "Tên", "Cấp trên", "Loại", "Hiệu lực từ", "Hiệu lực đến", "Kế thừa từ"]


@pytest.fixture
def listed(tmp_path):
    """Write rows under the headings of T9."""

    def write(*rows, name="sap-nhap.xlsx"):
        book = Workbook()
        for row in (_HEADINGS, *rows):
            book.active.append(row)
        path = tmp_path / name
        book.save(path)
        return str(path)

    return write


def test_wards_that_merge_come_in_with_their_heirs_and_all_that_is_theirs(counter, listed):
    ref = a_case(counter.desk())
    counter.says("quota", "set", "DV", "2026", "--target", "10")
    file = listed(
        ["PR", "Đảng bộ phường Đô Vinh", "TP", "phường", "01/11/2026", None, "DV; CVA"],
        ["MOI", "Đảng bộ xã mới", "TP", "xã", "01/11/2026", None, None],
    )

    rehearsed = counter.says("import", "units", file, "-n")
    done = counter.says("import", "units", file, "-y")
    again = counter.type("import", "units", file, "-y")

    for text in (rehearsed, done):
        assert "Thành lập PR · Đảng bộ phường Đô Vinh, kế thừa từ DV, CVA" in text
        assert "Hồ sơ DV → PR: 1" in text
        assert "Chỉ tiêu kết nạp 2026 của PR: — → 10" in text
    assert "Chạy thử" in rehearsed
    assert "✓ Đã nhập 2 tổ chức, 1 hồ sơ đi theo." in done
    assert again.exit_code == 6
    assert {row["code"] for row in counter.items("unit", "list")} == {"TP", "PR", "MOI"}
    assert counter.store.dossier(ref).case.unit == "PR"
    assert counter.says("audit", "verify").startswith("✓")


def test_a_unit_that_two_rows_inherit_from_is_parted_and_the_first_is_its_heir(counter, listed):
    ref = a_case(counter.desk())
    file = listed(
        ["P1", "Đảng bộ phường 1", "TP", "phường", "01/11/2026", None, "DV"],
        ["P2", "Đảng bộ phường 2", "TP", "phường", "01/11/2026", None, "DV"],
    )

    counter.says("import", "units", file, "-y")

    units = {unit.code: unit for unit in counter.store.units(date(2026, 11, 1))}
    assert counter.store.dossier(ref).case.unit == "P1"
    assert [units[code].inherits for code in ("P1", "P2")] == [("DV",), ("DV",)]


def test_a_unit_may_be_listed_with_its_last_day(counter, listed):
    row = ["CB9", "Chi bộ 9", "DV", "chi bộ", "01/01/2020", "31/12/2025", None]
    counter.says("import", "units", listed(row), "-y")

    assert "CB9" not in {unit.code for unit in counter.store.units(date(2026, 1, 1))}
    assert "CB9" in {unit.code for unit in counter.store.units(date(2025, 12, 31))}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ["P1", "Đảng bộ phường 1", "TP", "phường", "01/11/2026", None, "QQ"],
            "QQ",
        ),
        (
            ["P1", "Đảng bộ phường 1", "TP", "phường", "01/11/2026", None, "P1"],
            "P1 chưa có trong sổ, không có gì để kế thừa",
        ),
        (
            ["P1", "Đảng bộ phường 1", "TP", "phường", "01/11/2026", "01/10/2026", None],
            "trước ngày bắt đầu hiệu lực",
        ),
        (
            ["58.1", "Đảng bộ phường 1", "TP", "phường", "01/11/2026", None, None],
            "mã 58.1 không đúng dạng M1.M2.M3.M4.M5",
        ),
    ],
)
def test_what_cannot_be_inherited_is_said_on_its_row(counter, listed, row, said):
    result = counter.type("import", "units", listed(row), "-n", "--no-errors")

    assert result.exit_code == 9
    assert said in result.stdout


def test_a_list_of_heirs_begins_on_one_day(counter, listed):
    file = listed(
        ["P1", "Đảng bộ phường 1", "TP", "phường", "01/11/2026", None, "DV"],
        ["P2", "Đảng bộ phường 2", "TP", "phường", "02/11/2026", None, None],
    )

    result = counter.type("import", "units", file, "-y")

    assert result.exit_code == 9
    assert "01/11/2026 và 02/11/2026" in result.stderr
