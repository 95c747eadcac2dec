"""No input makes a reader crash, hang or write: it gives a value, or a refusal of its own.

The short form takes some thousand inputs; `.ci/test --long tests/fuzz` a million.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner
from fuzz.targets import Target, inputs, targets
from mutations import dice

import cli

_LONGEST = 20  # seconds for one input, on a machine that is busy with other things
_TRIED = {  # in the short form, and in the long one: a million together
    "bundles": (200, 25_000),
    "days in cells": (3000, 300_000),
    "days typed": (3000, 300_000),
    "rule files": (400, 150_000),
    "text lists": (400, 150_000),
    "workbooks": (150, 75_000),
}


class Hung(Exception):  # noqa: N818 - what happened, not an error of ours
    """An input took longer than any may."""


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Target]:
    return {one.name: one for one in targets(tmp_path_factory.mktemp("seeds"))}


@pytest.mark.parametrize("name", _TRIED)
def test_no_input_makes_anything_but_a_value_or_a_refusal(name, readers, tmp_path, long_form):
    reader, tried = readers[name], 0
    for data in inputs(reader, _TRIED[name][long_form], dice(20261123)):
        try:
            with _at_most(_LONGEST):
                reader.try_on(data, tmp_path)
        except BaseException as fault:
            kept = tmp_path / "input.bin"
            kept.write_bytes(data)
            raise AssertionError(f"{name}: {fault!r} from {data[:300]!r}") from fault
        tried += 1

    assert tried >= _TRIED[name][long_form]


@pytest.mark.parametrize(("name", "file"), [("text lists", "ds.csv"), ("workbooks", "ds.xlsx")])
def test_a_rejected_list_leaves_no_trace_in_the_store(name, file, readers, sqlite_path, tmp_path):
    place = {"KETNAP_DB": str(sqlite_path), "KETNAP_CONFIG": None, "XDG_CONFIG_HOME": str(tmp_path)}
    rejected = 0
    for data in inputs(readers[name], 40, dice(7)):
        Path(tmp_path / file).write_bytes(data)
        before = sqlite_path.read_bytes()
        typed = CliRunner().invoke(cli.ketnap, ["import", "cases", str(tmp_path / file)], env=place)

        assert typed.exit_code in {0, 2, 5, 9}, (data, typed.stderr)
        assert "mã sự cố" not in typed.stderr, (data, typed.stderr)
        if typed.exit_code:
            rejected += 1
            assert typed.stdout or typed.stderr
            assert sqlite_path.read_bytes() == before
    assert rejected >= 40  # the units of the example are in no store
