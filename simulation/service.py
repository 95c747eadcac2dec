"""The reminders' clock of a simulation: one pass each morning, but for the days it is silent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from scheduler.hours import Hours, load_hours
from scheduler.ladder import Ladders, load_ladders
from scheduler.settings import Recipient, Settings
from scheduler.tick import Bell, tick
from simulation.province import ROOT
from storage.store import SqlStore
from workflow.inbox import Channel
from workflow.reminders import Role
from workflow.zone import office_zone

_HOUR = time(7, 30)


@dataclass(slots=True, kw_only=True)
class Service:
    """Ticks, and remembers when; digests go to one screen, where nobody reads them.

    Attributes:
        passes: The instant of every pass, in order.
        digests: How many digests were shown.
        raised: How many alerts were raised, as the passes told.
    """

    store: SqlStore
    rulebook: Rulebook
    calendar: Calendar
    ladders: Ladders
    hours: Hours
    silent: Collection[date]
    passes: list[datetime] = field(default_factory=list)
    digests: int = 0
    raised: int = 0

    @classmethod
    def of(cls, store: SqlStore, rulebook: Rulebook, silent: Collection[date]) -> Service:
        """The service of an office with the packaged ladder."""
        known = frozenset(rulebook.ids())
        return cls(
            store=store,
            rulebook=rulebook,
            calendar=Calendar.open(decided=store.calendar_decisions),
            ladders=load_ladders(known),
            hours=load_hours(known),
            silent=silent,
        )

    def morning(self, day: date) -> None:
        """One pass at half past seven, unless the service is down."""
        if day in self.silent:
            return
        now = datetime.combine(day, _HOUR, office_zone()).astimezone(UTC)
        self.raised += tick(self._bell(now)).raised
        self.passes.append(now)

    def _bell(self, now: datetime) -> Bell:
        return Bell(
            alerts=self.store.alerts,
            ladders=self.ladders,
            hours=self.hours,
            calendar=self.calendar,
            settings=_EVERYBODY,
            rulebook=self.rulebook,
            clock=lambda: now,
            zone=office_zone(),
            show=self._shown,
        )

    def _shown(self, _digest: str) -> None:
        self.digests += 1


_EVERYBODY = Settings(
    recipients=tuple(
        Recipient(unit=ROOT, role=role, channel=Channel.TERMINAL, address=f"mo-phong-{role.value}")
        for role in Role
    )
)
