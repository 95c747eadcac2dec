"""Write the scenarios that tests/law lacks: `python tests/law_missing.py`, then read them.

For each day on which the law of a rule changed: the day before, the day itself, the day after.
What is expected is counted by the plain reference (tests/law_reference.py), never by the product;
whoever adds a rule reads it against the text of the law before it goes in.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from law_reference import DAY, changes, count, rule_files, wording

LAW = Path(__file__).with_name("law")
SHORT = {"decision-issued": "issued", "decision-received": "received"}
LATER = 4 * DAY  # a starting event that follows the one which chooses the wording
_HEAD = "# Read as: under this rule, with these days, the law gives this."
_REFUSED = " `refused`: no wording is known.\n"


@cache
def scenarios() -> tuple[dict[str, Any], ...]:
    """Every scenario of tests/law."""
    return tuple(
        scenario
        for path in sorted(LAW.glob("*.toml"))
        for scenario in tomllib.loads(path.read_text("utf-8"))["scenario"]
    )


def milestone_day(scenario: dict[str, Any], milestone: str | None) -> date | None:
    """The day that a scenario gives for a milestone, under its short name or its own."""
    if milestone is None:
        return None
    day: date | None = scenario.get(SHORT.get(milestone, milestone))
    return day


def governing(rule: str) -> str | None:
    """The milestone whose day chooses the wording; None: the day of asking."""
    content = rule_files()[rule]
    chosen: str | None = content.get("governed_by") or content["versions"][0].get("starts")
    return chosen


def governing_day(scenario: dict[str, Any]) -> date | None:
    """The day that chooses the wording in a scenario."""
    on: date | None = scenario.get("on")
    return on or milestone_day(scenario, governing(scenario["rule"]))


def covered(given: Iterable[dict[str, Any]]) -> set[tuple[str, date]]:
    """The rules and governing days that scenarios are about."""
    found = {(one["rule"], governing_day(one)) for one in given}
    return {(rule, day) for rule, day in found if day is not None}


def wanted() -> dict[tuple[str, date], str]:
    """The rules and days that must have a scenario, each with what the day is."""
    found: dict[tuple[str, date], str] = {}
    for rule, content in rule_files().items():
        first = content["versions"][0]["from"]
        for change in changes(rule):
            what = "the first known wording," if change == first else "the change of"
            for day, lead in (
                (change, f"on the day of {what}"),
                (change - DAY, f"the day before {what}"),
                (change + DAY, f"the day after {what}"),
            ):
                found.setdefault((rule, day), f"{lead} {change:%-d %B %Y}")
    return found


def missing() -> dict[tuple[str, date], str]:
    """Those of them that no scenario is about."""
    there = covered(scenarios())
    return {key: what for key, what in wanted().items() if key not in there}


def scenario_for(rule: str, day: date, what: str) -> dict[str, Any]:
    """A scenario with what the plain reference expects."""
    content, version, chosen = rule_files()[rule], wording(rule, day), governing(rule)
    made: dict[str, Any] = {"name": f"{content['title']['en']} — {what}", "rule": rule}
    if version is None:
        key = "on" if chosen is None else SHORT.get(chosen, chosen)
        return {**made, key: day, "refused": True}
    starts, value = version.get("starts"), version.get("value")
    if starts is None or not isinstance(value, int) or content["unit"] == "hours":
        made["on"] = day
        made |= _said(version)
    else:
        start = day if starts == chosen else day + LATER
        made[SHORT.get(str(chosen), str(chosen))] = day
        made[SHORT.get(starts, starts)] = start
        made["due_on"] = count(start, content["unit"], value)
    return {**made, "wording": version["from"], "confidence": version["confidence"]}


def _said(version: dict[str, Any]) -> dict[str, Any]:
    """The value of a wording, or where it has none the document it stands in."""
    if "value" in version:
        strict = {"strict": version["strict"]} if "strict" in version else {}
        return {"value": version["value"], **strict}
    source = version["source"]
    return {"stands": source.get("document") or source["text"]["vi"]}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_written(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def main() -> None:
    """Append what is missing to the file of each rule."""
    for (rule, day), what in sorted(missing().items()):
        path, content = LAW / f"{rule}.toml", rule_files()[rule]
        if not path.exists():
            title = f"# {content['title']['vi']} / {content['title']['en']}\n"
            path.write_text(f"{title}{_HEAD}{_REFUSED}", "utf-8")
        made = scenario_for(rule, day, what)
        lines = "".join(f"{key} = {_written(value)}\n" for key, value in made.items())
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n[[scenario]]\n{lines}")
        sys.stdout.write(f"{path.name}: {made['name']}\n")


if __name__ == "__main__":
    main()
