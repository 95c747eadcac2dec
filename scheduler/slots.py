"""When somebody is told next: the digest of a day, in their rhythm, on days that they work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.calendar import Calendar
from rules.months import add_months
from scheduler.hours import Hours
from scheduler.posts import Reader
from workflow.inbox import Rhythm
from workflow.reminders import Closed, Place, Slot

_DAY = timedelta(days=1)
_CATCH_UP = 3  # days; the store tells which digests have gone for as long back


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """The office's hours and every unit's calendar, as one pass finds them."""

    hours: Hours
    zone: ZoneInfo
    calendar: Calendar
    places: Mapping[str, Place]

    def working(self, unit: str, day: date) -> bool:
        """Whether people of a unit work on a day."""
        if not self.calendar.has_local:
            return self.calendar.is_working(day)
        return self.calendar.for_unit(self.path(unit)).is_working(day)

    def moment(self, day: date) -> datetime:
        """When the digests of a day go out."""
        return datetime.combine(day, self.hours.digest_at, self.zone).astimezone(UTC)

    def opens(self, unit: str, now: datetime) -> datetime | None:
        """When people of a unit may be disturbed again; None: now."""
        local = now.astimezone(self.zone)
        today = local.date()
        if self.working(unit, today):
            if not self.hours.quiet(local):
                return None
            if self.moment(today) > now:
                return self.moment(today)
        return self.moment(self.first_working(unit, today + _DAY))

    def first_working(self, unit: str, day: date) -> date:
        """The first day, from one on, on which people of a unit work."""
        while not self.working(unit, day):
            day += _DAY
        return day

    def path(self, unit: str) -> list[str]:
        """Codes from the top of the tree down to a unit."""
        path: list[str] = []
        code: str | None = unit
        while code is not None and code not in path:
            path.append(code)
            place = self.places.get(code)
            code = None if place is None else place.parent
        return path[::-1]


def slot_for(reader: Reader, since: date, *, diary: Diary, now: datetime, closed: Closed) -> Slot:
    """When a reader is told of something that was to be told from a day on.

    It goes in the first digest of their rhythm from that day on. Where that one went by (nobody
    ticked), it goes in the next digest that still takes something, today's if it is not too late.
    """
    rhythm = reader.rhythm
    if rhythm is Rhythm.AT_ONCE:
        return Slot(on=None, at=now)
    unit, inbox = reader.unit, reader.addressee
    day = _meant(rhythm, unit, since, diary)
    if diary.moment(day) > now and (inbox, day) not in closed:
        return Slot(on=day, at=diary.moment(day))
    local = now.astimezone(diary.zone)
    day = local.date()
    if diary.hours.quiet(local) and diary.moment(day) <= now:
        day += _DAY
    day = diary.first_working(unit, day)
    while (inbox, day) in closed:
        day = diary.first_working(unit, day + _DAY)
    return Slot(on=day, at=max(diary.moment(day), now))


def round_for(reader: Reader, *, diary: Diary, now: datetime, closed: Closed) -> Slot | None:
    """When somebody who hears once a month is told how everything stands, whatever was raised.

    None where that is not about now: on their first working day of a month, and on the days after
    it while nobody ticked; later than that it waits for the next digest.
    """
    if reader.rhythm is not Rhythm.MONTHLY:
        return None
    today = now.astimezone(diary.zone).date()
    first = diary.first_working(reader.unit, today.replace(day=1))
    days = [first + n * _DAY for n in range(_CATCH_UP + 1)]
    if today not in days or any((reader.addressee, day) in closed for day in days):
        return None
    return slot_for(reader, first, diary=diary, now=now, closed=closed)


def _meant(rhythm: Rhythm, unit: str, since: date, diary: Diary) -> date:
    """The first day of a rhythm, from one on, moved off days off."""
    if rhythm is Rhythm.WEEKLY:
        return _first_after(since, unit, diary, _week)
    if rhythm is Rhythm.MONTHLY:
        return _first_after(since, unit, diary, _month)
    return diary.first_working(unit, since)


def _first_after(since: date, unit: str, diary: Diary, begin: Callable[[date, int], date]) -> date:
    """Of the period that a day lies in, and of those after it, the first digest not before it."""
    ahead = 0
    while True:
        day = diary.first_working(unit, begin(since, ahead))
        if day >= since:
            return day
        ahead += 1


def _week(day: date, ahead: int) -> date:
    return day - timedelta(days=day.weekday()) + timedelta(weeks=ahead)


def _month(day: date, ahead: int) -> date:
    return add_months(day.replace(day=1), ahead)
