"""Each invariant finds what it is there to find."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import a_desk
from provinces import a_scale, played
from sqlalchemy import text

from simulation.invariants import (
    Scene,
    counts_agree,
    deadlines_accounted,
    log_complete,
    log_intact,
    overdue_agrees,
)
from simulation.overdue import overdue
from workflow.states import State


@pytest.fixture
def scene(sqlite_store):
    """A small province, simulated."""
    scale = a_scale(cases=40)
    tally = played(sqlite_store, scale).tally
    return Scene(store=sqlite_store, desk=a_desk(sqlite_store, scale.evening), tally=tally)


def change(scene, statement):
    with scene.store.engine.begin() as connection:
        return connection.execute(text(statement)).rowcount


def test_a_case_that_went_elsewhere_is_found(scene):
    ref = next(iter(scene.tally.states))
    scene.tally.stands(ref, State.STRUCK_OFF)

    found = counts_agree(scene)

    assert not found.holds
    assert "struck_off" in found.problem


def test_an_entry_that_was_never_counted_is_found(scene):
    scene.tally.entries += 1

    assert log_complete(scene).problem == (
        f"{scene.tally.entries - 1} entries in the store, {scene.tally.entries} were written"
    )


def test_a_case_without_its_log_is_found(scene):
    scene.tally.stands("HS-2020-0001", State.NOMINATED)

    assert log_complete(scene).problem == "HS-2020-0001"


def test_a_day_moved_in_a_table_is_found(scene):
    assert change(scene, "UPDATE deadline SET due_on = '2030-01-01' WHERE closed_how IS NULL")

    assert "the tables do not follow from the log" in log_intact(scene).problem


def test_a_deadline_that_the_case_lost_is_found(scene):
    assert change(
        scene,
        "UPDATE case_file SET snapshot = json_set(snapshot, '$.deadlines', json('[]'))",
    )

    found = deadlines_accounted(scene)

    assert not found.holds
    assert found.problem.startswith("HS-")
    assert "(+" in found.problem


def test_a_case_that_the_query_forgets_is_found(scene):
    assert change(scene, "UPDATE case_file SET next_due = '2030-01-01'")

    found = overdue_agrees(scene)

    assert found.looked_at > 0
    assert not found.holds


def test_a_case_that_is_gone_is_found(scene):
    scene.tally.stands("HS-2020-0001", State.NOMINATED)

    assert deadlines_accounted(scene).problem == "HS-2020-0001"


def test_a_duty_goes_before_a_day_that_is_only_waited_for():
    row = {"stream": "A", "case_ref": "A", "closed_how": None}
    waited = {**row, "rule": "probation", "due_on": "2026-01-01"}
    duty = {**row, "rule": "member-cv", "due_on": "2026-03-01"}
    day = a_scale().until

    assert overdue([waited], day) == {"A"}
    assert overdue([waited, duty], day.replace(month=2)) == set()
    assert overdue([waited, duty], day) == {"A"}
    assert overdue([{**duty, "closed_how": "met"}], day) == set()
    assert overdue([{**duty, "stream": "RS-1"}], day + timedelta(days=1)) == set()
