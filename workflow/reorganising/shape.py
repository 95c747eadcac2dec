"""The register of units on both sides of the day: what a reorganisation makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workflow.names import fold
from workflow.reorganising.plan import Legacy, Reorganisation, Turn
from workflow.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What becomes of each unit; all by code, in the order in which it is told.

    `changed` holds both sides of every unit that goes on as something else: also of those that
    follow, because what stood above them ended.
    """

    founded: Mapping[str, Unit]
    changed: Mapping[str, tuple[Unit, Unit]]
    ended: Mapping[str, Unit]
    after: Mapping[str, Unit]

    @property
    def namesakes(self) -> tuple[Unit, ...]:
        """Units that bear the name of another one right below the same superior, by code."""
        named: dict[tuple[str | None, str], list[Unit]] = {}
        for unit in self.after.values():
            named.setdefault((unit.parent, fold(unit.name)), []).append(unit)
        moved = {code for code, (old, new) in self.changed.items() if old.parent != new.parent}
        found = [unit for same in named.values() if len(same) > 1 for unit in same]
        return tuple(unit for unit in found if unit.code in moved)

    def turn_of(self, code: str, plan: Reorganisation) -> Turn:
        """How the register calls what happened to a unit that goes on."""
        old, new = self.changed[code]
        if new.inherits:
            return plan.turn
        if new.status is not old.status:
            return Turn.STATUS
        return Turn.RENAME if new.parent == old.parent else Turn.MOVE


def shape_of(plan: Reorganisation, before: Mapping[str, Unit]) -> Shape:
    """What a reorganisation makes of the units that there are on its day without it."""
    heirs: dict[str, list[str]] = {}
    for legacy in plan.legacies:
        for heir in legacy.heirs:
            heirs.setdefault(heir, []).append(legacy.unit)
    founded = {unit.code: _with_heritage(unit, heirs, plan, before) for unit in plan.founded}
    wanted = {unit.code: unit for unit in plan.altered}
    for legacy in plan.legacies:
        for code, parent in _following(legacy, before, plan.ended):
            if code not in wanted or wanted[code].parent == before[code].parent:
                wanted[code] = replace(wanted.get(code, before[code]), parent=parent)
    for code in heirs:
        if code in before and code not in plan.ended:
            unit = wanted.get(code, before[code])
            wanted[code] = _with_heritage(unit, heirs, plan, before)
    changed = {
        code: (before[code], replace(unit, from_on=plan.on, until_on=None))
        for code, unit in wanted.items()
        if code in before and unit != before[code]
    }
    ended = {code: before[code] for code in sorted(plan.ended) if code in before}
    after = {
        **{code: unit for code, unit in before.items() if code not in plan.ended},
        **{code: new for code, (_, new) in changed.items() if code not in plan.ended},
        **founded,
    }
    return Shape(founded=founded, changed=changed, ended=ended, after=after)


def _following(
    legacy: Legacy, before: Mapping[str, Unit], ended: frozenset[str]
) -> list[tuple[str, str]]:
    """Units that come under another one: those given, and all below a unit that ends."""
    given = {code: to for code, to in legacy.given.items() if code in before}
    if legacy.ends:
        for code, unit in before.items():
            if unit.parent == legacy.unit and code not in ended:
                given.setdefault(code, legacy.heir)
    return [(code, to) for code, to in given.items() if code != to]


def _with_heritage(
    unit: Unit, heirs: Mapping[str, list[str]], plan: Reorganisation, before: Mapping[str, Unit]
) -> Unit:
    """The unit with what it inherits; members add up where nobody has to guess."""
    taken = heirs.get(unit.code, [])
    old = before.get(unit.code)
    kept = old.inherits if old is not None and old.from_on == plan.on else ()
    whole = {one.unit for one in plan.legacies if one.ends and one.heirs == (unit.code,)}
    members = unit.members
    if taken and whole.issuperset(taken):
        counts = [before[code].members for code in taken if code in before]
        counts += [old.members] if old is not None else []
        known = [count for count in counts if count is not None]
        members = sum(known) if len(known) == len(counts) else unit.members
    return replace(unit, inherits=tuple(dict.fromkeys((*kept, *taken))), members=members)
