"""Incidents with personal data, and the instant by which the authority is told of one.

The limit is a wording in hours (`breach-report`), counted from the moment the incident was known;
what it rests on is not verified (`docs/privacy.md`). What happened is kept beside the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from audit import Entry
from rules.text import Text
from workflow.case import Deadline
from workflow.deadlines import Changes
from workflow.law import Law
from workflow.ports import Store
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.running import running
from workflow.zone import office_zone

RULE = "breach-report"
"""The rule that says within how many hours the authority is told."""


class IncidentState(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"


STATE_LABELS: dict[IncidentState, Text] = {
    IncidentState.OPEN: Text("chưa báo", "not told yet"),
    IncidentState.REPORTED: Text("đã báo", "told"),
    IncidentState.CLOSED: Text("đã kết thúc", "closed"),
}


class Ending(StrEnum):
    """How an incident ended; the last two were not to be told."""

    CONTAINED = "contained"
    NOT_REPORTABLE = "not-reportable"
    FALSE_ALARM = "false-alarm"


ENDING_LABELS: dict[Ending, Text] = {
    Ending.CONTAINED: Text("đã khắc phục", "contained"),
    Ending.NOT_REPORTABLE: Text("không thuộc diện phải báo", "not to be told"),
    Ending.FALSE_ALARM: Text("không phải sự cố", "false alarm"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The last instant for telling the authority, and the wording that it rests on."""

    by: datetime
    wording: str

    @property
    def day(self) -> date:
        """The office's day on which it ends."""
        return self.by.astimezone(office_zone()).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident, as its record tells it."""

    record: Record

    @property
    def ref(self) -> str:
        """Its number: ``SC-2026-0001``."""
        return self.record.ref

    @property
    def state(self) -> IncidentState:
        """Where it stands."""
        return IncidentState(self.record.state)

    @property
    def known_at(self) -> datetime:
        """The moment from which it was known."""
        return datetime.fromisoformat(self.record.data["known_at"])

    @property
    def limit(self) -> Limit | None:
        """By when the authority is told; None where no wording was in force."""
        told = self.record.data.get("report_by")
        if told is None:
            return None
        return Limit(by=datetime.fromisoformat(told), wording=self.record.data["wording"])

    @property
    def reported_at(self) -> datetime | None:
        """When the authority was told."""
        told = self.record.data.get("reported_at")
        return None if told is None else datetime.fromisoformat(told)

    @property
    def ending(self) -> Ending | None:
        """How it ended; None while it has not."""
        told = self.record.data.get("ending")
        return None if told is None else Ending(told)

    @property
    def waits(self) -> bool:
        """Whether the authority is still to be told."""
        return self.state is IncidentState.OPEN and self.limit is not None

    def left(self, now: datetime) -> timedelta | None:
        """Time left until the limit, negative past it: at the telling, else now; None of no limit.

        An incident that ended without being told, because it was not to be, has none either.
        """
        if self.limit is None or (self.reported_at is None and not self.waits):
            return None
        return self.limit.by - (self.reported_at or now)


def incidents(store: Store) -> Sequence[Incident]:
    """Every incident that may be seen, by number."""
    return [Incident(record=one) for one in store.records(Register.INCIDENT)]


def opened(limit: Limit | None, on: date) -> Changes:
    """The deadline that an incident of a day opens: the day on which its hours end.

    The clock that reminds counts in days, so the rungs before that day come within the hours.
    """
    if limit is None:
        return Changes()
    one = Deadline(
        rule=RULE,
        version=limit.wording,
        started_by=1,
        opened_by=1,
        start_on=on,
        due_on=limit.day,
    )
    return Changes(opened=(one,))


def reported(entries: Sequence[Entry]) -> Changes:
    """What telling the authority closes: the limit, where one runs."""
    return Changes(met=running(entries))


def ended(entries: Sequence[Entry]) -> Changes:
    """What the end closes: of what was not to be told nobody met the limit."""
    return Changes(void=running(entries))


def limit_of(known_at: datetime, on: date, law: Law) -> Limit | None:
    """The limit of an incident that was known at an instant of a day of the office."""
    version = law.find(RULE, on)
    if version is None:
        return None
    return Limit(by=known_at + timedelta(hours=version.number), wording=version.id)


def written(instant: datetime) -> str:
    """An instant as entries write it: UTC, whole seconds."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
