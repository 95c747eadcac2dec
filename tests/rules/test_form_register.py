"""The register of forms: numbers by day, read as strictly as the rules."""

from datetime import date

import pytest

from rules.errors import RulebookError
from rules.form_register import load_forms
from rules.form_words import Purpose, Step, Variant
from rules.rulebook import Rulebook
from rules.units import Confidence

DOCUMENTS = {"12-HD/BTCTW 2022-01-18", "38-HD/BTCTW 2025", "1361-CV/BTCTW 2026-06-30"}
GOOD = """\
[[editions]]
from = 2022-01-18
source = { document = "12-HD/BTCTW 2022-01-18" }

[[editions]]
from = 2025-07-01
source = { document = "38-HD/BTCTW 2025" }

[catalogue]
from = 2026-06-30
source = { document = "1361-CV/BTCTW 2026-06-30" }
confidence = "medium"
digits = 2
folder = { vi = "mã tổ chức", en = "organisation code" }

[[forms]]
document = "cell-resolution"
number = "6-KNĐ"
title = { vi = "Nghị quyết của chi bộ", en = "Resolution of the cell" }
step = "cell-vote"
purpose = "admission"
signed_by = { vi = "bí thư", en = "the secretary" }
from = 2022-01-18
catalogue = [43]
confidence = "high"

[[forms]]
document = "cell-resolution"
number = "14-KNĐ"
title = { vi = "Nghị quyết của chi bộ", en = "Resolution of the cell" }
step = "cell-vote"
purpose = "admission"
signed_by = { vi = "bí thư", en = "the secretary" }
from = 2025-07-01
catalogue = [43]
confidence = "medium"
note = { vi = "Thử.", en = "A trial." }

[[forms]]
document = "strike-off-decision"
title = { vi = "Quyết định xóa tên", en = "Strike-off decision" }
step = "strike-off"
purpose = "strike-off"
signed_by = { vi = "cấp ủy", en = "the committee" }
from = 2021-01-01
until = 2026-12-31
source = { document = "1361-CV/BTCTW 2026-06-30" }
confidence = "medium"
"""


def load(tmp_path, text):
    path = tmp_path / "forms.toml"
    path.write_text(text, encoding="utf-8")
    return load_forms(path, "rules/data/forms.toml", DOCUMENTS)


def test_a_number_belongs_to_its_days(tmp_path):
    register = load(tmp_path, GOOD)

    before, on = date(2025, 6, 30), date(2025, 7, 1)
    assert register.find("cell-resolution", date(2022, 1, 17)) is None
    assert register.find("cell-resolution", before).number == "6-KNĐ"
    assert register.find("cell-resolution", on).number == "14-KNĐ"
    assert register.find("cell-resolution", before).until_on == before
    assert [form.number for form in register.on(on)] == ["14-KNĐ", None]
    assert register.find("strike-off-decision", date(2027, 1, 1)) is None


def test_the_source_of_a_number_is_the_edition_of_the_day_or_its_own(tmp_path):
    register = load(tmp_path, GOOD)
    old, new, own = register.forms

    assert register.source_on(old, date(2025, 6, 30)).document == "12-HD/BTCTW 2022-01-18"
    assert register.source_on(new, date(2025, 7, 1)).document == "38-HD/BTCTW 2025"
    assert register.source_on(own, date(2025, 7, 1)).document == "1361-CV/BTCTW 2026-06-30"


def test_a_form_keeps_who_signs_it_and_how_sure_we_are(tmp_path):
    form = load(tmp_path, GOOD).forms[1]

    assert form.signed_by.vi == "bí thư"
    assert (form.step, form.purpose) == (Step.CELL_VOTE, Purpose.ADMISSION)
    assert form.confidence is Confidence.MEDIUM
    assert form.verified is False
    assert form.note.en == "A trial."


def test_catalogue_numbers_hold_from_the_day_of_the_catalogue(tmp_path):
    register = load(tmp_path, GOOD)
    form = register.forms[1]

    assert register.catalogued_on(form, date(2026, 6, 29)) == ()
    assert register.catalogued_on(form, date(2026, 6, 30)) == (43,)


def test_a_digitised_file_is_called_by_number_and_plain_title(tmp_path):
    catalogue = load(tmp_path, GOOD).catalogue

    assert catalogue.file_name(1, "Đơn xin vào Đảng") == "01 Don xin vao Dang"
    assert catalogue.file_name(100, "Thông báo") == "100 Thong bao"
    assert catalogue.file_name(39, "Giấy giới thiệu", 2) == "39 Giay gioi thieu.2"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("signed_by =", "signed =", 22, "khóa “signed” không có trong mẫu; các khóa được dùng:"),
        (
            'source = { document = "38-HD/BTCTW 2025" }\n',
            "",
            5,
            "thiếu khóa “source”.",
        ),
        (
            '"38-HD/BTCTW 2025"',
            '"39-HD/BTCTW 2025"',
            7,
            "văn bản “39-HD/BTCTW 2025” chưa có trong sổ; hãy ghi vào documents.toml.",
        ),
        (
            "from = 2025-07-01\nsource",
            "from = 2022-01-18\nsource",
            6,
            "các lần ban hành phải xếp theo ngày tăng dần.",
        ),
        (
            'until = 2026-12-31\nsource = { document = "1361-CV/BTCTW 2026-06-30" }\n',
            "until = 2026-12-31\n",
            45,
            "trước lần ban hành đầu tiên; mẫu này cần “source” riêng.",
        ),
        ("until = 2026-12-31", "until = 2020-12-31", 46, "ngày cuối đứng trước ngày đầu của mẫu."),
        (
            "from = 2025-07-01\ncatalogue",
            "from = 2022-01-18\ncatalogue",
            34,
            "các số của mẫu “cell-resolution” phải xếp theo ngày tăng dần.",
        ),
        (
            'from = 2022-01-18\ncatalogue = [43]\nconfidence = "high"',
            'from = 2022-01-18\nuntil = 2025-07-01\ncatalogue = [43]\nconfidence = "high"',
            24,
            "số này chồng lên số từ 01/07/2025.",
        ),
        ("catalogue = [43]", 'catalogue = ["43"]', 24, "“catalogue” phải là danh sách số"),
        ("catalogue = [43]", "catalogue = [0]", 24, "“catalogue” phải là danh sách số"),
        ("catalogue = [43]", "catalogue = 43", 24, "“catalogue” phải là danh sách số"),
        ('step = "cell-vote"', 'step = "vote"', 20, "“vote” không dùng được cho “step”;"),
    ],
)
def test_a_register_out_of_order_is_refused_by_file_and_line(tmp_path, old, new, line, problem):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)

    with pytest.raises(RulebookError) as caught:
        load(tmp_path, text)

    assert caught.value.text.vi.startswith(f"rules/data/forms.toml, dòng {line}: {problem}")


