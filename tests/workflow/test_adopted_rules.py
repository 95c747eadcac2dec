"""A local rule opens deadlines only where the place has adopted it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builders import a_case, take_to

from rules.rulebook import Rulebook
from workflow.states import State

ADOPTED = """\
id = "recognition-late"
adopt = true
from = 2025-01-01
source = { text = { vi = "nghị quyết của tỉnh", en = "resolution of the province" } }
confidence = "high"
"""


def _deadline(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    return desk.store.dossier(ref).case.deadline("recognition-late")


def test_without_adoption_a_local_rule_of_the_package_opens_nothing(desk):
    assert _deadline(desk) is None


def test_adoption_opens_its_deadlines_by_the_decision_to_adopt(desk, tmp_path):
    (tmp_path / "recognition-late.toml").write_text(ADOPTED, encoding="utf-8")

    found = _deadline(replace(desk, rulebook=Rulebook.open(tmp_path)))

    assert found.version == "recognition-late@2025-01-01"
    assert (found.start_on, found.due_on) == (date(2025, 8, 1), date(2025, 11, 1))


def test_adopted_from_a_later_day_it_opens_nothing_for_who_was_through_before(desk, tmp_path):
    later = ADOPTED.replace("2025-01-01", "2025-08-02")
    (tmp_path / "recognition-late.toml").write_text(later, encoding="utf-8")

    assert _deadline(replace(desk, rulebook=Rulebook.open(tmp_path))) is None
