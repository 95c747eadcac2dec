"""The scenarios of tests/law, which whoever knows the law can read and write."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.age import age_verdict
from rules.calendar import Calendar
from rules.due import due_day, explain_due
from rules.education import Education
from rules.errors import NoWordingError
from rules.milestones import Milestone
from rules.rulebook import Rulebook
from rules.share import Share

FOLDER = Path(__file__).parents[1] / "law"
SHORT = {"issued": Milestone.DECISION_ISSUED, "received": Milestone.DECISION_RECEIVED}
OTHERS = {
    *("name", "rule", "on", "born", "verdict", "has", "enough", "of", "yes", "passes", "value"),
    *("due_on", "wording", "confidence", "estimated", "refused", "provisional"),
}
SCENARIOS = [
    pytest.param(scenario, id=f"{path.stem}: {scenario['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.open()


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.open()


def days_of(scenario: dict[str, Any]) -> dict[Milestone, date]:
    known = {SHORT.get(key, key): value for key, value in scenario.items() if key not in OTHERS}
    return {Milestone(key): value for key, value in known.items()}


def governing_day(rulebook: Rulebook, scenario: dict[str, Any]) -> date:
    if "on" in scenario:
        return scenario["on"]
    return days_of(scenario)[rulebook[scenario["rule"]].governed_by]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_law_gives_what_the_scenario_says(scenario, rulebook, calendar):
    rule = rulebook[scenario["rule"]]
    day = governing_day(rulebook, scenario)

    if scenario.get("refused"):
        with pytest.raises(NoWordingError):
            rule.on(day)
        return

    version = rule.on(day)
    assert scenario.get("confidence", version.confidence) == version.confidence
    assert scenario.get("wording", version.from_on) == version.from_on
    checks = 0
    if "due_on" in scenario:
        days = days_of(scenario)
        provisional = version.starts not in days
        start = days[version.provisional if provisional else version.starts]
        due = explain_due(version, rule, start, calendar)
        assert due_day(version, start, calendar) == scenario["due_on"]
        assert due.due_on == scenario["due_on"]
        assert provisional == scenario.get("provisional", False)
        assert scenario.get("estimated", due.estimated) == due.estimated
        checks += 1
    if "verdict" in scenario:
        assert age_verdict(version, scenario["born"], day) == scenario["verdict"]
        checks += 1
    if "enough" in scenario:
        minimum = Education(version.value["minimum"])
        assert Education(scenario["has"]).reaches(minimum) is scenario["enough"]
        checks += 1
    if "passes" in scenario:
        assert isinstance(version.value, Share)
        assert version.value.met(scenario["yes"], scenario["of"]) is scenario["passes"]
        checks += 1
    if "value" in scenario:
        assert version.value == scenario["value"]
        checks += 1
    assert checks == 1


def test_no_two_scenarios_have_the_same_name():
    names = [param.id for param in SCENARIOS]

    assert len(names) == len(set(names))
    assert len(names) >= 60
