"""What is to become of units on a day, as one value: founded, changed, and who inherits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from workflow.unit import Unit


class Turn(StrEnum):
    """How the register calls what happened to a unit; each is an event of its entries."""

    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    MOVE = "move"
    RENAME = "rename"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """What a unit leaves, and to whom.

    Attributes:
        unit: The unit that ends on the eve, or goes on with the rest (`ends` False).
        heir: Who takes whatever is not given to somebody else; the unit itself where it goes on.
        given: Units below it and cases of it, by code or reference, with the unit that takes them.
        shares: How much of what is left of its target goes to whom; the rest is the heir's.
        ends: Whether the unit ends.
    """

    unit: str
    heir: str
    given: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    ends: bool = True

    @property
    def heirs(self) -> tuple[str, ...]:
        """Every other unit that takes something over, the principal one first."""
        found = dict.fromkeys((self.heir, *self.given.values(), *self.shares))
        return tuple(code for code in found if code != self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """Everything that becomes of units on one day.

    `founded` begin on the day; `altered` are units that are there, as they are from the day on.
    """

    turn: Turn
    on: date
    founded: tuple[Unit, ...] = ()
    altered: tuple[Unit, ...] = ()
    legacies: tuple[Legacy, ...] = ()
    document: str | None = None
    issuer: str | None = None

    @property
    def eve(self) -> date:
        """The last day of the units that end."""
        return self.on - timedelta(days=1)

    @property
    def ended(self) -> frozenset[str]:
        """Codes of the units that end."""
        return frozenset(one.unit for one in self.legacies if one.ends)
