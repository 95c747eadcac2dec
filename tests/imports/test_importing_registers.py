"""Units and quotas come in from files, whole or not at all."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import pytest

from workflow.unit import UnitStatus

EVERY = [("units", "Mã"), ("cases", "Họ tên"), ("quota", "Năm")]
UNCLEAR = (
    "chưa rõ là cấp nào; ghi: cấp trên trực tiếp của cơ sở, tổ chức cơ sở đảng,"
    " đảng bộ bộ phận hoặc chi bộ"
)
QUOTA = [
    ["Năm", "Đơn vị", "Chỉ tiêu", "Kết nạp"],
    [2020, "Đảng bộ thành phố", 144, 85],
    [2021, "TP", 144, 150],
    [2022, "dang bo thanh pho", 146, 147],
]


def tree_of(store):
    return {
        unit.code: (unit.parent, unit.status, unit.from_on)
        for unit in store.units(date(2026, 11, 23))
    }


def test_superiors_may_stand_on_any_row_and_be_named_by_code_or_name(ketnap, store, units):
    begun = date(2016, 1, 1)
    assert tree_of(store) == {
        "TP": (None, UnitStatus.SUPERIOR, begun),
        "DV": ("TP", UnitStatus.GRASSROOTS, begun),
        "KP2": ("DV", UnitStatus.CELL, begun),
    }
    assert ketnap("audit", "verify").exit_code == 0


@pytest.mark.parametrize(
    ("name", "above", "kind", "status", "found"),
    [
        ("Chi bộ Công ty May", "TP", "", "", UnitStatus.GRASSROOTS),
        ("CB Công ty May", "TP", "", "đang hoạt động", UnitStatus.GRASSROOTS),
        ("Đảng bộ bộ phận May", "DV", "", "", UnitStatus.DEPARTMENTAL),
        ("Đảng uỷ Công an", "TP", "", "", UnitStatus.GRASSROOTS),
        ("Công ty May", "DV", "Chi bộ", "", UnitStatus.CELL),
        ("Công ty May", "TP", "Chi bộ", "", UnitStatus.GRASSROOTS),
        ("Công ty May", "TP", "doanh nghiệp", "Chi bộ cơ sở", UnitStatus.GRASSROOTS),
        ("Công ty May", "TP", "chi bộ", "tổ chức cơ sở đảng", UnitStatus.GRASSROOTS),
    ],
)
def test_the_tier_is_what_the_list_says_or_what_name_and_place_tell(
    ketnap, store, units, a_text, name, above, kind, status, found
):
    rows = [["Mã", "Tên", "Trực thuộc", "Loại", "Trạng thái"], ["M", name, above, kind, status]]

    assert ketnap("import", "units", a_text(rows)).exit_code == 0
    assert tree_of(store)["M"] == (above, found, date(2026, 11, 23))


def test_what_was_inferred_or_left_open_is_said(ketnap, a_text):
    rows = [["Mã", "Tên", "Cấp trên"], ["TP", "Đảng bộ thành phố", ""], ["M", "CB May", "TP"]]

    shown = ketnap("import", "units", a_text(rows), "--on", "01/07/2025").stdout
    tiers = "1 cấp trên trực tiếp của cơ sở, 1 tổ chức cơ sở đảng"

    assert shown.splitlines() == [
        "Đọc “ds” (ds.csv): 2 dòng, 3 cột nhận ra, 0 cột bỏ qua.",
        "  thêm mới 2 · lỗi 0",
        "  ! 2 tổ chức không ghi ngày hiệu lực: tính từ 01/07/2025 (đặt ngày khác bằng --on).",
        f"  ! Cấp suy theo tên và vị trí trong cây: {tiers}.",
        "✓ Đã nhập 2 tổ chức.",
        "  Tiếp theo: ketnap unit tree",
    ]


def test_all_reasons_of_bad_units_are_named(reasons, units, a_text):
    rows = [
        ["Mã", "Tên", "Cấp trên", "Hiệu lực từ"],
        ["dv", "Đảng bộ khác", "", ""],
        ["A", "Đảng bộ A", "B", ""],
        ["B", "Đảng bộ B", "A", ""],
        ["C", "Đảng bộ bộ phận C", "A", ""],
        ["D", "Chi bộ D", "C", ""],
        ["E/1", "Nhóm E", "Không đâu cả", "01/01/2027"],
    ]

    assert reasons("units", a_text(rows)) == [
        (2, "Mã", "dv", "mã đã có: Đảng bộ phường Đô Vinh"),
        (3, "Cấp trên", "B", "cấp trên vòng lại chính nó"),
        (4, "Cấp trên", "A", "cấp trên vòng lại chính nó"),
        (5, "Cấp trên", "A", "cấp trên A nằm ở dòng có lỗi"),
        (6, "Cấp trên", "C", "cấp trên C nằm ở dòng có lỗi"),
        (7, "Mã", "E/1", "mã dài quá 40 ký tự hoặc có dấu “/”"),
        (7, "Cấp trên", "Không đâu cả", "không có tổ chức này"),
        (7, "Hiệu lực từ", "01/01/2027", "ngày chưa tới (hôm nay 23/11/2026)"),
        (
            7,
            "Trạng thái",
            "",
            UNCLEAR,
        ),
    ]


def test_units_in_the_wrong_place_are_refused_row_by_row(ketnap, reasons, units, a_text):
    rows = [
        ["Mã", "Tên", "Cấp trên", "Cấp"],
        ["H", "Huyện ủy H", "DV", "superior"],
        ["B", "Đảng bộ B", "", ""],
        ["C", "Chi bộ C", "KP2", ""],
        ["D", "CB KP 2", "DV", ""],
        ["d", "Chi bộ D", "DV", ""],
    ]
    rows[0][3] = "Trạng thái"
    twin = "cùng cấp trên đã có “CB KP 2” (mã KP2); nếu là tổ chức khác thì đặt tên cho khác"

    assert reasons("units", a_text(rows)) == [
        (
            2,
            "Cấp trên",
            "DV",
            (
                "cấp trên trực tiếp của cơ sở không đứng dưới tổ chức cơ sở đảng (DV),"
                " chỉ đứng dưới cấp trên trực tiếp của cơ sở"
            ),
        ),
        (
            3,
            "Cấp trên",
            "",
            (
                "chưa ghi cấp trên, mà TP đã đứng đầu; ghi cấp trên,"
                " hoặc thêm --root nếu là một cây riêng"
            ),
        ),
        (
            4,
            "Cấp trên",
            "KP2",
            (
                "chi bộ không đứng dưới chi bộ (KP2), chỉ đứng dưới tổ chức cơ sở đảng"
                " hoặc đảng bộ bộ phận"
            ),
        ),
        (5, "Tên", "CB KP 2", twin),
        (6, "Mã", "d", "trùng với dòng 5"),
    ]
    assert ketnap("import", "units", a_text([rows[0], rows[2]]), "--root").exit_code == 0


def test_two_units_of_one_name_are_told_apart_by_code(ketnap, reasons, units, a_text):
    rows = [
        ["Mã", "Tên", "Cấp trên", "Cấp"],
        ["A1", "Chi bộ 1", "DV", ""],
        ["A2", "Chi bộ 1", "TP", ""],
        ["A3", "Tổ 3", "Chi bộ 1", ""],
    ]
    rows[0][3] = "Trạng thái"
    rows[3][3] = "lạ"

    assert reasons("units", a_text(rows)) == [
        (4, "Cấp trên", "Chi bộ 1", "nhiều tổ chức cùng tên (A1, A2); xin ghi mã"),
        (
            4,
            "Trạng thái",
            "lạ",
            UNCLEAR,
        ),
    ]


def test_the_published_years_come_in_and_give_the_articles_percentages(ketnap, units, a_book):
    path = a_book(QUOTA)
    result = ketnap("import", "quota", path)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-2:] == [
        "✓ Đã nhập 3 chỉ tiêu.",
        "  Tiếp theo: ketnap quota history",
    ]
    shown = json.loads(
        ketnap("quota", "history", "--from", "2020", "--to", "2022", "-o", "json").stdout
    )
    assert [(one["target"], one["admitted"], one["percent"]) for one in shown["items"]] == [
        (144, 85, "59.03"),
        (144, 150, "104.17"),
        (146, 147, "100.68"),
        (434, 382, "88.02"),
    ]
    assert ketnap("import", "quota", path).exit_code == 6


def test_a_year_stands_in_for_its_column_and_a_revision_needs_a_reason(
    ketnap, store, reasons, units, a_text
):
    first = [["Mã đơn vị", "Chỉ tiêu kết nạp", "CT bồi dưỡng"], ["DV", "22", "30"]]
    assert ketnap("import", "quota", a_text(first), "--year", "2026").exit_code == 0
    later = a_text([["Đơn vị", "Chỉ tiêu"], ["DV", "20"]], name="sau.csv")

    assert reasons("quota", later, "--year", "2026") == [
        (
            2,
            "Chỉ tiêu",
            "20",
            "đã giao 22; điều chỉnh cần lý do (cột Ghi chú hoặc --reason)",
        )
    ]
    words = ("--year", "2026", "--reason", "Giữa năm")
    assert ketnap("import", "quota", later, *words).exit_code == 5
    assert ketnap("import", "quota", later, *words, "--approved-by", "hoa").exit_code == 0
    [quota] = store.quotas(2026, 2026)
    assert (quota.target, quota.class_target, quota.reason) == (20, 30, "Giữa năm")


def test_an_imported_cut_names_its_second_person_in_the_log(ketnap, store, units, a_text):
    first = [["Mã đơn vị", "Chỉ tiêu kết nạp"], ["DV", "22"]]
    cut = a_text([["Đơn vị", "Chỉ tiêu"], ["DV", "20"]], name="sau.csv")
    assert ketnap("import", "quota", a_text(first), "--year", "2026").exit_code == 0

    words = ("--year", "2026", "--reason", "Giữa năm", "--approved-by", "hoa")
    assert ketnap("import", "quota", cut, *words).exit_code == 0

    entries = store.entries("quota/2026/DV")
    assert [one.fields.get("approved_by") for one in entries] == [None, "hoa"]


def test_a_quota_of_an_unknown_unit_is_named(reasons, units, a_text):
    rows = [["Năm", "Đơn vị", "Chỉ tiêu"], [2026, "Đảng bộ phường Đô Vin", 1], [2026, "", 2]]

    assert reasons("quota", a_text(rows)) == [
        (
            2,
            "Đơn vị",
            "Đảng bộ phường Đô Vin",
            "không có tổ chức này; gần nhất: Đảng bộ phường Đô Vinh",
        ),
        (3, "Đơn vị", "", "còn trống; cột này bắt buộc"),
    ]


@pytest.mark.parametrize(("listname", "heading"), EVERY)
def test_a_file_that_is_no_list_is_refused_in_words(ketnap, store, tmp_path, listname, heading):
    (tmp_path / "rong.csv").write_bytes(b"")
    (tmp_path / "thu-muc.xlsx").mkdir()
    (tmp_path / "la.csv").write_text("Màu,Cỡ\nđỏ,1\n", encoding="utf-8")
    (tmp_path / "nul.csv").write_bytes(f"{heading},\0\n1,2\n".encode())
    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)

    told = {
        name: ketnap("import", listname, tmp_path / name)
        for name in ("rong.csv", "thu-muc.xlsx", "la.csv", "nul.csv", "bom.xlsx", "khong-co.csv")
    }

    assert {name: result.exit_code for name, result in told.items()} == dict.fromkeys(told, 9)
    lines = {name: result.stderr.splitlines() for name, result in told.items()}
    assert all(said[0] == f"✗ Không đọc được {name}" for name, said in lines.items())
    assert lines["rong.csv"][1] == "  - tệp trống"
    assert lines["thu-muc.xlsx"][1] == "  - đây là một thư mục"
    assert lines["bom.xlsx"][1] == "  - nội dung nén bên trong lớn bất thường"
    assert lines["khong-co.csv"][1] == "  - không có tệp này"
    assert lines["la.csv"][1].startswith("  - thiếu cột")
    assert store.entry_count() == 0


def test_a_list_of_headings_alone_has_nothing_to_import(ketnap, units, a_text):
    result = ketnap("import", "cases", a_text([["Họ tên", "Chi bộ"], ["", ""]]))

    assert (result.exit_code, result.stdout) == (9, "")
    assert result.stderr == "✗ ds.csv chỉ có tiêu đề, không có dòng nào để nhập; chưa ghi gì.\n"


def test_a_name_of_ten_thousand_letters_is_a_reason(reasons, units, a_text):
    rows = [["Họ tên", "Chi bộ"], ["a" * 10_000, "DV"]]

    assert reasons("cases", a_text(rows)) == [
        (2, "Họ tên", "a" * 59 + "…", "dài quá 200 ký tự; xin rút gọn")
    ]


def test_english_reasons_are_english(ketnap, units, a_text):
    rows = [["Mã", "Tên", "Cấp trên"], ["X", "Nhóm X", "DV"]]

    result = ketnap("--lang", "en", "import", "units", a_text(rows), "-o", "tsv", "--no-errors")

    assert result.stdout == (
        "2\tTrạng thái\t\tthe tier is not clear; write superior, grassroots, departmental or cell\n"
    )


def test_the_encodings_offered_are_the_ones_that_can_be_read():
    from commands.importing import ENCODINGS
    from office.delimited import ENCODINGS as READ

    assert ENCODINGS == READ
