"""The scenarios of tests/law, which whoever knows the law can read and write."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import law_missing
import law_reference
import pytest

from rules.age import age_verdict
from rules.calendar import Calendar
from rules.due import due_day, explain_due
from rules.education import Education
from rules.errors import NoWordingError
from rules.milestones import Milestone
from rules.rule import Rule, Version
from rules.rulebook import Rulebook
from rules.share import Share

FOLDER = Path(__file__).parents[1] / "law"
SHORT = {"issued": Milestone.DECISION_ISSUED, "received": Milestone.DECISION_RECEIVED}
OTHERS = {
    *("name", "rule", "on", "born", "verdict", "has", "enough", "of", "yes", "passes", "value"),
    *("due_on", "wording", "confidence", "estimated", "refused", "provisional", "strict"),
    *("stands", "done", "in_time"),
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


def governing_day(scenario: dict[str, Any], rule: Rule) -> date:
    if "on" in scenario:
        return scenario["on"]
    return days_of(scenario)[rule.governed_by]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_law_gives_what_the_scenario_says(scenario, rulebook, calendar):
    rule = rulebook[scenario["rule"]]
    day = governing_day(scenario, rule)

    if scenario.get("refused"):
        with pytest.raises(NoWordingError):
            rule.on(day)
        return

    version = rule.on(day)
    assert scenario.get("confidence", version.confidence) == version.confidence
    assert scenario.get("wording", version.from_on) == version.from_on
    checks = [check for key, check in CHECKS.items() if key in scenario]
    assert len(checks) == 1
    checks[0](scenario, rule, version, calendar)


def started(scenario: dict[str, Any], version: Version) -> tuple[date, bool]:
    """The day a clock starts in a scenario, and whether only for the time being."""
    days = days_of(scenario)
    provisional = version.starts not in days
    return days[version.provisional if provisional else version.starts], provisional


def check_due_day(scenario, rule, version, calendar):
    start, provisional = started(scenario, version)
    due = explain_due(version, rule, start, calendar)
    assert due_day(version, start, calendar) == scenario["due_on"]
    assert due.due_on == scenario["due_on"]
    assert provisional == scenario.get("provisional", False)
    assert scenario.get("estimated", due.estimated) == due.estimated
    # The same day once more, counted from the data files without the product.
    plain = law_reference.wording(rule.id, governing_day(scenario, rule))
    assert (
        law_reference.count(start, law_reference.rule_files()[rule.id]["unit"], plain["value"])
        == scenario["due_on"]
    )


def check_in_time(scenario, _rule, version, calendar):
    start, _ = started(scenario, version)
    assert (scenario["done"] <= due_day(version, start, calendar)) is scenario["in_time"]


def check_age(scenario, rule, version, _calendar):
    day = governing_day(scenario, rule)
    assert age_verdict(version, scenario["born"], day) == scenario["verdict"]


def check_enough(scenario, _rule, version, _calendar):
    if isinstance(version.value, Mapping):
        minimum = Education(version.value["minimum"])
        assert Education(scenario["has"]).reaches(minimum) is scenario["enough"]
    else:
        assert (scenario["has"] >= version.number) is scenario["enough"]


def check_vote(scenario, _rule, version, _calendar):
    assert version.share.met(scenario["yes"], scenario["of"]) is scenario["passes"]


def check_value(scenario, _rule, version, _calendar):
    value = version.value
    if isinstance(value, Share):
        assert (str(value), value.strict) == (scenario["value"], scenario["strict"])
    else:
        assert (dict(value) if isinstance(value, Mapping) else value) == scenario["value"]


def check_source(scenario, _rule, version, _calendar):
    source = version.source
    assert scenario["stands"] in {source.document, source.text and source.text.vi}


CHECKS = {
    "due_on": check_due_day,
    "in_time": check_in_time,
    "verdict": check_age,
    "enough": check_enough,
    "passes": check_vote,
    "value": check_value,
    "stands": check_source,
}


def test_no_two_scenarios_have_the_same_name():
    names = [param.id for param in SCENARIOS]

    assert len(names) == len(set(names))
    assert len(names) >= 1000


def test_every_change_of_the_law_has_the_day_before_the_day_itself_and_the_day_after():
    lacking = [f"{rule}: {what} ({day})" for (rule, day), what in law_missing.missing().items()]

    assert lacking == [], "run `python tests/law_missing.py` and read what it wrote"


@pytest.mark.parametrize("rule", [rule.id for rule in Rulebook.open().timers()])
def test_every_change_of_a_deadline_has_a_case_that_began_under_the_older_wording(rule):
    given = [one for one in law_missing.scenarios() if one["rule"] == rule and "due_on" in one]

    for change in law_reference.changes(rule)[1:]:
        older = law_reference.wording(rule, change - law_reference.DAY)
        began = [one for one in given if one.get("wording") == older["from"]]
        assert any(one["due_on"] >= change for one in began), (rule, change)


SIDES = {
    "share": ("passes", {True, False}),
    "people": ("enough", {True, False}),
    "education": ("enough", {True, False}),
    "years by month": ("verdict", {"too-young", "within", "too-old"}),
}


@pytest.mark.parametrize(
    ("rule", "key", "wanted"),
    [
        (rule, *SIDES[content["unit"]])
        for rule, content in law_reference.rule_files().items()
        if content["unit"] in SIDES
    ],
)
def test_every_limit_has_scenarios_on_both_sides(rule, key, wanted):
    found = {one[key] for one in law_missing.scenarios() if one["rule"] == rule and key in one}

    assert found == wanted


@pytest.mark.parametrize("year", range(2023, 2028))
def test_spans_over_the_lunar_new_year_are_among_the_scenarios(year):
    names = [one["name"] for one in law_missing.scenarios()]

    assert sum(f"the Lunar New Year of {year}" in name for name in names) >= 15


def test_every_make_up_day_since_2023_is_a_first_and_a_last_day():
    worked = {
        day
        for year in range(2023, 2028)
        for day, on in law_reference.exceptions(year).items()
        if on
    }
    given = [one for one in law_missing.scenarios() if "due_on" in one]

    assert worked <= {one["due_on"] for one in given}
    assert worked <= {day for one in given for day in one.values() if isinstance(day, date)}
