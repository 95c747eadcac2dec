"""Whether the alerts still tick: said by `status`, and by every command when they do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rules.text import Text

if TYPE_CHECKING:
    from storage.store import SqlStore

TOO_LONG = timedelta(hours=36)
"""A daily sweep may be late by half a day before anybody is troubled with it."""
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_DAYS_BETTER_FROM = timedelta(hours=48)


def last_tick_age(store: SqlStore, now: datetime) -> timedelta | None:
    """How long ago the last whole pass ended; None when there never was one."""
    from scheduler.heartbeat import heartbeat_age  # noqa: PLC0415 - only an open store pays

    return heartbeat_age(store.alerts, now)


def late_warning(age: timedelta | None) -> Text | None:
    """The warning of a pass that is overdue; None where nobody ever ticked, or lately."""
    if age is None or age <= TOO_LONG:
        return None
    told = ago(age)
    return Text(
        f"! Lần quét nhắc việc gần nhất cách đây {told.vi}: ketnap tick (hoặc ketnap run).",
        f"! The alerts last ran {told.en} ago: ketnap tick (or ketnap run).",
    )


def since(age: timedelta) -> Text:
    """How long ago something was, in words."""
    if age < _MINUTE:
        return Text("vừa xong", "just now")
    told = ago(age)
    return Text(f"cách đây {told.vi}", f"{told.en} ago")


def ago(age: timedelta) -> Text:
    """A length of time in words, as coarse as people say it."""
    if age < _HOUR:
        minutes = max(age // _MINUTE, 1)
        return Text(f"{minutes} phút", f"{minutes} minute(s)")
    if age < _DAYS_BETTER_FROM:
        hours = age // _HOUR
        return Text(f"{hours} giờ", f"{hours} hour(s)")
    return Text(f"{age.days} ngày", f"{age.days} days")
