"""What an auditor looks for in the log beside who, what and when it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from audit import Entry
from workflow.inspection.lag import lag


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which entries are wanted; what is left out does not narrow.

    Attributes:
        zone: The office's zone, in which its days begin and end.
        recorded_from: Written on this day of the office or later.
        recorded_to: Written on this day of the office or earlier.
        waiving: Only those that waived a condition.
        backdated: Only those written so many days after their day, or later.
        after_deadline: Only those that met a deadline after its day.
    """

    zone: ZoneInfo
    recorded_from: date | None = None
    recorded_to: date | None = None
    waiving: bool = False
    backdated: int | None = None
    after_deadline: bool = False

    @property
    def since(self) -> str | None:
        """The first instant that counts, as entries write instants."""
        return None if self.recorded_from is None else _written(self.recorded_from, self.zone)

    @property
    def before(self) -> str | None:
        """The first instant that counts no more."""
        if self.recorded_to is None:
            return None
        return _written(self.recorded_to + timedelta(days=1), self.zone)

    def keeps(self, entry: Entry) -> bool:
        """Whether an entry is wanted, as far as its own body tells."""
        if self.waiving and not entry.fields.get("data", {}).get("overrides"):
            return False
        if self.backdated is None:
            return True
        behind = lag(entry.fields, self.zone)
        return behind is not None and behind >= self.backdated


def _written(day: date, zone: ZoneInfo) -> str:
    begins = datetime.combine(day, time.min, zone).astimezone(UTC)
    return begins.isoformat(timespec="microseconds").replace("+00:00", "Z")
