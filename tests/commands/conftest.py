"""The command line as an officer types it, on a fixed day."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from builders import a_desk, units
from click.testing import CliRunner, Result

import cli
from storage.store import SqlStore
from workflow.desk import Desk

Typed = Callable[..., Result]
_PLAIN = {
    "KETNAP_LANG": None,
    "KETNAP_RULES": None,
    "KETNAP_CONFIG": None,
    "KETNAP_DEBUG": None,
    "LANGUAGE": None,
    "COLUMNS": None,
}


@pytest.fixture
def today() -> Iterator[None]:
    """It is 10:00 on 23 November 2026 in the office."""
    with time_machine.travel("2026-11-23T03:00:00+00:00", tick=False):
        yield


@pytest.fixture
def ketnap(sqlite_path: Path, tmp_path: Path, today: None) -> Typed:
    """Type a command line; the store is a fresh one."""

    def typed(*words: str, **env: str | None) -> Result:
        place = {"KETNAP_DB": str(sqlite_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
        return CliRunner().invoke(cli.ketnap, list(words), env={**_PLAIN, **place, **env})

    return typed


@pytest.fixture
def done(ketnap: Typed) -> Callable[..., str]:
    """Type a command line that succeeds; what it printed."""

    def typed(*words: str, **env: str | None) -> str:
        result = ketnap(*words, **env)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A command line and a desk that work at the same store, as the account `lan`."""

    url: str
    store: SqlStore
    folder: Path

    def type(self, *words: str, **env: str | None) -> Result:
        """Type a command line; no terminal is attached."""
        return CliRunner().invoke(cli.ketnap, list(words), env={**self.env(), **env})

    def says(self, *words: str, **env: str | None) -> str:
        """What a command line that succeeds prints."""
        result = self.type(*words, **env)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def items(self, *words: str) -> Any:
        """The items of a command line that prints JSON."""
        return json.loads(self.says(*words, "-o", "json"))["items"]

    def desk(self, actor: str = "lan") -> Desk:
        """A desk on 23 November 2026, 10:00 in the office."""
        return a_desk(self.store, actor=actor)

    def path(self) -> dict[str, str]:
        """Where the installed command is found."""
        return {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    def env(self) -> dict[str, str | None]:
        """The environment of a command line."""
        config = str(self.folder / "config")
        return {**_PLAIN, "KETNAP_DB": self.url, "XDG_CONFIG_HOME": config, "LOGNAME": "lan"}


@pytest.fixture
def counter(request: pytest.FixtureRequest, store: SqlStore, tmp_path: Path, today: None):
    """A city with a ward and a school, on SQLite and on PostgreSQL."""
    sqlite = request.node.callspec.params["store"] == "sqlite"
    url = str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))
    found = Counter(url=url, store=store, folder=tmp_path)
    units(found.desk())
    return found
