"""The service: its hours, its end, and what ends it when it is dead."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from builders import at

from rules.text import Text
from scheduler.heartbeat import SERVICE, heartbeat_age
from scheduler.leadership import Leadership
from scheduler.runner import DIED, STOPPED, Job, Pulse, Watch, office_jobs, serve, utc_now
from workflow.errors import TryAgainError

_ROOT = Path(__file__).parents[2]
_HANGS = 600.0
"""Seconds after which a process is taken to hang; a busy machine takes a minute to start one."""


def leading(office):
    lead = Leadership(office.alerts, "here:1")
    lead.renew()
    return lead


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("lead", ["2026-11-22T22:29:30+00:00", "2026-11-22T22:29:33+00:00"]),
        ("take-over", ["2026-11-22T22:29:30+00:00", "2026-11-22T22:29:33+00:00"]),
        ("heartbeat", ["2026-11-22T22:30:00+00:00", "2026-11-22T22:31:00+00:00"]),
        ("sweep", ["2026-11-22T23:00:00+00:00", "2026-11-23T23:00:00+00:00"]),
        ("morning", ["2026-11-23T00:30:00+00:00", "2026-11-24T00:30:00+00:00"]),
        ("delivery", ["2026-11-22T22:30:00+00:00", "2026-11-22T22:35:00+00:00"]),
    ],
)
def test_jobs_are_due_by_the_offices_clock_wherever_the_server_stands(small_office, name, due):
    (job,) = [
        one
        for one in office_jobs(small_office.bell(), Pulse(), leading(small_office))
        if one.name == name
    ]
    now = datetime(2026, 11, 22, 22, 29, 30, tzinfo=UTC)  # 05:29:30 in the office

    first = job.trigger.get_next_fire_time(None, now)
    second = job.trigger.get_next_fire_time(first, first + timedelta(microseconds=1))

    assert [one.astimezone(UTC).isoformat() for one in (first, second)] == due


def test_each_job_does_its_work_and_leaves_a_sign_of_life(small_office):
    small_office.a_case()
    small_office.now = at("2025-05-03")
    pulse = Pulse()

    for job in office_jobs(small_office.bell(), pulse, leading(small_office)):
        job.work()

    assert set(small_office.alerts.beats()) == {"service", "tick", "delivery"}
    assert small_office.alerts.beats()["tick"].result == "raised=0 messages=0 sent=0 failed=0"
    assert len(small_office.lines("probation")) == 1
    assert heartbeat_age(small_office.alerts, at("2025-05-03", 4)) == timedelta(hours=1)
    assert heartbeat_age(small_office.alerts, at("2025-05-02")) == timedelta(0)
    assert pulse.silent_for() < 60


def test_a_clock_that_never_ran_has_no_age(office):
    assert heartbeat_age(office.alerts, office.now) is None


def test_a_pass_that_is_told_to_stop_leaves_its_messages_for_the_next(small_office):
    small_office.tell(*small_office.everybody())
    small_office.a_case()
    small_office.now = at("2025-05-03")

    stopped = small_office.tick_with(small_office.bell_that_stops())

    assert (stopped.messages, stopped.sent, stopped.waiting) == (1, 0, 1)


def a_job(work, *, name="work", trigger=None, at_start=True):
    never = CronTrigger(year=2999, timezone=UTC)
    return Job(name=name, trigger=trigger or never, work=work, at_start=at_start)


def served(jobs, *, watch, stop=None):
    return serve(jobs, UTC, stop or threading.Event(), Pulse(), watch)


def test_the_service_ends_well_when_told_to_and_one_bad_job_does_not_end_it(caplog):
    stop = threading.Event()
    busy = TryAgainError(Text("Kho đang bận.", "The store is busy."))

    def fail():
        raise busy

    def end():
        while not caplog.records:
            threading.Event().wait(0.01)
        stop.set()

    code = served(
        [a_job(fail, name="fail"), a_job(end, name="end")],
        watch=Watch(look_every=0.02),
        stop=stop,
    )

    assert code == STOPPED
    assert [one.getMessage() for one in caplog.records if one.name == "ketnap.scheduler"] == [
        "fail: The store is busy."
    ]


class _Breaks(BaseTrigger):
    """A trigger that breaks the scheduler's thread when it is asked for the second time."""

    def get_next_fire_time(self, *_when):
        raise RuntimeError("no next time")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_service_ends_itself_when_the_schedulers_thread_has_died(caplog):
    code = served([a_job(int, trigger=_Breaks())], watch=Watch(look_every=0.02))

    assert code == DIED
    assert "the scheduler's thread has died; ending the service" in caplog.messages


