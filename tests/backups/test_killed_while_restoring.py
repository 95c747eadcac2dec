"""Killed in the middle of a backup or a restore, the store is the old one or the new one."""
# ruff: noqa: S311 - chance that can be repeated, not a secret

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from builders import a_case, a_desk, at, units

from storage.address import address_of
from storage.backups.restoring import Terms, restore
from storage.backups.taking import back_up
from storage.schema import check_store, open_store
from workflow.actions.pause import note
from workflow.verification import verify

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def _killed(bundle: Path, place: Path, *, begun: int, after: float) -> None:
    """Restore again and again; killed some seconds after it began for the n-th time."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "killed_restoring.py"), str(bundle), str(place)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )
    assert process.stdout is not None
    for _ in range(begun):
        assert process.stdout.readline() == b"begun\n"
    threading.Event().wait(after)
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    process.stdout.close()


def test_a_killed_restore_leaves_the_old_store_or_the_new(
    sqlite_store, sqlite_path, tmp_path, long_form
):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    place, bundle = address_of(str(sqlite_path)), tmp_path / "sao.ketnap"
    old = back_up(place, bundle, now=at("2026-11-23")).manifest.root
    for number in range(200):
        note(desk, ref, f"Ghi chú {number}")
    new = verify(sqlite_store.audit).root
    sqlite_store.close()
    newer = back_up(place, tmp_path / "sau.ketnap", now=at("2026-11-23")).bundle
    began = time.monotonic()
    restore(newer, place, Terms(force=True))
    lasts = time.monotonic() - began
    chance, seen = random.Random(20261123), set()

    for number in range(60 if long_form else 6):
        # Every third time it had come to its end once.
        begun = 2 if number % 3 == 2 else 1
        _killed(bundle, sqlite_path, begun=begun, after=chance.random() * lasts)
        with open_store(place) as store:
            found = verify(store.audit)
            assert check_store(store).sound
        assert found.intact
        assert found.root in {old, new}
        assert begun == 1 or found.root == old
        seen.add(found.root)
        restore(newer, place, Terms(force=True))
        for aside in sqlite_path.parent.glob("*truoc-khoi-phuc*"):
            aside.unlink()

    assert old in seen
    assert not list(sqlite_path.parent.glob(".ketnap-work-*"))
