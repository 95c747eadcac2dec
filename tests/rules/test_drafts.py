"""A draft laid over the law: new from its day on, nothing changed before it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import NoWordingError, RulebookError, UnknownRuleError
from rules.milestones import Milestone
from rules.rulebook import Rulebook

BOOK = Rulebook.open()
DAY = date(2030, 1, 1)
NEW = """\
id = "ceremony"
title = { vi = "Lễ kết nạp", en = "Ceremony" }
unit = "working days"
timer = true

[[versions]]
from = 2030-01-01
value = 20
starts = "decision-received"
source = { document = "9-QĐ/TW 2029-12-01" }
confidence = "low"
"""
REGISTER = """\
[[documents]]
key = "9-QĐ/TW 2029-12-01"
number = "9-QĐ/TW"
date = 2029-12-01
issuer = { vi = "Trung ương", en = "Centre" }
title = { vi = "Dự thảo", en = "Draft" }
confidence = "low"
"""
OWN = """\
id = "kinship"
title = { vi = "Quan hệ gia đình", en = "Kinship" }
unit = "none"
local = true

[[versions]]
from = 2030-01-01
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""


def files(tmp_path, **texts):
    paths = []
    for name, text in texts.items():
        paths.append(tmp_path / f"{name.replace('_', '-')}.toml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def drafted(tmp_path, **texts):
    return BOOK.drafted(*files(tmp_path, **texts))


def test_a_draft_of_one_wording_is_added_to_those_there_are(tmp_path):
    book = drafted(tmp_path, ceremony=NEW, documents=REGISTER)

    rule = book["ceremony"]
    assert [one.id for one in rule.versions][-2:] == ["ceremony@2026-07-26", "ceremony@2030-01-01"]
    assert rule.versions[-2].until_on == date(2029, 12, 31)
    assert (rule.governed_by, rule.met_by) == (
        Milestone.DECISION_ISSUED,
        (Milestone.CEREMONY_HELD,),
    )
    assert book.on("ceremony", DAY).value == 20
    assert BOOK.on("ceremony", DAY).value == 30


def test_a_draft_that_is_the_whole_file_replaces_it(tmp_path):
    text = BOOK._central["probation"].read_text(encoding="utf-8")
    longer = text.replace("value = 12", "value = 18")

    book = drafted(tmp_path, probation=longer)

    assert [one.value for one in book["probation"].versions] == [18]
    assert "probation" in {rule.id for rule in book.timers()}


def test_a_draft_may_bring_a_rule_nobody_had(tmp_path):
    book = drafted(tmp_path, kinship=OWN.replace("local = true\n", ""))

    assert "kinship" in book.ids()
    assert book["kinship"].local is False
    with pytest.raises(UnknownRuleError):
        BOOK["kinship"]


def test_a_draft_of_the_place_is_held_to_what_a_place_may_set(tmp_path):
    loose = NEW.replace("value = 20", "value = 40").replace("unit =", "local = true\nunit =")
    book = drafted(tmp_path, kinship=OWN, ceremony=loose, documents=REGISTER)

    assert book["kinship"].local is True
    with pytest.raises(RulebookError, match="bắt đầu từ mốc khác"):
        book["ceremony"]


def test_a_draft_may_adopt_a_local_rule_of_the_package(tmp_path):
    text = """\
id = "recognition-late"
adopt = true
from = 2026-01-01
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""
    assert drafted(tmp_path, recognition_late=text).adopted("recognition-late") is True
    assert BOOK.adopted("recognition-late") is False


def test_a_draft_under_a_local_rule_is_tightened_by_it_still(tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    local = NEW.replace("2030-01-01", "2027-01-01").replace("received", "issued")
    files(here, ceremony=local.replace("value = 20", "value = 10"), documents=REGISTER)
    draft = NEW.replace("received", "issued")

    book = Rulebook.open(here).drafted(*files(tmp_path, ceremony=draft))

    assert book.on("ceremony", DAY).value == 10


@pytest.mark.parametrize(
    ("old", "new"),
    [("working days", "days"), ("timer = true\n", "")],
    ids=["another unit", "no longer a timer"],
)
def test_a_draft_that_measures_something_else_is_refused(tmp_path, old, new):
    book = drafted(tmp_path, ceremony=NEW.replace(old, new), documents=REGISTER)

    with pytest.raises(RulebookError) as caught:
        book["ceremony"]

    assert caught.value.problem.en == (
        "a draft of “ceremony” must keep the unit “working days” and timer = true."
    )


def test_a_draft_that_is_no_toml_is_refused_by_file_and_line(tmp_path):
    book = drafted(tmp_path, ceremony="id = \n")

    with pytest.raises(RulebookError) as caught:
        book["ceremony"]

    assert (caught.value.file, caught.value.line) == (str(tmp_path / "ceremony.toml"), 1)


def wording(book, rule, day):
    try:
        return book.on(rule, day)
    except NoWordingError:
        return None


def future(rule):
    """A draft file with a wording from 2030 on, as like the newest one as can be."""
    text = BOOK._central[rule.id].read_text(encoding="utf-8")
    head, _, rest = text.partition("[[versions]]")
    newest = rest.split("[[versions]]")[-1]
    lines = [
        line for line in newest.splitlines() if not line.startswith(("from =", "until =", "#"))
    ]
    return head + "[[versions]]\nfrom = 2030-01-01\n" + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def with_future(tmp_path_factory):
    folder = tmp_path_factory.mktemp("future")
    paths = []
    for rule in BOOK.rules():
        paths.append(folder / f"{rule.id}.toml")
        paths[-1].write_text(future(rule), encoding="utf-8")
    return BOOK.drafted(*paths)


@given(
    st.sampled_from([rule for rule in BOOK.rules() if not rule.local]),
    st.dates(date(2011, 1, 1), DAY - timedelta(days=1)),
)
def test_a_future_wording_changes_nothing_before_its_day(with_future, rule, day):
    before, after = wording(BOOK, rule.id, day), wording(with_future, rule.id, day)

    assert (before is None) == (after is None)
    if before is not None:
        newest = before.until_on is None
        assert after.until_on == (date(2029, 12, 31) if newest else before.until_on)
        assert (after.id, after.value, after.starts) == (before.id, before.value, before.starts)


def test_every_rule_has_its_future_wording_on_its_day_and_the_old_one_the_day_before(with_future):
    for rule in BOOK.rules():
        if not rule.local and rule.versions[-1].until_on is None:
            old, new = (
                with_future.on(rule.id, DAY - timedelta(days=1)),
                with_future.on(rule.id, DAY),
            )
            assert (old.from_on, new.from_on) == (rule.versions[-1].from_on, DAY)
