"""The service: APScheduler as a clock tick and nothing more.

Of several services on one store one leads and does the work; the others stand by. The jobs are
fixed and kept in memory, and every one is safe to run twice; what is due stands in the store. A
watchdog ends the process when the clockwork has died, so that a supervisor starts it anew: the
scheduler's thread may be dead while it still says it runs, and a clock that was set back stops it
without a word. This is the one module that imports it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from scheduler.heartbeat import SERVICE, beat
from scheduler.leadership import Leadership, own_name
from scheduler.tick import Bell, checkpoint, retry, tick
from scheduler.timetable import TIMETABLE, Duty
from workflow.errors import KetnapError

PATIENCE_SECONDS = 300.0
"""How long the service may go without a heartbeat (there is one each minute)."""

LONGEST_SECONDS = 3600.0
"""How long one run of a job may take: a pass over thousands of messages takes minutes."""

STOPPED = 0
DIED = 70

_MOST_MISSED = 100
_NEXT = timedelta(microseconds=1)

_LOG = logging.getLogger("ketnap.scheduler")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work and when it is due. `at_start`: also once when the service starts."""

    name: str
    trigger: BaseTrigger
    work: Callable[[], object]
    at_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How closely the watchdog looks, in seconds of a clock that nobody sets.

    Attributes:
        patience: How long there may be no heartbeat.
        longest: How long one run of a job may take. The heartbeat goes on while another job hangs.
        look_every: How long it waits between two looks.
    """

    patience: float = PATIENCE_SECONDS
    longest: float = LONGEST_SECONDS
    look_every: float = 5.0


class Pulse:
    """When the service last showed life, and what it is at, on a clock that nobody sets."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._running: dict[str, float] = {}

    @contextmanager
    def at_work(self, name: str) -> Iterator[None]:
        """A job runs meanwhile."""
        self._running[name] = time.monotonic()
        try:
            yield
        finally:
            del self._running[name]

    def stuck(self, longest: float) -> str | None:
        """A job whose run has taken longer than that; None where there is none."""
        now = time.monotonic()
        running = list(self._running.items())
        return next((name for name, began in running if now - began > longest), None)

    def felt(self) -> None:
        """There is life."""
        self._last = time.monotonic()

    def silent_for(self) -> float:
        """Seconds since then."""
        return time.monotonic() - self._last


def utc_now() -> datetime:
    """The instant it is; the service's one look at the clock."""
    return datetime.now(UTC)


def office_jobs(bell: Bell, pulse: Pulse, lead: Leadership) -> tuple[Job, ...]:
    """The office's fixed jobs, on the office's clock wherever the server stands.

    Every service renews its claim to lead and shows that it is alive; only the leader does the
    rest. Whoever begins to lead makes a whole pass at once: what fell due while nobody led.
    """

    def led(work: Callable[[Bell], object]) -> Callable[[], None]:
        def leading() -> None:
            token = lead.token()
            if token is not None:
                done = work(_under(bell, lead, token))
                if done is not None:
                    _LOG.info("%s", done)  # counts only, nothing about a person

        return leading

    def live(mine: Bell) -> None:
        now = mine.clock()
        beat(mine.alerts, SERVICE, now, now, f"{lead.holder} lease={lead.token()}")

    def alive() -> None:
        led(live)()
        pulse.felt()

    def take_over() -> None:
        if lead.taken_over():
            led(tick)()

    works: Mapping[str, Callable[[], object]] = {
        "lead": lead.renew,
        "take-over": take_over,
        "heartbeat": alive,
        "sweep": led(tick),
        "morning": led(tick),
        "delivery": led(retry),
        "checkpoint": led(checkpoint),
    }
    return tuple(
        Job(
            name=duty.name,
            trigger=trigger_of(duty, bell.zone),
            work=works[duty.name],
            at_start=duty.at_start,
        )
        for duty in TIMETABLE
    )


def trigger_of(duty: Duty, zone: ZoneInfo) -> CronTrigger:
    """When a duty is due. A trigger that is given no zone takes the machine's."""
    return CronTrigger(**duty.hours, timezone=zone)


