"""A local rule of the package binds where the place has adopted it, and nowhere else."""

from datetime import date

import pytest

from rules.errors import RulebookError, UnknownRuleError
from rules.rulebook import Rulebook
from rules.units import Confidence

ADOPTED = """\
id = "recognition-late"
adopt = true
from = 2026-01-01
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""


def folder(tmp_path, text=ADOPTED, name="recognition-late"):
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def refusal(tmp_path, text, name="recognition-late"):
    with pytest.raises(RulebookError) as caught:
        Rulebook.open(folder(tmp_path, text, name))[name]
    return caught.value.line, caught.value.problem.en


def test_the_law_of_the_centre_binds_everywhere():
    assert Rulebook.open().adopted("ceremony") is True


def test_a_local_rule_of_the_package_binds_nowhere_of_itself():
    assert Rulebook.open().adopted("recognition-late") is False


def test_a_file_that_adopts_it_makes_it_bind_from_its_day_by_its_source(tmp_path):
    book = Rulebook.open(folder(tmp_path))

    (version,) = book["recognition-late"].versions
    assert book.adopted("recognition-late") is True
    assert version.id == "recognition-late@2026-01-01"
    assert (version.value, version.confidence) == (3, Confidence.HIGH)
    assert version.source.cite("vi") == "nghị quyết của tỉnh"
    assert version.note is None


def test_a_tighter_file_of_the_place_adopts_too(tmp_path):
    text = """\
id = "recognition-late"
title = { vi = "Hồ sơ muộn", en = "Late file" }
unit = "months"
timer = true
local = true

[[versions]]
from = 2026-01-01
value = 2
starts = "probation-ended"
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""
    book = Rulebook.open(folder(tmp_path, text))

    assert book.adopted("recognition-late") is True
    assert book.on("recognition-late", date(2026, 1, 1)).value == 2


def test_adopting_before_the_rule_began_counts_from_when_it_began(tmp_path):
    book = Rulebook.open(folder(tmp_path, ADOPTED.replace("2026-01-01", "2010-01-01")))

    assert book["recognition-late"].versions[0].from_on == date(2016, 7, 25)


def test_a_rule_that_has_ended_cannot_be_adopted(tmp_path):
    centre = tmp_path / "centre"
    centre.mkdir()
    text = (Rulebook.open()._central["recognition-late"]).read_text(encoding="utf-8")
    ended = text.replace("from = 2016-07-25", "from = 2016-07-25\nuntil = 2020-12-31")
    folder(centre, ended)
    register = '[[documents]]\nkey = "1-X 2020"\nnumber = "1-X"\n'
    texts = 'issuer = { vi = "a", en = "a" }\ntitle = { vi = "a", en = "a" }\nconfidence = "low"\n'
    (centre / "documents.toml").write_text(register + texts, encoding="utf-8")
    here = tmp_path / "here"
    here.mkdir()

    with pytest.raises(RulebookError) as caught:
        Rulebook(centre, (folder(here),))["recognition-late"]

    assert (caught.value.line, caught.value.problem.en) == (
        3,
        "the rule had ended before the day of adoption.",
    )


def test_the_law_of_the_centre_is_not_there_to_adopt(tmp_path):
    text = ADOPTED.replace("recognition-late", "ceremony")

    assert refusal(tmp_path, text, "ceremony") == (
        1,
        "“ceremony” is no local rule of the package that could be adopted.",
    )


def test_a_rule_nobody_knows_is_not_there_to_adopt(tmp_path):
    text = ADOPTED.replace("recognition-late", "no-such-rule")

    assert refusal(tmp_path, text, "no-such-rule") == (
        1,
        "“no-such-rule” is no local rule of the package that could be adopted.",
    )


@pytest.mark.parametrize(
    "text",
    [ADOPTED.replace("adopt = true", "adopt = false"), ADOPTED.replace("recognition-late", "x")],
    ids=["adopt = false", "another name than the file's"],
)
def test_a_file_that_does_not_say_what_it_adopts_is_refused(tmp_path, text):
    assert refusal(tmp_path, text) == (
        1,
        "a file that adopts bears the rule's name and says “adopt = true”.",
    )


def test_whether_an_unknown_rule_binds_is_not_a_question():
    with pytest.raises(UnknownRuleError):
        Rulebook.open().adopted("no-such-rule")
