"""The law counted once more, the plain way: from the data files, one day after the other.

Nothing of the product is imported here, so that it can be held against what the product says.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "rules" / "data"
SATURDAY = 6
DAY = timedelta(days=1)


@cache
def rule_files() -> dict[str, dict[str, Any]]:
    """Every rule file as TOML reads it, by the rule's id."""
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in DATA.glob("*.toml")}
    return {name: content for name, content in sorted(read.items()) if "versions" in content}


def wording(rule: str, day: date) -> dict[str, Any] | None:
    """The wording of a rule in force on a day: the newest that has begun and has not ended."""
    begun = [one for one in rule_files()[rule]["versions"] if one["from"] <= day]
    if not begun or begun[-1].get("until", day) < day:
        return None
    return begun[-1]


def changes(rule: str) -> list[date]:
    """The days on which the law of a rule changed: a wording began, or ended without another."""
    versions = rule_files()[rule]["versions"]
    begins = {one["from"] for one in versions}
    ends = {one["until"] + DAY for one in versions if "until" in one}
    return sorted(begins | ends)


@cache
def exceptions(year: int) -> dict[date, bool]:
    """The days of a year that are not what their weekday says, and whether each is worked."""
    path = DATA / "calendar" / f"{year}.toml"
    if path.is_file():
        lines = tomllib.loads(path.read_text("utf-8"))["lines"]
        return {line["day"]: not line["off"] for line in lines}
    import holidays

    listed = holidays.country_holidays("VN", years=year, language="vi")
    # The library's day off against a worked Saturday exists only once somebody decided it.
    return {day: False for day, name in listed.items() if "thay cho ngày" not in name}


def is_worked(day: date) -> bool:
    """Whether a day is a working day."""
    return exceptions(day.year).get(day, day.isoweekday() < SATURDAY)


def count(start: date, unit: str, number: int) -> date:
    """The last day of a length of time; the day it starts is day 0.

    Raises:
        ValueError: the unit is no length of time.
    """
    day, left = start, number
    if unit == "working days":
        while left:
            day += DAY
            left -= is_worked(day)
        return day
    if unit == "days":
        while left:
            day, left = day + DAY, left - 1
        return day
    if unit == "months":
        year, month = start.year, start.month
        for _ in range(number):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        last = date(year + month // 12, month % 12 + 1, 1) - DAY
        return last if last.day < start.day else date(year, month, start.day)
    message = f"{unit} is no length of time"
    raise ValueError(message)
