"""A province's own rules may tighten the law, never loosen it."""

from datetime import date

import pytest

from rules.errors import RulebookError
from rules.rulebook import Rulebook
from rules.share import Share

CEREMONY = """\
id = "ceremony"
title = { vi = "Lễ kết nạp", en = "Ceremony" }
unit = "working days"
timer = true

[[versions]]
from = 2026-08-01
value = 20
starts = "decision-issued"
source = { document = "1-QĐ/TU 2026-08-01" }
confidence = "high"
"""
REGISTER = """\
[[documents]]
key = "1-QĐ/TU 2026-08-01"
number = "1-QĐ/TU"
date = 2026-08-01
issuer = { vi = "Tỉnh ủy", en = "Province committee" }
title = { vi = "Quy định riêng", en = "Local regulation" }
confidence = "high"
"""
VOTE = """\
id = "cell-vote"
title = { vi = "Biểu quyết", en = "Vote" }
unit = "share"

[[versions]]
from = 2020-01-01
value = "3/4"
strict = false
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""
OWN = """\
id = "kinship"
title = { vi = "Quan hệ gia đình", en = "Kinship" }
unit = "none"
local = true

[[versions]]
from = 2020-01-01
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""


def place(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return folder


def refusal(folder, rule_id):
    with pytest.raises(RulebookError) as caught:
        Rulebook.open(folder)[rule_id]
    return caught.value.problem


def test_a_shorter_local_limit_counts_from_its_day_on(tmp_path):
    book = Rulebook.open(place(tmp_path, ceremony=CEREMONY, documents=REGISTER))

    assert book.on("ceremony", date(2026, 7, 31)).value == 30
    assert book.on("ceremony", date(2026, 8, 1)).value == 20
    assert book["ceremony"].local is True
    assert book["ceremony"].title.vi == "Tổ chức lễ kết nạp"
    assert book.document("1-QĐ/TU 2026-08-01").issuer.vi == "Tỉnh ủy"


def test_a_higher_local_share_counts(tmp_path):
    book = Rulebook.open(place(tmp_path, cell_vote=VOTE))

    assert book.on("cell-vote", date(2026, 8, 1)).value == Share(
        numerator=3, denominator=4, strict=False
    )


def test_more_than_a_share_is_tighter_than_at_least_that_share(tmp_path):
    text = VOTE.replace("3/4", "2/3").replace("strict = false", "strict = true")

    assert Rulebook.open(place(tmp_path, cell_vote=text))["cell-vote"].local is True


def test_a_longer_local_limit_is_refused(tmp_path):
    folder = place(tmp_path, ceremony=CEREMONY.replace("20", "31", 2), documents=REGISTER)
    text = CEREMONY.replace("value = 20", "value = 31")
    place(tmp_path, ceremony=text)

    assert refusal(folder, "ceremony").vi == (
        "nội dung ceremony@2026-08-01 nới lỏng ceremony@2026-07-26;"
        " quy định riêng chỉ được chặt hơn."
    )
    assert refusal(folder, "ceremony").en == (
        "version ceremony@2026-08-01 loosens ceremony@2026-07-26; a local rule may only tighten."
    )


def test_a_lower_local_share_is_refused(tmp_path):
    folder = place(tmp_path, cell_vote=VOTE.replace("3/4", "1/2"))

    assert refusal(folder, "cell-vote").en == (
        "version cell-vote@2020-01-01 loosens cell-vote@2011-01-19; a local rule may only tighten."
    )


def test_a_local_limit_counts_from_the_same_event(tmp_path):
    text = CEREMONY.replace("2026-08-01\nvalue", "2026-07-01\nvalue")
    folder = place(tmp_path, ceremony=text, documents=REGISTER)

    assert refusal(folder, "ceremony").vi == (
        "nội dung ceremony@2026-07-01 bắt đầu từ mốc khác với ceremony@2025-07-01."
    )


def test_a_local_version_that_has_ended_is_not_compared_with_later_law(tmp_path):
    text = (
        CEREMONY.replace(
            "from = 2026-08-01",
            "from = 2025-08-01\nuntil = 2026-07-25",
        ).replace(
            'starts = "decision-issued"',
            'starts = "decision-received"\nprovisional = "decision-issued"',
        )
        + CEREMONY[CEREMONY.index("[[versions]]") :]
    )
    text = text.replace("timer = true\n", 'timer = true\ngoverned_by = "decision-issued"\n')
    book = Rulebook.open(place(tmp_path, ceremony=text, documents=REGISTER))

    assert [version.id for version in book["ceremony"].versions] == [
        "ceremony@2016-07-25",
        "ceremony@2021-07-30",
        "ceremony@2025-01-20",
        "ceremony@2025-07-01",
        "ceremony@2025-08-01",
        "ceremony@2026-08-01",
    ]


@pytest.mark.parametrize(
    ("rule_id", "text"),
    [
        (
            "probation",
            CEREMONY.replace('"ceremony"', '"probation"').replace("working days", "months"),
        ),
        ("ceremony", CEREMONY.replace("working days", "days")),
        ("ceremony", CEREMONY.replace("timer = true\n", "")),
    ],
    ids=["a fixed length", "another unit", "no longer a timer"],
)
def test_what_a_place_cannot_set_is_refused(tmp_path, rule_id, text):
    folder = place(tmp_path, **{rule_id: text}, documents=REGISTER)

    assert refusal(folder, rule_id).vi == (
        f"quy tắc “{rule_id}” không thể quy định riêng, hoặc đơn vị tính không khớp."
    )


def test_a_rule_of_the_place_alone_is_added(tmp_path):
    book = Rulebook.open(place(tmp_path, kinship=OWN))

    assert "kinship" in book.ids()
    assert book["kinship"].local is True


def test_a_rule_of_the_place_alone_must_say_that_it_is_local(tmp_path):
    folder = place(tmp_path, kinship=OWN.replace("local = true\n", ""))

    assert refusal(folder, "kinship").en == "a rule of the place must say “local = true”."


def test_two_local_files_for_one_rule_are_refused(tmp_path):
    first = place(tmp_path / "province", kinship=OWN)
    second = place(tmp_path / "city", kinship=OWN)

    with pytest.raises(RulebookError) as caught:
        Rulebook.open(first, second)

    assert caught.value.problem.en == f"the rule “kinship” is already in {first / 'kinship.toml'}."


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RulebookError) as caught:
        Rulebook.open(tmp_path / "nowhere")

    assert caught.value.problem.vi == "không có thư mục quy tắc này; hãy xem lại cấu hình."


