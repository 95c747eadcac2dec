"""Reminders about deadlines: their values, and what the clock asks of a store.

An alert is raised once per deadline and rung. What is due is worked out from the deadlines every
time; nothing here says that something *is* overdue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from rules.text import Text
from workflow.watching import Gauges, Leader


class Role(StrEnum):
    """Who is told, from the nearest to the farthest."""

    HELPER = "helper"
    CELL_SECRETARY = "cell-secretary"
    GRASSROOTS_OFFICER = "grassroots-officer"
    SUPERIOR_OFFICER = "superior-officer"
    AUDITOR = "auditor"


class AlertState(StrEnum):
    """How an alert stands; the last two are worked out, never stored."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    INHIBITED = "inhibited"
    SETTLED = "settled"


ALERT_LABELS: dict[AlertState, Text] = {
    AlertState.RAISED: Text("đang nhắc", "raised"),
    AlertState.ACKNOWLEDGED: Text("đã có người nhận việc", "acknowledged"),
    AlertState.SNOOZED: Text("tạm gác", "snoozed"),
    AlertState.INHIBITED: Text("hồ sơ đang tạm dừng", "inhibited: the case is on hold"),
    AlertState.SETTLED: Text("đã xong", "settled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of the ladder that some rules share, as the sweep climbs it.

    Attributes:
        rules: The rules whose deadlines stand on it.
        days: Calendar days from the due day; negative before it.
        following: Days of the rung after this one; None on the last. A deadline that was put on
            record when that one had passed already does not get this one.
    """

    rules: tuple[str, ...]
    days: int
    following: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An alert that has not been given to anybody yet."""

    alert: int
    rule: str
    rung: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One inbox: a channel and an address on it."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What planning did: new messages, and alerts for which nobody is configured."""

    messages: int
    unaddressed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """One deadline in a digest, with every rung that this digest reminds of, in order."""

    case: str
    name: str
    unit: str
    rule: str
    version: str
    due_on: date
    rungs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A message that this process alone may try to send until the lease ends.

    `attempt` counts from 1 and tells this claim from an earlier one that ran out.
    """

    message: str
    addressee: Addressee
    attempt: int
    created_at: datetime
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message in the ledger, without its content."""

    message: str
    addressee: Addressee
    state: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One alert in a list. `to` holds the addresses it was given to, empty for nobody yet.

    `version` names the wording that its due day rests on.
    """

    id: int
    case: str
    unit: str
    rule: str
    rung: int
    due_on: date
    raised_at: datetime
    state: AlertState
    version: str = ""
    to: tuple[str, ...] = ()
    answered_by: str | None = None
    approved_by: str | None = None
    until_on: date | None = None
    reason: str | None = None

    def days_over(self, today: date) -> int:
        """Calendar days past the due day; negative before it."""
        return (today - self.due_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an officer said to an alert: that it is taken on, or that it shall wait."""

    alert: int
    state: AlertState
    by: str
    at: datetime
    reason: str
    until_on: date | None = None
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit's name and superior, for finding whom to tell."""

    name: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """The last run of one job of the clockwork."""

    job: str
    started_at: datetime
    finished_at: datetime | None
    result: str | None


class AlertStore(Protocol):
    """The clock's side of a store; each writing call is one transaction."""

    def open_rules(self) -> Sequence[str]:
        """The rules that have an open deadline."""
        ...

    def sweep(self, steps: Sequence[Step], today: date, now: datetime) -> int:
        """Raise every alert that is due and was never raised; the number of new ones.

        Steps are climbed in the order given. Cases on hold are passed over.
        """
        ...

    def wake(self, today: date) -> int:
        """Bring back every alert whose snooze is over; their number."""
        ...

    def plan(self, route: Callable[[Pending], Sequence[Addressee]], now: datetime) -> Planned:
        """Give every pending alert to its addressees, one message for each of them."""
        ...

    def claim(
        self, channels: Sequence[str], due_by: datetime, now: datetime, until: datetime
    ) -> Claim | None:
        """The next message whose try is due, for this process alone until a moment."""
        ...

    def sent(self, claim: Claim, at: datetime) -> None:
        """The outside accepted the message."""
        ...

    def failed(self, claim: Claim, error: str, next_try: datetime | None) -> None:
        """It did not; try again at a moment, or never (None)."""
        ...

    def bury(self, tries: int, now: datetime) -> int:
        """Give up messages that ran out of tries without a word; their number."""
        ...

    def letters(self, *states: str) -> Sequence[Letter]:
        """Messages of the ledger in those states, oldest first."""
        ...

    def ledger(self) -> Mapping[str, int]:
        """Number of messages by state."""
        ...

    def unaddressed(self) -> int:
        """Alerts that are due to somebody and have nobody."""
        ...

    def alerts(
        self, today: date, *, everything: bool = False, units: Sequence[str] | None = None
    ) -> Sequence[AlertLine]:
        """Alerts by due day; without `everything` neither settled nor snoozed ones."""
        ...

    def alert(self, number: int, today: date) -> AlertLine | None:
        """One alert."""
        ...

    def places(self, on: date) -> Mapping[str, Place]:
        """Every unit known by a day, as it is then or as it last was."""
        ...

    def beat(self, beat: Beat) -> None:
        """Keep the last run of a job."""
        ...

    def beats(self) -> Mapping[str, Beat]:
        """The last run of every job."""
        ...

    def lead(self, holder: str, term: float) -> int | None:
        """Take or renew the lease for so many seconds; its number, or None: another holds it."""
        ...

    def step_down(self, holder: str) -> None:
        """Give the lease back."""
        ...

    def leader(self) -> Leader | None:
        """Who holds the lease, or held it last."""
        ...

    def fenced(self, token: int) -> AlertStore:
        """The same store; each of its writes fails once the lease has another number.

        Those raise `LeadLostError` and write nothing.
        """
        ...

    def gauges(self, today: date) -> Gauges:
        """What is watched from outside, as things stand on a day."""
        ...
