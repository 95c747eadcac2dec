"""The invented province: its organisations, and what sets each apart.

A province stands above communes, a commune above its grassroots organisations; people are
nominated in these. Some are quick and some slow, some careful and some forgetful, most are small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from simulation.scale import Scale
from workflow.unit import Profile, Unit, UnitStatus

ROOT = "TINH"
_PER_COMMUNE = 20
_KINDS = ("khu phố", "thôn", "trường học", "doanh nghiệp", "hợp tác xã", "cơ quan", "trạm y tế")
_DRY = 0.06  # organisations that nominate nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A grassroots organisation and its ways.

    Attributes:
        code: Its code in the register.
        weight: Its part of all nominations; 0 for one that nominates nobody.
        pace: Its waiting times beside the usual ones; below 1 is quick.
        neglect: How often it forgets what falls due, as a share.
    """

    code: str
    weight: float
    pace: float
    neglect: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """All organisations, the topmost first, and the ways of those that nominate."""

    units: tuple[Unit, ...]
    grounds: tuple[Ground, ...]

    def nominating(self, dice: Random, count: int) -> Sequence[Ground]:
        """Where so many people are nominated."""
        weights = list(accumulate(ground.weight for ground in self.grounds))
        return dice.choices(self.grounds, cum_weights=weights, k=count)


def province(scale: Scale) -> Province:
    """The organisations of a simulation; at least a province, a commune and one below it."""
    dice = scale.dice("province")
    below = max(scale.units - 1, 2)
    communes = max(1, round(below / (_PER_COMMUNE + 1)))
    grounds = max(1, below - communes)
    units = [_unit(scale, ROOT, "Đảng bộ tỉnh (mô phỏng)", UnitStatus.SUPERIOR, "tỉnh", None)]
    for number in range(1, communes + 1):
        name = f"Đảng bộ phường mô phỏng số {number}"
        units.append(_unit(scale, f"P{number:02d}", name, UnitStatus.SUPERIOR, "phường", ROOT))
    found = []
    for number in range(grounds):
        commune, place = f"P{number % communes + 1:02d}", number // communes + 1
        code, kind = f"{commune}-{place:02d}", dice.choice(_KINDS)
        name = f"Đảng bộ {kind} số {place}, {commune} (mô phỏng)"
        units.append(_unit(scale, code, name, UnitStatus.GRASSROOTS, kind, commune))
        found.append(_ground(dice, code))
    if not any(ground.weight for ground in found):
        found[0] = Ground(code=found[0].code, weight=1.0, pace=1.0, neglect=0.05)
    return Province(units=tuple(units), grounds=tuple(found))


def _unit(
    scale: Scale, code: str, name: str, status: UnitStatus, kind: str, parent: str | None
) -> Unit:
    return Unit(
        code=code,
        name=name,
        status=status,
        kind=kind,
        parent=parent,
        from_on=scale.begins,
        profile=Profile.PROVINCE if parent is None else None,
    )


def _ground(dice: Random, code: str) -> Ground:
    dry = dice.random() < _DRY
    return Ground(
        code=code,
        weight=0.0 if dry else dice.lognormvariate(0, 0.7),
        pace=dice.lognormvariate(0, 0.25),
        neglect=dice.betavariate(1.2, 14),
    )
