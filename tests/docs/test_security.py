"""SECURITY.md promises nothing that no test holds, and small tests of its own hold the rest."""

from __future__ import annotations

import ast
import os
import re
import socket
import stat
import tomllib
from datetime import date
from itertools import chain

import click
import pytest
from builders import a_case, a_desk, units
from click.testing import CliRunner
from docs.console import ROOT
from reference import tree

import cli
from storage.address import address_of
from storage.schema import create_store, open_store
from workflow.actions.pause import note
from workflow.verification import verify

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (T\d+) \|(.*)\|$", PAGE, re.MULTILINE)
CANARY = "C4n4ry-M4t-Kh4u"
_SECRET = re.compile(r"\bpass(word|phrase|wd)?\b|secret\b|token|credential", re.IGNORECASE)


def named(row):
    """The tests that a row names: file, and function where it names one."""
    found = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row)
    return [(path, function or None) for path, function in found]


def command_at(path):
    """The command that these words lead to."""
    found = cli.ketnap
    for word in path:
        found = found.get_command(click.Context(found), word)
    return found


def test_every_threat_has_one_row():
    assert [threat for threat, _ in ROWS] == [f"T{number}" for number in range(1, 25)]


@pytest.mark.parametrize(("threat", "row"), ROWS, ids=[threat for threat, _ in ROWS])
def test_every_row_names_a_test_that_is_there(threat, row):
    del threat
    assert named(row)
    for path, function in named(row):
        there = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        tests = {one.name for one in ast.walk(there) if isinstance(one, ast.FunctionDef)}
        assert function is None or function in tests


def test_a_row_says_whether_it_is_met():
    for _, row in ROWS:
        assert re.match(
            r"yes|in a store|for the log|partly|not applicable", row.split("|")[-1].strip()
        )


def test_no_option_takes_a_secret():
    taken = [
        (" ".join(path), name)
        for path in tree(cli.ketnap)
        for param in command_at(path).params
        if isinstance(param, click.Option) and not isinstance(param.type, click.Path)
        for name in param.opts
        if _SECRET.search(name)
    ]

    assert taken == []


@pytest.mark.parametrize("words", [("status",), ("doctor",), ("audit", "verify"), ("db", "check")])
@pytest.mark.parametrize("debug", [None, "1"])
def test_a_password_in_the_address_of_a_store_is_not_told(tmp_path, words, debug):
    url = f"postgresql://ketnap:{CANARY}@127.0.0.1:9/ketnap"
    env = {"KETNAP_DB": url, "XDG_CONFIG_HOME": str(tmp_path), "KETNAP_DEBUG": debug}

    result = CliRunner().invoke(cli.ketnap, list(words), env=env)

    assert result.exit_code != 0
    assert CANARY not in result.output
    assert CANARY not in repr(result.exception)


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """Type a command line at a store of its own, under a umask that hides nothing."""
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    path = tmp_path / "kho.db"
    create_store(address_of(str(path))).close()
    with open_store(address_of(str(path))) as store:
        units(a_desk(store))
        a_case(a_desk(store))

    def type_(*words):
        env = {"KETNAP_DB": str(path), "XDG_CONFIG_HOME": str(tmp_path / "config"),
               "KETNAP_LANG": "en", "KETNAP_CHECKPOINTS": str(tmp_path / "outside")}  # fmt: skip
        return CliRunner().invoke(cli.ketnap, list(words), env=env)

    yield type_
    os.umask(before)


def test_what_holds_people_is_readable_by_its_owner_alone(typed, tmp_path):
    for words in (
        ("export", "cases", "nguoi.xlsx"),
        ("export", "cases", "nguoi.csv"),
        ("audit", "sample", "--rate", "100", "--seed", "1", "--xlsx", "phieu.xlsx"),
        ("audit", "log", "--xlsx", "nhat-ky.xlsx"),
        ("db", "backup", "sao-luu.kho"),
    ):
        assert typed(*words).exit_code == 0, words

    made = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    people = {name: mode for name, mode in made.items() if "." in name}
    assert {"nguoi.xlsx", "nguoi.csv", "phieu.xlsx", "nhat-ky.xlsx", "kho.db"} <= people.keys()
    assert set(people.values()) == {0o600}


def test_no_escape_reaches_the_terminal(typed):
    for bad in ("\x1b[2J\x1b]0;x\x07", "\x9b2J", "\u202eLan"):
        result = typed("case", "note", "HS-2026-0001", f"trước {bad} sau")
        shown = result.output + typed("case", "timeline", "HS-2026-0001", "-o", "table").output
        assert "\x1b" not in shown
        assert "\x9b" not in shown
        assert "\u202e" not in shown


def test_every_part_has_an_exact_version():
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *chain.from_iterable(project["optional-dependencies"].values()),
    ]
    names = {re.split(r"[\[<>=;! ]", one)[0].lower().replace("_", "-") for one in wanted}

    assert names - pinned - {"ketnap"} == set()


def test_no_template_engine_is_installed_with_the_core():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert [one for one in project["dependencies"] if re.match("jinja|docxtpl|mako", one)] == []


def test_the_log_is_written_and_verified_without_a_network(tmp_path, monkeypatch):
    def refused(*_words, **_named):
        raise OSError("there is no network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    path = tmp_path / "kho.db"
    create_store(address_of(str(path))).close()
    with open_store(address_of(str(path))) as store:
        desk = a_desk(store)
        units(desk)
        note(desk, a_case(desk), "Đã gọi", on=date(2024, 1, 6))

        assert verify(store.audit).intact
