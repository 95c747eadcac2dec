"""Deadlines as a calendar file: one all-day event each, moved when the due day moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from rules.text import Language, Text

_MAKER = "-//ketnap//reminders//VI"
_HOST = "ketnap"
_EARLY = timedelta(days=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One deadline in somebody's calendar.

    Attributes:
        uid: The same for as long as it is the same duty, so that a calendar moves it.
        sequence: Rises each time the due day is worked out anew.
        on: The due day.
        title: What it says in the calendar's grid.
        more: What it says when it is opened; empty where nothing more may be said.
    """

    uid: str
    sequence: int
    on: date
    title: Text
    more: Text | None = None


def feed(appointments: Iterable[Appointment], made_at: datetime, language: Language) -> bytes:
    """A calendar file (RFC 5545); of the same duties at the same instant the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = made_at.astimezone(UTC).replace(microsecond=0)
    for one in sorted(appointments, key=lambda found: (found.on, found.uid)):
        calendar.add_component(_event(one, stamp, language))
    return bytes(calendar.to_ical())


def _event(one: Appointment, stamp: datetime, language: Language) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@{_HOST}")
    event.add("sequence", one.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", one.title.to(language))
    if one.more is not None:
        event.add("description", one.more.to(language))
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title.to(language))
    alarm.add("trigger", _EARLY)
    event.add_component(alarm)
    return event
