"""Where a unit may stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import CITY, SCHOOL, UNITS, WARD, a_desk

from workflow.actions.nominate import Nominee, nominate
from workflow.actions.registers import add_units
from workflow.errors import EventRefusedError, InputError
from workflow.outgrown import communes_above
from workflow.tiers import MAY_STAND_UNDER, Forest, Place
from workflow.unit import UnitStatus

TODAY = date(2026, 11, 23)
SUPERIOR, GRASSROOTS, DEPARTMENTAL, CELL = UnitStatus


@pytest.fixture
def desk(sqlite_store):
    desk = a_desk(sqlite_store)
    add_units(desk, UNITS)
    return desk


def wanted(status, parent, **more):
    return replace(WARD, code="X", name="Tổ chức X", status=status, parent=parent, **more)


def why(desk, *units, **more):
    with pytest.raises(InputError) as refused:
        add_units(desk, units, **more)
    return [line.vi for line in refused.value.why]


def test_every_pair_of_tiers_is_taken_or_refused_as_the_table_says(desk):
    add_units(
        desk,
        [
            replace(WARD, code="BP", name="Bộ phận", status=DEPARTMENTAL, parent="DV"),
            replace(WARD, code="CB", name="Chi bộ", status=CELL, parent="DV"),
        ],
    )
    above = {SUPERIOR: "TP", GRASSROOTS: "DV", DEPARTMENTAL: "BP", CELL: "CB"}
    taken = set()

    for status in UnitStatus:
        for over, code in above.items():
            try:
                add_units(desk, [wanted(status, code)], dry_run=True)
            except InputError:
                continue
            taken.add((status, over))

    assert taken == {(status, over) for status in UnitStatus for over in MAY_STAND_UNDER[status]}
    assert taken == {
        (SUPERIOR, SUPERIOR),
        (GRASSROOTS, SUPERIOR),
        (DEPARTMENTAL, GRASSROOTS),
        (CELL, GRASSROOTS),
        (CELL, DEPARTMENTAL),
    }


def test_a_misplaced_unit_is_told_where_it_may_stand(desk):
    assert why(desk, wanted(SUPERIOR, "DV")) == [
        (
            "X: cấp trên trực tiếp của cơ sở không đứng dưới tổ chức cơ sở đảng (DV),"
            " chỉ đứng dưới cấp trên trực tiếp của cơ sở"
        )
    ]
    assert why(desk, wanted(CELL, "TP")) == [
        (
            "X: chi bộ không đứng dưới cấp trên trực tiếp của cơ sở (TP),"
            " chỉ đứng dưới tổ chức cơ sở đảng hoặc đảng bộ bộ phận;"
            " chi bộ đứng ngay dưới cấp trên thì ghi cấp là tổ chức cơ sở đảng (grassroots)"
        )
    ]


def test_a_second_root_is_taken_only_when_it_is_asked_for(desk):
    refused = why(desk, wanted(SUPERIOR, None))
    add_units(desk, [wanted(SUPERIOR, None)], roots=True)

    assert refused == [
        (
            "X: chưa ghi cấp trên, mà TP đã đứng đầu; ghi cấp trên,"
            " hoặc thêm --root nếu là một cây riêng"
        )
    ]
    assert {unit.code for unit in desk.store.units(TODAY)} == {"TP", "DV", "CVA", "X"}


def test_the_root_of_a_list_is_the_unit_that_others_name(sqlite_store):
    lone = replace(SCHOOL, parent=None)

    assert why(a_desk(sqlite_store), lone, WARD, CITY) == [
        (
            "CVA: chưa ghi cấp trên, mà TP đã đứng đầu; ghi cấp trên,"
            " hoặc thêm --root nếu là một cây riêng"
        )
    ]


def test_two_units_of_one_name_do_not_stand_side_by_side(desk):
    again = replace(WARD, code="DV2", name="ĐẢNG BỘ PHƯỜNG ĐÔ VINH")

    assert why(desk, again) == [
        (
            "DV2: cùng cấp trên đã có “Đảng bộ phường Đô Vinh” (mã DV);"
            " nếu là tổ chức khác thì đặt tên cho khác"
        )
    ]
    add_units(desk, [replace(again, status=CELL, parent="DV")])


def test_a_code_is_taken_once_whatever_its_capitals(desk):
    listed = [wanted(CELL, "DV"), replace(wanted(CELL, "DV"), code="x", name="Tổ chức Y")]

    assert why(desk, replace(SCHOOL, code="dv", name="Khác")) == [
        "dv: mã đã có: Đảng bộ phường Đô Vinh"
    ]
    assert why(desk, *listed) == ["x: mã nêu hai lần"]


def test_a_place_below_a_ring_is_not_in_the_ring():
    below = Place(code="C", name="C", status=None, parent="A")
    ring = [
        Place(code="A", name="A", status=None, parent="B"),
        Place(code="B", name="", status=None, parent="A"),
    ]
    forest = Forest((), [*ring, below])

    assert [list(forest.faults(one)) for one in (*ring, below)] == [
        [("parent", forest_ring(forest, ring[0]))],
        [("parent", forest_ring(forest, ring[1]))],
        [],
    ]
    assert forest.root is None


def forest_ring(forest, place):
    ((_, sentence),) = forest.ring(place)
    assert sentence.en == "it is its own superior"
    return sentence


def test_nobody_is_nominated_in_a_unit_before_its_first_day(desk):
    with pytest.raises(EventRefusedError) as refused:
        nominate(desk, Nominee(name="Lê Văn Tám"), "DV", on=date(2015, 12, 31))

    (unmet,) = refused.value.unmet
    assert unmet.problem.vi == (
        "ngày 31/12/2015 chưa có tổ chức DV · Đảng bộ phường Đô Vinh (có từ 01/01/2016)"
    )
    assert unmet.remedy.vi == "ketnap unit list --on 2015-12-31"
    assert nominate(desk, Nominee(name="Lê Văn Tám"), "DV", on=date(2016, 1, 1)).case.unit == "DV"


@pytest.mark.parametrize(
    ("on", "named"),
    [
        (date(2026, 7, 25), []),
        (date(2026, 7, 26), ["PX"]),
        (date(2026, 11, 23), ["PX"]),
    ],
)
def test_communes_above_are_asked_about_since_the_law_sets_them_up_otherwise(desk, on, named):
    place = {"status": SUPERIOR, "parent": "TP", "kind": "xã"}
    units = [
        replace(WARD, code="PX", name="Xã Phước Thái", **place),
        replace(WARD, code="CA", name="Xã của công an", **{**place, "kind": "công an"}),
        replace(WARD, code="CU", name="Xã cũ", until_on=date(2025, 6, 30), **place),
        replace(WARD, code="SAU", name="Xã sẽ lập", from_on=date(2027, 1, 1), **place),
        replace(WARD, code="CS", name="Xã cơ sở", **{**place, "status": GRASSROOTS}),
        replace(WARD, code="KX", name="Không rõ loại", **{**place, "kind": None}),
    ]

    version, found = communes_above(units, desk.law(), on)

    assert [one.code for one in found] == named
    assert (version is not None) == bool(named)
