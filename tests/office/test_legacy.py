"""Vietnamese typed in old fonts: told apart from Unicode, and converted."""

from __future__ import annotations

import pytest

from office.legacy import from_legacy, legacy_encoding
from office.lists import parse_list
from office.reading import read_sheet


@pytest.mark.parametrize(
    ("typed", "encoding", "words"),
    [
        ("§Æng ThÞ ¸nh", "tcvn3", "Đặng Thị ánh"),
        ("NguyÔn V¨n §øc", "tcvn3", "Nguyễn Văn Đức"),
        ("Ph\u00ad¬ng Qu¶ng ¦íc", "tcvn3", "Phương Quảng Ước"),
        ("Hä vµ tªn", "tcvn3", "Họ và tên"),
        ("Ñaëng Thò AÙnh", "vni", "Đặng Thị Ánh"),
        ("Nguyeãn Thò Myõ Höông", "vni", "Nguyễn Thị Mỹ Hương"),
        ("Quaûng Ñaïi Öôùc", "vni", "Quảng Đại Ước"),
        ("Leâ Vaên YÙ", "vni", "Lê Văn Ý"),
    ],
)
def test_old_font_text_is_recognised_and_converted(typed, encoding, words):
    assert legacy_encoding(typed) == encoding
    assert from_legacy(typed, encoding) == words


@pytest.mark.parametrize(
    "text",
    [
        "Nguyen Van A",
        "Đặng Thị Ánh",
        "hoà hòa thuý thúy khoẻ khỏe quý uỷ ủy",
        "Nguyễn Hoãn, Đoàn Thoả, Vũ Oánh, Loã Lồ",
        "Chamaléa Thị Hương",
        "H'Ñuôn Niê, Y Blô Êban",
        "5 m², 20 °C, “trích” – từ … đến ½",
        "Đảng uỷ phường Đô Vinh (khối 2)",
    ],
)
def test_unicode_text_is_never_taken_for_an_old_font(text):
    assert legacy_encoding(text) is None


def test_every_vietnamese_letter_survives_both_old_codes():
    vni = "aøaûaõaùaïaêaèaúaüaéaëaâaàaåaãaáaäñeøeûeõeùeïeâeàeåeãeáeäìæóíò"
    vni += "oøoûoõoùoïoâoàoåoãoáoäôôøôûôõôùôïuøuûuõuùuïööøöûöõöùöïyøyûyõyùî"
    pairs = {
        "tcvn3": (
            "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
            "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        ),
        "vni": (
            vni,
            "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        ),
    }

    for encoding, (typed, letters) in pairs.items():
        assert from_legacy(typed, encoding) == letters


def test_a_file_in_both_scripts_is_converted_where_it_is_old_and_nowhere_else(a_text):
    path = a_text(
        [
            ["Họ và tên", "Ngày sinh", "Tên cũ", "Chi bộ"],
            ["§Æng ThÞ ¸nh", "1990", "Lª Bé", "Chi bé 2"],
            ["Lê Bé", "1991", "", "Chi bộ 2"],
            ["Vũ Bé", "", "NguyÔn V¨n Hïng", "Chi bé 2"],
            ["Lê Bé", "1992", "", "KP2"],
            ["TiÕn", "1993", "", "KP2"],
        ]
    )

    sheet = read_sheet(path, encoding="tcvn3")

    assert sheet.headings == ("Họ và tên", "Ngày sinh", "Tên cũ", "Chi bộ")
    assert [list(cells) for _, cells in sheet.rows] == [
        ["Đặng Thị ánh", "1990", "Lê Bộ", "Chi bộ 2"],
        ["Lê Bé", "1991", "", "Chi bộ 2"],
        ["Vũ Bé", "", "Nguyễn Văn Hùng", "Chi bé 2"],
        ["Lê Bé", "1992", "", "KP2"],
        ["Tiến", "1993", "", "KP2"],
    ]


def test_a_cell_that_could_be_either_is_old_where_nothing_is_unicode(a_text):
    path = a_text([["Name", "Chi bé"], ["An", "Chi bé 2"], ["Bình", "A"]])

    sheet = read_sheet(path, encoding="tcvn3")

    assert sheet.headings == ("Name", "Chi bộ")
    assert [list(cells) for _, cells in sheet.rows] == [["An", "Chi bộ 2"], ["Bỡnh", "A"]]


def test_a_list_with_unicode_headings_comes_in_from_an_old_font(a_book):
    path = a_book([["Họ và tên", "Chi bộ", "Năm sinh"], ["Vâ ThÞ Hoµng", "Phßng Gi¸o dôc", 1990]])

    parsed = parse_list(read_sheet(path, encoding="tcvn3"), "cases", encoding="tcvn3")

    assert parsed.rows[0].values == {
        "name": "Võ Thị Hoàng",
        "unit": "Phòng Giáo dục",
        "born": "1990",
    }
