"""A sweep reads only what is new, and nothing is lost by it: clocks, ladders, holds, tampering."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import at
from sqlalchemy import text

from scheduler.ladder import Ladder, Rung
from storage import sweep_mark
from workflow.actions.pause import hold, resume
from workflow.reasons import Reason
from workflow.reminders import Role
from workflow.states import State


def change(office, statement):
    with office.store.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_clock_that_jumps_back_a_day_loses_and_doubles_nothing(office):
    office.a_case()  # rungs on 3 May, 2 June, 2, 17 and 25 July, 1 August 2025
    office.tick("2025-07-02")
    office.tick("2025-07-01")
    office.a_case()  # comes on record while the clock is behind
    assert office.tick("2025-07-01").raised > 0

    office.tick("2025-07-02")
    office.tick("2025-07-02")

    first, second = sorted({deadline for deadline, _ in office.raised("probation")})
    assert office.raised("probation").count((first, -30)) == 1
    assert office.raised("probation").count((second, -30)) == 1


def test_a_clock_that_jumps_a_month_forward_and_back_loses_and_doubles_nothing(office):
    office.a_case()
    office.tick("2025-06-02")
    office.tick("2025-07-02")  # a month too far
    office.now = at("2025-06-03")
    office.a_case()

    for day in ("2025-06-03", "2025-06-20", "2025-07-02", "2025-07-17", "2025-08-01"):
        office.tick(day)

    first, second = sorted({deadline for deadline, _ in office.raised("probation")})
    assert sorted(office.raised("probation")) == [
        *((first, rung) for rung in (-90, -60, -30, -15, -7, 0)),
        *((second, rung) for rung in (-60, -30, -15, -7, 0)),  # it climbs in where it came
    ]


def test_nothing_is_raised_early_while_the_clock_is_behind(office):
    office.a_case()
    office.tick("2025-07-02")
    office.tick("2025-06-01")
    office.a_case()
    office.tick("2025-06-01")

    second = max(deadline for deadline, _ in office.raised("probation"))
    assert [rung for deadline, rung in office.raised("probation") if deadline == second] == [-90]


def test_what_fell_due_while_a_case_was_on_hold_is_raised_when_it_is_resumed(office):
    ref = office.a_case()
    office.tick("2025-05-03")
    office.now = at("2025-05-10")
    hold(office.desk(), ref, Reason.ABSENT)
    office.tick("2025-06-10")
    office.tick("2025-07-10")
    assert office.rungs("probation") == [-90]

    office.now = at("2025-07-12")
    resume(office.desk(), ref)
    office.tick("2025-07-13")

    assert office.rungs("probation") == [-90, -60, -30]


def test_of_many_cases_on_hold_none_is_overlooked(office, monkeypatch):
    monkeypatch.setattr(sweep_mark, "_AT_ONCE", 2)
    refs = [office.a_case() for _ in range(5)]
    office.tick("2025-05-03")
    office.now = at("2025-05-10")
    for ref in refs:
        hold(office.desk(), ref, Reason.ABSENT)
    office.tick("2025-06-10")

    fresh = "SELECT count(*) FROM deadline WHERE rule = 'probation' AND swept = 0"
    with office.store.engine.connect() as connection:
        assert connection.execute(text(fresh)).scalar_one() == 5


def test_another_ladder_begins_anew_and_raises_what_the_old_one_did_not_have(office):
    office.a_case()
    office.tick("2025-07-10")
    ladders = office.bell().ladders
    rungs = [
        Rung(days=days, to=(Role.CELL_SECRETARY,)) for days in (-90, -60, -45, -30, -15, -7, 0)
    ]
    other = replace(ladders, of_rule={**ladders.of_rule, "probation": Ladder(rungs=tuple(rungs))})

    raised = office.alerts.sweep(other.steps(["probation"]), date(2025, 7, 10), office.now)

    assert raised == 1
    assert sorted(office.rungs("probation")) == [-90, -60, -45, -30]


def test_a_mark_that_somebody_forged_is_made_good_within_a_week(office):
    office.a_case()
    office.tick("2025-06-20")
    office.a_case()
    change(office, "UPDATE deadline SET swept = 2")
    assert office.tick("2025-06-21").raised == 0

    office.tick("2025-06-27")

    assert [rung for _, rung in sorted(office.raised("probation"))] == [-90, -60, -60]


def test_a_store_whose_mark_is_gone_is_looked_at_anew(office):
    office.a_case()
    office.tick("2025-06-20")
    change(office, "DELETE FROM sweep")

    office.tick("2025-07-02")

    assert office.rungs("probation") == [-90, -60, -30]


@pytest.mark.parametrize("ahead", ["2025-07-02", "2025-09-01"])
def test_a_rule_that_appears_later_is_swept_from_its_first_rung(office, ahead):
    office.a_case()
    office.tick(ahead)
    office.now = at(ahead)
    before = set(office.alerts.open_rules())
    office.a_case(State.COURSE)
    change(
        office, "UPDATE deadline SET rule = 'file-age' WHERE id = (SELECT max(id) FROM deadline)"
    )
    assert "file-age" in set(office.alerts.open_rules()) - before

    office.tick("2029-06-01")

    assert len(office.rungs("file-age")) == len(office.bell().ladders.of("file-age").rungs)
