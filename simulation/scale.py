"""How large a simulation is: its years, organisations, people, and the seed of its chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random

from workflow.zone import office_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a simulation is asked for. The same scale tells the same story, whoever plays it.

    Attributes:
        years: How many years are played.
        units: Organisations, the province and its communes among them.
        cases: People who are nominated.
        seed: Where chance begins.
        until: The last day; nothing that lies after it is recorded.
    """

    years: int
    units: int
    cases: int
    seed: int
    until: date

    @property
    def begins(self) -> date:
        """The first day: so many years earlier, less one day; 29 February falls back."""
        year, leap = self.until.year - self.years, (self.until.month, self.until.day) == (2, 29)
        return self.until.replace(year=year, day=28 if leap else self.until.day)

    @property
    def morning(self) -> datetime:
        """The first instant at which anything is written."""
        return datetime.combine(self.begins, time(7), office_zone()).astimezone(UTC)

    @property
    def evening(self) -> datetime:
        """The last instant, after everything was written."""
        return datetime.combine(self.until, time(23), office_zone()).astimezone(UTC)

    def dice(self, *about: object) -> Random:
        """Chance of its own for one thing, so that the order of playing moves nothing."""
        told = ":".join(map(str, (self.seed, *about)))
        return Random(told)  # noqa: S311 - chance that can be repeated, not a secret
