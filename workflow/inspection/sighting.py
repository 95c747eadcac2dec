"""Who looked at sensitive data of people, when, and by which command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One command that told, or searched by, what is kept closed of people; no such value is in it.

    Attributes:
        at: The instant, in UTC.
        actor: The account that looked.
        command: What it typed: ``person show``.
        cases: References of the cases of those who were looked at; empty where a search by
            identity number found nobody.
    """

    at: datetime
    actor: str
    command: str
    cases: tuple[str, ...] = ()

    @property
    def written_at(self) -> str:
        """The instant as entries write theirs."""
        return written(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SightingFilter:
    """Which sightings are wanted; None does not filter.

    Attributes:
        actor: Only of this account.
        cases: Only those of one of these cases.
        since: The first instant that counts, as entries write instants.
        before: The first instant that counts no more.
    """

    actor: str | None = None
    cases: tuple[str, ...] | None = None
    since: str | None = None
    before: str | None = None


def written(instant: datetime) -> str:
    """An instant as entries write it: UTC to the microsecond, so that texts compare like times."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
