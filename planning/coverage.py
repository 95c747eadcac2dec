"""Coverage: people able to finish this year against the places still to fill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planning.percent import Percent


class Supply(StrEnum):
    """Whether there are people enough for the places."""

    FILLED = "filled"
    ENOUGH = "enough"
    SHORT = "short"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Able people and open places of one organisation."""

    able: int
    missing: int

    @property
    def percent(self) -> Percent:
        """Able over missing; nothing to say where no place is open."""
        return Percent.of(self.able, self.missing or None)

    @property
    def supply(self) -> Supply:
        """What that means."""
        if self.missing == 0:
            return Supply.FILLED
        if self.able >= self.missing:
            return Supply.ENOUGH
        return Supply.SHORT if self.able else Supply.NONE
