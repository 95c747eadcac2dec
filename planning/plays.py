"""How many of a unit's people are admitted, for each pace of the scale, worked out when asked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import exp

from planning.chances import Chances, chances, distribution
from planning.hazards import Hazards
from planning.pace import SCALE

_NEGLIGIBLE = 1e-9


class Scale:
    """The chances at each pace of the scale, worked out when a unit first needs them."""

    def __init__(self, hazards: Hazards, on: date) -> None:
        self._hazards, self._on = hazards, on
        self._until = date(on.year, 12, 31)
        self._known: dict[int, Chances] = {}

    def at(self, place: int) -> Chances:
        """The chances at a pace."""
        if place not in self._known:
            self._known[place] = chances(self._hazards, SCALE[place], self._on, self._until)
        return self._known[place]


class UnitPlays:
    """How many of one unit's people are admitted, at each pace of the scale."""

    def __init__(self, scale: Scale, places: Counter[tuple[int, int]], newcomers: float) -> None:
        self._scale, self._places, self._newcomers = scale, places, newcomers
        self._known: dict[int, tuple[float, ...]] = {}

    def at(self, place: int) -> tuple[float, ...]:
        """The distribution at a pace, summed up; its end stands for certainty."""
        if place not in self._known:
            found = self._scale.at(place)
            odds = [
                found[step][waited]
                for (step, waited), many in sorted(self._places.items())
                for _ in range(many)
            ]
            summed = distribution(_poisson(self._newcomers * SCALE[place]), odds)
            self._known[place] = (*summed[:-1], 1.0)
        return self._known[place]


def _poisson(mean: float) -> list[float]:
    """The chances of 0, 1, 2, … arrivals, as far as they matter."""
    chance = exp(-mean)
    found: list[float] = []
    while not found or chance > _NEGLIGIBLE or len(found) <= mean:
        found.append(chance)
        chance *= mean / len(found)
    return found
