"""The command line as an officer types it, over a store that the desk writes to as well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from builders import a_desk, at, units
from click.testing import CliRunner, Result

import cli
from storage.store import SqlStore
from workflow.desk import Desk


class Office:
    """A city with a ward and a school, on a day that a test may change."""

    def __init__(self, url: str, store: SqlStore, folder: Path) -> None:
        self.url, self.store, self.folder = url, store, folder
        self.now = at("2026-11-23")

    def desk(self) -> Desk:
        """The desk now."""
        return a_desk(self.store, self.now)

    def type(self, *words: str) -> Result:
        """Type a command line."""
        env = {
            "KETNAP_DB": self.url,
            "KETNAP_LANG": None,
            "COLUMNS": None,
            "XDG_CONFIG_HOME": str(self.folder),
            "LOGNAME": "lan",
        }
        with time_machine.travel(self.now, tick=False):
            return CliRunner().invoke(cli.ketnap, list(words), env=env)

    def says(self, *words: str) -> str:
        """What a command line that succeeds prints."""
        result = self.type(*words)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def items(self, *words: str) -> Any:
        """The items of a command line that prints JSON."""
        return json.loads(self.says(*words, "-o", "json"))["items"]


@pytest.fixture
def office(request: pytest.FixtureRequest, store: SqlStore, tmp_path: Path) -> Office:
    """An office on SQLite and on PostgreSQL."""
    sqlite = request.node.callspec.params["store"] == "sqlite"
    url = str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))
    found = Office(url, store, tmp_path)
    units(found.desk())
    return found
