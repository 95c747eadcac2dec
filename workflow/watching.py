"""What is asked of the clockwork from outside: who leads, and a handful of counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """What is watched from outside, on one day; numbers only, nothing about a person.

    Attributes:
        cases: Number of cases by state.
        open_deadlines: Number of open deadlines by rule.
        overdue: Number of those past their due day, by rule; cases on hold are left out.
        alerts: Number of alerts of open deadlines by stored state.
        messages: Number of messages by state.
        attempts: Number of attempts to deliver one by what came of them, since the beginning.
        oldest_waiting: When the oldest message that still waits was made.
        newest_entry: When the newest entry of the log was recorded.
        entries: Number of entries in the log.
    """

    cases: Mapping[str, int]
    open_deadlines: Mapping[str, int]
    overdue: Mapping[str, int]
    alerts: Mapping[str, int]
    messages: Mapping[str, int]
    attempts: Mapping[str, int]
    oldest_waiting: datetime | None
    newest_entry: datetime | None
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Who holds the lease on the clockwork, under which number, and for how much longer.

    `seconds_left` is below 0 when the lease has run out: nobody leads.
    """

    holder: str
    token: int
    seconds_left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphans:
    """How many open deadlines nobody will ever meet as things stand, by what became of them."""

    of_ended_cases: int
    of_ended_units: int
    of_unknown_rules: int

    @property
    def total(self) -> int:
        """All of them; one may be counted for two reasons."""
        return self.of_ended_cases + self.of_ended_units + self.of_unknown_rules
