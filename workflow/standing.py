"""Whether a unit may stand where it is on a day on which the tiers change.

A reorganisation is recorded one unit at a time, from below: for a moment a cell stands right below
a committee that is a superior still. So only what no order of steps can explain is refused: a unit
that is not lower than the one above it. What a new unit may stand under says `workflow.tiers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rules.text import Text
from workflow.unit import STATUS_LABELS, Unit, UnitStatus

_HEIGHT = {
    UnitStatus.CELL: 0,
    UnitStatus.DEPARTMENTAL: 1,
    UnitStatus.GRASSROOTS: 2,
    UnitStatus.SUPERIOR: 3,
}


def may_stand_below(lower: UnitStatus, upper: UnitStatus) -> bool:
    """Whether a unit of one status may stand below one of another; superiors below superiors."""
    both = (lower, upper)
    return _HEIGHT[lower] < _HEIGHT[upper] or both == (UnitStatus.SUPERIOR,) * 2


def misplaced(unit: Unit, above: Unit | None, below: Sequence[Unit]) -> tuple[Text, ...]:
    """Why a unit cannot stand between these, one reason per neighbour; empty when it can."""
    pairs = [(unit, above)] if above is not None else []
    pairs += [(one, unit) for one in below]
    return tuple(
        _told(lower, upper)
        for lower, upper in pairs
        if not may_stand_below(lower.status, upper.status)
    )


def _told(lower: Unit, upper: Unit) -> Text:
    low, high = STATUS_LABELS[lower.status], STATUS_LABELS[upper.status]
    return Text(
        f"{lower.code} ({low.vi}) không thể trực thuộc {upper.code} ({high.vi})",
        f"{lower.code} ({low.en}) cannot stand below {upper.code} ({high.en})",
    )
