"""The law is data: the code names rules, never numbers, documents or their dates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import law_reference
import pytest

from rules.rulebook import Rulebook

HOME = Path(__file__).parents[2]
ROOMS = ("workflow", "commands", "scheduler", "planning", "office")
SOURCES = sorted(path for room in ROOMS for path in (HOME / room).rglob("*.py"))
WORKFLOW = sorted((HOME / "workflow").rglob("*.py"))
NAMED = re.compile(
    r"[^\s\"']*(?:QĐ/TW|HD/TW|HD/BTCTW|CV/BTCTW|NQ/TW|CT/TW|BTCTW)[^\s\"']*"
    r"|\b(?:12|30|36|60|90) (?:tháng|ngày làm việc|months|working days?|wd)\b"
    r"|\b2/3\b|\b1/2\b"
    r"|\bdate\(20(?:1|2)\d,"
    r"|\b20(?:11|16|21|25|26)-\d\d-\d\d(?!`)"
)
# Examples of a format, not law: how a day or a wording is written.
EXAMPLES = {"2026-11-23", "2026-07-26", "2009-12-05", "2026-06-30", "2026-01-31"}
RULE_ARGUMENTS = {"find": 0, "on": 0, "look": 0}


def _code(path: Path) -> str:
    """The source without its docstrings and comments, which may cite what they implement."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            value = body[0].value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                body[0] = ast.Pass()
    return ast.unparse(tree)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_number_document_or_date_of_law_stands_in_the_code(path):
    found = [hit for hit in NAMED.findall(_code(path)) if hit not in EXAMPLES]

    assert found == []


def test_the_scan_would_find_law_in_code():
    guilty = 'due = date(2026, 7, 26); text = "294-QĐ/TW, 30 working days, 12 months, 2/3"'

    assert len(NAMED.findall(guilty)) == 5


def _whole(value: Any) -> list[int]:
    if isinstance(value, dict):
        return [one for one in value.values() if isinstance(one, int)]
    return [value] if isinstance(value, int) else []


# The numbers that the law uses today as values, but for those too small to tell anything.
_TOO_SMALL = 5
# Limits of requests about personal data that are everyday numbers elsewhere; what handles those
# requests is held to them all the same, below.
_EVERYDAY = {10, 20}
_ALL_NUMBERS = {
    number
    for content in law_reference.rule_files().values()
    for version in content["versions"]
    for number in _whole(version.get("value"))
    if number > _TOO_SMALL
}
_NUMBERS = _ALL_NUMBERS - _EVERYDAY
# The same numbers where they mean something else.
ALLOWED = {
    "workflow/actions/decide_days.py": {60: "how many days one decision may name"},
    "workflow/typed_day.py": {12: "months of a year"},
    "workflow/registers/periods.py": {12: "months of a year"},
    "commands/calendar.py": {12: "months of a year"},
    "commands/calendar_decide.py": {60: "how many days one decision may name"},
    "commands/case/explains.py": {60: "characters of an id that are looked at"},
    "commands/case/words.py": {12: "December"},
    "commands/heartbeats.py": {36: "hours without a tick before a warning"},
    "commands/import_preview.py": {18: "width of a column"},
    "commands/output.py": {12: "width of a column"},
    "commands/quota_backtest.py": {30: "30 September, a day tried"},
    "commands/reorganised.py": {12: "lines of a list that are shown"},
    "commands/report.py": {60: "characters of a claim that are shown"},
    "commands/simulate.py": {12: "December", 15: "the most years that one asks for"},
    "commands/rules.py": {60: "characters of an id that are looked at"},
    "commands/status.py": {30: "days within which a list says “soon”; no law"},
    "commands/urgency.py": {60: "days within which a line is marked; no law"},
    "commands/worklist.py": {30: "days that a work list looks ahead; no law"},
    "scheduler/delivery.py": {15: "minutes of a lease"},
    "scheduler/settings.py": {30: "seconds of patience", 60: "seconds of patience"},
    "scheduler/timetable.py": {30: "minutes past the hour"},
    "office/case_days.py": {12: "grades of a school"},
    "office/dates.py": {12: "months of a year, day 0 of Excel", 30: "day 0 of Excel"},
    "office/judging.py": {60: "characters of a bad cell that are shown"},
    "office/layout.py": {12: "width of a column"},
    "office/lists.py": {60: "characters of a bad cell that are shown"},
    "office/oldbook.py": {30: "seconds of patience"},
    "office/unit_names.py": {60: "likeness of two names, of a hundred"},
    "office/vocabulary.py": {12: "grades of a school", 60: "likeness of two words, of a hundred"},
    "commands/picture_text.py": {
        12: "days between two dashes",
        15: "days between two signs",
        30: "days between two signs",
    },
    "planning/periods.py": {12: "months of a year"},
    "planning/pictures.py": {30: "days that ages are told apart at", 90: "as above; no law"},
    "planning/svg.py": dict.fromkeys((12, 18, 30, 36, 90), "points, and days before a month"),
    "planning/dekads.py": {12: "months of a year", 36: "dekads of a year"},
}
FRACTIONS_ALLOWED = {"planning/percent.py": {"Fraction(1, 2)": "rounding half up"}}
# Counting a length takes its number from a wording, never from the code.
_COUNTING = {"add_months", "add_working_days", "months_between_by_month"}


