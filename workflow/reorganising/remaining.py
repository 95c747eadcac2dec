"""What is left of a target goes on with the heirs; what was reached stays where it was reached.

A unit that ends keeps of its target what it has reached by then, so that the sum over all units is
what it was: last year's table and this year's total do not change. A target that a unit had passed
on to units below it ends or goes on with those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rules.text import Text
from workflow.errors import InputError
from workflow.quota import Quota
from workflow.reorganising.plan import Legacy, Reorganisation
from workflow.unit import Unit

Reached = Mapping[str, int]
"""How many were admitted (or sent to class) in the year, by unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A quota before and after; `before` is None where the heir had none."""

    year: int
    unit: str
    before: Quota | None
    after: Quota


@dataclass(slots=True, kw_only=True)
class Estate:
    """The targets of one year on the eve, and what is known of that year."""

    quotas: Mapping[str, Quota]
    admitted: Reached
    trained: Reached
    eve: Mapping[str, Unit]
    plan: Reorganisation
    _kept: dict[tuple[str, str], int] = field(default_factory=dict)
    _left: dict[tuple[str, str], int] = field(default_factory=dict)

    def handed(self) -> dict[str, dict[str, int]]:
        """The new figures of every unit whose quota changes, by unit and name of the figure."""
        figures: dict[str, dict[str, int]] = {}
        for name, reached in (("target", self.admitted), ("class_target", self.trained)):
            for legacy in sorted(self.plan.legacies, key=self._depth, reverse=True):
                self._settle(legacy, name, reached)
            for legacy in self.plan.legacies:
                self._hand_over(legacy, name, figures)
        return figures

    def _depth(self, legacy: Legacy) -> int:
        depth, above = 0, self._above(legacy.unit)
        while above is not None:
            depth, above = depth + 1, self._above(above)
        return depth

    def _above(self, code: str) -> str | None:
        unit = self.eve.get(code)
        return None if unit is None else unit.parent

    def _holder_above(self, code: str) -> str | None:
        above = self._above(code)
        while above is not None and above not in self.quotas:
            above = self._above(above)
        return above

    def _settle(self, legacy: Legacy, name: str, reached: Reached) -> None:
        """Work out what a unit has reached of its target, and what is left of it."""
        quota = self.quotas.get(legacy.unit)
        target = None if quota is None else getattr(quota, name)
        if quota is None or target is None:
            return
        below = [code for code in self.quotas if self._holder_above(code) == legacy.unit]
        passed_on = sum(getattr(self.quotas[code], name) or 0 for code in below)
        own = sum(reached.get(code, 0) for code in self._own(legacy.unit))
        if name == "target" and quota.admitted is not None:
            own = quota.admitted
        kept = min(max(target - passed_on, 0), own)
        ended = [code for code in below if (code, name) in self._kept]
        kept += sum(self._kept[code, name] for code in ended)
        heirs = {one.unit: one.heir for one in self.plan.legacies}
        gone = sum(
            self._left[code, name] for code in ended if not self._below(heirs[code], legacy.unit)
        )
        self._kept[legacy.unit, name] = kept
        self._left[legacy.unit, name] = max(target - kept - gone, 0)

    def _below(self, code: str, top: str) -> bool:
        """Whether a unit stood somewhere below another on the eve."""
        above = self._above(code)
        while above is not None and above != top:
            above = self._above(above)
        return above is not None

    def _own(self, code: str) -> Iterable[str]:
        """The unit, and units below it that end with it and hold no target of their own."""
        yield code
        for other in self.plan.ended:
            if other != code and other not in self.quotas and self._holder_above(other) == code:
                yield other

    def _hand_over(self, legacy: Legacy, name: str, figures: dict[str, dict[str, int]]) -> None:
        left = self._left.get((legacy.unit, name))
        if left is None:
            return
        shares = self._with_those_below(legacy, name, left)
        asked = dict(legacy.shares) if name == "target" else {}
        free = left - sum(shares.values())
        if sum(asked.values()) > free:
            raise _too_much(legacy.unit, asked, free)
        for heir, share in asked.items():
            shares[heir] = shares.get(heir, 0) + share
        if legacy.ends:
            shares[legacy.heir] = shares.get(legacy.heir, 0) + left - sum(shares.values())
        given = sum(shares.values())
        if legacy.ends:
            target = getattr(self.quotas[legacy.unit], name)
            given = max(target - self._kept[legacy.unit, name], 0)
        if given:
            self._add(figures, legacy.unit, name, -given)
        for heir, share in shares.items():
            if share:
                self._add(figures, heir, name, share)

    def _with_those_below(self, legacy: Legacy, name: str, left: int) -> dict[str, int]:
        """A unit below that is given away takes along what had been passed on to it."""
        shares: dict[str, int] = {}
        for code, heir in legacy.given.items():
            quota = self.quotas.get(code)
            if quota is None or self._holder_above(code) != legacy.unit:
                continue
            share = min(getattr(quota, name) or 0, left - sum(shares.values()))
            shares[heir] = shares.get(heir, 0) + share
        return shares

    def _add(self, figures: dict[str, dict[str, int]], unit: str, name: str, more: int) -> None:
        mine = figures.setdefault(unit, {})
        if name not in mine:
            quota = self.quotas.get(unit)
            mine[name] = (None if quota is None else getattr(quota, name)) or 0
        mine[name] += more


def handed_on(estate: Estate, year: int, reason: str) -> Sequence[Handed]:
    """The quotas of one year as they are after the reorganisation, changed ones only."""
    found = []
    for unit, figures in estate.handed().items():
        before = estate.quotas.get(unit)
        start = before or Quota(year=year, unit=unit, target=None, base=_base(estate, unit))
        after = replace(start, reason=reason, target=figures.get("target", start.target))
        after = replace(after, class_target=figures.get("class_target", start.class_target))
        found.append(Handed(year=year, unit=unit, before=before, after=after))
    return found


def _base(estate: Estate, heir: str) -> str | None:
    """An heir without a target of its own takes it on the base of those it inherits from."""
    left = (one.unit for one in estate.plan.legacies if heir in one.heirs)
    bases = (estate.quotas[code].base for code in left if code in estate.quotas)
    return next((base for base in bases if base is not None), None)


def _too_much(unit: str, shares: Mapping[str, int], left: int) -> InputError:
    asked = sum(shares.values())
    return InputError(
        Text(
            f"Chỉ tiêu của {unit} chỉ còn {left}, không chia {asked} được.",
            f"Only {left} of the target of {unit} is left; {asked} cannot be shared out.",
        )
    )
