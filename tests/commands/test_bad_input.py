"""Bad input of every command: an exit code of the contract and a sentence, never a traceback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from builders import a_case, a_desk, units
from stores import copy_store

import cli
from commands.days import Day
from commands.office_desk import shared_options
from commands.skin import EXITS
from commands.years import YEAR
from storage.address import address_of
from storage.schema import open_store

# They do not end, or fill a whole city; their own tests give them bad input.
APART = {("run",), ("demo",)}
SHARED = {option.name for option in shared_options()}

NASTY = {
    "nothing": "",
    "an impossible day": "31/02/2026",
    "a day the American way": "11/23/2026",
    "a two-digit year": "1/1/26",
    "a NUL": "a\x00b",
    "decomposed accents": "Đô\u0323i vie\u0302n nha\u0302\u0301t",
    "ten thousand letters": "x" * 10_000,
    "broken bytes": os.fsdecode(b"\xff\xfe\xe1"),
    "SQL": "'; DROP TABLE entry; --",
    "a huge number": "9" * 30,
    "a negative number": "-5",
    "a wild card": "%_%",
    "a pair": "DV=\u202e1",
    "a reference nobody has": "HS-1999-9999",
    "a store that is none": "mysql://nobody@nowhere/x",
    "a formula": '=HYPERLINK("http://x")',
}
PLAUSIBLE = {
    "ref": "HS-2026-0001",
    "unit": "DV",
    "rule": "ceremony",
    "shares": "DV=2",
    "born": "01/02/1999",
    "code": "CB9",
    "request_id": "r-1",
    "values": "who=Lê Văn Tám",
    "claims": "total=1",
    "figures": "8/9=88.8",
    "period": "2020..2022",
    "parent": "TP",
    "what": "1",
    "known_at": "2026-11-23T03:00:00+00:00",
    "mapping": "A=name",
}


def leaves(
    group: click.Group = cli.ketnap, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command of the tree that does something, with the words that lead to it."""
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            found = group.get_command(ctx, name)
            assert found is not None
            if isinstance(found, click.Group):
                yield from leaves(found, (*path, name))
            else:
                yield (*path, name), found


ALL = dict(leaves())


def plausible(param: click.Parameter, folder: Path) -> str:
    kind = param.type
    if isinstance(kind, click.Choice):
        return str(kind.choices[0])
    if isinstance(kind, Day):
        return "2026-11-20"
    if kind is YEAR:
        return "2026"
    if isinstance(kind, click.IntRange):
        return str(kind.min or 1)
    if isinstance(kind, click.Path):
        return str(folder / "moi.csv")
    return PLAUSIBLE.get(param.name or "", "Lý do")


def line(command: click.Command, target: click.Parameter, value: str, folder: Path) -> list[str]:
    """The command's required parameters, one parameter nasty, the others plausible."""
    options: list[str] = []
    arguments: list[str] = []
    for param in command.params:
        here = value if param is target else plausible(param, folder)
        if isinstance(param, click.Argument):
            arguments.append(here)
        elif param is target or param.required:
            options.append(f"{param.opts[-1]}={here}")
    return [*options, "--", *arguments]


def nasty_for(folder: Path) -> dict[str, str]:
    """The nasty values, and places of the file system that are not what they should be."""
    empty = folder / "trong.csv"
    empty.touch()
    torn = folder / "hong.xlsx"
    torn.write_bytes(b"PK\x03\x04" + b"\x00" * 50)
    return {
        **NASTY,
        "a folder": str(folder),
        "an empty file": str(empty),
        "a torn workbook": str(torn),
        "a file that is not there": str(folder / "khong" / "co.xlsx"),
    }


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory, empty_sqlite: Path) -> Path:
    """A store with a city and one case."""
    path = tmp_path_factory.mktemp("lived_in") / "ketnap.db"
    shutil.copy(empty_sqlite, path)
    with open_store(address_of(str(path))) as store:
        desk = a_desk(store)
        units(desk)
        a_case(desk)
    return path


