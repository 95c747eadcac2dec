"""Cases follow their unit: each by an entry of its own, its deadlines untouched.

The clock of a probation, and every other one, goes on as it ran: an entry of this kind opens,
closes and moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from audit import Entry
from workflow.drafting import Draft
from workflow.relocation import KIND, Relocation, StandingCase
from workflow.reorganising.plan import Legacy, Reorganisation


def relocate(
    draft: Draft,
    plan: Reorganisation,
    cases: Iterable[StandingCase],
    paper: Mapping[str, str] | None,
) -> Iterator[tuple[StandingCase, Relocation]]:
    """Put in the draft what becomes of every case that is touched; each with its new entry.

    A case counts as its heir's from the day on, or from its opening where that came later. An open
    offer to a unit that ends goes on as an offer to its heir; one to the heir itself is over.
    """
    legacies = {one.unit: one for one in plan.legacies}
    for case in cases:
        unit = _goes_to(case, legacies.get(case.unit))
        target = None if case.moving_to is None else _target(case.moving_to, legacies)
        target = None if target == unit else target
        if (unit, target) == (case.unit, case.moving_to):
            continue
        fields: dict[str, Any] = draft.fields(
            KIND,
            max(plan.on, case.opened_on),
            event=plan.turn.value,
            unit=case.unit,
            document=paper,
            data={"to": unit} if target is None else {"to": unit, "moving_to": target},
        )
        entry = Entry.seal(case.ref, case.seq + 1, case.head, fields)
        draft.entries.append(entry)
        moved = Relocation(
            ref=case.ref,
            seen=case.seq,
            seq=entry.seq,
            head=entry.digest,
            unit=unit,
            moving_to=target,
        )
        draft.relocations.append(moved)
        yield case, moved


def _goes_to(case: StandingCase, legacy: Legacy | None) -> str:
    if legacy is None:
        return case.unit
    return legacy.given.get(case.ref, legacy.heir)


def _target(code: str, legacies: Mapping[str, Legacy]) -> str:
    legacy = legacies.get(code)
    return legacy.heir if legacy is not None and legacy.ends else code
