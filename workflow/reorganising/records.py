"""Records that belong to a unit follow it: each by an entry of its own, its days untouched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflow.drafting import Draft
from workflow.registers.events import RecordEvent
from workflow.registers.record import Record
from workflow.registers.writing import went_on
from workflow.reorganising.plan import Reorganisation


def hand_on(
    draft: Draft, plan: Reorganisation, standing: Iterable[Record], event: RecordEvent
) -> Iterator[tuple[str, str]]:
    """Put in the draft what becomes of each of these records; from where to where.

    An incident, an assignment or a finding about a unit is nobody's case, so it goes to the
    principal heir; that counts from the day on, or from the day on which it began where that came
    later. A unit that goes on keeps its own.
    """
    heirs = {one.unit: one.heir for one in plan.legacies if one.heir != one.unit}
    for record in standing:
        heir = heirs.get(record.unit or "")
        if heir is None:
            continue
        went_on(
            draft,
            record,
            event,
            {"goes_to": heir},
            on=max(plan.on, record.since),
            document=plan.document,
            issuer=plan.issuer,
        )
        yield str(record.unit), heir
