"""Several schedulers on one store: one acts, another takes over, none writes after its time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import at
from sqlalchemy import text

from scheduler.leadership import TERM_SECONDS, Leadership
from scheduler.runner import Pulse, office_jobs
from workflow.errors import LeadLostError

LONG, GONE = 60.0, -1.0


class Clock:
    """A clock that nobody sets but the test."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


def job(office, lead, name):
    (found,) = [one for one in office_jobs(office.bell(), Pulse(), lead) if one.name == name]
    return found.work


def test_the_first_to_ask_leads_and_the_second_stands_by(office):
    assert office.alerts.leader() is None
    assert office.alerts.lead("a", LONG) == 1
    assert office.alerts.lead("b", LONG) is None

    leader = office.alerts.leader()

    assert (leader.holder, leader.token) == ("a", 1)
    assert LONG - 5 < leader.seconds_left <= LONG


def test_renewing_keeps_the_number_and_taking_over_raises_it(office):
    office.alerts.lead("a", LONG)

    assert office.alerts.lead("a", GONE) == 1
    assert office.alerts.lead("b", LONG) == 2
    assert office.alerts.lead("a", LONG) is None


def test_who_steps_down_is_followed_at_once_and_only_the_leader_can(office):
    office.alerts.lead("a", LONG)

    office.alerts.step_down("b")
    assert office.alerts.lead("b", LONG) is None

    office.alerts.step_down("a")
    assert office.alerts.lead("b", LONG) == 2


def test_a_lease_from_a_clock_that_was_set_back_keeps_nobody_waiting(office):
    office.alerts.lead("a", LONG)
    with office.store.engine.begin() as connection:
        connection.execute(text("UPDATE lease SET until = until + 2678400"))

    assert office.alerts.lead("b", LONG) == 2


def test_a_replaced_leader_writes_nothing_more(office):
    office.tell(*office.everybody())
    office.a_case()
    office.now = at("2025-05-03")
    old = office.alerts.fenced(office.alerts.lead("a", GONE))
    office.alerts.lead("b", LONG)

    with pytest.raises(LeadLostError):
        old.sweep(office.bell().ladders.steps(old.open_rules()), office.now.date(), office.now)

    assert office.alerts.alerts(office.now.date(), everything=True) == []


def test_the_leader_writes_under_its_number(office):
    office.tell(*office.everybody())
    office.a_case()
    office.now = at("2025-05-03")
    lead = Leadership(office.alerts, "a")
    lead.renew()

    job(office, lead, "morning")()
    job(office, lead, "heartbeat")()

    assert len(office.lines("probation")) == 1
    assert office.alerts.beats()["service"].result == "a lease=1"


def test_a_service_that_stands_by_does_nothing_but_stay_alive(office):
    office.a_case()
    office.now = at("2025-05-03")
    office.alerts.lead("a", TERM_SECONDS)
    lead = Leadership(office.alerts, "b")
    lead.renew()
    pulse = Pulse()
    before = pulse.silent_for()

    for one in office_jobs(office.bell(), pulse, lead):
        one.work()

    assert office.alerts.beats() == {}
    assert office.alerts.alerts(office.now.date(), everything=True) == []
    assert pulse.silent_for() <= before + 1


def test_whoever_begins_to_lead_makes_one_whole_pass_at_once(office):
    office.tell(*office.everybody())
    office.a_case()
    office.now = at("2025-05-03")
    lead = Leadership(office.alerts, "a")

    job(office, lead, "take-over")()
    assert office.lines("probation") == []

    lead.renew()
    take_over = job(office, lead, "take-over")
    take_over()
    assert len(office.lines("probation")) == 1
    first = office.alerts.beats()["tick"]

    office.now = at("2025-05-04")
    take_over()
    assert office.alerts.beats()["tick"] == first


def test_a_leader_that_cannot_renew_stops_before_its_lease_ends_for_others(office, caplog):
    caplog.set_level("INFO", logger="ketnap.scheduler")
    clock = Clock()
    lead = Leadership(office.alerts, "a", term=LONG, monotonic=clock)
    lead.renew()
    assert lead.token() == 1

    clock.seconds += LONG
    assert lead.token() is None

    lead.renew()
    assert (lead.token(), lead.taken_over()) == (1, True)
    assert caplog.messages == ["a leads, lease number 1"] * 2


def test_a_leader_that_finds_another_in_its_place_says_so_and_stops(office, caplog):
    lead = Leadership(office.alerts, "a", term=LONG)
    lead.renew()
    with office.store.engine.begin() as connection:
        connection.execute(text("UPDATE lease SET holder = 'b', token = 2"))

    lead.renew()

    assert lead.token() is None
    assert "a leads no longer" in caplog.messages


def test_a_service_that_stops_hands_the_lease_over(office):
    lead = Leadership(office.alerts, "a")
    lead.renew()

    lead.step_down()

    assert lead.token() is None
    assert office.alerts.lead("b", LONG) == 2


def test_a_pass_stops_at_the_next_message_when_the_lease_is_lost(office):
    office.tell(*office.everybody())
    office.a_case()
    office.now = at("2025-05-03")
    clock = Clock()
    lead = Leadership(office.alerts, "a", term=LONG, monotonic=clock)
    lead.renew()

    def late():
        clock.seconds += LONG
        return at("2025-05-03")

    jobs = office_jobs(replace(office.bell(), clock=late), Pulse(), lead)
    (morning,) = [one for one in jobs if one.name == "morning"]
    morning.work()

    assert office.alerts.ledger() == {"waiting": 1}