def contents(path: Path) -> dict[str, bytes]:
    """The store as it lies on the disk, its write-ahead log with it."""
    return {name: (path.parent / name).read_bytes() for name in _files(path)}


def _files(path: Path) -> list[str]:
    return [
        one.name
        for one in path.parent.iterdir()
        if one.name in {path.name, f"{path.name}-wal"} and one.stat().st_size
    ]


def check(result, told: str) -> None:
    assert result.exit_code in EXITS, told
    assert "Traceback" not in result.output, told
    assert "Lỗi chương trình" not in result.output, f"{told}: {result.stderr}"
    if result.exit_code == 7:  # the finding itself is the result
        assert result.output.strip(), told
    elif result.exit_code:
        assert len(result.stderr.strip()) > 5, told
        assert len(result.stderr) < 4000, told


@pytest.mark.parametrize("words", sorted(set(ALL) - APART), ids=" ".join)
def test_no_value_makes_a_command_fall_over(
    words, ketnap, lived_in, sqlite_path, tmp_path, monkeypatch
):
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    command = ALL[words]
    copy_store(lived_in, sqlite_path)
    before = contents(sqlite_path)
    for param in command.params:
        if param.name in SHARED or (isinstance(param, click.Option) and param.is_flag):
            continue
        for name, value in nasty_for(folder).items():
            told = f"ketnap {' '.join(words)}: {param.name} is {name}"
            result = ketnap(*words, *line(command, param, value, folder))
            check(result, told)
            if contents(sqlite_path) != before:
                assert result.exit_code in {0, 9}, told
                for left in _files(sqlite_path):
                    (sqlite_path.parent / left).unlink()
                copy_store(lived_in, sqlite_path)
                before = contents(sqlite_path)


@pytest.mark.parametrize("option", ["--db", "--output", "--lang"])
@pytest.mark.parametrize("words", [("unit", "list"), ("db", "init"), ("db", "upgrade")])
def test_no_value_of_a_shared_option_makes_a_command_fall_over(
    words, option, ketnap, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    nasty = {
        **nasty_for(tmp_path),
        "a port that is none": "postgresql://127.0.0.1:port/x",
        "a server that is not there": "postgresql://127.0.0.1:9/x",
        "half an address": "postgresql://",
        "half a bracket": "postgresql://[::1/x",
    }
    for name, value in nasty.items():
        check(ketnap(*words, f"{option}={value}"), f"{words} {option} is {name}")


@pytest.mark.parametrize("words", sorted(ALL), ids=" ".join)
def test_an_unknown_option_is_named(ketnap, words):
    result = ketnap(*words, "--khong-co")

    assert result.exit_code == 2
    assert "Lỗi: Không có tùy chọn “--khong-co”." in result.stderr


@pytest.mark.parametrize(
    "words",
    [words for words, command in ALL.items() if any(one.required for one in command.params)],
    ids=" ".join,
)
def test_what_is_missing_is_named(ketnap, words):
    result = ketnap(*words)

    assert result.exit_code == 2
    assert "Lỗi: Thiếu t" in result.stderr


@pytest.mark.parametrize("typed", ["khong-co", "", "x" * 10_000, "--khong"])
def test_an_unknown_command_is_a_slip(ketnap, typed):
    result = ketnap(typed)

    assert result.exit_code == 2
    assert "Lỗi: Không có " in result.stderr
    assert len(result.stderr) < 400


def test_a_correction_takes_no_request_id_that_other_writes_refuse(counter) -> None:
    ref = a_case(counter.desk())

    refused = counter.type(
        "case", "correct", ref, "1", "--void", "--reason", "Nhầm", "--request-id", "a" * 201
    )

    assert refused.exit_code == 2
    assert "cần 1–200 ký tự in được." in refused.stderr
