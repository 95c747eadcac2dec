"""One cell: the value it holds, or the sentence why it holds none."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from office.cells import parser_of, shown
from office.refused import Refused
from office.vocabulary import label_of, labels_of
from rules.education import Education
from workflow.names import fold
from workflow.states import State

NOT_A_DATE = "không phải là ngày; viết ngày/tháng/năm, ví dụ 05/09/2026"
NOT_A_NAME = "không phải là họ tên; chỉ gồm chữ cái, dấu cách, gạch nối, dấu nháy và dấu chấm"
MORNING = datetime.fromisoformat("2026-09-05T07:30")
MIDNIGHT = datetime.fromisoformat("2026-09-05T00:00")


def read(kind, cell, legacy=None):
    """The value, or the reason in Vietnamese."""
    value = parser_of(kind, legacy)(cell)
    return value.reason.vi if isinstance(value, Refused) else value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5/9/2026", date(2026, 9, 5)),
        ("05-09-2026", date(2026, 9, 5)),
        (" 05 / 09 / 2026 ", date(2026, 9, 5)),
        ("5.9.2026", date(2026, 9, 5)),
        ("2026-09-05", date(2026, 9, 5)),
        ("2026-09-05 00:00:00", date(2026, 9, 5)),
        ("ngày 05 tháng 9 năm 2026", date(2026, 9, 5)),
        (date(2026, 9, 5), date(2026, 9, 5)),
        (MORNING, date(2026, 9, 5)),
        (46270.0, date(2026, 9, 5)),
        (46270, date(2026, 9, 5)),
        ("29/02/2024", date(2024, 2, 29)),
        ("31/02/2004", "ngày không có thật"),
        ("29/02/2023", "ngày không có thật"),
        ("2026-13-01", "ngày không có thật"),
        ("32/13/2026", "ngày không có thật"),
        ("11/23/2026", "ngày kiểu Mỹ (tháng trước ngày); viết ngày/tháng/năm"),
        ("5/9/26", "năm phải đủ bốn chữ số"),
        ("12/2009", "cần đủ ngày, tháng, năm"),
        ("2009", "cần đủ ngày, tháng, năm"),
        ("01/01/1026", "năm ngoài khoảng 1900–2100"),
        (date(2926, 1, 1), "năm ngoài khoảng 1900–2100"),
        (2009.0, NOT_A_DATE),
        (1e300, NOT_A_DATE),
        (float("nan"), NOT_A_DATE),
        (True, NOT_A_DATE),
        (time(7, 30), NOT_A_DATE),
        ("hôm qua", NOT_A_DATE),
        ("٠٥/٠٩/٢٠٢٦x", NOT_A_DATE),
    ],
)
def test_a_day(cell, value):
    assert read("date", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("05/09/2004", "2004-09-05"),
        (date(2004, 9, 5), "2004-09-05"),
        (38235.0, "2004-09-05"),
        ("12/2009", "2009-12"),
        ("tháng 12/2009", "2009-12"),
        ("2009-12", "2009-12"),
        ("1990", "1990"),
        (1990.0, "1990"),
        (1990, "1990"),
        ("13/2009", "tháng không có thật"),
        ("12/1809", "năm ngoài khoảng 1900–2100"),
        ("1809", "năm ngoài khoảng 1900–2100"),
        ("31/02/2004", "ngày không có thật"),
        (1990.5, NOT_A_DATE),
        (True, NOT_A_DATE),
    ],
)
def test_a_day_of_birth_may_be_known_in_part(cell, value):
    assert read("born", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3.0, 3),
        (0, 0),
        ("12", 12),
        ("1.204", 1204),
        ("1 204", 1204),
        (2.5, "không phải là số nguyên từ 0"),
        (-1.0, "không phải là số nguyên từ 0"),
        ("-1", "không phải là số nguyên từ 0"),
        ("99999999", "không phải là số nguyên từ 0"),
        (float("inf"), "không phải là số nguyên từ 0"),
        (float("nan"), "không phải là số nguyên từ 0"),
        (False, "không phải là số nguyên từ 0"),
        ("nhiều", "không phải là số nguyên từ 0"),
    ],
)
def test_a_count(cell, value):
    assert read("count", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (2026.0, 2026),
        ("2026", 2026),
        ("26", "không phải là năm (từ 1930 đến 2100)"),
        ("Năm 2026", "không phải là năm (từ 1930 đến 2100)"),
    ],
)
def test_a_year(cell, value):
    assert read("year", cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("058085001234", "058085001234"),
        ("058 085 001 234", "058085001234"),
        ("'026123456", "026123456"),
        (258085001234.0, "258085001234"),
        (
            58085001234.0,
            "số căn cước mất số 0 ở đầu; định dạng cột là Văn bản rồi nhập lại",
        ),
        ("58085001234", "số căn cước phải có 12 hoặc 9 chữ số"),
        ("không có", "số căn cước phải có 12 hoặc 9 chữ số"),
        ("٠٢٦١٢٣٤٥٦", "số căn cước phải có 12 hoặc 9 chữ số"),
    ],
)
def test_an_identity_number_is_text(cell, value):
    assert read("identity", cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("sex", "Nam", "male"),
        ("sex", "NỮ", "female"),
        ("sex", "nu", "female"),
        ("sex", "x", "không rõ giới tính; ghi Nam hoặc Nữ"),
        ("ethnic", "kinh", "Kinh"),
        ("ethnic", "RAGLAI", "Ra-glai"),
        ("ethnic", "Ê đê", "Ê-đê"),
        ("ethnic", "H'Mông", "Mông"),
        ("ethnic", "Kinnh", "không có trong danh mục; gần nhất: Kinh"),
        ("ethnic", "zzzz", "không có trong danh mục"),
        ("state", "Dự bị", "probation"),
        ("state", "chờ lễ kết nạp", "admitted"),
        ("state", "Được giới thiệu (cảm tình Đảng)", "nominated"),
        ("state", "Lớp nhận thức", "course"),
        ("state", "THẨM TRA", "verification"),
        ("state", "full_member", "full_member"),
        ("state", "Đã học lớp cảm tình", "course"),
        ("state", "Đã học lớp nhận thức", "course"),
        (
            "state",
            "Đã chuyển",
            (
                "không phải một bước của hồ sơ; người đã chuyển đi thì bỏ dòng này, còn lại ghi:"
                " Được giới thiệu (cảm tình Đảng); Học lớp bồi dưỡng nhận thức về Đảng;"
                " Thẩm tra, xác minh; Có quyết định, chờ lễ kết nạp; Đảng viên dự bị;"
                " Đảng viên chính thức"
            ),
        ),
        ("state", "Chính thứcc", "không có trong danh mục; gần nhất: Đảng viên chính thức"),
        ("education", "12/12", "upper-secondary"),
        ("education", "Lớp 11/12", "lower-secondary-diploma"),
        ("education", "9/12", "lower-secondary-programme"),
        ("education", "5/12", "primary"),
        ("education", "3/12", "literate"),
        ("education", "10/10", "upper-secondary"),
        ("education", "7/10", "lower-secondary-programme"),
        ("education", "8/10", "lower-secondary-diploma"),
        ("education", 12.0, "upper-secondary"),
        ("education", "lớp 9", "lower-secondary-programme"),
        ("education", "12/12, Đại học, Sơ cấp", "upper-secondary"),
        ("education", "THCS - Sơ cấp", "lower-secondary-programme"),
        ("education", "Tốt nghiệp THCS", "lower-secondary-diploma"),
        ("education", "Bổ túc THCS", "lower-secondary-equivalent"),
        ("education", "Mù chữ", "none"),
        ("education", "Biết đọc, biết viết", "literate"),
        ("education", "primary", "primary"),
        ("education", "13/12", "không có lớp 13/12"),
        (
            "education",
            "?",
            "không rõ trình độ văn hoá; ghi ví dụ 9/12, 12/12, THCS, THPT",
        ),
        (
            "education",
            date(2026, 12, 9),
            "Excel đã đổi trình độ thành ngày; định dạng cột là Văn bản rồi nhập lại",
        ),
        ("sex", "a\x00", "có ký tự điều khiển (U+0000) ở vị trí 2; xin gõ lại"),
    ],
)
def test_a_word_stands_for_a_code(kind, cell, value):
    assert read(kind, cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("  Lê  An ", "Lê An"),
        ("Le\u0302 An", "Lê An"),
        (3.0, NOT_A_NAME),
        ("---", NOT_A_NAME),
        ("12345", NOT_A_NAME),
        ("=HYPERLINK(1)", NOT_A_NAME),
        ("Tổng cộng: 9 người", NOT_A_NAME),
        ("Lê\nAn", "có dấu xuống dòng hoặc dấu tab giữa họ tên; xin gõ lại trên một dòng"),
        ("Lê\tAn", "có dấu xuống dòng hoặc dấu tab giữa họ tên; xin gõ lại trên một dòng"),
        ("Lê An\n", "Lê An"),
        ("H'Ñuôn Niê-Y.", "H'Ñuôn Niê-Y."),
        ("a" * 201, "dài quá 200 ký tự; xin rút gọn"),
        ("a" * 10_000, "dài quá 200 ký tự; xin rút gọn"),
        ("Lê\u200bAn", "có ký tự ẩn (U+200B) ở vị trí 3; xin gõ lại"),
        ("§Æng ThÞ ¸nh", "chữ kiểu TCVN3; dùng --encoding tcvn3 để chuyển"),
        ("Ñaëng Thò AÙnh", "chữ kiểu VNI; dùng --encoding vni để chuyển"),
    ],
)
def test_a_name(cell, value):
    assert read("name", cell) == value


def test_a_name_in_an_old_font_is_converted_when_asked():
    assert read("name", "§Æng ThÞ ¸nh", "tcvn3") == "Đặng Thị Ánh"
    assert read("name", "Ñaëng Thò AÙnh", "vni") == "Đặng Thị Ánh"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12.0, "12"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 9, 5), "05/09/2026"),
        (MIDNIGHT, "05/09/2026"),
        (MORNING, "05/09/2026 07:30"),
        (time(7, 30), "07:30:00"),
        ("05/NQ-CB", "05/NQ-CB"),
    ],
)
def test_any_cell_can_stand_in_a_text_column(cell, value):
    assert shown(cell) == value
    assert read("text", cell) == value


def test_a_note_may_be_longer_than_a_name():
    assert read("note", "a" * 2_000) == "a" * 2_000
    assert read("note", "a" * 2_001) == "dài quá 2000 ký tự; xin rút gọn"


def test_an_unknown_kind_of_column_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        parser_of("colour")


def test_the_54_peoples_are_54_and_none_folds_into_another():
    names = labels_of("ethnic")

    assert len(names) == 54
    assert len({fold(name).replace("-", " ") for name in names}) == 54


def test_every_code_a_cell_can_stand_for_is_one_the_law_and_the_machine_know():
    educations = [parser_of("education")(label) for label in labels_of("education")]
    states = [parser_of("state")(label) for label in labels_of("state")]

    assert educations == [level.value for level in Education]
    assert set(states) == {state.value for state in State} - {"closed", "struck_off"}


def test_a_code_is_written_with_its_first_word():
    assert label_of("state", "probation") == "Đảng viên dự bị"
    assert label_of("sex", "female") == "Nữ"
    assert label_of("ethnic", "Kinh") == "Kinh"
    assert label_of("state", "unheard") == "unheard"
    assert labels_of("text") == ()
