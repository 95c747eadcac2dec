"""What the next digests would say: a pass at that moment, on a store that forgets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.carriers import Carrier, Parcel
from scheduler.detail import Detail
from scheduler.tick import Audience, Bell, carriers_of, tick
from workflow.inbox import Channel
from workflow.reminders import Addressee

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message that would go out, to whom, and how much it would say."""

    addressee: Addressee
    detail: Detail
    parcel: Parcel


class _Catching:
    """Takes the place of a carrier and keeps what it was given."""

    def __init__(self, channel: Channel, real: Carrier | None, seen: list[Seen]) -> None:
        self.channel = channel
        self._real = real
        self._seen = seen

    def detail(self, address: str) -> Detail:
        """How much the real carrier would say; where there is none, the least."""
        return Detail.REF if self._real is None else self._real.detail(address)

    def carry(self, parcel: Parcel) -> None:
        """Keep it."""
        inbox = Addressee(channel=self.channel.value, address=parcel.address)
        self._seen.append(Seen(addressee=inbox, detail=self.detail(parcel.address), parcel=parcel))


def preview(bell: Bell, at: datetime) -> tuple[Seen, ...]:
    """Everything that a pass at a moment would send; `bell.alerts` must be a rehearsal."""
    seen: list[Seen] = []
    real = carriers_of(bell)
    catching: Mapping[str, Carrier] = {
        channel.value: _Catching(channel, real.get(channel.value), seen) for channel in Channel
    }
    tick(replace(bell, clock=lambda: at, desk=None), catching)
    return tuple(seen)


def next_digest(bell: Bell) -> datetime:
    """When the next digests go out, by the calendar that holds for everybody."""
    now = bell.clock()
    today = now.astimezone(bell.zone).date()
    diary = Audience.on(bell, today).diary
    day = today if diary.moment(today) > now else today + _DAY
    while not diary.calendar.is_working(day):
        day += _DAY
    return diary.moment(day)
