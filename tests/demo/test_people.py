"""The invented people of the sample city."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from demo.city import CITY_TARGET, PLACES, PUBLISHED
from demo.people import EXTRAS, people

TODAY = date(2026, 11, 23)


def test_the_same_day_gives_the_same_people():
    assert people(TODAY) == people(TODAY)


def test_nobody_has_the_name_of_somebody_else():
    names = [one.values["name"] for one in people(TODAY)]

    assert len(names) == 391
    assert len(set(names)) == 391


def test_everybody_lives_in_a_unit_of_the_city_and_every_state_is_there():
    folk = people(TODAY)

    assert {one.values["unit"] for one in folk} <= {place.code for place in PLACES}
    assert Counter(one.values["state"] for one in folk) == {
        "nominated": 62,
        "course": 48,
        "verification": 62,
        "admitted": 14,
        "probation": 113,
        "full_member": 92,
    }


def test_every_part_of_the_tour_has_one_player():
    roles = [one.role for one in people(TODAY) if one.role is not None]

    assert sorted(roles) == sorted([*(extra.role for extra in EXTRAS), "no-receipt"])


@pytest.mark.parametrize(
    "today", [date(2026, 1, 5), date(2026, 7, 26), TODAY, date(2028, 2, 29), date(2030, 12, 31)]
)
def test_no_day_of_the_list_lies_in_the_future_whenever_it_is_made(today):
    days = [day for one in people(today) for day in one.values.values() if isinstance(day, date)]

    assert max(days) <= today


def test_some_decisions_were_issued_under_the_older_wording_of_the_ceremony():
    older = [
        one.values["decision_on"]
        for one in people(TODAY)
        if one.values["state"] == "admitted" and one.values["decision_on"] < date(2026, 7, 26)
    ]

    assert older == [date(2026, 7, 20), date(2026, 7, 19), date(2026, 7, 18)]


def test_the_published_years_are_those_of_the_article():
    assert [(one.year, one.target, one.admitted) for one in PUBLISHED] == [
        (2020, 144, 85),
        (2021, 144, 150),
        (2022, 146, 147),
        (2023, 180, None),
    ]


def test_two_places_of_the_citys_target_are_left_over():
    assert len(PLACES) == 31
    assert CITY_TARGET - sum(place.target or 0 for place in PLACES) == 2
