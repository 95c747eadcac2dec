"""A year under the units of today: targets and results come together, and none counts twice."""

from __future__ import annotations

from datetime import date

import pytest

from commands.tallies import Tally
from planning.lineage import Lineage
from workflow.quota import Quota
from workflow.unit import Unit, UnitStatus

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


def unit(code, parent=None, *inherits, ended=False):
    return Unit(
        code=code,
        name=code,
        status=UnitStatus.GRASSROOTS,
        parent=parent,
        from_on=DAY if inherits else date(2016, 1, 1),
        until_on=EVE if ended else None,
        inherits=inherits,
    )


PROVINCE = unit("T")
CITY = [unit("TP", "T", ended=True), *(unit(code, "TP", ended=True) for code in ("A", "B", "C"))]


def now(heirs, quotas, counted=None, then=(PROVINCE, *CITY)):
    """Target and result of each holder of the year 2024, under the units of today."""
    held = [Quota(year=2024, unit=code, target=of, admitted=done) for code, of, done in quotas]
    book = Tally.of(2024, then, held, counted or {})
    rows = (*then, *heirs)
    standing = [one for one in rows if one.until_on is None]
    found = book.under(Lineage.of(rows, date(2026, 1, 1)), standing)
    return {code: (found.target(code), found.admitted(code)) for code in found.quotas}


CITY_QUOTAS = [("TP", 30, None), ("A", 10, None), ("B", 12, None), ("C", 6, None)]


def test_a_level_that_ends_in_one_heir_counts_its_target_once():
    heir = unit("PR", "T", "TP", "A", "B", "C")

    assert now([heir], CITY_QUOTAS, {"A": 4, "B": 5, "C": 1}) == {"PR": (30, 10)}


def test_a_level_that_ends_in_two_heirs_leaves_each_what_is_its_own():
    # Of thirty, twelve and six were passed on to what is DH now; two were not passed on at all.
    heirs = [unit("PR", "T", "TP", "A"), unit("DH", "T", "B", "C")]

    found = now(heirs, CITY_QUOTAS, {"A": 4, "B": 5, "C": 1})

    assert found == {"PR": (12, 4), "DH": (18, 6)}


def test_a_published_result_and_a_counted_one_come_together():
    heir = unit("PR", "T", "A", "B")
    then = [PROVINCE, unit("A", "T", ended=True), unit("B", "T", ended=True)]

    found = now([heir], [("A", 10, 7), ("B", 12, None)], {"A": 3, "B": 5}, then)

    assert found == {"PR": (22, 12)}


def test_a_published_result_of_a_level_counts_what_went_to_others_once():
    heirs = [unit("PR", "T", "TP", "A"), unit("DH", "T", "B", "C")]
    quotas = [("TP", 30, 28), ("A", 10, 9), ("B", 12, 11), ("C", 6, None)]

    found = now(heirs, quotas, {"C": 5})

    assert found == {"PR": (12, 12), "DH": (18, 16)}
    assert sum(done for _, done in found.values()) == 28


@pytest.mark.parametrize("published", [None, 9])
def test_units_that_still_stand_keep_their_figures(published):
    then = [PROVINCE, unit("TP", "T"), unit("A", "TP"), unit("B", "TP")]
    quotas = [("TP", 30, published), ("A", 10, published and 4), ("B", 18, published and 5)]

    found = now([], quotas, {} if published else {"A": 4, "B": 5}, then)

    assert found == {"TP": (30, 9), "A": (10, 4), "B": (18, 5)}


def test_a_level_whose_target_is_only_known_by_its_shares_leaves_their_sum():
    heirs = [unit("PR", "T", "TP", "A"), unit("DH", "T", "B", "C")]

    found = now(heirs, [("TP", None, None), ("A", 10, None), ("B", 12, None)])

    assert found == {"PR": (10, None), "DH": (12, None)}


def test_places_in_a_class_are_shared_out_like_targets():
    then = (PROVINCE, *CITY)
    held = [
        Quota(year=2024, unit=code, target=None, class_target=of)
        for code, of in (("TP", 40), ("A", 15), ("B", 20))
    ]
    rows = (*then, unit("PR", "T", "TP", "A"), unit("DH", "T", "B", "C"))

    found = Tally.of(2024, then, held, {}).under(
        Lineage.of(rows, date(2026, 1, 1)), [one for one in rows if one.until_on is None]
    )

    places = {code: (quota.target, quota.class_target) for code, quota in found.quotas.items()}
    assert places == {"PR": (None, 20), "DH": (None, 20)}


def test_a_unit_that_came_under_another_superior_takes_its_target_along():
    then = [PROVINCE, unit("TP", "T"), unit("A", "TP"), unit("B", "TP")]
    book = Tally.of(
        2024,
        then,
        [Quota(year=2024, unit=code, target=of) for code, of in (("TP", 30), ("A", 10))],
        {},
    )
    moved = [PROVINCE, unit("TP", "T"), unit("A", "T"), unit("B", "TP")]

    found = book.under(Lineage.of(then, date(2026, 1, 1)), moved)

    assert (found.target("TP"), found.target("A")) == (20, 10)
