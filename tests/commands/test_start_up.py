"""Help and version answer at once: they load nothing that they do not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import a_case, a_desk, units

HEAVY = {"sqlalchemy", "sqlmodel", "apscheduler", "alembic", "holidays", "rich", "psycopg"}
HOME = Path(__file__).parents[2]
_LOADED = """
import sys
sys.argv = ["ketnap", *sys.argv[1:]]
import cli
try:
    cli.main()
except SystemExit as done:
    code = done.code
print("\\n".join(["--", str(code), *sorted(sys.modules)]))
"""
_BASE = {
    "commands",
    "commands.account",
    "commands.failing",
    "commands.office_desk",
    "commands.output",
    "commands.skin",
    "commands.speech",
}


def loaded(*words: str, **env: str) -> set[str]:
    """The modules that a command line leaves loaded, in a process of its own."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COVERAGE_", "COV_", "KETNAP_"))  # a measured child loads more
    }
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *words],
        cwd=HOME,
        env={**clean, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    _, _, tail = done.stdout.partition("--\n")
    code, *modules = tail.split("\n")
    assert code == "0", done.stderr
    return set(modules)


@pytest.mark.parametrize("words", [("--help",), ("--lang", "en", "--help")])
def test_help_loads_no_command_at_all(words):
    modules = loaded(*words)

    assert modules & HEAVY == set()
    assert {name for name in modules if name.startswith("commands")} == _BASE


def test_version_loads_its_own_module_only():
    modules = loaded("version")

    assert modules & HEAVY == set()
    assert {name for name in modules if name.startswith("commands")} == _BASE | {"commands.version"}


@pytest.mark.parametrize(
    "noun", ["case", "alert", "quota", "report", "unit", "rules", "audit", "db"]
)
def test_the_help_of_a_noun_opens_no_store_and_draws_no_table(noun):
    assert loaded(noun, "--help") & HEAVY == set()


def test_a_due_day_of_a_decided_year_needs_no_store_and_no_estimate():
    assert loaded("rules", "due", "ceremony", "2026-07-24") & HEAVY == set()


def test_the_rules_in_force_need_no_store():
    assert loaded("rules", "list", "-o", "json") & HEAVY == set()


def test_completing_a_reference_needs_no_framework(tmp_path):
    modules = loaded(
        COMP_WORDS="ketnap case show HS",
        COMP_CWORD="3",
        _KETNAP_COMPLETE="bash_complete",
        KETNAP_DB=str(tmp_path / "none.db"),
    )

    assert modules & HEAVY == set()


def test_a_look_at_a_case_loads_neither_the_other_database_nor_the_other_verbs(
    sqlite_store, sqlite_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    a_case(desk)

    modules = loaded("case", "show", "0001", KETNAP_DB=str(sqlite_path))

    unwanted = ("sqlalchemy.dialects.postgresql", "psycopg", "alembic", "commands.case.corrections")
    assert modules & set(unwanted) == set()
    assert "commands.case.shows" in modules
