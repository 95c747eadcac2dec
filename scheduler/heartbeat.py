"""Signs of life: when each job of the clockwork last ran, and how long ago that is."""

from __future__ import annotations

from datetime import datetime, timedelta

from workflow.reminders import AlertStore, Beat

TICK = "tick"
"""A whole pass: sweep, plan, deliver."""
DELIVERY = "delivery"
"""A pass over waiting messages only."""
CHECKPOINT = "checkpoint"
"""The log is sealed and a checkpoint of it signed."""
SERVICE = "service"
"""The service is alive, whether or not there is anything to do."""


def beat(alerts: AlertStore, job: str, started: datetime, finished: datetime, result: str) -> None:
    """Record that a job ran to its end."""
    alerts.beat(Beat(job=job, started_at=started, finished_at=finished, result=result))


def heartbeat_age(alerts: AlertStore, now: datetime, job: str = TICK) -> timedelta | None:
    """How long ago a job last ended; None when it never did. A clock set back gives no age below 0.

    Any command may ask this and warn: reminders do not go out while nobody ticks.
    """
    last = alerts.beats().get(job)
    if last is None or last.finished_at is None:
        return None
    return max(now - last.finished_at, timedelta(0))
