"""Source groups, coverage and white spots, worked out from plain values."""

from __future__ import annotations

from datetime import date

from planning.coverage import Coverage, Supply
from planning.pupils import Prospect, pupil
from planning.source_groups import grouped, label_of, source_groups
from planning.white_spots import Spot, white_spots
from workflow.unit import Unit, UnitStatus


def test_the_closed_list_has_seventeen_groups_with_names_in_two_languages():
    groups = source_groups()

    assert len({one.id for one in groups}) == 17
    assert all(one.label.vi and one.label.en for one in groups)
    assert label_of("pupil").vi == "Học sinh"


def test_every_spelling_stands_for_one_group_whatever_its_accents():
    assert grouped(["HỌC SINH", "hoc sinh", "Đoàn-viên", "doan vien ưu tú"]).groups == (
        "youth-union",
        "pupil",
    )
    assert grouped(["x"]).unknown == ("x",)


def test_coverage_says_whether_people_are_enough():
    found = [
        Coverage(able=able, missing=missing) for able, missing in ((0, 0), (2, 2), (1, 2), (0, 2))
    ]

    assert [one.supply for one in found] == [
        Supply.FILLED,
        Supply.ENOUGH,
        Supply.SHORT,
        Supply.NONE,
    ]
    assert [one.percent.plain() for one in found] == [None, "100.00", "50.00", "0.00"]


def test_a_pupil_may_vote_from_the_month_of_the_birthday_on():
    ends = date(2027, 5, 31)

    assert pupil("2009-05-31", 18, ends, date(2027, 5, 1)).prospect is Prospect.OF_AGE
    assert pupil("2009-05-31", 18, ends, date(2027, 4, 30)).prospect is Prospect.IN_TIME
    assert pupil("2009-06-01", 18, ends, date(2027, 4, 30)).prospect is Prospect.AFTER_SCHOOL
    assert pupil(None, 18, ends, date(2027, 4, 30)).prospect is Prospect.UNKNOWN


def test_the_registers_figure_of_members_counts_where_it_is_higher():
    def unit(code, members, status=UnitStatus.CELL):
        return Unit(code=code, name=code, status=status, members=members, from_on=date(2016, 1, 1))

    units = [unit("A", 5), unit("B", 0), unit("C", 9, UnitStatus.SUPERIOR), unit("D", 1)]
    below = {one.code: (one.code,) for one in units}

    found = white_spots(units, below, {"A": 7, "B": 0}, {"D": 1})

    assert [(one.unit.code, one.spot, one.members) for one in found] == [
        ("B", Spot.WHITE, 0),
        ("A", Spot.DRY, 7),
    ]
