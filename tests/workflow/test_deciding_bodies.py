"""Who decides follows the dated status of the organisations above the cell, never their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import (
    CITY,
    SCHOOL,
    WARD,
    a_case,
    a_desk,
    conditions,
    missing,
    ready_to_admit,
    take_to,
    told,
    vote,
)

from rules.bodies import Body
from workflow.actions.advance import advance, consider
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.actions.registers import add_units
from workflow.actions.unit_status import change_status
from workflow.bodies import VOTE_RULES, authority_over, form_variant
from workflow.errors import EventRefusedError
from workflow.facts import FactKind
from workflow.ports import Line
from workflow.states import Event, State
from workflow.unit import Profile, Unit, UnitStatus

SUPERIOR, GRASSROOTS, DEPARTMENTAL, CELL = UnitStatus
DAY = date(2024, 7, 15)
FOUNDED = date(2016, 1, 1)
EVE, TURN = date(2026, 9, 29), date(2026, 9, 30)


def _unit(code: str, status: UnitStatus, parent: str | None = None, **more) -> Unit:
    values = {"code": code, "name": f"Đảng bộ {code}", "from_on": FOUNDED, **more}
    return Unit(status=status, parent=parent, **values)


CELL_UNIT = _unit("CB", CELL, "CS")
GRASS = _unit("CS", GRASSROOTS, "TT")
TOP = _unit("TT", SUPERIOR)
DELEGATED = replace(GRASS, delegated=True)


def _who(desk, day, *units):
    found = authority_over(Line(units=units), desk.law(), day)
    return [(one.unit.code, one.body, one.proposer and one.proposer.code) for one in found.options]


@pytest.mark.parametrize(
    ("day", "units", "expected"),
    [
        # A superior decides by its standing committee; the grassroots committee proposes to it.
        (DAY, (CELL_UNIT, GRASS, TOP), [("TT", Body.STANDING_COMMITTEE, "CS")]),
        # A cell right below a superior has no committee between.
        (DAY, (CELL_UNIT, TOP), [("TT", Body.STANDING_COMMITTEE, None)]),
        # A delegated committee decides as a body; its superior keeps its own authority.
        (
            DAY,
            (CELL_UNIT, DELEGATED, TOP),
            [("CS", Body.COMMITTEE, None), ("TT", Body.STANDING_COMMITTEE, "CS")],
        ),
        (DAY, (DELEGATED,), [("CS", Body.COMMITTEE, None)]),
        # The eve of the new regulation, and the day itself.
        (date(2026, 7, 25), (GRASS, TOP), [("TT", Body.STANDING_COMMITTEE, "CS")]),
        (
            date(2026, 7, 26),
            (GRASS, TOP),
            [("CS", Body.STANDING_COMMITTEE, None), ("TT", Body.STANDING_COMMITTEE, "CS")],
        ),
        # One cell that is a grassroots organisation votes as a cell only.
        (
            date(2026, 7, 26),
            (replace(GRASS, profile=Profile.GRASSROOTS_CELL), TOP),
            [("TT", Body.STANDING_COMMITTEE, None)],
        ),
        (
            DAY,
            (GRASS, replace(TOP, profile=Profile.PROVINCE)),
            [("TT", Body.STANDING_MEMBERS, "CS")],
        ),
        # Nobody above is known, nobody at all, or no wording of that time.
        (DAY, (GRASS,), []),
        (DAY, (CELL_UNIT,), []),
        (DAY, (), []),
        (date(2016, 7, 24), (GRASS, TOP), []),
        (date(2016, 7, 24), (DELEGATED, TOP), []),
    ],
)
def test_the_bodies_that_may_decide_follow_from_status_and_day(desk, day, units, expected):
    assert _who(desk, day, *units) == expected


@pytest.mark.parametrize("profile", [Profile.ARMY, Profile.POLICE])
def test_army_and_police_have_rules_of_their_own(desk, profile):
    units = (replace(CELL_UNIT, profile=profile), GRASS, TOP)
    found = authority_over(Line(units=units), desk.law(), DAY)
    above = authority_over(
        Line(units=(GRASS, TOP, replace(TOP, code="XX", profile=profile))), desk.law(), DAY
    )

    assert found.options == ()
    assert found.own_rules.source.cite("vi") == "điểm 4.3.2.d, 24-QĐ/TW ngày 30/07/2021"
    assert [one.unit.code for one in above.options] == ["TT"]


def test_the_form_follows_the_body(desk):
    def form(day, *units):
        return form_variant(authority_over(Line(units=units), desk.law(), day).chosen(None))

    assert form(DAY, GRASS, TOP) == ""
    assert form(DAY, DELEGATED, TOP) == "A"
    assert form(date(2026, 7, 26), GRASS, TOP) == "A"
    assert form(DAY, GRASS) == ""


def test_every_body_that_decides_has_a_rule_or_is_known_to_have_none():
    assert set(VOTE_RULES) == set(Body)


def _ready(desk, unit: str = "CVA", name: str = "Trần Thị Bảy") -> str:
    """A case of a school that is not delegated, with everything but the votes of committees."""
    nominee = Nominee(name=name, born="1998-05-02", education="upper-secondary")
    ref = nominate(desk, nominee, unit, on=date(2024, 1, 5), document="01-NQ/CB").case.ref
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    return ref


def _ballot(desk, ref, body, on, **more):
    return record(desk, ref, FactKind.VOTE, vote(body, "admission", **more), on=on)


def _asked(desk, ref, on=DAY):
    return [one for one in missing(desk, ref, Event.ADMIT, on) if one.condition != "decision"]


def test_a_vote_by_the_wrong_body_does_not_stand_for_the_right_one(desk):
    ref = _ready(desk)

    (found,) = _asked(desk, ref)
    _ballot(desk, ref, "standing-committee", DAY)

    assert found.condition == "standing-committee-vote"
    assert told(found) == (
        (
            "chưa có biểu quyết của ban thường vụ Đảng bộ thành phố (TP), cấp có thẩm quyền ngày"
            " 15/07/2024 (điểm 4.3.2.b, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)"
        ),
        (
            "the standing committee of Đảng bộ thành phố (TP), which had the authority on"
            " 2024-07-15, has not voted (point 4.3.2.b, 24-QĐ/TW of 2021-07-30; unverified)"
        ),
        (
            f"ketnap case record {ref} vote --set body=standing-committee"
            " --set purpose=admission … --on …"
        ),
    )
    assert _asked(desk, ref) == []


def test_a_grassroots_committee_of_the_new_regulation_decides_by_its_standing_committee(desk):
    ref = _ready(desk, "DV")
    day = date(2026, 7, 26)

    found = next(
        one for one in _asked(desk, ref, day) if one.condition == "standing-committee-vote"
    )
    _ballot(desk, ref, "standing-committee", date(2026, 7, 26), yes=5)

    assert found.problem.vi.endswith("; biểu quyết của đảng ủy không thay được")
    assert "standing-committee-vote" not in [one.condition for one in _asked(desk, ref, day)]
    assert "standing-committee-vote" not in [
        one.condition for one in _asked(desk, ref, date(2026, 7, 25))
    ]


def test_a_superior_decides_on_what_the_grassroots_committee_proposed(desk):
    change_status(desk, "DV", GRASSROOTS, on=FOUNDED, delegated=False)
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _ballot(desk, ref, "standing-committee", DAY)

    proposal = next(one for one in _asked(desk, ref) if one.condition == "committee-vote")
    _ballot(desk, ref, "committee", date(2024, 6, 25), yes=5)
    low = next(one for one in _asked(desk, ref) if one.condition == "committee-vote")
    _ballot(desk, ref, "committee", date(2024, 6, 26), yes=6)

    assert told(proposal)[0] == (
        "chưa có biểu quyết của cấp ủy Đảng bộ phường Đô Vinh (DV) đề nghị cấp trên"
        " (điểm 3.6, 01-HD/TW ngày 28/09/2021; chưa xác minh)"
    )
    assert low.problem.en.startswith("the committee: 5/9 in favour (55.56 %)")
    assert "committee-vote" not in [one.condition for one in _asked(desk, ref)]


def test_the_decision_never_comes_before_the_proposal(desk):
    ref = _ready(desk)
    _ballot(desk, ref, "standing-committee", date(2024, 6, 24))

    (order,) = _asked(desk, ref)
    _ballot(desk, ref, "standing-committee", date(2024, 6, 25))

    assert (order.condition, order.problem.vi) == (
        "order",
        (
            "biểu quyết của ban thường vụ ngày 24/06/2024 có trước biểu quyết của cấp ủy cơ sở"
            " (25/06/2024)"
        ),
    )
    assert _asked(desk, ref) == []


def test_more_than_half_of_a_standing_committee_is_needed(desk):
    ref = _ready(desk)
    _ballot(desk, ref, "standing-committee", DAY, yes=5, electors=10)

    (found,) = _asked(desk, ref)
    _ballot(desk, ref, "standing-committee", DAY, yes=6, electors=10)

    assert found.problem.vi == (
        "ban thường vụ: 5/10 tán thành (50,00 %), cần ít nhất 6 (trên 1/2 tổng số)"
    )
    assert _asked(desk, ref) == []


def test_a_decision_of_a_unit_without_authority_that_day_is_refused(desk):
    ref = _ready(desk)
    _ballot(desk, ref, "standing-committee", DAY)

    def admit(issuer):
        return advance(desk, ref, Event.ADMIT, on=DAY, document="9-QĐ", issuer=issuer, dry_run=True)

    for issuer in ("CVA", "đảng bộ trường THPT Chu Văn An", "DV"):
        with pytest.raises(EventRefusedError) as refused:
            admit(issuer)
        assert [one.condition for one in refused.value.unmet] == ["authority"]
    (found,) = refused.value.unmet

    assert told(found) == (
        (
            "Đảng bộ phường Đô Vinh (DV) không có thẩm quyền quyết định ngày 15/07/2024; thẩm quyền"
            " thuộc ban thường vụ Đảng bộ thành phố (TP)"
            " (điểm 4.3.2.b, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)"
        ),
        (
            "Đảng bộ phường Đô Vinh (DV) had no authority to decide on 2024-07-15; the standing"
            " committee of Đảng bộ thành phố (TP) had"
            " (point 4.3.2.b, 24-QĐ/TW of 2021-07-30; unverified)"
        ),
        f"ketnap case advance {ref} admit --doc … --issuer TP --on …",
    )
    moved = admit("TP")
    assert moved.entry.fields["data"] == {
        "decided_by": {"unit": "TP", "body": "standing-committee"}
    }
    assert "authority-superior@2021-07-30" in moved.entry.fields["rules"]
    assert admit("Ban Thường vụ Thành ủy").case.state is State.ADMITTED


def test_a_recorded_decision_names_its_own_issuer(desk):
    ref = _ready(desk)
    _ballot(desk, ref, "standing-committee", DAY)
    record(
        desk, ref, FactKind.DECISION, {"purpose": "admission"}, on=DAY, document="9", issuer="CVA"
    )

    assert [one.condition for one in missing(desk, ref, Event.ADMIT, DAY)] == ["authority"]


def test_where_the_register_ends_below_the_authority_that_is_said_and_any_committee_counts(
    sqlite_store,
):
    desk = a_desk(sqlite_store)
    add_units(desk, [replace(WARD, parent=None, delegated=False)])
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    before = [one.problem.en for one in _asked(desk, ref) if one.condition == "committee-vote"]
    ready_to_admit(desk, ref)
    (_, after, notices) = consider(desk, ref, Event.ADMIT, on=DAY)

    assert before == ["no committee has voted"]
    assert [one.condition for one in after] == ["decision"]
    (unclear,) = [one for one in notices if one.kind == "authority-unknown"]
    assert unclear.text.vi == (
        "chưa xác định cấp có thẩm quyền ngày 15/07/2024: sổ tổ chức chưa có đủ cấp trên của DV"
    )
    moved = advance(desk, ref, Event.ADMIT, on=DAY, document="9-QĐ", issuer="DV")
    assert "data" not in moved.entry.fields


def test_a_strike_off_that_nobody_is_known_to_decide_needs_the_cell_alone(sqlite_store):
    desk = a_desk(sqlite_store)
    add_units(desk, [replace(WARD, parent=None, delegated=False)])
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    found = [one.condition for one in missing(desk, ref, Event.STRIKE_OFF, date(2025, 8, 1))]

    assert found == ["cell-vote", "cell-resolution", "decision", "second-person"]


def test_a_case_of_the_army_follows_rules_of_its_own_by_unit_or_by_person(desk):
    change_status(desk, "CVA", GRASSROOTS, on=FOUNDED, profile=Profile.ARMY)
    by_unit, by_person = _ready(desk), _ready(desk, "DV", name="Lê Thị Tám")
    record(desk, by_person, FactKind.CATEGORY, {"category": "army-police"}, on=date(2024, 6, 1))

    for ref in (by_unit, by_person):
        (_, unmet, notices) = consider(desk, ref, Event.ADMIT, on=DAY)
        assert [one.condition for one in unmet] == ["decision"]
        assert [one.kind for one in notices].count("armed-forces") == 1
        advance(desk, ref, Event.ADMIT, on=DAY, document="9-QĐ", issuer="CVA", dry_run=True)


def test_the_standing_members_of_a_province_vote_and_no_share_is_invented(desk):
    change_status(desk, "TP", SUPERIOR, on=FOUNDED, profile=Profile.PROVINCE)
    ref = _ready(desk)

    (found,) = _asked(desk, ref)
    _ballot(desk, ref, "standing-members", date(2024, 6, 24), yes=1)
    (order,) = _asked(desk, ref)
    _ballot(desk, ref, "standing-members", DAY, yes=1)

    assert found.condition == "deciding-vote"
    assert found.problem.vi.startswith("chưa có biểu quyết của thường trực cấp ủy")
    assert order.source.cite("vi").startswith("điểm 4.3.2.c")
    assert _asked(desk, ref) == []


COMMUNE = Unit(
    code="PX", name="Đảng bộ xã Phước Xuân", status=SUPERIOR, parent="TP", from_on=date(2025, 7, 1)
)
BRANCH = replace(COMMUNE, code="AN", name="Đảng bộ thôn An", status=GRASSROOTS, parent="PX")
HAMLET = replace(COMMUNE, code="AN1", name="Chi bộ An 1", status=CELL, parent="AN", members=9)


def test_one_commune_is_superior_under_one_regulation_and_grassroots_under_the_next(store):
    desk = a_desk(store)
    add_units(desk, [CITY, COMMUNE, BRANCH, HAMLET])
    change_status(desk, "AN1", CELL, on=TURN, parent="PX", document="12-QĐ/TU")
    change_status(desk, "AN", DEPARTMENTAL, on=TURN, document="12-QĐ/TU")
    change_status(desk, "PX", GRASSROOTS, on=TURN, document="12-QĐ/TU")
    law = desk.law()

    before = authority_over(store.line_above("AN1", EVE), law, EVE)
    after = authority_over(store.line_above("AN1", TURN), law, TURN)
    branch = authority_over(store.line_above("AN", TURN), law, TURN)

    assert [(one.unit.code, one.proposer and one.proposer.code) for one in before.options] == [
        ("AN", None),
        ("PX", "AN"),
    ]
    assert form_variant(before.chosen(COMMUNE)) == ""
    assert [(one.unit.code, one.body) for one in after.options] == [
        ("PX", Body.STANDING_COMMITTEE),
        ("TP", Body.STANDING_COMMITTEE),
    ]
    assert form_variant(after.chosen(None)) == "A"
    assert (before.reporting, after.reporting) == (None, None)
    assert branch.reporting.code == "AN"


def test_the_same_case_decided_before_and_after_the_commune_became_grassroots(desk):
    add_units(desk, [replace(unit, from_on=FOUNDED) for unit in (COMMUNE, BRANCH, HAMLET)])
    change_status(desk, "AN", GRASSROOTS, on=FOUNDED, profile=Profile.GRASSROOTS_CELL)
    change_status(desk, "AN1", CELL, on=TURN, parent="PX")
    change_status(desk, "AN", DEPARTMENTAL, on=TURN, ordinary=True)
    change_status(desk, "PX", GRASSROOTS, on=TURN)
    ref = _ready(desk, "AN1")
    _ballot(desk, ref, "standing-committee", DAY)

    def admit(day, issuer):
        return advance(
            desk,
            ref,
            Event.ADMIT,
            on=day,
            document="9-QĐ",
            issuer=issuer,
            overrides={"file-age", "member-age", "course-certificate", "recommenders"},
            reason="kiểm tra",
            approved_by="hoa",
            dry_run=True,
        ).entry.fields["data"]["decided_by"]

    assert admit(EVE, "PX") == {"unit": "PX", "body": "standing-committee"}
    assert admit(TURN, "PX") == {"unit": "PX", "body": "standing-committee"}
    with pytest.raises(EventRefusedError) as branch:
        admit(TURN, "AN")
    assert [one.condition for one in branch.value.unmet] == ["authority"]
    assert branch.value.unmet[0].source.cite("vi") == "208-QĐ/TW ngày 26/07/2026"


def _departmental(desk) -> str:
    """A case of a cell that stands below a departmental committee of the school."""
    department = replace(
        SCHOOL, code="BP", name="Đảng bộ bộ phận Khoa Sinh", status=DEPARTMENTAL, parent="CVA"
    )
    add_units(
        desk,
        [department, replace(department, code="CBS", name="Chi bộ Sinh", status=CELL, parent="BP")],
    )
    ref = _ready(desk, "CBS")
    _ballot(desk, ref, "standing-committee", DAY)
    return ref


def _report(desk, ref, on):
    record(
        desk, ref, FactKind.DEPARTMENTAL_REPORT, {"purpose": "admission"}, on=on, document="3-BC"
    )


def test_a_departmental_committee_reports_before_the_grassroots_committee_votes(desk):
    ref = _departmental(desk)

    (found,) = _asked(desk, ref)
    _report(desk, ref, date(2024, 6, 22))

    assert told(found) == (
        (
            "chưa có báo cáo thẩm định của Đảng bộ bộ phận Khoa Sinh (BP)"
            " (danh mục biểu mẫu của nhiều cấp ủy; chưa xác minh)"
        ),
        (
            "Đảng bộ bộ phận Khoa Sinh (BP) has not appraised and reported"
            " (forms lists of several committees; unverified)"
        ),
        f"ketnap case record {ref} departmental-report --set purpose=admission --number … --on …",
    )
    assert _asked(desk, ref) == []


@pytest.mark.parametrize(
    ("on", "condition", "problem"),
    [
        (
            date(2024, 6, 19),
            "departmental-report",
            (
                "báo cáo của Đảng bộ bộ phận Khoa Sinh (19/06/2024) có trước biểu quyết của chi bộ"
                " (20/06/2024)"
            ),
        ),
        (
            date(2024, 6, 26),
            "order",
            (
                "biểu quyết của đảng ủy ngày 25/06/2024 có trước báo cáo của đảng ủy bộ phận"
                " (26/06/2024)"
            ),
        ),
    ],
)
def test_a_report_out_of_turn_is_named(desk, on, condition, problem):
    ref = _departmental(desk)
    _report(desk, ref, on)

    (found,) = _asked(desk, ref)

    assert (found.condition, found.problem.vi) == (condition, problem)


def test_a_cell_that_the_register_knows_to_be_too_small_does_not_meet(desk):
    add_units(
        desk, [replace(SCHOOL, code="CB9", name="Chi bộ 9", status=CELL, parent="CVA", members=2)]
    )
    nominee = Nominee(name="Lê Văn Ba")
    ref = nominate(desk, nominee, "CB9", on=date(2024, 1, 5), document="1-NQ").case.ref
    take_to(desk, ref, State.VERIFICATION)

    def small():
        asked = missing(desk, ref, Event.ADMIT, DAY)
        return [one for one in asked if one.condition == "cell-minimum"]

    (found,) = small()
    change_status(desk, "CVA", GRASSROOTS, on=date(2024, 1, 1), delegated=True)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", yes=3, electors=3), on=DAY)

    assert told(found) == (
        (
            "chi bộ chỉ có 2 đảng viên chính thức, cần ít nhất 3; cấp trên bổ sung hoặc ghép chi"
            " bộ rồi chi bộ xét lại (khoản 1 Điều 24, Điều lệ Đảng ngày 19/01/2011; chưa xác"
            " minh)"
        ),
        (
            "the cell has 2 full members, the least is 3; the superior completes or merges it,"
            " then the cell votes anew (Art. 24.1, Party Charter of 2011-01-19; unverified)"
        ),
        "ketnap unit status CB9 cell --members … --on …",
    )
    assert small() == []


def test_a_cell_that_was_completed_meets(desk):
    small = replace(SCHOOL, code="CB9", name="Chi bộ 9", status=CELL, parent="CVA", members=2)
    add_units(desk, [small])
    nominee = Nominee(name="Lê Văn Ba")
    ref = nominate(desk, nominee, "CB9", on=date(2024, 1, 5), document="1-NQ").case.ref
    take_to(desk, ref, State.VERIFICATION)
    before = conditions(desk, ref, Event.ADMIT, DAY)

    changed = change_status(desk, "CB9", CELL, on=DAY, members=5)

    assert changed.after.members == 5
    assert before.count("cell-minimum") == 1
    assert sorted([*conditions(desk, ref, Event.ADMIT, DAY), "cell-minimum"]) == sorted(before)