@pytest.fixture(scope="module")
def register():
    return Rulebook.open().forms()


def test_the_register_is_read_once():
    book = Rulebook.open()

    assert book.forms() is book.forms()
    assert "forms" not in book.ids()


# §4 of the table: number, document, confidence until June 2025.
TABLE = {
    "CN-NTVĐ": ("course-certificate", "high", (38,)),
    "1-KNĐ": ("application", "high", (37,)),
    "2-KNĐ": ("cv", "high", (1,)),
    "3-KNĐ": ("recommendation", "high", (39,)),
    "3A-KNĐ": ("recommendation", "medium", (39,)),
    "4-KNĐ": ("youth-union-resolution", "high", (40,)),
    "4A-KNĐ": ("trade-union-resolution", "high", (41,)),
    "5-KNĐ": ("opinions", "high", (42,)),
    "6-KNĐ": ("cell-resolution", "high", (43,)),
    "7-KNĐ": ("departmental-report", "medium", (44,)),
    "8-KNĐ": ("committee-resolution", "high", (45,)),
    "9-KNĐ": ("admission-decision", "high", (5,)),
    "9A-KNĐ": ("admission-decision", "low", (5,)),
    "10-KNĐ": ("self-review", "high", (47,)),
    "11-KNĐ": ("helper-remarks", "high", (48,)),
    "12-KNĐ": ("opinions-recognition", "high", (49,)),
    "13-KNĐ": ("cell-resolution-recognition", "high", (50,)),
    "14-KNĐ": ("departmental-report-recognition", "medium", (51,)),
    "15-KNĐ": ("committee-resolution-recognition", "high", (52,)),
    "16-KNĐ": ("recognition-decision", "medium", (7,)),
    "16A-KNĐ": ("recognition-decision", "medium", (7,)),
    "17-KNĐ": ("being-helped", "low", (53,)),
    "18-KNĐ": ("forwarding-proposed", "low", (92, 93, 94, 95)),
    "19-KNĐ": ("forwarding-decided", "low", (92, 93, 94, 95)),
    "20-KNĐ": ("verification-letter", "medium", (97,)),
    "21-KNĐ": ("verifier-introduction", "low", (96,)),
}


def test_every_number_of_the_table_stands_in_the_register(register):
    numbered = {
        form.number: (form.document, form.confidence, form.catalogue)
        for form in register.on(date(2022, 1, 18))
        if form.number is not None
    }

    assert numbered == TABLE


def test_every_catalogue_number_of_admission_has_its_paper(register):
    today = date(2026, 11, 23)
    found = {one for form in register.on(today) for one in register.catalogued_on(form, today)}

    assert found == {1, 2, *range(5, 14), *range(37, 54), *range(92, 101)}


def test_numbers_after_the_fifth_are_unverified_under_the_guidance_nobody_saw(register):
    today = date(2026, 11, 23)
    numbers = [str(n) for n in range(6, 17)]
    forms = [
        form for form in register.on(today) if (form.number or "").removesuffix("-KNĐ") in numbers
    ]

    assert len(forms) == 11
    assert {form.verified for form in forms} == {False}
    assert {form.number for form in register.on(today) if form.verified} == {
        *("CN-NTVĐ", "CN-NTVĐ1", "CN-NTVĐ1-2", "1-KNĐ", "2-KNĐ", "3-KNĐ", "4-KNĐ", "4A-KNĐ"),
        *("5-KNĐ", None),
    }


def test_a_delegated_committee_s_decision_has_its_own_form(register):
    on = date(2025, 1, 1)

    assert register.find("admission-decision", on).number == "9-KNĐ"
    delegated = register.find("admission-decision", on, Variant.GRASSROOTS_DECIDES)
    assert delegated.number == "9A-KNĐ"
    assert register.find("cv", on, Variant.GRASSROOTS_DECIDES).number == "2-KNĐ"
    today = date(2026, 11, 23)
    assert register.find("course-certificate", today, Variant.TWO_MEMBERS).number == "CN-NTVĐ"


def test_the_words_of_the_register_all_have_labels():
    labels = [word.label.vi for words in (Step, Purpose, Variant) for word in words]

    assert all(labels)
    assert len(set(labels)) >= len(labels) - 3
