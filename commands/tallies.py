"""A year's targets and results, gathered over the tree of units.

A result is the published figure where one is recorded (`Quota.admitted`: a year from before the
store, or one whose cases are only partly in it), and the count of cases everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commands.bequest import Bequest, total
from planning.lineage import Lineage
from workflow.quota import Quota
from workflow.unit import Unit, UnitStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One year: units as they were, the quotas in force, and what was counted per unit."""

    year: int
    units: Mapping[str, Unit]
    quotas: Mapping[str, Quota]
    counted: Mapping[str, int]
    below: Mapping[str, tuple[str, ...]]
    children: Mapping[str, Sequence[str]]

    @classmethod
    def of(
        cls, year: int, units: Iterable[Unit], quotas: Iterable[Quota], counted: Mapping[str, int]
    ) -> Tally:
        """The year's figures; quotas of other years are passed over."""
        named = {unit.code: unit for unit in units}
        mine = {quota.unit: quota for quota in quotas if quota.year == year}
        below: dict[str, list[str]] = {}
        for code in mine:
            above = _holder_above(code, named, mine)
            if above is not None:
                below.setdefault(above, []).append(code)
        children: dict[str, list[str]] = {}
        for unit in named.values():
            if unit.parent is not None:
                children.setdefault(unit.parent, []).append(unit.code)
        return cls(
            year=year,
            units=named,
            quotas=mine,
            counted=counted,
            below={code: tuple(codes) for code, codes in below.items()},
            children=children,
        )

    def with_quotas(self, more: Sequence[Quota]) -> Tally:
        """The same year as it would be with some quotas over those in force."""
        merged = {**self.quotas, **{quota.unit: quota for quota in more}}
        return Tally.of(self.year, self.units.values(), merged.values(), self.counted)

    def under(self, lineage: Lineage, units: Iterable[Unit]) -> Tally:
        """The same figures under the units of today: each with what it inherited."""
        heirs = dict.fromkeys(map(lineage.today, (*self.quotas, *self.counted)))
        left = {code: self.units[code] for code in heirs if code in self.units}
        named = {**left, **{unit.code: unit for unit in units}}
        parents = {code: unit.parent for code, unit in named.items()}
        given = Bequest(self, lineage.today, parents)
        return Tally.of(self.year, named.values(), given.quotas(), given.counted())

    def order(self, code: str) -> tuple[int, int]:
        """Where a unit stands in a table: superiors first, then as the register lists them."""
        places = list(self.units)
        return (code not in self.below, places.index(code) if code in self.units else len(places))

    def tops(self) -> tuple[str, ...]:
        """Holders of a quota whose superiors hold none: what they hold is the whole."""
        shared = {code for codes in self.below.values() for code in codes}
        return tuple(code for code in self.quotas if code not in shared)

    def leaves(self) -> tuple[str, ...]:
        """Holders of a quota who have not passed it on; one that ended with nothing is none."""
        return tuple(
            code for code in self.quotas if code not in self.below and not self._left_bare(code)
        )

    def _left_bare(self, code: str) -> bool:
        ended = code in self.units and self.units[code].until_on is not None
        return ended and not self.target(code) and not self.admitted(code)

    def subtree(self, code: str) -> frozenset[str]:
        """A unit and all below it."""
        found = {code}
        reached = [code]
        while reached:
            for child in self.children.get(reached.pop(), ()):
                if child not in found:
                    found.add(child)
                    reached.append(child)
        return frozenset(found)

    def target(self, code: str) -> int | None:
        """What a holder is to reach; the sum of its shares where only those are known."""
        own = self.quotas[code].target
        return own if own is not None else total(map(self.target, self.below.get(code, ())))

    def admitted(self, code: str) -> int | None:
        """What a holder has reached; None while nothing at all is known of it."""
        own = self.quotas[code].admitted
        if own is not None:
            return own
        shares = self.below.get(code, ())
        rest = self.subtree(code).difference(*map(self.subtree, shares))
        return total([*map(self.admitted, shares), self.count(rest)])

    def count(self, codes: Iterable[str]) -> int | None:
        """Cases counted in these units; None when there are none."""
        return sum(self.counted.get(code, 0) for code in codes) or None

    def outside(self, holders: Iterable[str], more: Iterable[str] = ()) -> frozenset[str]:
        """Units that no holder covers, among those of the tree, those counted, and some more."""
        covered: set[str] = set()
        for code in holders:
            covered |= self.subtree(code)
        return frozenset({*self.units, *self.counted, *more} - covered)

    def grassroots(self, code: str) -> str:
        """The grassroots organisation that a unit belongs to; itself where there is none."""
        here: str | None = code
        while here is not None and here in self.units:
            if self.units[here].status is UnitStatus.GRASSROOTS:
                return here
            here = self.units[here].parent
        return code

    def name(self, code: str) -> str:
        """A unit's name; its code where it is not registered."""
        return self.units[code].name if code in self.units else code


def _holder_above(code: str, units: Mapping[str, Unit], quotas: Mapping[str, Quota]) -> str | None:
    above = units[code].parent if code in units else None
    while above is not None and above not in quotas:
        above = units[above].parent if above in units else None
    return above
