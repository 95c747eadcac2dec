"""The law is data: the workflow names rules, never numbers, documents or their dates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.rulebook import Rulebook

WORKFLOW = Path(__file__).parents[2] / "workflow"
SOURCES = sorted(WORKFLOW.rglob("*.py"))
NAMED = re.compile(
    r"[^\s\"']*(?:QĐ/TW|HD/TW|HD/BTCTW|CV/BTCTW|NQ/TW|CT/TW|BTCTW)[^\s\"']*"
    r"|\b(?:12|30|36|60|90) (?:tháng|ngày làm việc|months|working days?|wd)\b"
    r"|\b2/3\b|\b1/2\b"
    r"|\bdate\(20(?:1|2)\d,"
    r"|\b20(?:11|16|21|25|26)-\d\d-\d\d(?!`)"
)
# Examples of a format, not law: how a day or a wording is written.
EXAMPLES = {"2026-11-23", "2026-07-26", "2009-12-05"}
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


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(WORKFLOW).as_posix())
def test_no_number_document_or_date_of_law_stands_in_the_code(path):
    found = [hit for hit in NAMED.findall(_code(path)) if hit not in EXAMPLES]

    assert found == []


def test_the_scan_would_find_law_in_code():
    guilty = 'due = date(2026, 7, 26); text = "294-QĐ/TW, 30 working days, 12 months, 2/3"'

    assert len(NAMED.findall(guilty)) == 5


def _rule_ids() -> Iterator[tuple[str, str]]:
    for path in SOURCES:
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
