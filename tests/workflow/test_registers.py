"""The registers of the office as actions see them: numbers, rehearsals, races, what cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, take_to, units

from rules.bodies import Body
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee, nominate
from workflow.errors import ConflictError, InputError, NotFoundError, RefusedError
from workflow.person import Person
from workflow.registers.batch import BatchRefusedError, numbers_from
from workflow.registers.classes import ClassKind, Result, StudyClass
from workflow.registers.graduating import Graded, give_results
from workflow.registers.receiving import HandOver, Referred, receive
from workflow.registers.referrals import outcome_of
from workflow.registers.register import Register
from workflow.registers.sitting_steps import call_sitting, close_sitting, set_agenda
from workflow.registers.teaching import call_roll, enrol, open_class
from workflow.registers.trainings import attend, hold_training
from workflow.registers.writing import find_record
from workflow.states import State

BEGINS, ENDS = date(2026, 3, 16), date(2026, 3, 20)


@pytest.fixture
def desk(store):
    made = a_desk(store)
    units(made)
    return made


def a_class(desk, **more):
    given = {"begins": BEGINS, "ends": ENDS, "document": "12-QĐ/ĐU", "on": date(2026, 3, 2)}
    return open_class(desk, ClassKind.AWARENESS, "DV", **{**given, **more})


def nominated(desk, name: str = "Lê Văn Tám") -> str:
    return nominate(desk, Nominee(name=name, born="2000"), "DV", on=date(2026, 1, 5)).case.ref


def a_person(name: str) -> Person:
    return Person(id=name, name=name, name_key=name.lower(), name_sort=name)


def test_numbers_of_a_year_run_without_a_gap_and_each_register_has_its_own(desk):
    for _ in range(2):
        a_class(desk)
    hold_training(desk, "Nghiệp vụ", "TP")

    refs = [one.ref for one in desk.store.records(Register.CLASS)]
    assert refs == ["LH-2026-0001", "LH-2026-0002"]
    assert [one.ref for one in desk.store.records(Register.TRAINING)] == ["TH-2026-0001"]


def test_a_tail_that_fits_several_records_is_not_guessed(desk, store):
    a_class(desk)
    hold_training(a_desk(store), "Nghiệp vụ", "TP")
    assert find_record(desk, Register.CLASS, "1").ref == "LH-2026-0001"
    for _ in range(10):
        a_class(desk)

    with pytest.raises(NotFoundError) as several:
        find_record(desk, Register.CLASS, "1")
    with pytest.raises(NotFoundError) as nothing:
        find_record(desk, Register.CLASS, " ")

    assert [one.en for one in several.value.why] == ["LH-2026-0001", "LH-2026-0011"]
    assert nothing.value.following.en == "ketnap class list"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"document": " "}, "The decision needs a number (--doc)."),
        ({"ends": date(2026, 3, 15)}, "The class ends (2026-03-15) before it begins (2026-03-16)."),
    ],
)
def test_a_class_that_cannot_be_is_not_opened(desk, more, told):
    with pytest.raises(InputError) as refused:
        a_class(desk, **more)

    assert refused.value.what.en == told
    assert desk.store.records(Register.CLASS) == []


def test_rehearsals_of_every_step_leave_no_trace(desk):
    ref = nominated(desk)
    record = a_class(desk)
    enrol(desk, record.ref, [ref], on=date(2026, 3, 5))
    sitting = call_sitting(desk, "DV", Body.COMMITTEE, date(2026, 3, 30))
    training = hold_training(desk, "Nghiệp vụ", "TP")
    before = desk.store.entry_count()

    a_class(desk, dry_run=True)
    call_roll(desk, record.ref, BEGINS, [ref], dry_run=True)
    graded = [Graded(case=ref, result=Result.FAILED)]
    give_results(desk, record.ref, graded, dry_run=True)
    call_sitting(desk, "DV", Body.COMMITTEE, date(2026, 3, 30), dry_run=True)
    close_sitting(desk, sitting.ref, dry_run=True)
    attend(desk, training.ref, ["lan"], dry_run=True)
    given = HandOver(by="cell", referrer="Chi bộ 1", on=date(2026, 3, 1))
    row = Referred(person=a_person("Trần Thị A"), unit="DV", handed_on=given.on)
    receive(desk, given, [row], file_name="x", sha256="0" * 64, dry_run=True)

    assert desk.store.entry_count() == before
    assert desk.store.records(Register.REFERRAL) == []


def test_repeated_requests_find_what_the_first_call_did(desk):
    ref = nominated(desk)
    record = a_class(desk)
    enrol(desk, record.ref, [ref], on=date(2026, 3, 5))
    given = HandOver(by="cell", referrer="Chi bộ 1", on=date(2026, 3, 1))
    row = Referred(person=a_person("Trần Thị A"), unit="DV", handed_on=given.on)
    results = [Graded(case=ref, result=Result.FAILED)]

    rolls = [call_roll(desk, record.ref, BEGINS, [ref], request="r") for _ in range(2)]
    found = [give_results(desk, record.ref, results, request="g") for _ in range(2)]
    lists = [
        receive(desk, given, [row], file_name="x", sha256="0" * 64, request="l") for _ in range(2)
    ]

    assert rolls[0] == rolls[1]
    assert [one.replayed for one in found] == [False, True]
    assert [(one.opened, one.replayed) for one in lists] == [(1, False), (1, True)]
    assert lists[0].record == lists[1].record


def test_two_officers_at_one_class_meet_in_a_conflict_that_names_the_first(desk, store):
    ref, other = nominated(desk), nominated(desk, "Trần Thị Bảy")
    record = a_class(desk)

    class Late(type(store)):
        """A store whose reader saw the class before the other officer wrote."""

        def record(self, stream):
            del stream
            return record

    slow = Late(store.engine)
    enrol(a_desk(store, actor="minh"), record.ref, [other], on=date(2026, 3, 5))
    with pytest.raises(ConflictError) as lost:
        enrol(a_desk(slow), record.ref, [ref], on=date(2026, 3, 5))
    slow._hot.close()

    assert "minh" in lost.value.what.vi
    assert "“Cử người vào lớp”" in lost.value.what.vi
    assert lost.value.following.vi == "ketnap class show LH-2026-0001"
    assert store.dossier(ref).case.state is State.NOMINATED


def test_nobody_may_go_and_nothing_is_written_even_when_only_the_allowed_were_asked_for(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    record = a_class(desk)

    with pytest.raises(BatchRefusedError) as refused:
        enrol(desk, record.ref, [ref], only_allowed=True)

    assert refused.value.following is None
    assert StudyClass.of(desk.store.record(record.stream)).pupils == ()
    assert "học trước khi kết nạp; hồ sơ đang ở bước Chờ lễ kết nạp" in refused.value.why[0].vi


def test_who_has_not_come_so_far_is_on_no_agenda(desk):
    ref = nominated(desk)
    sitting = call_sitting(desk, "DV", Body.COMMITTEE, date(2026, 3, 30))

    with pytest.raises(RefusedError) as refused:
        set_agenda(desk, sitting.ref, add=[ref])

    assert "has not come so far" in refused.value.what.en


def test_somebody_taken_over_as_closed_has_no_reason_to_tell(desk):
    closed = Newcomer(
        person=a_person("Lê Thị Chín"), unit="DV", state=State.CLOSED, on=date(2025, 1, 5)
    )
    (ref,) = take_over(desk, [closed], file_name="x", sha256="1" * 64).refs

    found = outcome_of(desk.store, desk.store.dossier(ref).case)

    assert (found.state, found.reason, found.reached) == (State.CLOSED, None, frozenset())


@pytest.mark.parametrize(
    ("first", "numbers"),
    [
        ("101-QĐ/TU", ["101-QĐ/TU", "102-QĐ/TU"]),
        ("099-QĐ/TU", ["099-QĐ/TU", "100-QĐ/TU"]),
        ("QĐ 9/2026", ["QĐ 9/2026", "QĐ 10/2026"]),
    ],
)
def test_document_numbers_count_on_and_keep_their_form(first, numbers):
    assert numbers_from(first, 2) == numbers
