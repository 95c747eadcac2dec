"""The yearly grades of the members of a unit, as far as they are known, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planning.criteria import Holds
from rules.grades import grades


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersGraded:
    """Who was graded in a year, and who may have been without our knowing it.

    Attributes:
        given: The grade by case.
        tally: How many members each grade was given to, as the organisation reported it: whoever
            was graded is in it, with a case or without; None where it reported nothing.
        lacking: The cases of members whose grade of the year is not on file.
        outside: How many members the unit counts who have no case here.
        whole: Whether every case of the unit is in sight of who asks.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    tally: Mapping[str, int] | None = None
    lacking: tuple[str, ...] = ()
    outside: int = 0
    whole: bool = True

    @property
    def unknown(self) -> int:
        """How many members may have any grade."""
        return 0 if self.tally is not None else len(self.lacking) + self.outside

    @property
    def total(self) -> int:
        """All members that are known of."""
        return (len(self.given) if self.tally is None else sum(self.tally.values())) + self.unknown

    def reaching(self, needed: str) -> int:
        """How many were graded so well, or better."""
        reaching = {one for one in grades().codes if grades().reaches(one, needed)}
        if self.tally is not None:
            return sum(number for one, number in self.tally.items() if one in reaching)
        return sum(one in reaching for one in self.given.values())

    def none_below(self, needed: str) -> Holds:
        """Whether no member was graded below; one who was decides it, whoever else is unknown."""
        below = any(not grades().reaches(one, needed) for one in self.given.values())
        if below or self.reaching(needed) + self.unknown < self.total:
            return Holds.NO
        return Holds.UNKNOWN if self.unknown or self._blank else Holds.YES

    def share(self, needed: str, percent: int) -> Holds:
        """Whether that share of the members reaches a grade, however the unknown were graded."""
        if self._blank:
            return Holds.UNKNOWN
        sure = self.reaching(needed)
        if 100 * sure >= percent * self.total:
            return Holds.YES
        possible = 100 * (sure + self.unknown) >= percent * self.total
        return Holds.UNKNOWN if possible else Holds.NO

    @property
    def _blank(self) -> bool:
        return not self.total or (self.tally is None and not self.whole)
