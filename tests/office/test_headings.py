"""Headings as offices write them, and the fields they mean."""

from __future__ import annotations

import unicodedata

import pytest

from office.headings import Guess, fields_of, heading_key, match_headings
from office.refusal import SheetError

TRACKER = [
    *("STT", "mã GV/SV", "họ và tên", "SĐT", "giới tính", "ngày sinh", "dân tộc", "quê quán"),
    *("chức vụ", "lớp", "chi bộ", "ngày họp chi bộ công nhận", "đảng viên giúp đỡ"),
    *("ngày cấp chứng chỉ", "số QĐ chứng chỉ", "đơn vị cấp", "số QĐ kết nạp", "ngày QĐ"),
    *("ngày kết nạp", "trạng thái"),
]
T1 = (
    "STT · Họ và tên · Ngày sinh · Giới tính · Dân tộc · Tôn giáo · Quê quán · Nơi ở · "
    "Nghề nghiệp, đơn vị · Trình độ (VH/CM/LLCT) · Chi bộ · "
    "Ngày chi bộ công nhận cảm tình · Đảng viên giúp đỡ · Nhóm nguồn (nhiều) · "
    "Tổ chức giới thiệu · Ghi chú"
)
T1_FIELDS = (
    "name born sex ethnic religion hometown residence occupation education unit "
    "sympathiser_on helper tags referrer note"
)


def test_the_columns_of_a_real_tracker_are_found():
    match = match_headings(TRACKER, "cases")

    assert match.columns == {
        "name": 2,
        "sex": 4,
        "born": 5,
        "ethnic": 6,
        "hometown": 7,
        "occupation": 8,
        "unit": 10,
        "sympathiser_on": 11,
        "helper": 12,
        "certificate_on": 13,
        "certificate_no": 14,
        "certificate_issuer": 15,
        "decision_no": 16,
        "decision_on": 17,
        "ceremony_on": 18,
        "state": 19,
    }
    assert match.ignored == ("mã GV/SV", "SĐT", "lớp")
    assert match.missing == ()


@pytest.mark.parametrize(
    "heading",
    [
        "HO VA TEN",
        "Họ và\ntên*",
        "họ, tên:",
        unicodedata.normalize("NFD", "HỌ VÀ TÊN"),
        "Họ và tên (in hoa)",
    ],
)
def test_every_way_to_write_a_heading_is_the_same_heading(heading):
    assert match_headings([heading, "Chi bộ"], "cases").columns == {"name": 0, "unit": 1}


@pytest.mark.parametrize(
    ("listname", "headings", "fields"),
    [
        ("cases", T1, T1_FIELDS),
        (
            "quota",
            "Mã đơn vị · Năm · Chỉ tiêu bồi dưỡng · Chỉ tiêu kết nạp · Căn cứ · Ghi chú",
            "unit year class_target target base note",
        ),
        ("units", "Mã · Tên · Cấp trên · Loại · Hiệu lực từ", "code name parent kind from_on"),
        (
            "units",
            "Mã · Tên · Cấp trên · Loại · Hiệu lực từ · Hiệu lực đến · Kế thừa từ",
            "code name parent kind from_on until_on inherits",
        ),
        (
            "quota",
            "Năm · Đơn vị · Chỉ tiêu · Kết nạp · Nguồn số liệu",
            "year unit target admitted base",
        ),
    ],
)
def test_every_template_matches_its_list_whole(listname, headings, fields):
    match = match_headings(headings.split(" · "), listname)

    assert set(match.columns) == set(fields.split())
    assert match.ignored == match.guesses == match.missing == ()


def test_a_near_heading_is_a_guess_and_not_used():
    match = match_headings(["Họ và tên", "Chi bộ", "Ngày chi bộ c.nhận cảm tình", "SĐT"], "cases")

    assert match.columns == {"name": 0, "unit": 1}
    assert match.guesses == (
        Guess(heading="Ngày chi bộ c.nhận cảm tình", field="sympathiser_on", score=0.95),
    )
    assert match.ignored == ("Ngày chi bộ c.nhận cảm tình", "SĐT")


def test_a_column_known_to_be_something_else_is_never_guessed():
    match = match_headings(["Họ và tên", "Chi bộ", "Ngày vào Đoàn"], "cases")

    assert match.guesses == ()
    assert match.ignored == ("Ngày vào Đoàn",)


def test_a_confirmed_guess_is_used_and_a_column_can_be_left_out():
    headings = ["Họ và tên", "Chi bộ", "Ngày chi bộ c.nhận cảm tình", "Ghi chú"]

    match = match_headings(
        headings,
        "cases",
        mapping={"ngay chi bo c.nhan cam tinh": "sympathiser_on", "Ghi chú": "-"},
    )

    assert match.columns == {"name": 0, "unit": 1, "sympathiser_on": 2}
    assert match.ignored == ("Ghi chú",)
    assert match.guesses == ()


