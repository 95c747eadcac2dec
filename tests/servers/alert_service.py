"""One alert service of several, as its supervisor starts it; the office's time runs faster.

Usage: `python alert_service.py URL SMTP_PORT BEGAN_AT`. Office time began at a fixed day when the
test did and passes `PACE` times as fast; lease and cron ticks are the real ones, only closer.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from scheduler.hours import load_hours
from scheduler.ladder import load_ladders
from scheduler.leadership import Leadership, own_name
from scheduler.pipeline import load_pipeline
from scheduler.runner import Pulse, Watch, office_jobs, serve
from scheduler.settings import Recipient, Security, Settings, Smtp
from scheduler.tick import Bell
from storage.address import address_of
from storage.schema import open_store
from workflow.inbox import Channel, Rhythm
from workflow.reminders import Role
from workflow.zone import office_zone

PACE = 120
BEGINS = datetime(2026, 11, 23, 3, tzinfo=UTC)
TERM = 2.0
UNITS = tuple(f"D{number}" for number in range(8))


def main(url: str, port: str, began_at: str) -> int:
    """Serve until killed."""
    logging.basicConfig(level=logging.WARNING)

    def clock() -> datetime:
        return BEGINS + timedelta(seconds=(time.time() - float(began_at)) * PACE)

    book = Rulebook.open()
    settings = Settings(
        smtp=Smtp(
            host="127.0.0.1",
            port=int(port),
            security=Security.NONE,
            sender="ketnap@dang-bo.example",
            domain="dang-bo.example",
            timeout=0.5,
        ),
        recipients=tuple(
            Recipient(
                unit=unit,
                role=role,
                channel=Channel.SMTP,
                address=f"{role}.{unit}@dang-bo.example",
                rhythm=Rhythm.AT_ONCE,
            )
            for unit in UNITS
            for role in Role
        ),
    )
    with open_store(address_of(url)) as store:
        bell = Bell(
            alerts=store.alerts,
            ladders=load_ladders(book.ids()),
            hours=load_hours(book.ids()),
            pipeline=load_pipeline(),
            calendar=Calendar.open(decided=store.calendar_decisions),
            settings=settings,
            rulebook=book,
            clock=clock,
            zone=office_zone(),
        )
        lead = Leadership(store.alerts, own_name(), term=TERM)
        pulse = Pulse()
        each_second = CronTrigger(second="*", timezone=bell.zone)
        jobs = [
            replace(job, trigger=each_second, at_start=True)
            for job in office_jobs(bell, pulse, lead)
        ]
        return serve(jobs, bell.zone, threading.Event(), pulse, Watch())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
