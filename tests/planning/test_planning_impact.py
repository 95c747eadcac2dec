"""What a draft of the law would change for the cases there are."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, at, ready_to_admit, take_to, units

from planning.impact import Effect, impact, summary
from rules.rulebook import Rulebook
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.law import Law
from workflow.states import Event, State

SOURCE = 'source = { text = { vi = "dự thảo", en = "draft" } }\nconfidence = "low"\n'
HEAD = 'title = { vi = "Dự thảo", en = "Draft" }\ntimer = true\n'
CEREMONY = (
    f'id = "ceremony"\nunit = "working days"\ngoverned_by = "decision-issued"\n{HEAD}\n'
    '[[versions]]\nfrom = 2024-07-01\nvalue = 20\nstarts = "decision-issued"\n'
)
RECEIVED = CEREMONY.replace('starts = "decision-issued"', 'starts = "decision-received"')
VOTE = (
    'id = "cell-vote"\nunit = "share"\ntitle = { vi = "Dự thảo", en = "Draft" }\n\n'
    '[[versions]]\nfrom = 2024-01-01\nvalue = "9/10"\nstrict = false\n'
)
ADOPTION = 'id = "recognition-late"\nadopt = true\nfrom = 2024-01-01\n'


@pytest.fixture
def desk(sqlite_store):
    found = a_desk(sqlite_store, at("2024-08-20"))
    units(found)
    return found


def a_case_in(desk, state):
    ref = a_case(a_desk(desk.store))
    take_to(a_desk(desk.store), ref, state)
    return desk.store.dossier(ref)


def touched(desk, tmp_path, dossiers, text, today=date(2024, 8, 20)):
    name = text.split('"')[1]
    path = tmp_path / f"{name}.toml"
    path.write_text(text + SOURCE, encoding="utf-8")
    drafted = Law(Rulebook.open().drafted(path), desk.calendar)
    return list(impact(desk.store, dossiers, desk.law(), drafted, today))


def test_a_shorter_time_moves_a_deadline_and_says_who_becomes_overdue(desk, tmp_path):
    one = a_case_in(desk, State.ADMITTED)

    (found,) = touched(desk, tmp_path, [one], CEREMONY)

    (moved,) = found.deadlines
    assert (moved.effect, moved.old.due_on, moved.new.due_on, moved.overdue) == (
        Effect.MOVED,
        date(2024, 8, 26),
        date(2024, 8, 12),
        True,
    )
    assert found.case.ref == one.case.ref


def test_a_deadline_that_is_overdue_already_is_not_newly_so(desk, tmp_path):
    one = a_case_in(desk, State.ADMITTED)

    (found,) = touched(desk, tmp_path, [one], CEREMONY, today=date(2024, 9, 1))

    assert [moved.overdue for moved in found.deadlines] == [False]


def test_a_wording_that_waits_for_another_happening_closes_what_ran(desk, tmp_path):
    one = a_case_in(desk, State.ADMITTED)

    (found,) = touched(desk, tmp_path, [one], RECEIVED)

    (closed,) = found.deadlines
    assert (closed.effect, closed.new, closed.overdue) == (Effect.CLOSED, None, False)


def test_adopting_a_local_rule_opens_its_deadlines(desk, tmp_path):
    one = a_case_in(desk, State.PROBATION)

    (found,) = touched(desk, tmp_path, [one], ADOPTION, today=date(2026, 1, 5))

    (opened,) = found.deadlines
    assert (opened.effect, opened.rule, opened.old) == (Effect.OPENED, "recognition-late", None)
    assert (opened.new.due_on, opened.overdue) == (date(2025, 11, 1), True)


def test_a_deadline_started_by_another_happening_is_moved_not_closed_and_opened(desk, tmp_path):
    admitted = a_desk(desk.store)
    one = a_case_in(desk, State.ADMITTED)
    record(admitted, one.case.ref, FactKind.DECISION_RECEIPT, {}, on=date(2024, 7, 20))

    (found,) = touched(desk, tmp_path, [desk.store.dossier(one.case.ref)], CEREMONY)

    (moved,) = found.deadlines
    assert (moved.effect, moved.old.due_on, moved.new.due_on) == (
        Effect.MOVED,
        date(2024, 8, 30),
        date(2024, 8, 12),
    )


def test_a_higher_share_adds_a_condition_to_the_next_event(desk, tmp_path):
    ref = a_case(a_desk(desk.store))
    take_to(a_desk(desk.store), ref, State.VERIFICATION)
    ready_to_admit(a_desk(desk.store), ref)

    (found,) = touched(desk, tmp_path, [desk.store.dossier(ref)], VOTE)

    assert found.deadlines == ()
    assert found.conditions.event is Event.ADMIT
    assert [one.condition for one in found.conditions.added] == ["cell-vote"]
    assert found.conditions.removed == ()


def test_a_draft_of_another_day_touches_nobody(desk, tmp_path):
    one = a_case_in(desk, State.ADMITTED)

    assert touched(desk, tmp_path, [one], CEREMONY.replace("2024-07-01", "2030-01-01")) == []


def test_who_has_ended_is_not_touched(desk, tmp_path):
    one = a_case_in(desk, State.FULL_MEMBER)

    assert touched(desk, tmp_path, [one], CEREMONY) == []


def test_the_whole_is_one_sentence(desk, tmp_path):
    found = touched(desk, tmp_path, [a_case_in(desk, State.ADMITTED)], CEREMONY)

    assert summary(found).en == (
        "1 cases touched: 1 deadlines moved, 0 opened, 0 closed, 1 newly overdue;"
        " 0 cases with other conditions for the next event."
    )
