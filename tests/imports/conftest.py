"""Lists typed in on the command line, on both databases, on a fixed day."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import time_machine
from click.testing import CliRunner, Result

import cli
from storage.store import SqlStore

_PLAIN = {
    "KETNAP_LANG": None,
    "KETNAP_RULES": None,
    "KETNAP_CONFIG": None,
    "KETNAP_DEBUG": None,
    "LANGUAGE": None,
    "COLUMNS": None,
}
UNITS = [
    ["Mã", "Tên", "Cấp trên", "Hiệu lực từ"],
    ["KP2", "CB KP 2", "Đảng bộ phường Đô Vinh", "01/01/2016"],
    ["DV", "Đảng bộ phường Đô Vinh", "TP", "01/01/2016"],
    ["TP", "Đảng bộ thành phố", "", "01/01/2016"],
]

Typed = Callable[..., Result]


@pytest.fixture
def today() -> Iterator[None]:
    """It is 10:00 on 23 November 2026 in the office."""
    with time_machine.travel("2026-11-23T03:00:00+00:00", tick=False):
        yield


@pytest.fixture
def ketnap(request: pytest.FixtureRequest, store: SqlStore, today: None) -> Typed:
    """Type a command line at a fresh store; each test runs on both databases."""
    sqlite = store.engine.dialect.name == "sqlite"
    place = str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))

    def typed(*words: str, **env: str | None) -> Result:
        given = {**_PLAIN, "KETNAP_DB": place, **env}
        return CliRunner().invoke(cli.ketnap, [str(word) for word in words], env=given)

    return typed


@pytest.fixture
def units(ketnap: Typed, a_text: Callable[..., Path]) -> None:
    """A city, a ward and a cell."""
    result = ketnap("import", "units", a_text(UNITS, name="to-chuc.csv"))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.fixture
def reasons(ketnap: Typed) -> Callable[..., list[tuple[int, str, str, str]]]:
    """Import a list that is not all good; line, column, value and reason of every problem."""

    def asked(*words: str) -> list[tuple[int, str, str, str]]:
        result = ketnap("import", *words, "--no-errors", "-o", "json")
        assert (result.exit_code, result.stderr) == (9, "")
        return [
            (one["line"], one["column"], one["value"], one["reason"])
            for one in json.loads(result.stdout)["items"]
        ]

    return asked


@pytest.fixture
def a_text(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to a text file, and give its path."""

    def make(rows, name="ds.csv", encoding="utf-8-sig") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return make


@pytest.fixture
def a_book(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to an .xlsx file as an office program would, and give its path."""

    def make(rows, name="ds.xlsx") -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def cells() -> Callable[[Path], list[list[object]]]:
    """Read the cells of a workbook's first sheet, as another program does."""

    def read(path: Path) -> list[list[object]]:
        book = openpyxl.load_workbook(path)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
        return rows

    return read
