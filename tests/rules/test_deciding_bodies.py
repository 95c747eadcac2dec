"""Which body decides in the name of an organisation is data with a date and a source."""

from __future__ import annotations

from datetime import date

import pytest

from rules.bodies import Body
from rules.rulebook import Rulebook
from rules.wording import value_text

EVE, DAY = date(2026, 7, 25), date(2026, 7, 26)


@pytest.mark.parametrize("day", [date(2016, 7, 25), date(2021, 7, 30), date(2025, 7, 1), EVE])
def test_the_whole_grassroots_committee_decides_where_it_is_delegated(day):
    version = Rulebook.open().on("authority-grassroots", day)

    assert (version.body, version.delegated) == (Body.COMMITTEE, True)
    assert value_text(version).vi == "tập thể cấp ủy được ủy quyền"
    assert value_text(version).en == "the whole committee, delegated"


def test_its_standing_committee_decides_from_26_july_2026():
    version = Rulebook.open().on("authority-grassroots", DAY)

    assert (version.body, version.delegated) == (Body.STANDING_COMMITTEE, False)
    assert value_text(version).vi == "ban thường vụ"
    assert version.confidence.value == "medium"


@pytest.mark.parametrize("day", [date(2016, 7, 25), EVE, DAY])
def test_a_superior_decides_by_its_standing_committee_a_province_by_its_standing_members(day):
    rulebook = Rulebook.open()

    assert rulebook.on("authority-superior", day).body is Body.STANDING_COMMITTEE
    assert rulebook.on("authority-province", day).body is Body.STANDING_MEMBERS


def test_a_body_can_only_be_asked_of_an_authority():
    with pytest.raises(
        TypeError, match=r"^age@2016-07-25 is measured in years by month, and names no body$"
    ):
        _ = Rulebook.open().on("age", date(2017, 1, 1)).body
