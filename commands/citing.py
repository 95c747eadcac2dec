"""On which paper a target rests: its own, that of the target above it, or that of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commands.speech import say
from rules.text import Text
from workflow.registers.legal import LegalBase, legal_bases, shortest
from workflow.registers.plans import YearPlan, plans_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commands.tallies import Tally
    from storage.store import SqlStore
    from workflow.quota import Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """The papers of the register and the plans of a year."""

    bases: Sequence[LegalBase]
    plans: Mapping[str, YearPlan]

    @classmethod
    def of(cls, store: SqlStore, year: int) -> Citing:
        """Read both once."""
        return cls(bases=legal_bases(store), plans=plans_in(store, year))

    def columns(self, book: Tally, quota: Quota) -> dict[str, Any]:
        """The paper of a target, and from which unit it is inherited."""
        if quota.base is not None:
            return {
                "base": quota.base,
                "base_shown": shortest(self.bases, quota.base),
                "base_from": None,
            }
        for above, base in self._above(book, quota.unit):
            if base is not None:
                shown = shortest(self.bases, base)
                told = Text(f"theo {above}: {shown}", f"as {above}: {shown}")
                return {"base": None, "base_shown": say(told), "base_from": above, "follows": base}
        return {"base": None, "base_shown": None, "base_from": None}

    def uncited(self, book: Tally) -> int:
        """How many targets rest on no paper at all."""
        found = (self.columns(book, quota) for quota in book.quotas.values())
        return sum(one["base_shown"] is None for one in found)

    def _above(self, book: Tally, unit: str) -> Sequence[tuple[str, str | None]]:
        line: list[tuple[str, str | None]] = []
        here: str | None = unit
        while here is not None and here not in [code for code, _ in line]:
            plan, quota = self.plans.get(here), book.quotas.get(here)
            base = None if plan is None else plan.base
            line.append((here, base or (None if quota is None else quota.base)))
            here = book.units[here].parent if here in book.units else None
        return line