def test_the_service_ends_itself_when_its_heart_stands_still(caplog):
    code = served([], watch=Watch(patience=0.05, look_every=0.02))

    assert code == DIED
    assert "no heartbeat for 0 seconds; ending the service" in caplog.messages


def test_the_service_ends_itself_when_a_job_hangs_while_its_heart_beats(caplog):
    ending = threading.Event()

    code = served(
        [a_job(lambda: ending.wait(30), name="sweep")], watch=Watch(longest=0.05, look_every=0.02)
    )

    ending.set()
    assert code == DIED
    assert "the job sweep does not end; ending the service" in caplog.messages


def test_a_job_that_ended_is_not_taken_for_one_that_hangs():
    pulse = Pulse()
    with pulse.at_work("sweep"):
        assert pulse.stuck(-1.0) == "sweep"

    assert pulse.stuck(-1.0) is None


def test_the_services_clock_is_aware_and_in_utc():
    assert utc_now().tzinfo is UTC


_PROGRAM = """
import sys
from rules.calendar import Calendar
from scheduler.hours import load_hours
from scheduler.ladder import load_ladders
from scheduler.pipeline import load_pipeline
from scheduler.leadership import Leadership
from scheduler.runner import Watch, run, utc_now
from scheduler.settings import Settings
from scheduler.tick import Bell
from rules.rulebook import Rulebook
from storage.address import address_of
from storage.schema import open_store
from workflow.desk import office_zone

class Told:
    def __init__(self, alerts):
        self._alerts = alerts
    def __getattr__(self, name):
        return getattr(self._alerts, name)
    def fenced(self, token):
        return Told(self._alerts.fenced(token))
    def beat(self, beat):
        self._alerts.beat(beat)
        print(beat.job, flush=True)

with open_store(address_of(sys.argv[1])) as store:
    book = Rulebook.open()
    sys.exit(run(Bell(
        alerts=Told(store.alerts), ladders=load_ladders(book.ids()), settings=Settings(),
        hours=load_hours(book.ids()), pipeline=load_pipeline(), calendar=Calendar.open(),
        rulebook=book, clock=utc_now, zone=office_zone(),
    ), Watch(patience=float(sys.argv[2]), look_every=0.05)))
"""


def start(path, patience):
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(path), patience],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_service_beats_at_once_and_ends_on_sigterm(small_office, sqlite_path):
    service = start(sqlite_path, "300")
    told = {service.stdout.readline().strip(), service.stdout.readline().strip()}
    service.send_signal(signal.SIGTERM)
    _, errors = service.communicate(timeout=_HANGS)

    assert told == {"service", "tick"}
    assert (service.returncode, errors) == (0, "")
    age = heartbeat_age(small_office.alerts, datetime.now(UTC), SERVICE)
    assert age is not None
    assert age < timedelta(minutes=5)


def test_a_dead_service_leaves_with_an_exit_code_that_its_supervisor_sees(sqlite_path):
    # No silence is short enough: the first look ends it, whatever its heart does meanwhile.
    service = start(sqlite_path, "-1")
    _, errors = service.communicate(timeout=_HANGS)

    assert service.returncode == 70
    assert errors.startswith("no heartbeat for ")
