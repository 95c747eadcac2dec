"""How many of those referred have come how far, by referrer, basic unit, unit or year.

Everybody counts once in each group that referred them, and once in the total: the groups of a table
may overlap, and then their sum is more than the total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planning.percent import Percent
from workflow.registers.referrals import Outcome, Referral
from workflow.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """How far the people of one group have come; each figure counts people, not referrals."""

    group: str
    referred: int
    course: int
    file: int
    admitted: int
    recognised: int
    not_taken: int

    @property
    def percent(self) -> Percent:
        """Admitted of those referred."""
        return Percent.of(self.admitted, self.referred)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """The groups in their order, and everybody once."""

    groups: tuple[Converted, ...]
    total: Converted

    @property
    def overlapping(self) -> int:
        """How often somebody counts in one more group."""
        return sum(one.referred for one in self.groups) - self.total.referred


def conversion(
    found: Iterable[tuple[Referral, Outcome]], group_of: Callable[[Referral], str]
) -> Conversion:
    """Count people by what `group_of` says of each referral; groups in alphabetical order."""
    groups: dict[str, dict[str, Outcome]] = {}
    everybody: dict[str, Outcome] = {}
    for one, outcome in found:
        groups.setdefault(group_of(one), {})[one.case] = outcome
        everybody[one.case] = outcome
    return Conversion(
        groups=tuple(_converted(name, groups[name]) for name in sorted(groups)),
        total=_converted("", everybody),
    )


def _converted(group: str, people: Mapping[str, Outcome]) -> Converted:
    outcomes = people.values()
    reached = {
        step: sum(step in one.reached for one in outcomes)
        for step in ("course", "file", "admitted", "recognised")
    }
    ended = sum(
        one.state in {State.CLOSED, State.STRUCK_OFF} and "admitted" not in one.reached
        for one in outcomes
    )
    return Converted(group=group, referred=len(people), not_taken=ended, **reached)
