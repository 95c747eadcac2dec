"""Units, quotas and people taken over: registers of the office, each file taken in once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import CITY, SCHOOL, UNITS, WARD, a_case, a_desk, conditions, log_rows, take_to

from workflow.actions.files import taken_in_before
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.record import record
from workflow.actions.registers import FileName, add_units, set_quotas
from workflow.errors import ConflictError, InputError, RefusedError
from workflow.facts import FactKind
from workflow.fold import fold, follow
from workflow.quota import Quota
from workflow.states import Event, State
from workflow.subtree import subtree
from workflow.unit import STATUS_LABELS, UnitStatus

TODAY = date(2026, 11, 23)
SHA = "ab" * 32
FILE = FileName(name="don vi.xlsx", sha256=SHA)


def _newcomer(**more):
    values = {"unit": "DV", "state": State.NOMINATED, "on": date(2024, 9, 1), **more}
    return Newcomer(person=Nominee(name="Phạm Thị Bé").person(TODAY), **values)


def test_units_of_a_file_are_registered_in_any_order_with_one_entry_for_the_file(store):
    desk = a_desk(store)

    done = add_units(desk, [SCHOOL, WARD, CITY], file=FILE, request="tep-1")
    again = add_units(desk, [SCHOOL, WARD, CITY], file=FILE, request="tep-1")

    assert (done.rows, len(done.entries), again.entries) == (3, 3, ())
    assert {unit.code for unit in store.units(TODAY)} == {"TP", "DV", "CVA"}
    assert [row.stream for row in log_rows(store)] == [
        f"import/{SHA}",
        "unit/CVA",
        "unit/DV",
        "unit/TP",
    ]


def test_a_unit_tree_that_does_not_hold_together_is_refused_with_every_reason(desk):
    ring = [replace(WARD, code="A", parent="B"), replace(WARD, code="B", parent="A")]
    units = [WARD, replace(SCHOOL, code="X", parent="không có"), *ring]

    with pytest.raises(InputError) as refused:
        add_units(desk, units)

    assert refused.value.what.en == "No unit was registered."
    assert [line.en for line in refused.value.why] == [
        "DV: the code is taken: Đảng bộ phường Đô Vinh",
        "X: there is no superior không có",
        "A: it is its own superior",
        "B: it is its own superior",
    ]


def test_units_tried_out_are_not_registered(sqlite_store):
    desk = a_desk(sqlite_store)

    add_units(desk, UNITS, dry_run=True)

    assert list(sqlite_store.units(TODAY)) == []


def test_the_same_file_is_taken_in_once(desk):
    add_units(desk, [replace(SCHOOL, code="X", name="Trường X")], file=FILE)

    with pytest.raises(ConflictError) as units:
        add_units(desk, [replace(SCHOOL, code="Y")], file=FILE)
    with pytest.raises(ConflictError):
        set_quotas(desk, [Quota(year=2026, unit="DV", target=9)], file=FILE)
    with pytest.raises(ConflictError):
        take_over(desk, [_newcomer()], file_name="x", sha256=SHA)

    assert units.value.what.vi == (
        "Tệp này đã được lan nhập lúc 10:00 ngày 23/11/2026 (1 dòng); không nhập lần hai,"
        " chưa ghi gì."
    )


def test_a_quota_is_revised_only_with_a_reason_and_its_history_stays(store):
    desk = a_desk(store)
    add_units(desk, UNITS)
    first = Quota(year=2026, unit="DV", target=9, class_target=20, base="3-KH/ĐU")

    set_quotas(desk, [first], file=FILE, request="ct-1")
    again = set_quotas(desk, [first], file=FILE, request="ct-1")
    with pytest.raises(RefusedError) as bare:
        set_quotas(desk, [replace(first, target=8)])
    less = replace(first, target=8, admitted=3, reason="tách phường")
    with pytest.raises(RefusedError) as alone:
        set_quotas(desk, [less], dry_run=True)
    revised = set_quotas(desk, [less], approved_by="hoa")
    set_quotas(desk, [replace(first, target=7, reason="x")], approved_by="hoa", dry_run=True)

    assert again.entries == ()
    assert bare.value.what.vi == ("Chỉ tiêu 2026 của DV đã giao: điều chỉnh cần --reason.")
    assert bare.value.what.en == "The quota 2026 of DV is set: a revision needs --reason."
    assert alone.value.what.en.startswith("Cutting a target needs a second person")
    assert revised.entries[0].fields["approved_by"] == "hoa"
    (quota,) = store.quotas(2026, 2026)
    assert (quota.target, quota.admitted, quota.seq) == (8, 3, 2)
    assert revised.entries[0].fields["event"] == "revise"
    assert revised.entries[0].fields["data"] == {
        "year": 2026,
        "target": 8,
        "class_target": 20,
        "admitted": 3,
    }
    assert [row.seq for row in log_rows(store) if row.stream == "quota/2026/DV"] == [1, 2]


def test_a_negative_quota_is_refused(desk):
    with pytest.raises(InputError) as refused:
        set_quotas(desk, [Quota(year=2026, unit="DV", target=-1)])

    assert refused.value.what.en == "The quota 2026 of DV cannot be negative."
    assert refused.value.what.vi == "Chỉ tiêu 2026 của DV không thể âm."


def test_people_of_a_file_are_taken_over_together_or_not_at_all(store):
    desk = a_desk(store)
    add_units(desk, UNITS)
    member = _newcomer(
        state=State.FULL_MEMBER,
        days={Event.HOLD_CEREMONY: date(2019, 5, 1), Event.RECOGNISE: date(2020, 5, 1)},
        decided_on=date(2020, 6, 1),
        note="hồ sơ cũ",
        facts=(KnownFact(kind="helper", on=date(2019, 5, 1), private={"who": "Ông Tám"}),),
    )

    tried = take_over(desk, [_newcomer()], file_name="ds.csv", sha256=SHA, dry_run=True)
    done = take_over(desk, [_newcomer(), member], file_name="ds.csv", sha256=SHA, request="tep-1")
    again = take_over(desk, [_newcomer(), member], file_name="ds.csv", sha256=SHA, request="tep-1")

    assert tried.refs == done.refs[:1]
    assert done.refs == ["HS-2026-0001", "HS-2026-0002"]
    assert (again.refs, again.replayed) == (done.refs, True)
    case = store.dossier("HS-2026-0002").case
    assert (case.since, case.decided_on) == (date(2020, 5, 1), date(2020, 6, 1))
    assert case.steps == {"hold-ceremony": 1, "recognise": 1}
    assert fold(store.entries("HS-2026-0002")) == case
    bodies = "".join(row.body for row in log_rows(store))
    assert "Ông Tám" not in bodies
    assert "hồ sơ cũ" not in bodies


def test_an_empty_file_is_replayed_too(desk):
    take_over(desk, [], file_name="rong.csv", sha256=SHA, request="tep-1")

    again = take_over(desk, [], file_name="rong.csv", sha256=SHA, request="tep-1")

    assert (again.refs, again.deadlines) == ([], 0)


def test_whether_a_file_was_taken_in_is_known_before_it_is_looked_into(desk):
    fresh = taken_in_before(desk, "import", SHA, "tep-1")
    take_over(desk, [_newcomer()], file_name="ds.csv", sha256=SHA, request="tep-1")

    assert fresh is False
    assert taken_in_before(desk, "import", SHA, "tep-1") is True
    with pytest.raises(ConflictError):
        taken_in_before(desk, "import", SHA, "tep-2")


def test_somebody_taken_over_awaiting_a_ceremony_without_a_decision_day_is_not_late(desk):
    taken = take_over(desk, [_newcomer(state=State.ADMITTED)], file_name="x", sha256=SHA)
    record(desk, taken.refs[0], FactKind.HELPER, {"who": "Ông Tám"}, on=date(2024, 9, 2))

    assert conditions(desk, taken.refs[0], Event.HOLD_CEREMONY) == []


def test_a_resolution_of_a_committee_starts_no_clock(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    moved = record(
        desk,
        ref,
        FactKind.RESOLUTION,
        {"body": "committee", "purpose": "admission"},
        on=date(2024, 6, 25),
        document="4-NQ/ĐU",
    )

    assert (moved.opened, moved.closed) == ((), ())


def test_a_political_gate_before_its_first_known_wording_has_no_source(desk):
    taken = take_over(
        desk,
        [
            _newcomer(
                state=State.VERIFICATION,
                on=date(2020, 1, 5),
                facts=(
                    KnownFact(
                        kind="verification-conclusion",
                        on=date(2020, 2, 1),
                        data={"result": "issue"},
                    ),
                ),
            )
        ],
        file_name="x",
        sha256=SHA,
    )
    ref = taken.refs[0]

    assert "political-conclusion" in conditions(desk, ref, Event.ADMIT, date(2020, 3, 1))


def test_a_fold_starts_from_an_entry_and_steps_over_no_correction(desk):
    from workflow.actions.correct import correct_person

    ref = a_case(desk)
    case = desk.store.dossier(ref).case
    correction = correct_person(desk, ref, {"born": "1999"}, reason="x").entry

    with pytest.raises(ValueError, match="a case without entries"):
        fold([])
    with pytest.raises(ValueError, match="needs all entries"):
        follow(case, correction)


def test_a_subtree_is_a_unit_and_all_below_it():
    cell = replace(WARD, code="CB1", parent="DV", status=UnitStatus.CELL)

    assert subtree([*UNITS, cell], "TP") == ("TP", "DV", "CVA", "CB1")
    assert subtree([*UNITS, cell], "CVA") == ("CVA",)


def test_every_unit_status_has_a_label():
    assert set(STATUS_LABELS) == set(UnitStatus)


def test_two_people_who_stand_alike_get_the_same_deadlines(desk):
    facts = (KnownFact(kind="certificate", on=date(2024, 4, 1), document="GCN-1"),)
    people = [_newcomer(facts=facts), _newcomer(facts=facts)]

    taken = take_over(desk, people, file_name="x", sha256=SHA)

    due = [desk.store.dossier(ref).case.deadlines[0].due_on for ref in taken.refs]
    assert due == [date(2029, 4, 1), date(2029, 4, 1)]
