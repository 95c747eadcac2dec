"""Killed at any moment, no acknowledged transition is lost and none is half there.

Two processes advance cases in one store and say so after each commit. Again and again one of them
is killed with SIGKILL, at a moment drawn by chance from a fixed seed. Each begins again where its
last word was heard, with the same request ids: what was done and not heard is not done twice.
"""
# ruff: noqa: S311 - chance that can be repeated, not a secret

from __future__ import annotations

import os
import random
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest
from builders import a_desk, letters, units

from storage.schema import check_store
from storage.store import SqlStore
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.states import State
from workflow.verification import verify

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STEPS_PER_CASE = 3
PATIENCE = 60.0  # seconds without a word: something hangs


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """What a process said it had written."""

    ref: str
    seq: int
    digest: str


@dataclass(slots=True, kw_only=True)
class Officer:
    """A process that advances its cases, as the test hears it."""

    url: str
    refs: list[str]
    honest: bool
    acks: list[Ack] = field(default_factory=list)
    child: int | None = None
    _dying: bool = False
    _process: Any = None
    _rest: bytes = b""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [
                sys.executable,
                str(HERE / "advancing.py"),
                self.url,
                "honest" if self.honest else "hasty",
                *self.refs,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            start_new_session=True,
        )
        return self

    def __exit__(self, *_raised: object) -> None:
        self._dying = True
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)
        while self.hear():
            pass  # what it had still said counts
        self._process.stdin.close()
        self._process.stdout.close()

    def fileno(self) -> int:
        return int(self._process.stdout.fileno())

    @property
    def finished(self) -> bool:
        return len(self.acks) == len(self.refs) * STEPS_PER_CASE

    def begin(self) -> None:
        """Take up the work where the last acknowledgement was heard."""
        self._process.stdin.write(f"{len(self.acks)}\n".encode())
        self._process.stdin.flush()

    def hear(self) -> bool:
        """Read what was said; False when nothing more will come."""
        said = os.read(self.fileno(), 65536)
        *lines, self._rest = (self._rest + said).split(b"\n")
        for line in lines:
            word, *told = line.decode().split()
            if word == "ack":
                step, ref, seq, digest = told
                assert int(step) == len(self.acks)
                self.acks.append(Ack(ref=ref, seq=int(seq), digest=digest))
            elif word == "born":
                self.child = int(told[0])
            else:
                assert self._dying, "the process ended by itself"
                self._dying, self.child = False, None
        return bool(said)

    def kill(self) -> None:
        """Kill the child and hear what it had still said."""
        assert self.child is not None
        self._dying = True
        os.kill(self.child, signal.SIGKILL)
        while self.child is not None:
            assert self.hear()


@dataclass(slots=True, kw_only=True)
class Killer:
    """Draws the moments: after so many acknowledgements, and a few milliseconds."""

    dice: random.Random
    acks: int
    delay: float
    kills: int = 0

    def run(self, officers: list[Officer], wanted: int | None) -> Iterator[Officer]:
        """Yield whoever was killed, until `wanted` kills (None: until all work is done)."""
        with selectors.DefaultSelector() as ears:
            for one in officers:
                ears.register(one, selectors.EVENT_READ)
                one.begin()
            while self.kills != wanted:
                running = [one for one in officers if not one.finished]
                if not running:
                    return
                victim = self.dice.choice(running)
                _listen(ears, victim, len(victim.acks) + self.dice.randint(1, self.acks))
                if victim.finished:
                    continue  # before its hour came
                ears.select(self.dice.uniform(0, self.delay))
                victim.kill()
                self.kills += 1
                yield victim
                victim.begin()


def _listen(ears: selectors.BaseSelector, victim: Officer, enough: int) -> None:
    while (len(victim.acks) < enough or victim.child is None) and not victim.finished:
        ready = ears.select(PATIENCE)
        assert ready, "nobody said a word"
        for key, _ in ready:
            assert key.fileobj.hear()


def missing(store: SqlStore, officers: list[Officer]) -> list[Ack]:
    """What was acknowledged and does not stand in the log."""
    with store.audit.moment() as rows:
        stand = {Ack(ref=row.stream, seq=row.seq, digest=row.digest) for row in rows.log_rows()}
    return [ack for one in officers for ack in one.acks if ack not in stand]


def prepare(store: SqlStore, cases: int) -> list[str]:
    """Cases that stand at the beginning, each with its certificate."""
    desk = a_desk(store)
    units(desk)
    paper = KnownFact(kind="certificate", on=date(2024, 4, 1), document="GCN-1", issuer="TT")
    newcomers = [
        Newcomer(
            person=Nominee(name=f"Lê Văn {letters(number)}", born="1998-05-02").person(
                date(2024, 1, 5)
            ),
            unit="DV",
            state=State.NOMINATED,
            on=date(2024, 1, 5),
            facts=[paper],
        )
        for number in range(cases)
    ]
    return list(take_over(desk, newcomers, file_name="ds.csv", sha256="0" * 64).refs)


@contextmanager
def two_officers(url: str, refs: list[str], *, honest: bool = True) -> Iterator[list[Officer]]:
    """Two processes, each with its half of the cases."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(Officer(url=url, refs=refs[half::2], honest=honest))
            for half in (0, 1)
        ]


@pytest.fixture
def url(request: pytest.FixtureRequest, store: SqlStore) -> str:
    """Where the processes find the store."""
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


def test_no_acknowledged_transition_is_lost_and_none_is_half_there(store, url, long_form):
    refs = prepare(store, 668 if long_form else 60)
    killer = Killer(dice=random.Random(20261123), acks=20 if long_form else 10, delay=0.01)

    with two_officers(url, refs) as officers:
        for _ in killer.run(officers, None if long_form else 8):
            assert missing(store, officers) == []
            assert verify(store.audit).breaks == ()

    acks = [ack for one in officers for ack in one.acks]
    assert killer.kills >= (50 if long_form else 8)
    assert len(acks) >= (2000 if long_form else 8)
    assert missing(store, officers) == []
    found = verify(store.audit)
    assert found.intact
    assert check_store(store).sound
    # Nothing is there twice: units, file and cases, and each step once (one may be unheard).
    steps = found.entries - 3 - 1 - len(refs)
    assert len(acks) <= steps <= len(acks) + 2


def test_a_store_that_acknowledges_before_it_commits_is_found_out(store, url):
    """The control: the very same look at a store that loses must find the loss."""
    refs = prepare(store, 60)
    killer = Killer(dice=random.Random(7), acks=1, delay=0.0)

    lost: list[Ack] = []
    with two_officers(url, refs, honest=False) as officers:
        for _ in killer.run(officers, 50):
            lost = missing(store, officers)
            if lost:
                break

    assert lost
    assert verify(store.audit).intact  # what is lost was never half there