def _numbers_of_law(tree: ast.Module, numbers: set[int] = _NUMBERS) -> Iterator[int]:
    """Whole numbers that the law uses too, but for the end of a year and bounds of a slice."""
    passed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Slice)
        or (isinstance(node, ast.Call) and ast.unparse(node).endswith(", 12, 31)"))
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        plain = isinstance(node, ast.Constant) and type(node.value) is int
        if plain and id(node) not in passed and node.value in numbers:
            yield node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_number_of_law_stands_in_the_code_without_another_meaning(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = ALLOWED.get(path.relative_to(HOME).as_posix(), {})

    assert set(_numbers_of_law(tree)) <= set(allowed)


def test_what_handles_requests_about_personal_data_knows_none_of_their_limits():
    handling = [path for path in SOURCES if "request" in path.stem]

    assert {"data_requests.py", "request_writes.py"} <= {path.name for path in handling}
    for path in handling:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert set(_numbers_of_law(tree, _ALL_NUMBERS)) == set(), path.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_share_and_no_length_of_time_is_written_into_the_code(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    allowed = FRACTIONS_ALLOWED.get(path.relative_to(HOME).as_posix(), {})

    shares = [ast.unparse(call) for call in calls if _is_plain_share(call)]
    lengths = [
        ast.unparse(call)
        for call in calls
        if ast.unparse(call.func).rpartition(".")[2] in _COUNTING
        and any(isinstance(given, ast.Constant) for given in call.args)
    ]

    assert (set(shares), lengths) == (set(allowed), [])


def _is_plain_share(call: ast.Call) -> bool:
    """A fraction or a share of votes made of plain numbers, one of them above zero and one."""
    given = [*call.args, *(one.value for one in call.keywords)]
    plain = [one.value for one in given if isinstance(one, ast.Constant)]
    named = ast.unparse(call.func).rpartition(".")[2] in {"Fraction", "Share"}
    return named and len(plain) == len(given) > 1


def test_the_scan_would_find_numbers_shares_and_lengths_in_code():
    guilty = ast.parse("ends = add_months(began, 12)\nif yes < Fraction(2, 3) * 60: pass")
    calls = [node for node in ast.walk(guilty) if isinstance(node, ast.Call)]

    assert sorted(_numbers_of_law(guilty)) == [12, 60]
    assert [ast.unparse(call) for call in calls if _is_plain_share(call)] == ["Fraction(2, 3)"]
    assert {12, 18, 30, 36, 60, 90} <= _NUMBERS


def test_no_exception_outlives_the_number_it_was_made_for():
    for name, numbers in ALLOWED.items():
        tree = ast.parse((HOME / name).read_text(encoding="utf-8"))
        assert set(numbers) == set(_numbers_of_law(tree)), name


def _rule_ids() -> Iterator[tuple[str, str]]:
    for path in WORKFLOW:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = ast.unparse(node.func.value)
            if node.func.attr in RULE_ARGUMENTS and owner.endswith("law") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield path.name, str(first.value)


def test_every_rule_that_the_workflow_reads_is_in_the_rulebook():
    used = {rule for _, rule in _rule_ids()}

    assert {"age", "cell-vote", "probation", "recognition-cell", "application-order"} <= used
    assert used <= set(Rulebook.open().ids())


def test_the_rules_named_in_tables_are_in_the_rulebook():
    from workflow.conditions.general import _AUTHORITY
    from workflow.conditions.votes import _BODY_RULES
    from workflow.extension import _PURPOSES, extension_of
    from workflow.screening.grounds import GROUND_RULES

    named = {*_AUTHORITY.values(), *_BODY_RULES.values(), *_PURPOSES}
    named |= set(GROUND_RULES.values())
    named |= {extension_of(rule) for rule in _PURPOSES}

    assert named <= set(Rulebook.open().ids())


def _read_by_name() -> set[str]:
    """Ids of rules that stand as words of their own in the rooms above the law."""
    return {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_rule_is_read_or_its_row_says_why_nothing_is_decided_by_it():
    """A row that asks for something and that nobody reads would be data without effect."""
    from workflow.extension import _PURPOSES, extension_of

    book = Rulebook.open()
    read = _read_by_name() | {rule.id for rule in book.timers()}
    read |= {extension_of(rule) for rule in _PURPOSES}

    idle = {
        (row.id, rule)
        for row in book.rows()
        for rule in row.rules
        if rule not in read and row.information is None
    }

    assert idle == set()
