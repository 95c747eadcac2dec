"""Names: cleaned, folded and ordered the Vietnamese way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.names import TextError, clean_text, fold, sort_key, title_key


def test_a_name_is_trimmed_and_its_spaces_are_single():
    assert clean_text("  Đặng\u00a0 Thị\n\tÁnh ") == "Đặng Thị Ánh"


def test_a_decomposed_name_is_stored_composed():
    assert clean_text(unicodedata.normalize("NFD", "Quảng Đại Ước")) == "Quảng Đại Ước"


def test_look_alike_letters_stay_different():
    assert clean_text("Đ Ð Ɖ") == "\u0110 \u00d0 \u0189"
    assert len({fold("Đ"), fold("Ð"), fold("Ɖ")}) == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Lê\x00An", "có ký tự điều khiển (U+0000) ở vị trí 3; xin gõ lại"),
        ("\x1b[31mLê An", "có ký tự điều khiển (U+001B) ở vị trí 1; xin gõ lại"),
        ("Lê An\x85", "có ký tự điều khiển (U+0085) ở vị trí 6; xin gõ lại"),
        ("Lê\u202eAn", "có ký tự đổi chiều chữ (U+202E) ở vị trí 3; xin gõ lại"),
        ("Lê\u200bAn", "có ký tự ẩn (U+200B) ở vị trí 3; xin gõ lại"),
        ("\ufeffLê An", "có ký tự ẩn (U+FEFF) ở vị trí 1; xin gõ lại"),
        ("Lê\ud800", "có ký tự hỏng (U+D800) ở vị trí 3; xin gõ lại"),
        ("a" * 201, "dài quá 200 ký tự; xin rút gọn"),
        ("a" * 10_000, "dài quá 200 ký tự; xin rút gọn"),
    ],
)
def test_a_text_with_a_character_nobody_typed_is_refused(typed, sentence):
    with pytest.raises(TextError) as refused:
        clean_text(typed)

    assert refused.value.text.vi == sentence


def test_the_refusal_speaks_english_too():
    with pytest.raises(TextError) as refused:
        clean_text("Lê\x00An")

    assert str(refused.value) == ("holds a control character (U+0000) at place 3; please retype it")


def test_the_limit_can_be_set():
    assert clean_text("a" * 500, limit=500) == "a" * 500

    with pytest.raises(TextError):
        clean_text("abcd", limit=3)


def test_fold_forgets_accents_capitals_and_spaces():
    assert fold("  ĐẶNG  Thị\nÁnh ") == "dang thi anh"
    assert fold("Chamaléa Thị Hương") == "chamalea thi huong"


def test_the_place_of_the_tone_does_not_matter():
    assert fold("hoà") == fold("hòa") == "hoa"
    assert sort_key("Nguyễn Hoà") == sort_key("Nguyễn Hòa")


def test_d_with_a_stroke_comes_after_every_d():
    names = ["Vũ An", "Đỗ An", "Dương An", "Danh An", "Đào An", "Ê An", "Dư An"]

    assert sorted(names, key=sort_key) == [
        "Danh An",
        "Dư An",
        "Dương An",
        "Đào An",
        "Đỗ An",
        "Ê An",
        "Vũ An",
    ]


def test_a_list_goes_by_given_name_then_middle_then_family():
    names = [
        "Trần Thị Bình",
        "Lê Văn An",
        "Nguyễn Ân",
        "Vũ An",
        "Phạm Bảo Ngọc An",
        "Phạm Bảo An",
        "Đỗ Văn An",
        "Nguyễn Đức",
        "Nguyễn Dung",
        "Lê Anh",
    ]

    assert sorted(names, key=sort_key) == [
        "Vũ An",
        "Phạm Bảo An",
        "Phạm Bảo Ngọc An",
        "Đỗ Văn An",
        "Lê Văn An",
        "Lê Anh",
        "Nguyễn Ân",
        "Trần Thị Bình",
        "Nguyễn Dung",
        "Nguyễn Đức",
    ]


def test_tones_go_level_falling_asking_tumbling_rising_heavy():
    names = ["Lê Mạ", "Lê Má", "Lê Mã", "Lê Mả", "Lê Mà", "Lê Ma"]

    assert sorted(names, key=sort_key) == [
        "Lê Ma",
        "Lê Mà",
        "Lê Mả",
        "Lê Mã",
        "Lê Má",
        "Lê Mạ",
    ]


def test_letters_outweigh_tones_within_a_word():
    assert sort_key("Lê Bạ") < sort_key("Lê Ban")
    assert sort_key("Lê Bán") < sort_key("Lê Băn") < sort_key("Lê Bân")


def test_foreign_letters_marks_and_digits_find_a_place():
    assert sort_key("K'Brể") == sort_key("KBrể")
    assert sort_key("Çelik") == sort_key("Celik")
    assert sort_key("Zuy") < sort_key("Иван")
    assert sort_key("Tổ 2") < sort_key("Tổ A")
    assert sort_key("") == ""


@given(st.text())
def test_both_forms_of_a_name_give_the_same_keys(text):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)

    assert fold(composed) == fold(decomposed)
    assert sort_key(composed) == sort_key(decomposed)
    assert sort_key(text).isascii()


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    try:
        once = clean_text(text)
    except TextError:
        return

    assert clean_text(once) == once
    assert fold(once) == fold(fold(once))


def test_organisations_stand_by_their_names_from_the_first_word_and_numbers_by_size():
    titles = ["Chi bộ khu phố 10", "Đảng bộ phường Đô Vinh", "Chi bộ khu phố 2", "Công an"]

    assert sorted(titles, key=title_key) == [
        "Chi bộ khu phố 2",
        "Chi bộ khu phố 10",
        "Công an",
        "Đảng bộ phường Đô Vinh",
    ]
