"""The days for answering a request are counted anew when the calendar changes, as all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, a_desk, at, units

from rules.calendar import Calendar
from storage.as_of import AsOfStore
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.pause import note
from workflow.actions.recount_deadlines import outdated_deadlines, recount_deadlines
from workflow.deadlines import Changes
from workflow.deeds import deed
from workflow.moment import Moment
from workflow.recount import Recount
from workflow.registers.data_request_steps import answer_request, find_request, open_request
from workflow.registers.data_requests import RequestKind
from workflow.reworking import counted_anew
from workflow.verification import verify

MONDAY = date(2026, 11, 23)  # received on it: answered by Thursday, seen by 3 December
WEDNESDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)  # Tuesday is a public holiday
YC = "request/YC-2026-0001"


@pytest.fixture
def desk(store):
    """A request of the desk's day, with both limits open."""
    found = a_desk(store)
    units(found)
    open_request(found, a_case(found), RequestKind.SEE, on=MONDAY)
    return found


def storm(*days, **more):
    told = {"name": "nghỉ bão", "document": "77/UBND 20/11/2026", "reason": "bão số 9"}
    return Asked(days=days, off=True, **(told | more))


def due(desk):
    return {
        one.rule.removeprefix("data-request-"): one.due_on
        for one in find_request(desk, "0001").deadlines
    }


def told(found):
    return [(one.ref, one.rule, one.old, one.new, one.because) for one in found.moved]


def test_a_day_off_moves_the_limit_for_answering_and_leaves_calendar_days(desk):
    assert due(desk) == {"reply": date(2026, 11, 26), "see": date(2026, 12, 3)}

    found = decide_days(desk, storm(WEDNESDAY))

    moved = (YC, "data-request-reply", date(2026, 11, 26), date(2026, 11, 27), (WEDNESDAY,))
    assert told(found) == [moved]
    assert due(desk) == {"reply": date(2026, 11, 27), "see": date(2026, 12, 3)}
    entry = desk.store.entries(YC)[-1].fields
    assert (entry["event"], entry["rules"]) == (
        "data-request-recounted",
        ["data-request-reply@2026-01-01"],
    )
    assert [one["how"] for one in entry["closes"]] == ["superseded"]
    assert deed(entry).en == "Days of a request counted anew by the calendar"
    assert verify(desk.store.audit).breaks == ()


def test_what_is_counted_anew_is_reminded_of_on_its_new_day_and_met_by_the_answer(desk):
    decide_days(desk, storm(WEDNESDAY))
    duties = desk.store.alerts.duties(MONDAY)
    days = {one.rule: one.due_on for one in duties if one.case == YC}
    assert days["data-request-reply"] == date(2026, 11, 27)

    fresh = replace(desk, calendar=desk.calendar.reloaded())
    assert set(due_after := {it.rule for it in answer_request(fresh, "0001").deadlines}) == {
        "data-request-see"
    }, due_after
    assert verify(desk.store.audit).breaks == ()


def test_a_day_after_the_limit_or_one_of_another_unit_moves_nothing(desk):
    assert told(decide_days(desk, storm(FRIDAY))) == []
    assert told(decide_days(desk, storm(WEDNESDAY, unit="CVA"))) == []
    assert len(desk.store.entries(YC)) == 1


def test_a_request_whose_days_are_right_and_a_case_that_is_gone_change_nothing(desk):
    calendar = desk.calendar
    recount = Recount(
        rulebook=desk.rulebook, before=calendar, after=calendar, path_of=desk.path_of()
    )

    assert recount.of_request(find_request(desk, "0001"), "DV") == Changes(
        opened=(), superseded=(), marked=()
    )
    assert list(counted_anew(desk.store, recount, [YC, "HS-2026-9999"])) == []


def test_a_rehearsal_lists_it_and_writes_nothing(desk):
    assert len(decide_days(desk, storm(WEDNESDAY), dry_run=True).moved) == 1

    assert len(desk.store.entries(YC)) == 1


def test_a_request_that_was_counted_by_an_older_calendar_is_found_and_recounted(store):
    made = a_desk(store)
    units(made)
    decide_days(made, storm(WEDNESDAY))
    old = replace(made, calendar=Calendar.open())
    ref = a_case(made)
    there = replace(made, calendar=made.calendar.reloaded())
    open_request(old, ref, RequestKind.SEE, on=MONDAY)
    assert due(there)["reply"] == date(2026, 11, 26)
    assert outdated_deadlines(there) == 1

    recount_deadlines(there, "bản mới")

    assert (due(there)["reply"], outdated_deadlines(there)) == (date(2026, 11, 27), 0)
    entry = there.store.entries(YC)[-1].fields
    assert list(there.store.unsealed(YC).values()) == ["bản mới"]
    assert entry["text"]["sealed"] in there.store.unsealed(YC)
    assert told(recount_deadlines(there, "bản mới")) == []


def test_a_day_that_becomes_certain_is_marked_on_the_request(desk):
    """2027 is an estimate in part: a limit that runs over Tết rests on it until it is decided."""
    later = replace(desk, clock=lambda: at("2027-02-03"))
    open_request(later, find_request(desk, "0001").case, RequestKind.SEE, on=date(2027, 2, 3))
    second = find_request(later, "YC-2027-0001")
    (reply,) = (one for one in second.deadlines if one.rule == "data-request-reply")
    assert reply.estimated
    tet = tuple(date(2027, 2, day) for day in range(4, 11))
    sure = Asked(
        days=tet,
        off=True,
        name="Tết Âm lịch",
        document="10065/VPCP-KGVX 02/10/2026",
        announced_on=date(2026, 10, 2),
        reason="có bản gốc",
    )

    found = decide_days(later, sure)

    (reply,) = (
        one
        for one in find_request(later, "YC-2027-0001").deadlines
        if one.rule == "data-request-reply"
    )
    assert (found.settled, reply.estimated) == (1, False)
    assert verify(desk.store.audit).breaks == ()


def test_the_past_shows_the_limit_as_it_was_counted_then(desk):
    note(desk, find_request(desk, "0001").case, "x")
    next_day = replace(desk, clock=lambda: at("2026-11-24"))
    decide_days(next_day, storm(WEDNESDAY))

    then = AsOfStore(desk.store, Moment(as_of=MONDAY, known_at=desk.clock()), desk.law)

    assert [one.due_on for one in then.running[YC]] == [date(2026, 11, 26), date(2026, 12, 3)]
