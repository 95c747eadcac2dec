"""A rule of law and its dated wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.bodies import Body
from rules.errors import NoWordingError
from rules.milestones import Milestone
from rules.share import Share
from rules.source import Source
from rules.text import Text
from rules.units import Actor, Confidence, Tighter, Unit

Value = int | Share | Mapping[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One wording of a rule, from a day on.

    Attributes:
        rule_id: The rule it belongs to.
        from_on: First day it is in force.
        until_on: Last day it is in force; None while nothing replaces it.
        value: A whole number for counts and lengths, a share, or named values
            (``least`` and ``most`` of an age, ``minimum`` of an education, ``body`` and
            ``delegated`` of an authority; empty for unit none).
        unit: What the value is measured in.
        starts: The happening from which the length is counted.
        provisional: A happening that opens the deadline for the time being, until the day of
            ``starts`` is known.
        source: Where the wording stands.
        confidence: How sure we are of it.
        note: What a reader must know before relying on it.
        id: Its name in the log: ``ceremony@2025-07-01``.
    """

    rule_id: str
    from_on: date
    until_on: date | None
    value: Value
    unit: Unit
    starts: Milestone | None
    provisional: Milestone | None
    source: Source
    confidence: Confidence
    note: Text | None
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Name the wording: the log names it with every entry."""
        object.__setattr__(self, "id", f"{self.rule_id}@{self.from_on.isoformat()}")

    @property
    def verified(self) -> bool:
        """Whether the wording needs no “chưa xác minh” beside it."""
        return self.confidence is Confidence.HIGH

    @property
    def number(self) -> int:
        """The value, where it is one whole number.

        Raises:
            TypeError: The rule has another kind of value; asking is a mistake in the program.
        """
        if isinstance(self.value, int):
            return self.value
        message = f"{self.id} is measured in {self.unit}, not in whole numbers"
        raise TypeError(message)

    @property
    def share(self) -> Share:
        """The value, where it is a share of votes.

        Raises:
            TypeError: The rule has another kind of value; asking is a mistake in the program.
        """
        if isinstance(self.value, Share):
            return self.value
        message = f"{self.id} is measured in {self.unit}, not in shares"
        raise TypeError(message)

    @property
    def body(self) -> Body:
        """The deciding body, where the rule names one.

        Raises:
            TypeError: The rule has another kind of value; asking is a mistake in the program.
        """
        if self.unit is Unit.BODY and isinstance(self.value, Mapping):
            return Body(str(self.value["body"]))
        message = f"{self.id} is measured in {self.unit}, and names no body"
        raise TypeError(message)

    @property
    def delegated(self) -> bool:
        """Whether that body decides only where it was delegated to."""
        return isinstance(self.value, Mapping) and bool(self.value.get("delegated"))

    def holds_on(self, day: date) -> bool:
        """Whether this wording is in force on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A value the law sets, through time.

    Attributes:
        id: Name of the rule and of its file.
        title: What it asks, in words.
        unit: What its value is measured in.
        governed_by: The happening whose day chooses the wording (None: the day of asking).
        met_by: The happenings any of which closes the deadline.
        actor: Who has to act.
        local: Whether it is a province's or city's own rule.
        timer: Whether it opens deadlines; otherwise it is a limit that is only asked.
        tighter: In which direction a local rule may change the value; None: not at all.
        versions: Its wordings, oldest first, never overlapping.
    """

    id: str
    title: Text
    unit: Unit
    governed_by: Milestone | None
    met_by: tuple[Milestone, ...]
    actor: Actor | None
    local: bool
    timer: bool
    tighter: Tighter | None
    versions: tuple[Version, ...]

    def on(self, day: date) -> Version:
        """The wording in force on a day.

        Raises:
            NoWordingError: None was in force, as far as we know.
        """
        version = self.find(day)
        if version is None:
            raise NoWordingError(self.id, day, self.versions[0].from_on)
        return version

    def find(self, day: date) -> Version | None:
        """The same; None where none was in force, as far as we know."""
        for version in reversed(self.versions):
            if version.holds_on(day):
                return version
        return None