def test_a_place_cannot_rewrite_a_document_of_the_centre(tmp_path):
    text = (
        REGISTER.replace("1-QĐ/TU 2026-08-01", "24-QĐ/TW 2021-07-30")
        .replace("1-QĐ/TU", "24-QĐ/TW")
        .replace("date = 2026-08-01", "date = 2021-07-30")
    )
    book = Rulebook.open(place(tmp_path, documents=text))

    assert book.document("24-QĐ/TW 2021-07-30").issuer.en == "Central Committee"


AGE = """\
id = "age"
title = { vi = "Tuổi", en = "Age" }
unit = "years by month"
tighter = "within"

[[versions]]
from = 2020-01-01
value = { least = 18, most = 60 }
source = { text = { vi = "điều lệ", en = "charter" } }
confidence = "high"
"""
EDUCATION = """\
id = "education"
title = { vi = "Học vấn", en = "Education" }
unit = "education"
tighter = "more"

[[versions]]
from = 2020-01-01
value = { minimum = "lower-secondary-programme" }
source = { text = { vi = "điều lệ", en = "charter" } }
confidence = "high"
"""


def centre_and_place(tmp_path, text, old, new):
    """A rulebook whose centre has a rule, and whose place has it with one value changed."""
    name = "age" if text is AGE else "education"
    centre = place(tmp_path / "centre", **{name: text}, documents=REGISTER)
    here = place(tmp_path / "here", **{name: text.replace(old, new)})
    return Rulebook(centre, (here,))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (AGE, "least = 18", "least = 20"),
        (AGE, "most = 60", "most = 55"),
        (AGE, "least = 18, most = 60", "least = 18, most = 60"),
        (EDUCATION, "lower-secondary-programme", "lower-secondary-diploma"),
        (EDUCATION, "lower-secondary-programme", "lower-secondary-programme"),
    ],
    ids=["older", "younger", "the same range", "a higher level", "the same level"],
)
def test_a_place_may_narrow_ages_and_raise_levels(tmp_path, text, old, new):
    book = centre_and_place(tmp_path, text, old, new)

    assert book.rules()[0].local is True


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (AGE, "least = 18", "least = 16"),
        (AGE, "most = 60", "most = 65"),
        (AGE, "least = 18, most = 60", "least = 20, most = 61"),
        (EDUCATION, "lower-secondary-programme", "primary"),
    ],
    ids=["younger", "older", "narrower below and wider above", "a lower level"],
)
def test_a_place_may_not_widen_ages_or_lower_levels(tmp_path, text, old, new):
    book = centre_and_place(tmp_path, text, old, new)

    with pytest.raises(RulebookError, match="nới lỏng"):
        book.rules()


@pytest.mark.parametrize(
    ("text", "tighter"),
    [(AGE, "less"), (AGE, "more"), (EDUCATION, "less"), (EDUCATION, "within"), (VOTE, "within")],
)
def test_a_direction_that_does_not_fit_the_unit_is_refused(tmp_path, text, tighter):
    name = next(line for line in text.splitlines() if line.startswith("id")).split('"')[1]
    lines = [line for line in text.splitlines() if not line.startswith("tighter")]
    lines.insert(3, f'tighter = "{tighter}"')
    centre = place(tmp_path, **{name: "\n".join(lines)}, documents=REGISTER)

    with pytest.raises(RulebookError) as caught:
        Rulebook(centre, ()).rules()

    assert caught.value.line == 4
    assert caught.value.problem.en.startswith(f"“tighter = {tighter}” cannot be used")
