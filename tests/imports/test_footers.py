"""Lines under a table are not rows of it, and are counted."""

from __future__ import annotations

import json

import pytest

from workflow.listing import CaseFilter

pytestmark = [pytest.mark.usefixtures("units")]

PEOPLE = [["STT", "Họ tên", "Ngày sinh", "Chi bộ"], [1, "Lê An", "1990", "KP2"]]
SIGNED = [
    ["Tổng cộng: 1 người"],
    [],
    ["", "", "", "Đô Vinh, ngày 23 tháng 11 năm 2026"],
    ["", "NGƯỜI LẬP BIỂU", "", "T/M CHI BỘ"],
    ["", "", "", "BÍ THƯ"],
    ["", "(ký)", "", ""],
    ["", "Mai Ba", "", "Hồ Tư"],
]


def test_totals_and_signatures_under_people_are_left_out_and_counted(ketnap, store, a_book):
    result = ketnap("import", "cases", a_book([*PEOPLE, *SIGNED]))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "  thêm mới 1 · lỗi 0 · bỏ qua 6 dòng cuối bảng" in result.stdout.splitlines()
    assert [line.name for line in store.cases(CaseFilter())] == ["Lê An"]


def test_a_unit_given_for_the_file_does_not_make_people_of_signatures(ketnap, store, a_book):
    result = ketnap("import", "cases", a_book([*PEOPLE, *SIGNED]), "--unit", "DV")

    assert result.exit_code == 0
    assert [line.name for line in store.cases(CaseFilter())] == ["Lê An"]


@pytest.mark.parametrize("total", ["Cộng", "Cộng: 01 đồng chí", "Tổng số: 1", "Nơi nhận:"])
def test_a_list_without_ordinals_has_footers_too(ketnap, store, a_text, total):
    rows = [["Họ tên", "Chi bộ"], ["Lê An", "KP2"], [total], ["", "Người ký"], ["Mai Ba"]]

    found = json.loads(ketnap("import", "cases", a_text(rows), "-o", "json").stdout)

    assert (found["skipped"], found["rows"], found["written"]) == (3, 1, 1)


def test_a_total_among_the_data_hides_no_row_below_it(reasons, a_text):
    rows = [["Họ tên", "Chi bộ"], ["Cộng", ""], ["Lê An", "KP2"], ["", "KP2"]]

    assert reasons("cases", a_text(rows)) == [
        (2, "Chi bộ", "", "còn trống; cột này bắt buộc"),
        (4, "Họ tên", "", "còn trống; cột này bắt buộc"),
    ]


def test_somebody_whose_ordinal_is_forgotten_is_still_somebody(ketnap, store, a_text):
    rows = [["STT", "Họ tên", "Chi bộ"], ["1", "Lê An", "KP2"], ["", "Vũ Bình", "KP2"]]

    assert ketnap("import", "cases", a_text(rows)).exit_code == 0
    assert [line.name for line in store.cases(CaseFilter())] == ["Lê An", "Vũ Bình"]


def test_ordinals_that_stop_early_tell_no_footer(reasons, a_text):
    rows = [["STT", "Họ tên", "Ngày sinh", "Chi bộ"], ["", "Lê An", "1990", "KP2"]]

    assert reasons("cases", a_text([*rows, ["", "Vũ Bình"]])) == [
        (3, "Chi bộ", "", "còn trống; cột này bắt buộc")
    ]


def test_totals_under_units_and_quotas_are_left_out(ketnap, a_text):
    units = [["Mã", "Tên", "Cấp trên"], ["MT", "Chi bộ Mỹ Tường", "DV"], ["Cộng", "2"]]
    firm = ["TCT", "Tổng công ty Muối", "DV"]
    quota = [["Đơn vị", "Năm", "Chỉ tiêu"], ["DV", "2026", "5"], ["Tổng cộng", "", "5"]]

    shown = ketnap("import", "units", a_text(units), "-n").stdout
    kept = a_text([units[0], firm], name="muoi.csv")
    firms = json.loads(ketnap("import", "units", kept, "-n", "-o", "json").stdout)
    targets = ketnap("import", "quota", a_text(quota, name="ct.csv"), "-n").stdout

    assert "thêm mới 1 · lỗi 0 · bỏ qua 1 dòng cuối bảng" in shown
    assert (firms["rows"], firms["skipped"]) == (1, 0)
    assert "thêm mới 1 · lỗi 0 · bỏ qua 1 dòng cuối bảng" in targets