def test_a_decided_column_goes_before_the_one_that_was_found():
    match = match_headings(["Chi bộ", "Họ và tên", "Nơi SH"], "cases", mapping={"Nơi SH": "unit"})

    assert match.columns == {"unit": 2, "name": 1}
    assert match.ignored == ("Chi bộ",)


def test_the_first_of_two_columns_for_one_field_counts():
    match = match_headings(["Họ và tên", "Chi bộ", "Đơn vị"], "cases")

    assert match.columns == {"name": 0, "unit": 1}
    assert match.ignored == ("Đơn vị",)


def test_our_own_heading_outweighs_a_looser_one_that_stands_before_it():
    headings = ["Họ tên", "Đơn vị", "Chi bộ", "Kết nạp Đảng", "Ngày vào Đảng", "Ngày kết nạp"]

    match = match_headings(headings, "cases")

    assert match.columns == {"name": 0, "unit": 2, "ceremony_on": 5}
    assert match.ignored == ("Đơn vị", "Kết nạp Đảng", "Ngày vào Đảng")


def test_admitted_or_not_is_no_day_and_no_guess():
    match = match_headings(["Họ tên", "Chi bộ", "Kết nạp Đảng"], "cases")

    assert match.columns == {"name": 0, "unit": 1}
    assert (match.ignored, match.guesses) == (("Kết nạp Đảng",), ())


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Họ tên", "Chi bộ công nhận"], {"name": 0, "unit": 1}),
        (["Họ tên", "Chi bộ công nhận", "Đơn vị"], {"name": 0, "unit": 2}),
        (["Họ tên", "Đảng viên hướng dẫn"], {"name": 0, "helper": 1}),
        (["Đảng viên hướng dẫn", "Họ tên", "Người giúp đỡ"], {"name": 1, "helper": 2}),
        (["Chi bộ công nhận", "Chi bộ (khi cấp)", "Họ tên"], {"name": 2, "unit": 1}),
    ],
)
def test_a_loose_heading_counts_only_when_there_is_no_better_one(headings, columns):
    assert match_headings(headings, "cases").columns == columns


def test_field_ids_of_the_hidden_line_outweigh_headings():
    match = match_headings(
        ["No.", "Chi bộ", "Cell", "Lạ"], "cases", ids=("ordinal", "name", "unit", "")
    )

    assert match.columns == {"name": 1, "unit": 2}
    assert match.ignored == ("Lạ",)


def test_required_fields_without_a_column_are_missing():
    assert match_headings(["Ngày sinh"], "cases").missing == ("name", "unit")
    assert match_headings([], "units").missing == ("code", "name")
    assert match_headings([], "quota").missing == ("year", "unit", "target")


def test_a_mapping_of_an_unknown_column_or_field_says_what_there_is():
    with pytest.raises(SheetError) as no_column:
        match_headings(["Họ và tên", "", "Chi bộ"], "cases", mapping={"Tên": "name"})
    with pytest.raises(SheetError) as no_field:
        match_headings(["Mã", "Tên"], "units", mapping={"Tên": "title"})

    assert no_column.value.text.vi == (
        "Không ghép được cột: tệp không có cột “Tên”. Có thể chọn: Họ và tên, Chi bộ"
    )
    assert no_field.value.text.vi == (
        "Không ghép được cột: không có trường “title”. "
        "Có thể chọn: code, name, parent, kind, status, from_on, until_on, inherits, members, -"
    )


@pytest.mark.parametrize("listname", ["cases", "quota", "units"])
def test_no_spelling_means_two_fields(listname):
    meanings: dict[str, set[str]] = {}
    for field in fields_of(listname):
        for spelling in field.spellings:
            meanings.setdefault(heading_key(spelling), set()).add(field.id)

    assert {key: ids for key, ids in meanings.items() if len(ids) > 1} == {}


def test_the_fields_of_each_list_stay_as_they_are():
    assert " ".join(field.id for field in fields_of("cases")) == (
        "ref name born sex ethnic religion hometown residence occupation education identity_no "
        "unit sympathiser_on helper certificate_no certificate_on certificate_issuer file_on "
        "cell_vote_on cell_resolution_no decision_no decision_on decision_issuer "
        "decision_received_on ceremony_on member_cv_on new_member_certificate_no "
        "new_member_certificate_on recognised_on state referrer tags note"
    )
    assert " ".join(field.id for field in fields_of("units")) == (
        "code name parent kind status from_on until_on inherits members"
    )
    assert " ".join(field.id for field in fields_of("quota")) == (
        "year unit target class_target base admitted note"
    )
