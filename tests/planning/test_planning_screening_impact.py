"""What a draft of the law would change for the screenings there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_desk, units
from screenings import a_member, opened, take_screening_to

from planning.impact import Effect, screening_impact
from rules.rulebook import Rulebook
from workflow.law import Law
from workflow.screening.deadlines import deadlines_of_screening
from workflow.screening.states import ScreeningState

DRAFT = """\
id = "screening-help"
title = { vi = "Dự thảo", en = "Draft" }
unit = "months"
timer = true
actor = "cell"

[[versions]]
from = 2025-01-01
value = 6
starts = "help-began"
source = { text = { vi = "dự thảo", en = "draft" } }
confidence = "low"
"""


@pytest.fixture
def desk(sqlite_store):
    made = a_desk(sqlite_store)
    units(made)
    return made


def touched(desk, tmp_path, text):
    path = tmp_path / "screening-help.toml"
    path.write_text(text, encoding="utf-8")
    drafted = Law(Rulebook.open().drafted(path), desk.calendar)
    files = [desk.store.screening("SL-2026-0001")]
    return list(screening_impact(files, desk.law(), drafted, date(2025, 10, 1)))


def test_a_shorter_help_moves_the_deadline_and_says_who_becomes_overdue(desk, tmp_path):
    take_screening_to(desk, opened(desk, a_member(desk)), ScreeningState.HELPED)

    (found,) = touched(desk, tmp_path, DRAFT)

    assert (found.ref, found.case.ref, found.conditions) == ("SL-2026-0001", "HS-2026-0001", None)
    (moved,) = found.deadlines
    assert (moved.effect, moved.old.due_on, moved.new.due_on, moved.overdue) == (
        Effect.MOVED,
        date(2026, 3, 10),
        date(2025, 9, 10),
        True,
    )


def test_a_draft_of_later_days_touches_no_help_that_began_before(desk, tmp_path):
    take_screening_to(desk, opened(desk, a_member(desk)), ScreeningState.HELPED)

    assert touched(desk, tmp_path, DRAFT.replace("2025-01-01", "2025-03-11")) == []


def test_a_screening_without_a_deadline_is_not_touched(desk, tmp_path):
    take_screening_to(desk, opened(desk, a_member(desk)), ScreeningState.LISTED)

    assert touched(desk, tmp_path, DRAFT) == []


def test_a_help_of_a_day_without_any_known_length_has_no_deadline(desk):
    take_screening_to(desk, opened(desk, a_member(desk)), ScreeningState.HELPED)
    one = desk.store.screening("SL-2026-0001").screening
    early = replace(one, days={**one.days, "help": date(2021, 7, 29)}, deadlines=())

    assert deadlines_of_screening(early, desk.law()) == ()
