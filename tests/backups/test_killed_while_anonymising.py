"""Killed before it has its name, a copy is not there, and what is left tells of nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from builders import a_case, a_desk, at, units

from storage.address import address_of
from storage.anonymised.making import anonymise
from workflow.zone import office_zone

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def test_a_killed_copy_leaves_nothing_of_anybody_and_the_next_one_clears_it(
    sqlite_store, sqlite_path, tmp_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    name = desk.store.dossier(ref).person.name
    target = tmp_path / "copy" / "tap-huan.db"

    process = subprocess.Popen(
        [sys.executable, str(HERE / "killed_anonymising.py"), str(sqlite_path), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"whole\n"
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    process.stdin.close()
    process.stdout.close()

    left = [one for one in target.parent.rglob("*") if one.is_file()]
    assert not target.exists()
    assert left
    assert [one for one in left if name.encode() in one.read_bytes()] == []
    again = anonymise(
        address_of(str(sqlite_path)),
        address_of(str(target)),
        invent=lambda _sex: "Lê Bịa",
        now=at("2026-11-23"),
        zone=office_zone(),
    )
    assert again.found.intact
    assert [one.name for one in target.parent.iterdir()] == ["tap-huan.db"]
