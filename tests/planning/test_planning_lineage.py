"""Which units stood in a year, and whose figures are whose today."""

from __future__ import annotations

from datetime import date

from planning.lineage import Lineage, standing_in
from workflow.unit import Unit, UnitStatus


def unit(code, first, last=None, *inherits, name=None):
    return Unit(
        code=code,
        name=name or code,
        status=UnitStatus.GRASSROOTS,
        from_on=date.fromisoformat(first),
        until_on=None if last is None else date.fromisoformat(last),
        inherits=inherits,
    )


ROWS = [
    unit("A", "2016-01-01", "2024-06-30"),
    unit("B", "2016-01-01", "2024-06-30", name="cũ"),
    unit("B", "2024-07-01", None, "A", name="mới"),
    unit("P", "2016-01-01", "2025-06-30"),
    unit("Q", "2025-07-01", None, "P"),
    unit("R", "2025-07-01", "2025-12-31", "P", "X"),
    unit("S", "2026-01-01", None, "R"),
]


def names(first, last):
    found = standing_in(ROWS, date.fromisoformat(first), date.fromisoformat(last))
    return {(one.code, one.name) for one in found}


def test_a_unit_that_ended_within_the_year_stands_in_it_as_it_last_was():
    assert names("2024-01-01", "2024-12-31") == {("A", "A"), ("B", "mới"), ("P", "P")}
    assert names("2023-01-01", "2023-12-31") == {("A", "A"), ("B", "cũ"), ("P", "P")}


def test_figures_go_down_a_line_of_single_heirs():
    lineage = Lineage.of(ROWS, date(2026, 11, 23))

    assert [lineage.today(code) for code in ("A", "B", "X", "R", "S")] == ["B", "B", "S", "S", "S"]


def test_figures_of_a_unit_that_was_parted_stay_its_own():
    assert Lineage.of(ROWS, date(2026, 11, 23)).today("P") == "P"


def test_nothing_is_inherited_before_its_day_and_a_ring_ends():
    rows = [unit("A", "2016-01-01", "2017-01-01", "C"), unit("C", "2016-01-01", "2017-01-01", "A")]

    assert Lineage.of(ROWS, date(2024, 6, 30)).today("A") == "A"
    assert Lineage.of(rows, date(2026, 1, 1)).today("A") == "C"
    assert Lineage().today("A") == "A"
