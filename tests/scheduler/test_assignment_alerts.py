"""Each period of an assigned task is asked for as it begins, and reminded of until it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import at, units

from scheduler.periods import ask_for_periods
from storage.as_of import AsOfStore
from workflow.actions.reorganise import reorganise
from workflow.moment import Moment
from workflow.registers.assignment_evidence import show_done, undo_done
from workflow.registers.assignment_steps import (
    ask_for_period,
    end_assignment,
    find_assignment,
    set_assignment,
)
from workflow.registers.periods import Cadence
from workflow.reminders import AlertState, Role
from workflow.reorganising.asking import Terms, merging
from workflow.verification import verify

DUE = "assignment-evidence"
NV = "assignment/NV-2026-0001"


@pytest.fixture
def office(office):
    """A city with its units, on 5 April 2026."""
    office.now = at("2024-08-02")
    units(office.desk())
    office.now = at("2026-04-05", 3)
    office.tick()
    return office


def a_task(office, **more):
    given = {"document": "7-KH/TU", "every": Cadence.QUARTER}
    return set_assignment(office.desk(), "Rà soát nguồn", "DV", **{**given, **more})


def done(office, period, **more):
    return show_done(office.desk(), "0001", period=period, document="12-BC", **more)


def due(office):
    """The days on which something of the assignment is still due."""
    today = office.desk().today()
    return [f"{one.due_on}" for one in office.alerts.duties(today) if one.rule == DUE]


def events(office):
    return [one.fields["event"] for one in office.store.entries(NV)]


def test_the_period_in_which_a_task_is_set_is_due_on_its_last_day(office):
    a_task(office)

    (entry,) = office.store.entries(NV)
    (opened,) = entry.fields["opens"]
    assert (opened["version"], opened["start"], opened["due"]) == (
        f"{DUE}@2016-07-25",
        "2026-04-05",
        "2026-06-30",
    )
    assert entry.fields["data"]["asked"] == "2026-04-01"
    assert verify(office.store.audit).breaks == ()


def test_what_is_done_once_is_due_on_the_day_that_its_document_names(office):
    a_task(office, every=None, by=date(2026, 5, 20))

    office.tick("2026-05-01")
    office.tick("2026-05-20")
    office.tick("2026-07-20")

    assert due(office) == ["2026-05-20"]
    assert office.rungs(DUE) == [-60, -30, -7, 0, 7, 30]
    assert events(office) == ["assignment-set"]


def test_the_clock_asks_for_each_period_once_and_a_late_pass_for_all_that_were_missed(office):
    a_task(office)
    office.tick("2026-06-30")
    assert due(office) == ["2026-06-30"]

    office.tick("2026-10-02")
    office.tick("2026-10-02")

    assert due(office) == ["2026-06-30", "2026-09-30", "2026-12-31"]
    assert events(office) == ["assignment-set", "assignment-asked", "assignment-asked"]
    last = office.store.entries(NV)[-1].fields
    assert (last["actor"], last["effective_on"], last["data"]) == (
        "ketnap",
        "2026-10-02",
        {"asked": "2026-10-01"},
    )
    assert verify(office.store.audit).breaks == ()


def test_a_clock_that_writes_nothing_asks_for_nothing(office):
    a_task(office)

    office.tick_with(office.bell_that_writes_nothing("2026-10-02"))

    assert events(office) == ["assignment-set"]


def test_evidence_ends_the_reminders_of_its_period_alone(office):
    a_task(office)
    office.tick("2026-07-07")

    done(office, "2026-Q2", on=date(2026, 7, 3))

    assert due(office) == ["2026-09-30"]
    (closed,) = office.store.entries(NV)[-1].fields["closes"]
    assert (closed["rule"], closed["started_by"], closed["how"]) == (DUE, 1, "met")
    (step,) = office.store.late_steps()
    assert (step.stream, step.rule, step.unit, step.done_on) == (NV, DUE, "DV", date(2026, 7, 3))
    assert verify(office.store.audit).breaks == ()


def test_a_period_that_was_shown_before_the_clock_came_is_not_asked_for(office):
    a_task(office)
    office.now = at("2026-08-01")
    done(office, "2026-Q3")
    assert "closes" not in office.store.entries(NV)[-1].fields

    office.tick("2026-10-02")

    assert due(office) == ["2026-06-30", "2026-12-31"]


def test_evidence_that_is_withdrawn_is_due_again(office):
    a_task(office)
    done(office, "2026-Q2")
    assert due(office) == []

    undo_done(office.desk(), "0001", period="2026-Q2", reason="Ghi nhầm kỳ")
    assert due(office) == ["2026-06-30"]
    done(office, "2026-Q2")

    assert due(office) == []
    office.tick("2026-07-01")
    assert due(office) == ["2026-09-30"]
    assert verify(office.store.audit).breaks == ()


def test_a_period_that_was_not_asked_for_yet_waits_for_the_clock_when_its_evidence_goes(office):
    a_task(office)
    office.now = at("2026-08-01")
    done(office, "2026-Q3")
    undo_done(office.desk(), "0001", period="2026-Q3", reason="Ghi nhầm kỳ")
    assert due(office) == ["2026-06-30"]

    office.tick()

    assert due(office) == ["2026-06-30", "2026-09-30"]


def test_evidence_that_is_replaced_leaves_its_period_over(office):
    a_task(office)
    done(office, "2026-Q2")
    done(office, "2026-Q2", reason="Sai số văn bản")

    assert due(office) == []


def test_an_assignment_that_ended_is_reminded_of_no_more(office):
    a_task(office)
    office.tick("2026-07-07")
    done(office, "2026-Q2")
    end_assignment(office.desk(), "0001", document="3-QĐ")

    office.tick("2027-03-01")

    assert due(office) == []
    assert {one.state for one in office.lines(DUE)} == {AlertState.SETTLED}
    (closed,) = office.store.entries(NV)[-1].fields["closes"]
    assert closed["how"] == "void"
    undo_done(office.desk(), "0001", period="2026-Q2", reason="Ghi nhầm kỳ")
    assert due(office) == []
    assert verify(office.store.audit).breaks == ()


def test_it_is_told_to_the_people_of_its_unit_and_of_its_heir(office):
    office.tell(
        office.by_terminal(Role.GRASSROOTS_OFFICER), office.by_terminal(Role.AUDITOR, "TP", "ubkt")
    )
    a_task(office)
    office.tick("2026-06-01")
    (told,) = office.shown
    assert f"{NV} · Đảng bộ phường Đô Vinh" in told
    assert "30/06/2026 (chưa xác minh)" in told
    assert "ketnap assignment list" in told
    today = office.desk().today()
    assert [one.unit for one in office.alerts.alerts(today, units=["DV"])] == ["DV"] * 2
    assert office.alerts.alerts(today, units=["CVA"]) == []
    assert office.alerts.gauges(today).open_deadlines == {DUE: 1}
    past = AsOfStore(office.store, Moment(as_of=today, known_at=office.now), office.desk().law)
    assert past.alerts.alerts(today) == office.alerts.alerts(today)

    terms = Terms(on=date(2026, 6, 1), document="9-NQ/TU", issuer="TP")
    reorganise(office.desk(), merging(office.desk(), ["DV"], "CVA", terms))

    assert [one.unit for one in office.alerts.duties(today, ["CVA"])] == ["CVA"]
    assert office.alerts.duties(today, ["DV"]) == []


def test_an_assignment_that_somebody_writes_to_is_left_to_the_next_pass(office):
    a_task(office)
    office.now = at("2026-10-02")
    desk = office.desk()
    stale = find_assignment(desk, "0001")
    ask_for_period(desk, stale)

    class Behind:
        """A store that still tells the assignment as it was."""

        def __getattr__(self, name):
            return getattr(office.store, name)

        def records(self, _register):
            return [stale.record]

    assert ask_for_periods(replace(desk, store=Behind())) == 0
    assert ask_for_periods(desk) == 1
    assert due(office) == ["2026-06-30", "2026-09-30", "2026-12-31"]


def test_an_assignment_of_an_older_program_is_asked_for_from_its_oldest_period_on(office):
    """Before its periods were deadlines, an assignment did not say how far it was asked for."""
    a_task(office)
    there = find_assignment(office.desk(), "0001")

    older = replace(there, asked=None)

    assert older.to_ask(date(2026, 8, 1)).code == "2026-Q2"
