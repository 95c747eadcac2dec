"""What a unit is changes on a day: its status, delegation, profile and superior, and its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import CITY, a_desk, log_rows
from builders import WARD as DELEGATED_WARD

from audit import Entry
from workflow.actions.registers import add_units
from workflow.actions.unit_status import change_status, end_unit, history_of
from workflow.errors import ConflictError, InputError, NotFoundError, RefusedError
from workflow.standing import may_stand_below
from workflow.unit import PROFILE_LABELS, Profile, Unit, UnitStatus
from workflow.verification import verify

SUPERIOR, GRASSROOTS, DEPARTMENTAL, CELL = UnitStatus
WARD = replace(DELEGATED_WARD, delegated=False)
PROVINCE = Unit(code="T", name="Đảng bộ tỉnh", status=SUPERIOR, from_on=date(2016, 1, 1))
COMMUNE = Unit(
    code="PX", name="Đảng bộ xã Phước Xuân", status=SUPERIOR, parent="T", from_on=date(2025, 7, 1)
)
VILLAGE = Unit(
    code="CB1",
    name="Chi bộ thôn 1",
    status=GRASSROOTS,
    profile=Profile.GRASSROOTS_CELL,
    parent="PX",
    members=9,
    from_on=date(2025, 7, 1),
)
CELL_OF_WARD = replace(VILLAGE, status=CELL, profile=None, parent="DV")
TURN = date(2026, 9, 30)


def _rows(desk, code):
    return [
        (row.unit.status.value, row.unit.from_on, row.unit.until_on)
        for row in history_of(desk, code)
    ]


def _in_step(desk):
    """The register reads as the log tells, on every day, and the log verifies."""
    assert verify(desk.store.audit).breaks == ()


def test_a_commune_is_superior_until_the_eve_and_grassroots_from_the_day(store):
    desk = a_desk(store)
    add_units(desk, [PROVINCE, COMMUNE, VILLAGE])

    change_status(desk, "CB1", CELL, on=TURN, ordinary=True)
    altered = change_status(
        desk, "PX", GRASSROOTS, on=TURN, document="12-QĐ/TU", issuer="T", request="doi-1"
    )
    again = change_status(
        desk, "PX", GRASSROOTS, on=TURN, document="12-QĐ/TU", issuer="T", request="doi-1"
    )

    assert (altered.before.status, altered.after.status) == (SUPERIOR, GRASSROOTS)
    assert again.entry is None
    assert _rows(desk, "PX") == [
        ("superior", date(2025, 7, 1), date(2026, 9, 29)),
        ("grassroots", TURN, None),
    ]
    assert store.unit("PX", date(2026, 9, 29)).status is SUPERIOR
    assert store.unit("PX", TURN).status is GRASSROOTS
    assert [one.status for one in store.units(TURN) if one.code == "PX"] == [GRASSROOTS]
    (_, newest) = [row for row in log_rows(store) if row.stream == "unit/PX"]
    fields = Entry.read(newest.body).fields
    assert (fields["kind"], fields["event"], fields["effective_on"]) == (
        "unit",
        "status",
        "2026-09-30",
    )
    assert fields["document"] == {"number": "12-QĐ/TU", "issuer": "T"}
    assert [row.document for row in history_of(desk, "PX")] == [None, "12-QĐ/TU"]
    _in_step(desk)


def test_changes_recorded_late_and_out_of_order_stand_in_the_order_of_their_days(store):
    desk = a_desk(store)
    add_units(desk, [CITY, WARD])

    change_status(desk, "DV", GRASSROOTS, on=date(2024, 1, 1), delegated=True)
    change_status(desk, "DV", GRASSROOTS, on=date(2025, 1, 1), delegated=False)
    change_status(desk, "DV", GRASSROOTS, on=date(2020, 1, 1), profile=Profile.POLICE)
    change_status(desk, "DV", GRASSROOTS, on=date(2020, 1, 1), ordinary=True, delegated=True)

    assert [(row.unit.from_on.year, row.unit.delegated) for row in history_of(desk, "DV")] == [
        (2016, False),
        (2020, True),
        (2024, True),
        (2025, False),
    ]
    assert {row.unit.profile for row in history_of(desk, "DV")} == {None}
    assert store.unit("DV", date(2023, 12, 31)).until_on == date(2023, 12, 31)
    _in_step(desk)


def test_delegation_is_kept_while_the_status_is_and_falls_with_it(desk):
    kept = change_status(desk, "DV", GRASSROOTS, on=date(2021, 1, 1), profile=Profile.ARMY)
    fallen = change_status(desk, "DV", DEPARTMENTAL, on=date(2022, 1, 1))

    assert (kept.after.delegated, kept.after.profile) == (True, Profile.ARMY)
    assert (fallen.after.delegated, fallen.after.profile) == (False, Profile.ARMY)


def test_only_a_grassroots_committee_is_delegated(desk):
    with pytest.raises(InputError) as refused:
        change_status(desk, "TP", SUPERIOR, delegated=True)

    assert refused.value.what.vi == "Chỉ cấp ủy cơ sở (grassroots) mới được ủy quyền quyết định."


def test_a_change_that_changes_nothing_is_refused(desk):
    with pytest.raises(RefusedError) as refused:
        change_status(desk, "DV", GRASSROOTS, on=date(2020, 1, 1))

    assert refused.value.what.vi == ("Tổ chức DV đã như vậy từ 01/01/2016; không có gì để đổi.")


def test_a_day_outside_the_life_of_a_unit_is_refused(desk):
    end_unit(desk, "CVA", on=date(2025, 6, 30))

    with pytest.raises(RefusedError) as early:
        change_status(desk, "DV", DEPARTMENTAL, on=date(2015, 12, 31))
    with pytest.raises(RefusedError) as late:
        change_status(desk, "CVA", DEPARTMENTAL, on=date(2025, 7, 1))

    assert early.value.what.vi == ("Ngày 31/12/2015 trước ngày DV có trong danh sách (01/01/2016).")
    assert late.value.what.vi == "Tổ chức CVA đã kết thúc ngày 30/06/2025."


def test_a_status_against_the_tiers_is_refused_naming_each_neighbour(desk):
    add_units(desk, [CELL_OF_WARD])

    with pytest.raises(InputError) as refused:
        change_status(desk, "DV", CELL, on=date(2026, 1, 1))
    with pytest.raises(InputError) as turned:
        change_status(desk, "TP", DEPARTMENTAL, on=date(2026, 1, 1))
    with pytest.raises(InputError) as gone:
        change_status(desk, "CB1", CELL, parent="TP", on=date(2025, 7, 1), delegated=True)

    assert refused.value.what.vi == (
        "Chưa đổi tổ chức DV: trái với hệ thống tổ chức ngày 01/01/2026."
    )
    assert [line.vi for line in refused.value.why] == [
        "CB1 (chi bộ) không thể trực thuộc DV (chi bộ)"
    ]
    assert [line.en for line in turned.value.why] == [
        "DV (grassroots organisation) cannot stand below TP (departmental committee)",
        "CVA (grassroots organisation) cannot stand below TP (departmental committee)",
    ]
    assert gone.value.what.en == "Only a grassroots committee is delegated to decide."


def test_a_superior_must_exist_then_and_stand_elsewhere_than_below(desk):
    add_units(desk, [CELL_OF_WARD, replace(COMMUNE, parent="TP")])

    with pytest.raises(InputError) as missing:
        change_status(desk, "DV", GRASSROOTS, on=date(2020, 1, 1), parent="PX")
    with pytest.raises(InputError) as ring:
        change_status(desk, "TP", SUPERIOR, on=date(2026, 1, 1), parent="PX")

    assert [line.en for line in missing.value.why] == [
        "the superior PX does not exist on 2020-01-01"
    ]
    assert [line.en for line in ring.value.why] == ["TP: its own superior"]


def test_cells_report_straight_to_the_commune_from_a_day_on(store):
    desk = a_desk(store)
    school = replace(WARD, code="TH", parent="PX", from_on=date(2025, 7, 1))
    add_units(desk, [PROVINCE, COMMUNE, school, replace(CELL_OF_WARD, parent="TH")])

    moved = change_status(desk, "CB1", CELL, on=TURN, parent="Đảng bộ xã Phước Xuân")
    ended = end_unit(desk, "TH", on=date(2026, 9, 29), document="3-NQ", request="het-1")
    again = end_unit(desk, "TH", on=date(2026, 9, 29), document="3-NQ", request="het-1")

    assert (moved.before.parent, moved.after.parent) == ("TH", "PX")
    assert (ended.after, again.entry) == (None, None)
    assert store.unit("TH", date(2026, 9, 29)) is not None
    assert store.unit("TH", TURN) is None
    assert _rows(desk, "TH") == [("grassroots", date(2025, 7, 1), date(2026, 9, 29))]
    _in_step(desk)


def test_a_unit_with_others_below_it_or_changes_to_come_does_not_end(desk):
    change_status(desk, "DV", GRASSROOTS, on=date(2026, 1, 1), delegated=False)

    with pytest.raises(RefusedError) as parent:
        end_unit(desk, "TP", on=date(2026, 6, 30))
    with pytest.raises(RefusedError) as changing:
        end_unit(desk, "DV", on=date(2025, 6, 30))

    assert parent.value.what.vi == ("Còn 2 tổ chức trực thuộc TP; hãy chuyển hoặc kết thúc trước.")
    assert parent.value.why[0].vi == "DV · Đảng bộ phường Đô Vinh"
    assert parent.value.following.vi == "ketnap unit status DV grassroots --parent … --on …"
    assert changing.value.what.vi == (
        "Tổ chức DV còn thay đổi từ 01/01/2026; không thể kết thúc ngày 30/06/2025."
    )


def test_a_trial_changes_nothing(desk):
    before = log_rows(desk.store)

    change_status(desk, "DV", DEPARTMENTAL, on=date(2026, 1, 1), dry_run=True)
    end_unit(desk, "DV", dry_run=True)

    assert log_rows(desk.store) == before
    assert _rows(desk, "DV") == [("grassroots", date(2016, 1, 1), None)]


def test_two_officers_who_change_one_unit_do_not_overwrite_each_other(sqlite_store):
    desk = a_desk(sqlite_store)
    add_units(desk, [CITY, WARD])
    stale = list(sqlite_store.entries("unit/DV"))
    change_status(desk, "DV", GRASSROOTS, on=date(2026, 1, 1), delegated=True)
    sqlite_store.entries = lambda _stream: stale  # what the second officer read before

    with pytest.raises(ConflictError):
        change_status(desk, "DV", DEPARTMENTAL, on=date(2026, 2, 1))


def test_an_unknown_unit_is_not_found(desk):
    with pytest.raises(NotFoundError):
        history_of(desk, "không có")


def test_a_unit_added_with_its_last_day_keeps_it_through_changes(store):
    desk = a_desk(store)
    add_units(desk, [CITY, replace(WARD, until_on=date(2025, 6, 30))])

    change_status(desk, "DV", GRASSROOTS, on=date(2024, 1, 1), delegated=True)

    assert _rows(desk, "DV")[-1] == ("grassroots", date(2024, 1, 1), date(2025, 6, 30))
    _in_step(desk)


@pytest.mark.parametrize(
    ("lower", "upper", "may"),
    [
        (CELL, DEPARTMENTAL, True),
        (CELL, SUPERIOR, True),
        (DEPARTMENTAL, GRASSROOTS, True),
        (GRASSROOTS, SUPERIOR, True),
        (SUPERIOR, SUPERIOR, True),
        (CELL, CELL, False),
        (GRASSROOTS, GRASSROOTS, False),
        (SUPERIOR, GRASSROOTS, False),
    ],
)
def test_a_unit_stands_below_a_higher_tier(lower, upper, may):
    assert may_stand_below(lower, upper) is may


def test_every_profile_has_a_label():
    assert set(PROFILE_LABELS) == set(Profile)


def test_a_line_of_units_is_read_in_one_go_on_a_day(store):
    desk = a_desk(store)
    add_units(
        desk, [PROVINCE, COMMUNE, VILLAGE, replace(CITY, from_on=date(2026, 1, 1))], roots=True
    )
    change_status(desk, "CB1", CELL, on=TURN, ordinary=True)
    change_status(desk, "PX", GRASSROOTS, on=TURN)

    before = store.line_above("CB1", date(2026, 9, 29), "T")
    after = store.line_above("CB1", TURN, "đảng bộ xã PHƯỚC XUÂN")

    assert [(unit.code, unit.status) for unit in before.units] == [
        ("CB1", GRASSROOTS),
        ("PX", SUPERIOR),
        ("T", SUPERIOR),
    ]
    assert before.named.code == "T"
    assert [unit.status for unit in after.units] == [CELL, GRASSROOTS, SUPERIOR]
    assert after.named == after.units[1]
    assert store.line_above("CB1", date(2025, 6, 30)).units == ()
    assert store.line_above("TP", TURN).named is None
