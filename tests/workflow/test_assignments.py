"""Tasks that a committee set: what is asked of whom, what shows it was done, what is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import CITY, SCHOOL, WARD, a_desk

from storage.as_of import AsOfStore
from workflow.actions.registers import add_units
from workflow.actions.reorganise import reorganise
from workflow.deeds import deed
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.moment import Moment
from workflow.registers.assignment_evidence import show_done, undo_done
from workflow.registers.assignment_steps import (
    ask_for_period,
    end_assignment,
    find_assignment,
    set_assignment,
)
from workflow.registers.assignments import Assignment, AssignmentState, Evidence, assignments
from workflow.registers.periods import Cadence, period_of, read_period
from workflow.registers.register import Register
from workflow.reorganising.asking import Terms, merging
from workflow.verification import verify

NV = "assignment/NV-2026-0001"
SET = date(2026, 2, 10)
TODAY = date(2026, 11, 23)


def a_task(desk, every=Cadence.QUARTER, **more):
    given = {"document": "7-KH/TU", "every": every, "on": SET}
    return set_assignment(desk, "Rà soát nguồn", "DV", **{**given, **more})


def codes(periods):
    return [one.code for one in periods]


@pytest.fixture
def city(store):
    """A desk over a city, on either database."""
    made = a_desk(store)
    add_units(made, [CITY, replace(WARD, members=30), replace(SCHOOL, members=20)])
    return made


@pytest.mark.parametrize(
    ("every", "begun"),
    [
        (Cadence.MONTH, [f"2026-{month:02d}" for month in range(2, 12)]),
        (Cadence.QUARTER, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        (Cadence.HALF_YEAR, ["2026-H1", "2026-H2"]),
        (Cadence.YEAR, ["2026"]),
    ],
)
def test_what_repeats_is_asked_from_the_period_in_which_it_was_set_on(desk, every, begun):
    made = a_task(desk, every)

    assert codes(made.periods(TODAY)) == begun
    assert codes(made.overdue(TODAY)) == begun[:-1]
    assert made.running(TODAY).code == begun[-1]
    assert period_of(every, TODAY) == read_period(every, begun[-1])


@pytest.mark.parametrize(
    ("every", "typed", "first", "last"),
    [
        (Cadence.MONTH, "2/2028", date(2028, 2, 1), date(2028, 2, 29)),
        (Cadence.QUARTER, "q3/2026", date(2026, 7, 1), date(2026, 9, 30)),
        (Cadence.HALF_YEAR, " H2/2026 ", date(2026, 7, 1), date(2026, 12, 31)),
        (Cadence.YEAR, "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_as_officers_write_it(every, typed, first, last):
    found = read_period(every, typed)

    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("every", "typed"),
    [
        *((Cadence.MONTH, wrong) for wrong in ("2026", "2026-13", "2026-0", "2026-Q1", "x", "")),
        *((Cadence.QUARTER, wrong) for wrong in ("2026-Q5", "2026-03", "2026-H1", "0000-Q1")),
        *((Cadence.HALF_YEAR, wrong) for wrong in ("2026-H3", "2026-Q1")),
        *((Cadence.YEAR, wrong) for wrong in ("2026-1", "1/2026", "0000")),
    ],
)
def test_what_is_no_period_of_the_cadence_is_asked_back(every, typed):
    with pytest.raises(InputError) as wrong:
        read_period(every, typed)

    assert "--period 2026" in wrong.value.following.en


def test_evidence_closes_its_period_and_stays_proved(city):
    a_task(city)

    made = show_done(city, "0001", period="Q1/2026", document="12-BC", on=date(2026, 4, 2))
    made = show_done(city, "0001", period="2026-Q4", note="Đã làm")

    assert codes(made.waiting(TODAY)) == ["2026-Q2", "2026-Q3"]
    assert made.done[date(2026, 1, 1)] == Evidence(on=date(2026, 4, 2), document="12-BC")
    apart = city.store.unsealed(NV)
    assert apart[made.what] == "Rà soát nguồn"
    assert apart[made.done[date(2026, 10, 1)].note] == "Đã làm"
    assert made.running(TODAY) is None
    assert made.late(TODAY)
    assert assignments(city.store) == [made]
    assert not any("Rà soát" in one.body or "Đã làm" in one.body for one in city.store.entries(NV))
    assert verify(city.store.audit).breaks == ()
    assert deed(city.store.entries(NV)[1].fields).en == "Evidence of an assignment recorded"


def test_evidence_is_replaced_for_a_reason_and_withdrawn_for_one(desk):
    a_task(desk)
    show_done(desk, "0001", period="2026-Q1", note="Đã làm")
    with pytest.raises(RefusedError) as refused:
        show_done(desk, "0001", period="2026-Q1", document="12-BC")
    assert "needs --reason" in refused.value.what.en

    made = show_done(desk, "0001", period="2026-Q1", document="12-BC", reason="Có văn bản")
    assert made.done == {date(2026, 1, 1): Evidence(on=TODAY, document="12-BC")}
    with pytest.raises(InputError):
        undo_done(desk, "0001", period="2026-Q1", reason=" ")
    made = undo_done(desk, "0001", period="2026-Q1", reason="Ghi nhầm kỳ")

    assert made.done == {}
    assert Assignment.of(desk.store.record(NV)) == made
    with pytest.raises(RefusedError):
        undo_done(desk, "0001", period="2026-Q1", reason="Ghi nhầm kỳ")


def test_what_is_done_once_is_overdue_after_its_day_and_takes_no_period(desk):
    once = a_task(desk, None, by=date(2026, 11, 22))
    again = a_task(desk, None, by=TODAY)

    assert (codes(once.overdue(TODAY)), once.running(TODAY)) == (["2026-11-22"], None)
    assert (again.late(TODAY), again.running(TODAY).last) == (False, TODAY)
    with pytest.raises(InputError, match="done once"):
        show_done(desk, once.ref, period="2026-11", note="x")
    assert not show_done(desk, once.ref, document="1-BC").late(TODAY)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2025-Q4", "does not ask for 2025-Q4"),
        ("2027-Q1", "does not ask for 2027-Q1"),
    ],
)
def test_evidence_of_what_was_not_asked_is_refused(desk, period, says):
    a_task(desk)

    with pytest.raises(RefusedError) as refused:
        show_done(desk, "0001", period=period, note="x")

    assert says in refused.value.what.en
    assert refused.value.following.en == "ketnap assignment list"


def test_evidence_wants_its_period_a_paper_or_note_and_a_day_that_fits(desk):
    a_task(desk)

    with pytest.raises(InputError) as which:
        show_done(desk, "0001", note="x")
    with pytest.raises(InputError, match="Evidence is"):
        show_done(desk, "0001", period="2026-Q1", note=" ")
    with pytest.raises(RefusedError, match="has not come"):
        show_done(desk, "0001", period="2026-Q1", note="x", on=date(2026, 11, 24))
    with pytest.raises(RefusedError, match="was set on"):
        show_done(desk, "0001", period="2026-Q1", note="x", on=date(2026, 2, 9))

    assert which.value.following.en == "--period 2026-Q1"
    assert find_assignment(desk, "0001").done == {}


@pytest.mark.parametrize(
    "more",
    [
        {"by": TODAY},
        {"every": None},
        {"every": None, "by": date(2026, 2, 9)},
        {"document": " "},
    ],
)
def test_a_task_wants_a_paper_and_either_a_cadence_or_a_day(desk, more):
    with pytest.raises(InputError):
        a_task(desk, **more)

    assert desk.store.records(Register.ASSIGNMENT) == []


def test_the_end_asks_for_no_period_that_it_cuts_and_comes_once(desk):
    a_task(desk, owner="Ban Tổ chức")

    made = end_assignment(desk, "0001", document="3-QĐ", on=date(2026, 8, 15))

    assert (made.state, made.owner) == (AssignmentState.ENDED, "Ban Tổ chức")
    assert codes(made.waiting(TODAY)) == ["2026-Q1", "2026-Q2"]
    assert not made.late(TODAY)
    assert codes(show_done(desk, "0001", period="2026-Q2", note="x").waiting(TODAY)) == ["2026-Q1"]
    with pytest.raises(RefusedError, match="ended on"):
        end_assignment(desk, "0001", document="3-QĐ")


def test_an_assignment_goes_on_with_the_heir_of_its_unit_and_the_past_stays(city):
    a_task(city)
    a_task(city)
    end_assignment(city, "0002", document="3-QĐ")

    done = reorganise(
        city, merging(city, ["DV"], "CVA", Terms(on=TODAY, document="9-NQ/TU", issuer="TP"))
    )

    assert done.assignments == {("DV", "CVA"): 1}
    assert [one.record.unit for one in assignments(city.store)] == ["CVA", "DV"]
    eve = Moment(as_of=date(2026, 11, 22), known_at=city.clock())
    then = assignments(AsOfStore(city.store, eve, city.law))
    assert [one.record.unit for one in then] == ["DV", "DV"]
    assert verify(city.store.audit).breaks == ()


def test_a_request_is_carried_out_once_and_a_rehearsal_not_at_all(desk):
    for _ in range(2):
        first = a_task(desk, request="a")
        shown = show_done(desk, "0001", period="2026-Q1", note="x", request="b")
        undone = undo_done(desk, "0001", period="2026-Q1", reason="y", request="c")
        ended = end_assignment(desk, "0001", document="3-QĐ", request="d")
    a_task(desk, dry_run=True)

    seqs = [one.record.seq for one in (first, shown, undone, ended)]
    assert seqs == [1, 2, 3, 4]
    assert len(assignments(desk.store)) == 1
    with pytest.raises(NotFoundError):
        find_assignment(desk, "0002")


def test_a_period_before_any_known_wording_is_no_deadline_and_the_next_one_is(desk):
    made = a_task(desk, Cadence.HALF_YEAR, on=date(2016, 1, 5))
    assert "opens" not in desk.store.entries(NV)[0].fields

    after = ask_for_period(desk, ask_for_period(desk, made))

    assert after.asked == date(2017, 1, 1)
    (opened,) = desk.store.entries(NV)[-1].fields["opens"]
    assert (opened["start"], opened["due"]) == ("2017-01-01", "2017-06-30")


def test_what_is_missing_is_asked_for_by_its_name(desk):
    with pytest.raises(InputError) as no_task:
        set_assignment(desk, " ", "DV", document="7-KH", by=TODAY)
    with pytest.raises(InputError) as no_paper:
        a_task(desk, document="")
    a_task(desk)
    show_done(desk, "0001", period="2026-Q4", note="Đã làm")
    with pytest.raises(InputError) as no_reason:
        undo_done(desk, "0001", period="2026-Q4", reason=" ")

    said = [str(one.value.what.vi) for one in (no_task, no_paper, no_reason)]
    assert said == [
        "Nội dung nhiệm vụ: không được để trống (WHAT).",
        "Số văn bản: không được để trống (--doc).",
        "Lý do: không được để trống (--reason).",
    ]
