"""The law as one action reads it: every wording it relied on is remembered, for the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from rules.calendar import Calendar
from rules.due import due_day
from rules.milestones import Milestone
from rules.rule import Rule, Version
from rules.rulebook import Rulebook
from rules.units import Unit

PathOf = Callable[[str], Sequence[str]]
"""The codes from the top of the tree of units down to a unit."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What was looked up in one rulebook and one calendar, for any number of readers of both.

    `found` holds the wording of a rule on a day, `due` the last day of a limit from a start.
    """

    found: dict[tuple[str, date], Version | None] = field(default_factory=dict)
    due: dict[tuple[str, date, date], date] = field(default_factory=dict)


class Law:
    """One reader of the rulebook and the calendar, for one action.

    `read` is what other readers of the same two looked up before; it goes on being filled.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        calendar: Calendar,
        path_of: PathOf | None = None,
        read: Readings | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.calendar = calendar
        self._path_of = path_of
        # By identity: the id of a wording is a text, and worked out only when the log asks.
        self._relied: dict[int, Version] = {}
        self._read = read or Readings()

    def at(self, unit: str) -> Law:
        """The law with the calendar of a unit; the same reader where it has no days of its own."""
        if self._path_of is None or not self.calendar.has_local:
            return self
        local = self.calendar.for_unit(self._path_of(unit))
        if local is self.calendar:
            return self
        there = Law(self.rulebook, local)
        there._relied = self._relied
        return there

    def afresh(self) -> Law:
        """The same reader for another entry: what it found is kept, it relies on nothing yet."""
        return Law(self.rulebook, self.calendar, self._path_of, self._read)

    def known_on(self, day: date) -> Law:
        """The same law with the calendar as it was known on a day; relies on nothing yet."""
        return Law(self.rulebook, self.calendar.as_of(day), self._path_of)

    def on(self, rule: str, day: date) -> Version:
        """The wording of a rule in force on a day.

        Raises:
            NoWordingError: the rule had no wording on that day.
        """
        version = self.look(rule, day) or self.rulebook.on(rule, day)
        self.rely(version)
        return version

    def find(self, rule: str, day: date) -> Version | None:
        """The wording in force on a day; None when the rule had none then."""
        version = self.look(rule, day)
        if version is not None:
            self.rely(version)
        return version

    def look(self, rule: str, day: date) -> Version | None:
        """The same, without relying on it yet."""
        asked = (rule, day)
        found = self._read.found
        if asked in found:
            return found[asked]
        version = found[asked] = self.rulebook[rule].find(day)
        return version

    def rely(self, version: Version) -> None:
        """Remember a wording for the log."""
        self._relied[id(version)] = version

    def wording(self, version_id: str) -> Version:
        """The wording that an entry named, for instance ``ceremony@2026-07-26``."""
        rule, _, day = version_id.partition("@")
        return self.on(rule, date.fromisoformat(day))

    def due(self, version: Version, start: date) -> date:
        """The last day of a limit that starts on a day (which is day 0)."""
        key = (version.rule_id, version.from_on, start)
        found = self._read.due.get(key)
        if found is None:
            found = self._read.due[key] = due_day(version, start, self.calendar)
        return found

    def estimated(self, version: Version, start: date, due: date) -> bool:
        """Whether a due day rests on a calendar that nobody has decided yet."""
        return version.unit is Unit.WORKING_DAYS and self.calendar.is_estimated(start, due)

    def relied(self) -> tuple[str, ...]:
        """Ids of the wordings relied on, sorted."""
        return tuple(sorted({version.id for version in self._relied.values()}))

    def timers_from(self, milestone: Milestone) -> tuple[Rule, ...]:
        """The timers that a milestone starts in some wording, for good or for the time being."""
        return _timers(self.rulebook).get(milestone, ())


@cache
def _timers(rulebook: Rulebook) -> dict[Milestone, tuple[Rule, ...]]:
    found: dict[Milestone, dict[str, Rule]] = {}
    for rule in rulebook.timers():
        if not rulebook.adopted(rule.id):
            continue
        for version in rule.versions:
            for milestone in (version.starts, version.provisional):
                if milestone is not None:
                    found.setdefault(milestone, {})[rule.id] = rule
    return {milestone: tuple(rules.values()) for milestone, rules in found.items()}
