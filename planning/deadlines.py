"""Deadlines worded "before a day", as the yearly file date is: the day before is the last one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def last_good_day(before: date) -> date:
    """The last day that still counts: "before 31/10" is kept on 30/10, and not on 31/10."""
    return before - timedelta(days=1)


def days_left(before: date, today: date) -> int:
    """Days from today to the last good day: 0 on that day, negative once it has passed."""
    return (last_good_day(before) - today).days


def on_time(received: datetime, before: date, zone: ZoneInfo) -> bool:
    """Whether what came in at this instant came before that day, by the office's calendar.

    Args:
        received: An aware instant, in whatever zone the server keeps.
        before: The day named in the wording.
        zone: The office's zone (Asia/Ho_Chi_Minh): the day ends at its midnight.

    Raises:
        ValueError: The instant has no zone, so that nobody can say which day it was.
    """
    if received.utcoffset() is None:
        message = "an instant without a time zone has no day"
        raise ValueError(message)
    return received.astimezone(zone).date() <= last_good_day(before)