def next_run(duty: Duty, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after an instant at which a duty is due."""
    due: datetime = trigger_of(duty, zone).get_next_fire_time(None, after + _NEXT)
    return due


def missed_runs(duty: Duty, last: datetime, now: datetime, zone: ZoneInfo) -> int:
    """How many of a duty's moments went by since it last ran; at most a hundred are counted."""
    found, moment = 0, next_run(duty, last, zone)
    while moment <= now and found < _MOST_MISSED:
        found, moment = found + 1, next_run(duty, moment, zone)
    return found


def _under(bell: Bell, lead: Leadership, token: int) -> Bell:
    """The bell of one pass: fenced, and stopped early when the lease is lost."""

    def stopping() -> bool:
        return bell.stopping() or lead.token() != token

    return replace(bell, alerts=bell.alerts.fenced(token), stopping=stopping)


def run(bell: Bell, watch: Watch | None = None) -> int:
    """Serve until SIGTERM or SIGINT (0), or until the clockwork dies (70, at once).

    The pass under way is ended after the message it is at. Another service takes over at once
    after an ordinary end, and within seconds after any other.
    """
    stop = threading.Event()
    pulse = Pulse()
    lead = Leadership(bell.alerts, own_name())
    _guarded("lead", lead.renew)()
    jobs = office_jobs(replace(bell, stopping=stop.is_set), pulse, lead)
    code = serve(jobs, bell.zone, stop, pulse, watch or Watch())
    if code != STOPPED:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # a job that hangs would keep an ordinary exit waiting for ever
    _guarded("lead", lead.step_down)()
    return code


def serve(
    jobs: Sequence[Job], zone: ZoneInfo, stop: threading.Event, pulse: Pulse, watch: Watch
) -> int:
    """Run jobs until told to stop (0), or until the clockwork dies (70)."""
    logging.getLogger("apscheduler.scheduler").addFilter(_tells_more_than_a_skip)
    clockwork = BackgroundScheduler(timezone=zone)
    for job in jobs:
        _add(clockwork, job, zone, pulse)
    with _told_by_signals(stop):
        clockwork.start()
        code = _watched(clockwork, stop, pulse, watch)
    clockwork.shutdown(wait=code == STOPPED)
    return code


def _tells_more_than_a_skip(said: logging.LogRecord) -> bool:
    """A job that is still at work when it is due again is no news: it does all there is to do."""
    return "maximum number of running instances" not in said.msg


def _add(clockwork: BackgroundScheduler, job: Job, zone: ZoneInfo, pulse: Pulse) -> None:
    # Given with each job: as defaults of the constructor they are ignored.
    due: dict[str, datetime] = {"next_run_time": datetime.now(zone)} if job.at_start else {}

    def watched() -> None:
        with pulse.at_work(job.name):
            job.work()

    clockwork.add_job(
        _guarded(job.name, watched),
        job.trigger,
        id=job.name,
        name=job.name,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        **due,
    )


def _guarded(name: str, work: Callable[[], object]) -> Callable[[], None]:
    """A failure that an officer can solve is one line; a bug keeps its traceback."""

    def guarded() -> None:
        try:
            work()
        except KetnapError as problem:
            _LOG.error("%s: %s", name, problem.what.en)

    return guarded


def _watched(
    clockwork: BackgroundScheduler, stop: threading.Event, pulse: Pulse, watch: Watch
) -> int:
    while not stop.wait(watch.look_every):
        if not clockwork._thread.is_alive():  # noqa: SLF001 - `running` stays true when it is dead
            _LOG.critical("the scheduler's thread has died; ending the service")
            return DIED
        if pulse.silent_for() > watch.patience:
            _LOG.critical("no heartbeat for %.0f seconds; ending the service", pulse.silent_for())
            return DIED
        if (stuck := pulse.stuck(watch.longest)) is not None:
            _LOG.critical("the job %s does not end; ending the service", stuck)
            return DIED
    return STOPPED


@contextmanager
def _told_by_signals(stop: threading.Event) -> Iterator[None]:
    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {one: signal.signal(one, told) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
