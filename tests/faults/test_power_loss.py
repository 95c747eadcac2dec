"""Power lost at any moment: with synchronous=FULL nothing acknowledged is lost, nothing is damaged.

The statements are those of real transitions, written by the store's own hot path; SQLite writes
them through a disk that remembers every sync. The same with NORMAL and OFF must lose something,
or the test would see nothing.
"""
# ruff: noqa: S311 - chance that can be repeated, not a secret

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest
from builders import a_case, a_desk, units
from faults.recording_disk import Image, RecordingDisk, Tape, power_losses
from stores import copy_store

from storage.address import address_of
from storage.engine import sqlite_module
from storage.schema import backup_sqlite, open_store
from storage.store import SqlStore
from workflow.actions.pause import note
from workflow.verification import verify

TRANSACTIONS = 40
EVERY = 50  # of so many images one is verified whole, and not only its entries


class _Listening:
    """A cursor that remembers what it was told."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.told: list[tuple[str, Any]] = []

    def execute(self, sql: str, args: Any = ()) -> Any:
        self.told.append((sql, args))
        return self._cursor.execute(sql, args)

    def executemany(self, sql: str, rows: Any) -> Any:
        self.told += [(sql, row) for row in rows]
        return self._cursor.executemany(sql, rows)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@dataclass(frozen=True, slots=True)
class Script:
    """A store before some transactions, and the statements of each, as the store said them."""

    before: Path
    transactions: list[list[tuple[str, Any]]]
    entries: list[tuple[str, int, str]]
    """The entry that each of them writes: stream, sequence, digest."""


@pytest.fixture
def script(sqlite_store: SqlStore, sqlite_path: Path, tmp_path: Path) -> Script:
    desk = a_desk(sqlite_store)
    units(desk)
    refs = [a_case(desk, born=f"1998-05-{day:02d}") for day in range(1, 5)]
    before = tmp_path / "before.db"
    backup_sqlite(sqlite_path, before)
    listening = _Listening(sqlite_store._hot._cursor)
    sqlite_store._hot._cursor = listening
    transactions, entries = [], []
    for number in range(TRANSACTIONS):
        ref = refs[number % len(refs)]
        listening.told = []
        note(desk, ref, f"Ghi chú số {number} " + "x" * (number * 40))
        told = listening.told
        begin = max(place for place, (sql, _) in enumerate(told) if sql.startswith("BEGIN"))
        transactions.append(told[begin:])
        newest = sqlite_store.entries(ref)[-1]
        entries.append((ref, newest.seq, newest.digest))
    assert all(one[-1][0] == "COMMIT" for one in transactions)
    return Script(before, transactions, entries)


def _played(script: Script, folder: Path, journal: str, synchronous: str) -> Tape:
    """Let SQLite write the transactions on a recording disk."""
    folder.mkdir()
    place, tape = folder / "kho.db", Tape()
    copy_store(script.before, place)
    name = f"tape-{journal}-{synchronous}"
    disk = RecordingDisk(name, tape)
    connection = apsw.Connection(str(place), vfs=name)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # this disk has no shared memory
    connection.execute(f"PRAGMA journal_mode = {journal}").fetchall()
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("PRAGMA wal_autocheckpoint = 30")
    connection.execute("PRAGMA recursive_triggers = ON")
    tape.ops.clear()
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    for number, statements in enumerate(script.transactions, start=1):
        for sql, args in statements:
            connection.execute(sql, args).fetchall()
        tape.ack(number)
    connection.close()
    disk.unregister()
    (folder / "start").mkdir()
    for name, content in before.items():
        (folder / "start" / name).write_bytes(content)
    return tape


def _outcomes(script: Script, folder: Path, tape: Tape, images: int, seed: int) -> tuple[int, int]:
    """How many images were damaged, and how many had lost something that was acknowledged."""
    start = {one.name: one.read_bytes() for one in (folder / "start").iterdir()}
    damaged = lost = 0
    for number, image in enumerate(power_losses(tape, start, images, random.Random(seed))):
        there = _found(folder / "image", image)
        if there is None:
            damaged += 1
            continue
        lost += not set(script.entries[: image.acked]) <= there
        if number % EVERY == 0 and set(script.entries[: image.acked]) <= there:
            with open_store(address_of(str(folder / "image" / "kho.db"))) as store:
                assert verify(store.audit).intact
    return damaged, lost


def _found(folder: Path, image: Image) -> set[tuple[str, int, str]] | None:
    """The entries of an image as SQLite recovers it; None where it is damaged."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in image.files.items():
        (folder / name).write_bytes(content)
    driver = sqlite_module()
    connection = driver.connect(str(folder / "kho.db"))
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return None
        return set(connection.execute("SELECT stream, seq, digest FROM entry").fetchall())
    except driver.DatabaseError:
        return None
    finally:
        connection.close()


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_full_loses_and_damages_nothing(script, tmp_path, journal, long_form):
    images = 50_000 if long_form else 1000
    tape = _played(script, tmp_path / "full", journal, "FULL")

    assert sum(op.kind == "sync" for op in tape.ops) >= TRANSACTIONS
    assert _outcomes(script, tmp_path / "full", tape, images, seed=1) == (0, 0)


@pytest.mark.parametrize(
    ("journal", "synchronous"), [("WAL", "NORMAL"), ("WAL", "OFF"), ("DELETE", "OFF")]
)
def test_the_controls_lose_or_damage_something(script, tmp_path, journal, synchronous):
    tape = _played(script, tmp_path / "control", journal, synchronous)

    damaged, lost = _outcomes(script, tmp_path / "control", tape, 200, seed=2)

    assert damaged + lost > 0
