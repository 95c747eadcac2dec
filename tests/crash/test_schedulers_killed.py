"""Several alert services on one store, the leader killed again and again, a bad mail server.

Every alert is raised once; every digest is accepted by the mail server at least once and recorded;
one that came twice is one whose acceptance could not be recorded, under the same Message-ID.
"""
# ruff: noqa: S311 - chance that can be repeated, not a secret

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from builders import CITY, a_desk, letters
from servers.alert_service import BEGINS, PACE, UNITS
from servers.smtp import Behaviour, SmtpServer

from rules.rulebook import Rulebook
from scheduler.ladder import load_ladders
from storage.store import SqlStore
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.registers import add_units
from workflow.attempts import Outcome
from workflow.states import Event, State
from workflow.unit import Unit, UnitStatus

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "tests" / "servers" / "alert_service.py"
PATIENCE = 300.0  # seconds without what is waited for: something hangs
BAD = (Behaviour.REFUSE, Behaviour.HANG, Behaviour.DROP)


@dataclass(slots=True, kw_only=True)
class Services:
    """The processes, each started anew when it was killed."""

    command: list[str]
    running: dict[int, subprocess.Popen[bytes]]

    def start(self) -> None:
        process = subprocess.Popen(
            self.command,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            stderr=subprocess.PIPE,
        )
        self.running[process.pid] = process

    def kill(self, pid: int) -> None:
        """Kill one with SIGKILL, as a power cut would."""
        process = self.running.pop(pid)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        for pid in list(self.running):
            self.kill(pid)


@pytest.fixture
def url(request: pytest.FixtureRequest, store: SqlStore) -> str:
    """Where the processes find the store."""
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


def newcomers(dice: random.Random, first: int, count: int) -> list[Newcomer]:
    """Probationary members whose twelve months end about now: several rungs are due for each."""
    found = []
    for number in range(first, first + count):
        ceremony = date(2025, 11, 23) + timedelta(days=dice.randint(-60, 60))
        found.append(
            Newcomer(
                person=Nominee(name=f"Lê Văn {letters(number)}", born="1998-05-02").person(
                    date(2026, 11, 1)
                ),
                unit=dice.choice(UNITS),
                state=State.PROBATION,
                on=ceremony,
                days={Event.HOLD_CEREMONY: ceremony},
                facts=[KnownFact(kind="helper", on=ceremony, data={"who": "Lê Văn Tám"})],
            )
        )
    return found


def until(found: Any, what: str) -> Any:
    """Look again and again until something is so."""
    ends = time.monotonic() + PATIENCE
    pause = threading.Event()
    while time.monotonic() < ends:
        answer = found()
        if answer:
            return answer
        pause.wait(0.05)
    raise AssertionError(f"not within {PATIENCE:.0f} s: {what}")


def leader(store: SqlStore, services: Services) -> int | None:
    """The process that leads now, among those that run."""
    held = store.alerts.leader()
    if held is None or held.seconds_left <= 0:
        return None
    pid = int(held.holder.split(":")[1])
    return pid if pid in services.running else None


def test_nothing_is_lost_or_raised_twice_when_leaders_are_killed(store, url, tmp_path, long_form):
    dice = random.Random(20261124)
    desk = a_desk(store)
    grassroots = [
        Unit(
            code=code,
            name=f"Đảng bộ phường {letters(number)}",
            status=UnitStatus.GRASSROOTS,
            parent="TP",
            from_on=CITY.from_on,
        )
        for number, code in enumerate(UNITS)
    ]
    add_units(desk, [CITY, *grassroots])
    kills = 20 if long_form else 3
    added = 0
    mail = tmp_path / "mail"
    mail.mkdir()

    def load(count: int) -> None:
        nonlocal added
        people = newcomers(dice, added, count)
        take_over(desk, people, file_name=f"{added}.csv", sha256=f"{added:064d}")
        added += count

    load(30)
    with SmtpServer(mail) as server, ExitStack() as stack:
        server.will(
            *(dice.choice(BAD) if dice.random() < 1 / 3 else Behaviour.ACCEPT for _ in range(4000))
        )
        began = time.time()
        program = [
            sys.executable,
            str(ROOT / "tests" / "servers" / "alert_service.py"),
            url,
            str(server.port),
            f"{began}",
        ]
        services = stack.enter_context(Services(command=program, running={}))
        for _ in range(3):
            services.start()
        tokens = []
        for _ in range(kills):
            pid = until(lambda: leader(store, services), "a leader")
            tokens.append(store.alerts.leader().token)
            load(5)
            threading.Event().wait(dice.uniform(0, 1.5))  # the moment is what is drawn
            services.kill(pid)
            services.start()
        until(lambda: leader(store, services), "a leader after the last kill")
        until(lambda: _all_told(store), "every message sent")

    _nothing_missed(store, began)
    _nothing_doubled(store, server, kills)
    assert tokens == sorted(set(tokens))


def _all_told(store: SqlStore) -> bool:
    return set(store.alerts.ledger()) == {"sent"} and store.alerts.unaddressed(BEGINS.date()) == 0


def _nothing_missed(store: SqlStore, began: float) -> None:
    """A sweep by hand, at the office's present day, finds nothing that was not raised."""
    now = BEGINS + timedelta(seconds=(time.time() - began) * PACE)
    ladders = load_ladders(Rulebook.open().ids())
    steps = ladders.steps(store.alerts.open_rules())
    assert store.alerts.sweep(steps, BEGINS.date(), now) == 0
    raised = store.alerts.alerts(BEGINS.date(), everything=True)
    assert len(raised) > 30
    assert len({(one.case, one.rule, one.rung) for one in raised}) == len(raised)
    assert all(one.to for one in raised)


def _nothing_doubled(store: SqlStore, server: SmtpServer, kills: int) -> None:
    letters_sent = {f"<{one.message}@dang-bo.example>": one for one in store.alerts.letters("sent")}
    got = Counter(one.message["Message-ID"] for one in server.delivered())
    assert set(got) == set(letters_sent)
    twice = {name: times for name, times in got.items() if times > 1}
    assert all(times <= letters_sent[name].attempts for name, times in twice.items())
    assert sum(twice.values()) - len(twice) <= kills
    for name, times in got.items():
        told = [one.outcome for one in store.alerts.attempts(letters_sent[name].message)]
        assert Outcome.ACCEPTED in told
        assert len(told) >= times, (name, told)
