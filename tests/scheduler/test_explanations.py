"""A recognition that is ninety days late has to be explained, by a task of its own."""

from __future__ import annotations

from datetime import date

import pytest
from builders import at

from rules.text import Text
from scheduler.explanations import ask_for_letters
from workflow.actions.advance import advance
from workflow.actions.record import record
from workflow.errors import ConflictError
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event
from workflow.verification import verify

LAST_RUNG = "2025-12-15"  # the cell was to decide by 16 September 2025


@pytest.fixture
def late(office):
    office.tell(*office.everybody())
    office.ref = office.a_case()
    office.tick("2025-12-14")
    return office


def task(office):
    return office.store.dossier(office.ref).case.deadline("late-explanation")


def asked(office):
    return [
        entry
        for entry in office.store.entries(office.ref)
        if entry.fields.get("event") == "explanation-request"
    ]


def test_the_last_rung_of_a_late_recognition_opens_a_task_once(late):
    assert task(late) is None

    late.tick(LAST_RUNG)
    late.tick(LAST_RUNG)
    late.tick("2025-12-16")

    (entry,) = asked(late)
    assert late.rungs("recognition-cell")[-1] == 90
    assert (entry.fields["actor"], entry.fields["effective_on"]) == ("ketnap", LAST_RUNG)
    # Thirty working days on: 1 and 2 January 2026 are off, Saturday the 10th is worked.
    assert task(late).due_on == date(2026, 1, 27)
    assert verify(late.store.audit).intact


@pytest.mark.parametrize("fault", ["person", "organisation"])
def test_the_letter_that_says_whose_fault_it_was_meets_the_task(late, fault):
    late.tick(LAST_RUNG)
    late.now = at("2025-12-20")
    record(
        late.desk(), late.ref, FactKind.LATE_EXPLANATION, {"fault": fault}, on=date(2025, 12, 19)
    )

    late.tick("2026-02-01")

    assert task(late) is None
    assert len(asked(late)) == 1
    assert late.lines("late-explanation", everything=False) == []


def test_a_task_that_nobody_meets_is_reminded_of_from_above(late):
    late.tick(LAST_RUNG)

    for day in ("2026-01-20", "2026-01-27", "2026-02-03"):
        late.tick(day)

    assert late.rungs("late-explanation") == [-7, 0, 7]
    (line,) = [one for one in late.lines("late-explanation") if one.rung == 7]
    assert line.version == "late-explanation@2016-07-25"


def test_a_letter_that_came_before_it_was_asked_for_needs_no_task(late):
    record(
        late.desk(),
        late.ref,
        FactKind.LATE_EXPLANATION,
        {"fault": "organisation"},
        on=date(2025, 12, 12),
    )

    late.tick(LAST_RUNG)

    assert asked(late) == []


def test_a_case_that_ended_meanwhile_explains_nothing(late):
    late.tick_with(late.bell_that_writes_nothing(LAST_RUNG))
    advance(late.desk(), late.ref, Event.CLOSE, on=late.desk().today(), reason_code=Reason.DIED)

    late.tick("2025-12-16")

    assert asked(late) == []


def test_a_case_that_somebody_writes_to_is_left_to_the_next_pass(late, monkeypatch):
    late.tick_with(late.bell_that_writes_nothing(LAST_RUNG))

    def taken(*_asked, **_more):
        raise ConflictError(Text("x", "x"))

    rules = ("recognition-cell",)
    with monkeypatch.context() as busy:
        busy.setattr("scheduler.explanations.record", taken)
        assert ask_for_letters(late.desk(), late.alerts, rules, 90) == 0
    assert ask_for_letters(late.desk(), late.alerts, rules, 90) == 1


def test_an_officer_may_ask_before_the_clock_does(late):
    record(late.desk(), late.ref, FactKind.EXPLANATION_REQUEST, {}, on=date(2025, 12, 14))

    late.tick(LAST_RUNG)

    assert len(asked(late)) == 1
    assert task(late).start_on == date(2025, 12, 14)
