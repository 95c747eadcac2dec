"""Units are merged, split, dissolved, moved and renamed on a day, with all that is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import CITY, SCHOOL, WARD, a_case, a_desk, at, conditions, ready_to_admit, take_to

from storage.as_of import AsOfStore
from workflow.actions.advance import advance, consider
from workflow.actions.correct import correct
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.registers import add_units, set_quotas
from workflow.actions.reorganise import reorganise
from workflow.actions.transfer import transfer
from workflow.actions.unit_status import change_status, end_unit, history_of
from workflow.actions.users import add_user, grant_role
from workflow.consequences import QuotaMoved
from workflow.deeds import deed
from workflow.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from workflow.moment import Moment
from workflow.quota import Quota
from workflow.reorganising.asking import (
    Founding,
    Parting,
    Terms,
    merging,
    moving,
    parting,
    renaming,
)
from workflow.reorganising.plan import Legacy, Reorganisation, Turn
from workflow.roles import Role
from workflow.states import Event, State
from workflow.unit import Unit, UnitStatus
from workflow.verification import verify

DAY = date(2026, 11, 1)
ON = Terms(on=DAY, document="9-NQ/TU", issuer="TP")
CELL = Unit(
    code="CB1",
    name="Chi bộ khu phố 1",
    status=UnitStatus.CELL,
    parent="DV",
    members=9,
    from_on=date(2020, 1, 1),
)
PROVINCE = Unit(code="T", name="Đảng bộ tỉnh", status=UnitStatus.SUPERIOR, from_on=date(2000, 1, 1))


@pytest.fixture
def desk(store):
    """A city with a ward, its cell, and a school."""
    made = a_desk(store)
    add_units(made, [CITY, replace(WARD, members=30), replace(SCHOOL, members=20), CELL])
    return made


def _in_step(desk):
    """The tables follow from the log."""
    assert verify(desk.store.audit).breaks == ()


def _units(desk, on):
    return {unit.code: unit for unit in desk.store.units(on)}


def _targets(desk, year):
    return {one.unit: (one.target, one.class_target) for one in desk.store.quotas(year, year)}


def _merge(desk, *units, into="CVA", **more):
    return reorganise(desk, merging(desk, units, into, ON), **more)


def test_a_merger_takes_cases_units_below_and_the_heritage_along(desk):
    ref = a_case(desk)

    done = _merge(desk, "DV")

    after = _units(desk, DAY)
    assert set(after) == {"TP", "CVA", "CB1"}
    assert (after["CB1"].parent, after["CVA"].inherits, after["CVA"].members) == (
        "CVA",
        ("DV",),
        50,
    )
    assert set(_units(desk, DAY - timedelta(days=1))) == {"TP", "CVA", "DV", "CB1"}
    assert desk.store.dossier(ref).case.unit == "CVA"
    assert done.cases == {("DV", "CVA"): 1}
    assert [row.unit.until_on for row in history_of(desk, "DV")] == [date(2026, 10, 31)]
    _in_step(desk)


def test_the_entry_of_a_case_says_whose_it_is_from_then_on(desk):
    ref = a_case(desk)

    _merge(desk, "DV")

    last = desk.store.entries(ref)[-1].fields
    assert (last["kind"], last["event"], last["effective_on"], last["unit"], last["data"]) == (
        "reorganise",
        "merge",
        "2026-11-01",
        "DV",
        {"to": "CVA"},
    )
    assert last["document"] == {"number": "9-NQ/TU", "issuer": "TP"}
    assert not {"opens", "closes", "marks", "rules"} & last.keys()
    assert deed(last).vi == "Theo sắp xếp tổ chức về CVA"


@pytest.mark.parametrize(
    "state", [State.NOMINATED, State.COURSE, State.VERIFICATION, State.ADMITTED, State.PROBATION]
)
def test_no_clock_is_reset_or_stretched(desk, state):
    ref = a_case(desk)
    take_to(desk, ref, state)
    before = desk.store.dossier(ref).case

    done = _merge(desk, "DV")

    after = desk.store.dossier(ref).case
    assert after.deadlines == before.deadlines
    assert (after.days, after.arrived, after.state) == (before.days, before.arrived, before.state)
    assert done.deadlines == {"DV": len(before.deadlines)}
    assert desk.store.tasks(date(2099, 1, 1), ("DV",)) == []
    _in_step(desk)


def test_a_full_member_follows_and_a_closed_case_stays(desk):
    member = a_case(desk)
    take_to(desk, member, State.FULL_MEMBER)
    over = nominate(
        desk, Nominee(name="Trần Văn Ba", born="1999-01-01"), "DV", document="2-NQ/CB"
    ).case.ref
    advance(desk, over, Event.CLOSE, reason_code="withdrawn")

    _merge(desk, "DV")

    assert desk.store.dossier(member).case.unit == "CVA"
    assert desk.store.dossier(over).case.unit == "DV"
    _in_step(desk)


def test_two_cells_of_one_name_may_meet_below_the_heir_and_are_named(desk):
    add_units(desk, [replace(CELL, code="CB2", parent="CVA")])

    done = _merge(desk, "DV")

    assert [unit.code for unit in done.shape.namesakes] == ["CB1"]
    assert _units(desk, DAY)["CB1"].parent == "CVA"
    _in_step(desk)


def test_what_is_left_of_a_target_moves_and_what_was_reached_stays(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    later = {"year": 2025, "class_target": 9}
    quotas = [
        Quota(year=2024, unit="DV", target=10, class_target=12, base="1-KH"),
        Quota(year=2024, unit="CVA", target=5),
        Quota(unit="DV", target=8, **later),
    ]
    set_quotas(desk, quotas)

    reorganise(desk, merging(desk, ["DV"], "CVA", replace(ON, on=date(2024, 9, 1))))

    assert _targets(desk, 2024) == {"DV": (1, 1), "CVA": (14, 11)}
    assert _targets(desk, 2025) == {"DV": (0, 0), "CVA": (8, 9)}
    (row,) = [one for one in desk.store.quotas(2025, 2025) if one.unit == "CVA"]
    assert row.reason == "Sắp xếp tổ chức từ 01/09/2024 (9-NQ/TU)"
    _in_step(desk)


def test_a_heir_without_a_target_takes_it_on_the_base_of_the_old_one(desk):
    set_quotas(desk, [Quota(year=2026, unit="DV", target=10, base="1-KH")])

    done = _merge(desk, "DV")

    assert [
        (one.unit, one.before and one.before.target, one.after.target) for one in done.quotas
    ] == [
        ("DV", 10, 0),
        ("CVA", None, 10),
    ]
    assert {one.unit: one.base for one in desk.store.quotas(2026, 2026)}["CVA"] == "1-KH"


def test_a_published_result_is_what_was_reached(desk):
    set_quotas(desk, [Quota(year=2026, unit="DV", target=10, admitted=7)])

    _merge(desk, "DV")

    assert _targets(desk, 2026) == {"DV": (7, None), "CVA": (3, None)}


def test_a_target_above_one_hundred_percent_leaves_nothing(desk):
    set_quotas(desk, [Quota(year=2026, unit="DV", target=10, admitted=12)])

    done = _merge(desk, "DV")

    assert (_targets(desk, 2026), done.quotas) == ({"DV": (10, None)}, [])


def test_what_a_unit_passed_on_ends_or_goes_on_with_those_below(desk):
    add_units(desk, [replace(CELL, code="CB2", name="Chi bộ khu phố 2")])
    set_quotas(
        desk,
        [
            Quota(year=2026, unit="DV", target=10),
            Quota(year=2026, unit="CB1", target=6, admitted=2),
            Quota(year=2026, unit="CB2", target=3),
        ],
    )
    plan = Reorganisation(
        turn=Turn.MERGE,
        on=DAY,
        legacies=(Legacy(unit="DV", heir="CVA"), Legacy(unit="CB1", heir="CB2")),
    )

    reorganise(desk, plan)

    # DV: 10, of which CB1 reached 2 and leaves 4 to CB2; the other 8 are CVA's, CB2's 7 among them.
    assert _targets(desk, 2026) == {
        "DV": (2, None),
        "CB1": (2, None),
        "CB2": (7, None),
        "CVA": (8, None),
    }
    _in_step(desk)


def test_a_unit_that_is_given_away_takes_along_what_was_passed_on_to_it(desk):
    set_quotas(
        desk,
        [Quota(year=2026, unit="DV", target=10), Quota(year=2026, unit="CB1", target=6)],
    )
    among = Parting(
        heirs=[Founding(code="DL", name="Đảng bộ phường Đạo Long")],
        given={"CB1": "DL"},
        shares={"DL": 1},
        keep=True,
    )

    reorganise(desk, parting(desk, "DV", among, ON))

    assert _targets(desk, 2026) == {"DV": (3, None), "CB1": (6, None), "DL": (7, None)}
    _in_step(desk)


def test_a_unit_that_ends_within_one_that_ends_counts_with_it(desk):
    ref = nominate(
        desk,
        Nominee(name="Nguyễn Thị Mỹ Hương", born="1998-05-02", education="upper-secondary"),
        "CB1",
        on=date(2024, 1, 5),
        document="01-NQ/CB",
    ).case.ref
    take_to(desk, ref, State.ADMITTED)
    set_quotas(desk, [Quota(year=2024, unit="DV", target=10)])
    plan = Reorganisation(
        turn=Turn.MERGE,
        on=date(2024, 9, 1),
        legacies=(Legacy(unit="DV", heir="CVA"), Legacy(unit="CB1", heir="CVA")),
    )

    reorganise(desk, plan)

    assert _targets(desk, 2024) == {"DV": (1, None), "CVA": (9, None)}


def test_a_new_unit_is_founded_in_the_place_of_those_before(desk):
    made = Founding(code="PR", name=" Đảng bộ phường  Phan Rang ")

    done = reorganise(desk, merging(desk, ["DV", "CVA"], made, ON))

    unit = _units(desk, DAY)["PR"]
    assert (unit.name, unit.parent, unit.status, unit.members, unit.inherits, unit.delegated) == (
        "Đảng bộ phường Phan Rang",
        "TP",
        UnitStatus.GRASSROOTS,
        50,
        ("DV", "CVA"),
        True,
    )
    assert list(done.shape.founded) == ["PR"]
    _in_step(desk)


def test_a_new_unit_may_be_of_another_tier_and_kind_and_place(desk):
    add_units(desk, [PROVINCE], roots=True)
    made = Founding(
        code="PR", name="Đảng ủy phường", status=UnitStatus.SUPERIOR, kind="phường", parent="T"
    )

    reorganise(desk, merging(desk, ["DV"], made, ON))

    unit = _units(desk, DAY)["PR"]
    assert (unit.status, unit.kind, unit.parent, unit.delegated) == (
        UnitStatus.SUPERIOR,
        "phường",
        "T",
        False,
    )


def test_a_split_gives_cells_cases_and_targets_away_and_keeps_the_rest(desk):
    stays, goes = a_case(desk), _another(desk)
    set_quotas(desk, [Quota(year=2026, unit="DV", target=10, class_target=4)])
    among = Parting(
        heirs=[Founding(code="DL", name="Đảng bộ phường Đạo Long")],
        given={"CB1": "DL", goes: "DL"},
        shares={"DL": 3},
        keep=True,
    )

    done = reorganise(desk, parting(desk, "DV", among, ON))

    after = _units(desk, DAY)
    assert (after["CB1"].parent, after["DL"].inherits, after["DL"].members) == ("DL", ("DV",), None)
    assert (desk.store.dossier(stays).case.unit, desk.store.dossier(goes).case.unit) == ("DV", "DL")
    assert _targets(desk, 2026) == {"DV": (7, 4), "DL": (3, None)}
    assert done.cases == {("DV", "DL"): 1}
    assert "DV" in after
    _in_step(desk)


def test_a_dissolved_unit_leaves_the_rest_to_the_first_heir(desk):
    ref, other = a_case(desk), _another(desk)
    set_quotas(desk, [Quota(year=2026, unit="DV", target=10)])
    among = Parting(heirs=["CVA", "TP"], given={other: "TP", "CB1": "CVA"}, shares={"TP": 4})

    reorganise(desk, parting(desk, "DV", among, ON, Turn.DISSOLVE))

    assert (desk.store.dossier(ref).case.unit, desk.store.dossier(other).case.unit) == ("CVA", "TP")
    assert _targets(desk, 2026) == {"DV": (0, None), "CVA": (6, None), "TP": (4, None)}
    ended = desk.store.entries("unit/DV")[-1].fields
    assert (ended["event"], ended["data"]) == ("end", {"code": "DV", "heirs": ["CVA", "TP"]})
    assert desk.store.entries("unit/CVA")[-1].fields["event"] == "dissolve"


def test_an_open_offer_goes_on_to_the_heir_and_is_over_where_it_came_from_there(desk):
    to_heir = a_case(desk)
    transfer(desk, to_heir, "offer", to="CVA")
    from_elsewhere = nominate(
        desk, Nominee(name="Lê Thị Tư", born="1999-01-01"), "TP", document="2-NQ/CB"
    ).case.ref
    transfer(desk, from_elsewhere, "offer", to="DV")
    elsewhere = _another(desk)
    transfer(desk, elsewhere, "offer", to="TP")

    done = _merge(desk, "DV")

    cases = [desk.store.dossier(ref).case for ref in (to_heir, from_elsewhere, elsewhere)]
    assert [(case.unit, case.moving_to) for case in cases] == [
        ("CVA", None),
        ("TP", "CVA"),
        ("CVA", "TP"),
    ]
    assert done.offers == 2
    _in_step(desk)


def test_a_case_opened_after_the_day_follows_from_its_opening_on(desk):
    ref = nominate(
        desk,
        Nominee(name="Lê Thị Tư", born="1999-01-01"),
        "DV",
        on=date(2026, 11, 20),
        document="2-NQ/CB",
    ).case.ref

    _merge(desk, "DV")

    assert desk.store.entries(ref)[-1].fields["effective_on"] == "2026-11-20"
    _in_step(desk)


def test_a_unit_moves_under_another_superior_and_is_renamed(desk):
    add_units(desk, [replace(SCHOOL, code="DL", name="Đảng bộ phường Đạo Long")])

    moved = reorganise(desk, moving(desk, "CB1", "DL", ON))
    renamed = reorganise(desk, renaming(desk, "DL", "  Đảng bộ  phường mới", ON))
    status = Reorganisation(
        turn=Turn.STATUS,
        on=DAY,
        altered=(replace(_units(desk, DAY)["DL"], status=UnitStatus.SUPERIOR),),
    )
    reorganise(desk, status)

    assert [desk.store.entries(f"unit/{code}")[-1].fields["event"] for code in ("CB1", "DL")] == [
        "move",
        "status",
    ]
    assert desk.store.entries("unit/DL")[-2].fields["event"] == "rename"
    assert _units(desk, DAY)["DL"].name == "Đảng bộ phường mới"
    assert _units(desk, DAY)["CB1"].parent == "DL"
    assert (moved.cases, list(renamed.quotas)) == ({}, [])
    _in_step(desk)


def test_a_move_may_be_registered_ahead_and_a_merger_only_rehearsed(desk):
    ahead = replace(ON, on=date(2027, 1, 1))
    reorganise(desk, renaming(desk, "CVA", "Đảng bộ Trường THPT", ahead))

    rehearsed = reorganise(desk, merging(desk, ["DV"], "TP", ahead), dry_run=True)

    assert rehearsed.shape.ended["DV"].code == "DV"
    assert "DV" in _units(desk, ahead.on)
    with pytest.raises(RefusedError) as refused:
        reorganise(desk, merging(desk, ["DV"], "TP", ahead))
    assert refused.value.what.vi == (
        "Ngày 01/01/2027 chưa tới: hồ sơ chỉ chuyển từ ngày hiệu lực. Nay chạy thử được (-n);"
        " đến ngày ấy hãy ghi."
    )


def test_two_mergers_on_one_day_add_to_one_heritage(desk):
    add_units(desk, [replace(SCHOOL, code="DL", name="Đảng bộ phường Đạo Long")])

    _merge(desk, "DV")
    _merge(desk, "DL")

    unit = _units(desk, DAY)["CVA"]
    assert (unit.inherits, unit.members) == (("DV", "DL"), 50)
    _in_step(desk)


def test_a_later_change_of_a_heir_does_not_inherit_again(desk):
    _merge(desk, "DV")

    change_status(desk, "CVA", UnitStatus.GRASSROOTS, on=date(2026, 11, 10), delegated=True)

    assert _units(desk, date(2026, 11, 10))["CVA"].inherits == ()
    assert _units(desk, DAY)["CVA"].inherits == ("DV",)
    _in_step(desk)


def test_a_request_is_carried_out_once(desk):
    ref = a_case(desk)
    plan = merging(desk, ["DV"], "CVA", ON)

    reorganise(desk, plan, request="sap-xep-1")
    again = reorganise(desk, plan, request="sap-xep-1")

    assert again.replayed
    assert len(desk.store.entries(ref)) == 2


def test_a_decision_of_before_is_judged_by_the_unit_that_the_case_was_in_then(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    made = Founding(code="PR", name="Đảng bộ phường mới")
    reorganise(desk, merging(desk, ["DV"], made, ON))

    told = conditions(desk, ref, Event.ADMIT, date(2024, 7, 15))
    _, _, notices = consider(desk, ref, Event.ADMIT, on=date(2024, 7, 15))
    advance(desk, ref, Event.ADMIT, on=date(2024, 7, 15), document="99-QĐ/TU", issuer="DV")

    assert told == ["decision"]
    assert desk.store.dossier(ref).case.unit == "PR"
    assert "authority-unknown" not in [one.kind for one in notices]


def test_an_admission_counts_where_it_was_decided(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)

    _merge(desk, "DV")

    assert desk.store.admitted_in(2024) == {"DV": 1}
    moment = Moment(as_of=DAY, known_at=at("2026-11-23", 4))
    assert AsOfStore(desk.store, moment, desk.law).admitted_in(2024) == {"DV": 1}
    assert [one.unit for one in desk.store.figures.milestones(date(2020, 1, 1))] == ["DV"]


def _merged_before_it_is_written(desk, on):
    """The decision of 15 July 2024 reaches the log after the merger of a day of that year."""
    add_units(desk, [replace(WARD, code="KD", name="Đảng bộ phường Kinh Dinh", members=20)])
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    reorganise(desk, merging(desk, ["DV"], "KD", replace(ON, on=on)))
    advance(desk, ref, Event.ADMIT, on=date(2024, 7, 15), document="99-QĐ/TU", issuer="DV")
    return ref


@pytest.mark.parametrize(("on", "unit"), [(date(2024, 7, 16), "DV"), (date(2024, 7, 15), "KD")])
def test_a_decision_from_before_a_merger_counts_as_then_though_it_is_written_after_it(
    desk, on, unit
):
    _merged_before_it_is_written(desk, on)

    assert desk.store.admitted_in(2024) == {unit: 1}
    assert [one.unit for one in desk.store.figures.milestones(date(2020, 1, 1))] == [unit]
    for as_of in (date(2024, 7, 15), date(2024, 7, 16), date(2026, 11, 20)):
        past = AsOfStore(desk.store, Moment(as_of=as_of, known_at=at("2026-11-23", 4)), desk.law)
        assert past.admitted_in(2024) == {unit: 1}
        assert [one.unit for one in past.admittees(as_of.min, as_of.max)] == [unit]


def test_an_heir_that_was_there_already_does_not_judge_what_was_decided_before_the_merger(desk):
    # The school may not decide itself; the ward, whose case it was in July, might.
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)

    _merge(desk, "DV")

    assert conditions(desk, ref, Event.ADMIT, date(2024, 7, 15)) == ["decision"]
    assert "standing-committee-vote" in conditions(desk, ref, Event.ADMIT, date(2026, 11, 5))


def test_a_decision_corrected_to_before_a_merger_counts_for_the_unit_of_its_day(desk):
    ref = _merged_before_it_is_written(desk, date(2024, 7, 10))
    seq = desk.store.entries(ref)[-1].seq

    moved = correct(desk, ref, seq, effective_on=date(2024, 7, 5), reason="nhầm ngày")

    assert moved.consequences.quota == (
        QuotaMoved(year=2024, unit="KD", change=-1),
        QuotaMoved(year=2024, unit="DV", change=1),
    )
    assert desk.store.admitted_in(2024) == {"DV": 1}


def test_a_decision_from_before_a_transfer_counts_for_the_unit_that_still_had_the_case(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 7, 14))
    transfer(desk, ref, "accept", on=date(2024, 7, 16))

    advance(desk, ref, Event.ADMIT, on=date(2024, 7, 15), document="99-QĐ/TU", issuer="DV")

    assert desk.store.admitted_in(2024) == {"DV": 1}


def test_the_eve_still_shows_the_old_unit(desk):
    ref = a_case(desk)
    _merge(desk, "DV")

    def past(day):
        moment = Moment(as_of=day, known_at=at("2026-11-23", 4))
        return AsOfStore(desk.store, moment, desk.law)

    assert past(date(2026, 10, 31)).dossier(ref).case.unit == "DV"
    assert past(DAY).dossier(ref).case.unit == "CVA"
    assert [unit.code for unit in past(date(2026, 10, 31)).units(date(2026, 10, 31))] == [
        unit.code for unit in desk.store.units(date(2026, 10, 31))
    ]


def test_a_city_of_sixteen_becomes_five_wards_under_the_province(desk):
    """The district level ended on 1 July 2025 (law R15.1)."""
    desk = replace(desk, clock=lambda: at("2025-07-01"))
    add_units(desk, [PROVINCE], roots=True)
    reorganise(desk, moving(desk, "TP", "T", replace(ON, on=date(2020, 1, 1))))
    codes = [f"X{number:02d}" for number in range(1, 15)]
    add_units(desk, [replace(WARD, code=code, name=f"Đảng bộ {code}") for code in codes])
    old = ["DV", "CVA", *codes]
    refs = [
        nominate(
            desk,
            Nominee(name=f"Trần Văn {'ABCDEFGHIJKLMNOP'[number]}", born="1999-01-01"),
            code,
            on=date(2025, 6, 1),
            document="1-NQ/CB",
        ).case.ref
        for number, code in enumerate(old)
    ]
    set_quotas(
        desk,
        [
            Quota(year=2025, unit="TP", target=180, base="11-NQ/TU"),
            *(Quota(year=2025, unit=code, target=11) for code in old),
        ],
    )
    new = [
        Unit(
            code=f"P{number}",
            name=f"Đảng bộ phường mới {number}",
            status=UnitStatus.GRASSROOTS,
            parent="T",
            from_on=date(2025, 7, 1),
        )
        for number in range(5)
    ]
    plan = Reorganisation(
        turn=Turn.MERGE,
        on=date(2025, 7, 1),
        founded=tuple(new),
        legacies=(
            *(Legacy(unit=code, heir=f"P{place % 5}") for place, code in enumerate(old)),
            Legacy(unit="TP", heir="P0"),
        ),
        document="202/2025/QH15",
    )

    done = reorganise(desk, plan)

    after = _units(desk, date(2025, 7, 1))
    assert {code for code, unit in after.items() if unit.parent == "T"} == {
        "P0",
        "P1",
        "P2",
        "P3",
        "P4",
    }
    assert after["CB1"].parent == "P0"
    assert len(_units(desk, date(2025, 6, 30))) == 19
    assert sum(done.cases.values()) == len(refs)
    assert {desk.store.dossier(ref).case.unit for ref in refs} == {unit.code for unit in new}
    targets = _targets(desk, 2025)
    assert sum(targets[unit.code][0] for unit in new) == 180
    assert targets["TP"] == (0, None)
    _in_step(desk)


def _another(desk):
    nominee = Nominee(name="Trần Văn Ba", born="1999-01-01")
    return nominate(desk, nominee, "DV", on=date(2024, 1, 5), document="2-NQ/CB").case.ref


def _why(desk, plan):
    with pytest.raises(InputError) as refused:
        reorganise(desk, plan)
    assert desk.store.units(DAY) != []
    return [one.vi for one in refused.value.why]


def _plan(*legacies, **more):
    return Reorganisation(turn=Turn.MERGE, on=DAY, legacies=legacies, **more)


_TWIN = (
    "DV: cùng cấp trên đã có “Đảng bộ Trường THPT Chu Văn An” (mã CVA);"
    " nếu là tổ chức khác thì đặt tên cho khác"
)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (_plan(Legacy(unit="DV", heir="CVA"), Legacy(unit="DV", heir="TP")), ["DV: nêu hai lần"]),
        (_plan(Legacy(unit="QQ", heir="CVA")), ["QQ: không có tổ chức này ngày 01/11/2026"]),
        (
            _plan(Legacy(unit="DV", heir="QQ")),
            ["QQ: không có tổ chức này ngày 01/11/2026", "CB1: không có cấp trên QQ"],
        ),
        (
            _plan(Legacy(unit="DV", heir="CVA"), Legacy(unit="CVA", heir="TP")),
            ["CVA: chính nó kết thúc, không nhận của DV được", "CB1: không có cấp trên CVA"],
        ),
        (_plan(Legacy(unit="DV", heir="DV", ends=False)), ["DV: chưa nêu tổ chức nhận"]),
        (
            _plan(altered=(replace(WARD, parent="CB1"),)),
            [
                "DV: cấp trên vòng lại chính nó",
                "DV (tổ chức cơ sở đảng) không thể trực thuộc CB1 (chi bộ)",
            ],
        ),
        (_plan(altered=(replace(WARD, name=SCHOOL.name),)), [_TWIN]),
        (
            _plan(founded=(replace(SCHOOL, name="Khác"),)),
            ["CVA: mã đã có: Đảng bộ Trường THPT Chu Văn An"],
        ),
        (
            _plan(altered=(replace(CITY, status=UnitStatus.CELL),)),
            [
                "DV (tổ chức cơ sở đảng) không thể trực thuộc TP (chi bộ)",
                "CVA (tổ chức cơ sở đảng) không thể trực thuộc TP (chi bộ)",
            ],
        ),
    ],
)
def test_what_makes_no_register_is_refused_with_every_reason(desk, plan, why):
    assert sorted(_why(desk, plan)) == sorted(why)
    _in_step(desk)


def test_a_founded_unit_has_a_code_that_can_be_right(desk):
    founded = replace(SCHOOL, code="58.1", name="Đảng bộ mới", from_on=DAY)

    (why,) = _why(desk, _plan(founded=(founded,)))

    assert why.startswith("mã 58.1 không đúng dạng")


def test_the_code_of_a_unit_that_ended_is_not_used_again(desk):
    end_unit(desk, "CB1", on=date(2026, 6, 30))
    founded = replace(SCHOOL, code="CB1", name="Đảng bộ mới", from_on=DAY)

    assert _why(desk, _plan(founded=(founded,))) == [
        "CB1: mã này từng dùng cho một tổ chức khác; hãy lấy mã mới"
    ]


def test_a_unit_that_changes_later_is_left_alone(desk):
    change_status(desk, "DV", UnitStatus.GRASSROOTS, on=date(2027, 1, 1), delegated=False)

    with pytest.raises(RefusedError) as refused:
        _merge(desk, "DV")
    assert refused.value.what.vi == (
        "Tổ chức DV đã ghi thay đổi từ 01/01/2027, sau ngày 01/11/2026; chưa ghi gì."
    )


def test_a_unit_that_began_on_the_day_cannot_end_on_its_eve(desk):
    add_units(desk, [replace(SCHOOL, code="DL", name="Đảng bộ Đạo Long", from_on=DAY)])

    with pytest.raises(RefusedError) as refused:
        _merge(desk, "DL")
    assert refused.value.what.vi == (
        "Tổ chức DL mới có từ 01/11/2026, không kết thúc ngày 31/10/2026 được."
    )


def test_more_than_is_left_cannot_be_shared_out(desk):
    set_quotas(desk, [Quota(year=2026, unit="DV", target=10, admitted=8)])
    among = Parting(heirs=["CVA"], shares={"CVA": 3}, keep=True)

    with pytest.raises(InputError) as refused:
        reorganise(desk, parting(desk, "DV", among, ON))
    assert refused.value.what.vi == "Chỉ tiêu của DV chỉ còn 2, không chia 3 được."


def test_what_cannot_be_planned_is_said_before_anything_is_decided(desk):
    add_units(desk, [replace(CELL, code="CB9", name="Chi bộ 9", parent="CVA")])
    elsewhere = nominate(
        desk, Nominee(name="Lê Thị Tư", born="1999-01-01"), "CVA", document="2-NQ/CB"
    ).case.ref
    asked = [
        (
            lambda: merging(desk, ["DV"], "nowhere", ON),
            NotFoundError,
            "Không có tổ chức “nowhere”.",
        ),
        (
            lambda: merging(desk, ["DV", "CB9"], Founding(code="N", name="Mới"), ON),
            InputError,
            "Các tổ chức nhập vào N có cấp trên khác nhau; hãy nêu --parent.",
        ),
        (lambda: renaming(desk, "DV", "  ", ON), InputError, "Tên không được để trống."),
        (
            lambda: parting(desk, "DV", Parting(heirs=["CVA"], given={"CB1": "TP"}), ON),
            InputError,
            "TP không nhận gì trong việc này; các tổ chức nhận: CVA.",
        ),
        (
            lambda: parting(desk, "DV", Parting(heirs=["CVA"], given={elsewhere: "CVA"}), ON),
            InputError,
            f"Hồ sơ {elsewhere} thuộc CVA, không thuộc DV.",
        ),
    ]

    for call, error, said in asked:
        with pytest.raises(error) as refused:
            call()
        assert refused.value.what.vi == said


def test_a_case_that_somebody_moves_meanwhile_stops_it(desk, monkeypatch):
    ref, other = a_case(desk), _another(desk)
    seen = desk.store.standing_cases(["DV"])
    transfer(desk, ref, "offer", to="CVA")
    monkeypatch.setattr(desk.store, "standing_cases", lambda _units: seen)

    with pytest.raises(ConflictError) as lost:
        _merge(desk, "DV")

    assert lost.value.what.en.startswith(f"Case {ref} was moved by lan")
    assert desk.store.dossier(other).case.unit == "DV"
    _in_step(desk)


def test_a_case_that_somebody_opens_meanwhile_is_not_left_behind(desk, monkeypatch):
    seen = desk.store.standing_cases(["DV"])
    ref = a_case(desk)
    monkeypatch.setattr(desk.store, "standing_cases", lambda _units: seen)

    with pytest.raises(ConflictError) as lost:
        _merge(desk, "DV")

    assert lost.value.what.en.startswith(f"Case {ref} was moved by lan")
    assert set(_units(desk, DAY)) == {"TP", "DV", "CVA", "CB1"}


@pytest.fixture
def city_officer(desk):
    """The desk of an officer over the city, in a store with users where DV has a target of ten."""
    set_quotas(
        desk, [Quota(year=2026, unit="DV", target=10), Quota(year=2027, unit="DV", target=8)]
    )
    add_user(desk, "lan")
    add_user(desk, "minh", role=Role.OFFICER, unit="DV")
    add_user(desk, "cuc", role=Role.OFFICER, unit="TP")
    grant_role(desk, "lan", Role.APPROVER)
    return a_desk(desk.store, actor="cuc")


def test_an_officer_over_both_wards_merges_them_into_a_new_one_without_a_second_person(
    desk, city_officer
):
    ref = a_case(city_officer)
    new = Founding(code="PR", name="Đảng bộ phường Phan Rang")

    done = reorganise(city_officer, merging(city_officer, ("DV", "CVA"), new, ON))

    assert desk.store.dossier(ref).case.unit == "PR"
    assert _targets(desk, 2026) == {"DV": (0, None), "PR": (10, None)}
    assert _targets(desk, 2027) == {"DV": (0, None), "PR": (8, None)}
    assert done.accounts == {"DV": ("minh",)}
    _in_step(desk)


def test_who_has_one_of_two_wards_merges_them_into_none(desk, city_officer):
    minh = a_desk(desk.store, actor="minh")
    new = Founding(code="PR", name="Đảng bộ phường Phan Rang")

    with pytest.raises(NotPermittedError) as caught:
        reorganise(minh, merging(minh, ("DV", "CVA"), new, ON))

    assert caught.value.what.vi.startswith("Không có quyền ghi tổ chức, chỉ tiêu, lịch làm việc ở ")
    assert set(_units(desk, DAY)) == {"TP", "DV", "CVA", "CB1"}


def test_a_target_that_only_sinks_needs_a_second_person_whoever_orders_it(city_officer):
    with pytest.raises(NotPermittedError) as caught:
        set_quotas(city_officer, [Quota(year=2026, unit="DV", target=9, reason="Ít nguồn")])

    assert caught.value.why[0].vi == "hạ chỉ tiêu"
