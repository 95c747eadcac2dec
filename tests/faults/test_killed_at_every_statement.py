"""Killed before any statement of a migration or a sealing, the store is whole and goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def _told(what: str, where: str, folder: Path, stride: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(HERE / "dying.py"), what, where, str(folder), str(stride)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()


@pytest.mark.parametrize("what", ["upgrade", "seal"])
@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_the_store_is_as_it_was_or_as_it_shall_be(what, database, tmp_path, request, long_form):
    if database == "postgresql":
        request.getfixturevalue("pg_url")  # the run's server is up
        where = os.environ["KETNAP_TEST_PG"]
    else:
        where = str(tmp_path)

    # Every statement; of the many of a migration the short form takes some.
    stride = 1 if long_form or what == "seal" else {"sqlite": 3, "postgresql": 11}[database]
    *died, last = _told(what, where, tmp_path, stride)

    assert last == f"done {1 + stride * len(died)}"
    assert len(died) > 5
    assert {line.split()[1] for line in died} <= {"before", "after"}
    assert died[0].endswith("before")
