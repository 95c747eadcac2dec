"""Organisations without anybody: no member and no candidate, or members and no source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflow.unit import Unit, UnitStatus

_LOOKED_AT = frozenset({UnitStatus.GRASSROOTS, UnitStatus.CELL})


class Spot(StrEnum):
    """What an organisation lacks."""

    WHITE = "white"
    DRY = "dry"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhiteSpot:
    """One organisation that lacks people; `members` is None where nobody told how many it has."""

    unit: Unit
    spot: Spot
    members: int | None


def white_spots(
    units: Iterable[Unit],
    below: Mapping[str, Collection[str]],
    members: Mapping[str, int],
    candidates: Mapping[str, int],
) -> Sequence[WhiteSpot]:
    """Grassroots organisations and cells without a candidate, those without a member first.

    Args:
        units: The organisations of a day.
        below: Each with every unit below it, itself included.
        members: Members with a case, by unit; the register's own figure counts where it is higher.
        candidates: People on their way to admission, by unit.
    """
    found = []
    for unit in units:
        inside = below[unit.code]
        if unit.status not in _LOOKED_AT or any(candidates.get(code) for code in inside):
            continue
        known = sum(members.get(code, 0) for code in inside)
        told = unit.members
        count = known if told is None else max(told, known)
        spot = Spot.DRY if count else Spot.WHITE
        shown = None if told is None and not known else count
        found.append(WhiteSpot(unit=unit, spot=spot, members=shown))
    return sorted(found, key=lambda one: one.spot is Spot.DRY)
