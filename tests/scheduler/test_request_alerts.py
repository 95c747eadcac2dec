"""Requests about personal data are reminded of as all else, whatever becomes of the case."""

from __future__ import annotations

from datetime import date

import pytest
from builders import at

from scheduler.answers import acknowledge
from storage.as_of import AsOfStore
from workflow.actions.advance import advance
from workflow.actions.erase import erase
from workflow.actions.pause import hold
from workflow.actions.unit_status import end_unit
from workflow.moment import Moment
from workflow.reasons import Reason
from workflow.registers.data_request_steps import answer_request, close_request, open_request
from workflow.registers.data_requests import Outcome, RequestKind
from workflow.reminders import AlertState, Stilled
from workflow.states import Event, State
from workflow.verification import verify

REPLY, SEE = "data-request-reply", "data-request-see"
YC = "request/YC-2026-0001"


@pytest.fixture
def asked(office):
    """Received on Friday 13 November 2026: answered by Tuesday 17, carried out by Monday 23."""
    office.ref = office.a_case(State.NOMINATED)
    office.now = at("2026-11-13")
    open_request(office.desk(), office.ref, RequestKind.SEE)
    return office


@pytest.mark.parametrize(
    ("day", "reply", "see"),
    [
        ("2026-11-15", [], []),
        ("2026-11-16", [-1], [-7]),
        ("2026-11-17", [-1, 0], [-7]),
        ("2026-11-24", [-1, 0, 1, 7], [-7, -3, 0]),
    ],
)
def test_a_request_climbs_its_ladders(asked, day, reply, see):
    asked.tick(day)

    assert (asked.rungs(REPLY), asked.rungs(SEE)) == (reply, see)


def test_what_is_answered_or_closed_is_reminded_of_no_more(asked):
    asked.tick("2026-11-16")
    answer_request(asked.desk(), "0001")
    asked.tick("2026-11-20")
    assert (asked.rungs(REPLY), asked.rungs(SEE)) == ([-1], [-7, -3])

    asked.now = at("2026-11-20", 5)
    close_request(asked.desk(), "0001", Outcome.DONE)
    asked.tick("2026-12-30")

    assert (asked.rungs(REPLY), asked.rungs(SEE)) == ([-1], [-7, -3])
    assert {one.state for one in asked.lines(SEE)} == {AlertState.SETTLED}


def test_neither_a_hold_nor_the_end_of_the_unit_keeps_these_reminders_back(asked):
    asked.now = at("2026-11-14")
    hold(asked.desk(), asked.ref, Reason.ABSENT)
    end_unit(asked.desk(), "DV", on=date(2026, 11, 14), document="9-NQ/TU")

    asked.tick("2026-11-17")

    today = date(2026, 11, 17)
    assert {(one.state, one.inhibited_by) for one in asked.lines(REPLY)} == {
        (AlertState.RAISED, None)
    }
    assert asked.alerts.stilled(today) == Stilled(held=0, dissolved=0)
    assert asked.alerts.gauges(date(2026, 11, 18)).overdue == {REPLY: 1}
    assert [(one.ref, one.held) for one in asked.store.tasks(today)] == [(YC, None)]
    assert seen(asked, today).tasks(today) == asked.store.tasks(today)
    assert seen(asked, today).alerts.alerts(today) == asked.alerts.alerts(today)


def seen(office, day):
    return AsOfStore(office.store, Moment(as_of=day, known_at=office.now), office.desk().law)


def test_the_request_of_somebody_whose_case_is_over_has_somebody_behind_it(asked):
    advance(asked.desk(), asked.ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)

    found = asked.alerts.orphans(date(2026, 11, 20), {REPLY, SEE})

    assert (found.of_ended_cases, found.of_ended_units, found.of_unknown_rules) == (0, 0, 0)


def test_the_digest_names_the_request_and_where_to_look(asked):
    asked.tell(*asked.everybody())

    asked.tick("2026-11-18")

    told = "".join(asked.shown)
    assert f"{YC} · Nguyễn Thị Mỹ Hương" in told
    assert "Trả lời yêu cầu của chủ thể dữ liệu cá nhân" in told
    assert "ketnap person request show MÃ" in told


def test_what_was_said_of_a_case_that_is_over_goes_with_the_person(office):
    ref = office.a_case(State.VERIFICATION)
    office.tick("2026-11-20")
    line = next(one for one in office.alerts.alerts(date(2026, 11, 20)) if one.case == ref)
    acknowledge(office.desk(), office.alerts, line.id, reason="Đã gọi chị ấy")
    advance(office.desk(), ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)

    erase(office.desk(), ref, "request", confirm=ref, approved_by="hoa")

    assert office.store.unsealed(f"alert/{line.id}") == {}
    assert office.alerts.alert(line.id, date(2026, 11, 20)).reason is None
    assert verify(office.store.audit).breaks == ()


def test_an_alert_that_was_taken_on_is_proved_by_its_entry_and_erased_with_the_person(asked):
    asked.tick("2026-11-17")
    line = asked.lines(REPLY)[0]
    acknowledge(asked.desk(), asked.alerts, line.id, reason="Đã gọi người ấy")
    assert verify(asked.store.audit).breaks == ()
    assert asked.store.unsealed(f"alert/{line.id}") != {}

    advance(asked.desk(), asked.ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    erase(asked.desk(), asked.ref, "request", confirm=asked.ref, approved_by="hoa")

    assert asked.store.unsealed(f"alert/{line.id}") == {}
    assert [one.reason for one in asked.lines(REPLY) if one.id == line.id] == [None]
    assert verify(asked.store.audit).breaks == ()
