"""The entries of the register of units that tell of a reorganisation, and the rows they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit import Entry
from workflow.drafting import Draft
from workflow.reorganising.plan import Reorganisation
from workflow.reorganising.shape import Shape
from workflow.unit_history import ENDED, unit_data, unit_history

Paper = Mapping[str, str] | None


def stream_of(code: str) -> str:
    """The stream of the log that holds a unit."""
    return f"unit/{code}"


def register(
    draft: Draft,
    plan: Reorganisation,
    shape: Shape,
    histories: Mapping[str, Sequence[Entry]],
    paper: Paper,
) -> None:
    """Put the entry and the rows of every unit that changes in the draft."""
    for code, fields in _told(draft, plan, shape, paper):
        entries = histories.get(code, ())
        head = (entries[-1].seq, entries[-1].digest) if entries else None
        entry = draft.entry(stream_of(code), head, fields)
        old = {row.unit.from_on: row.unit for row in unit_history(entries)} if entries else {}
        rows = [row.unit for row in unit_history([*entries, entry])]
        draft.units += [unit for unit in rows if unit.from_on not in old]
        draft.changed_units += [
            unit for unit in rows if unit.from_on in old and unit != old[unit.from_on]
        ]


def _told(
    draft: Draft, plan: Reorganisation, shape: Shape, paper: Paper
) -> Iterator[tuple[str, dict[str, Any]]]:
    for code, unit in shape.founded.items():
        yield (
            code,
            draft.fields("unit", plan.on, event="add", document=paper, data=unit_data(unit)),
        )
    for code, (_, unit) in shape.changed.items():
        turn = shape.turn_of(code, plan).value
        yield (
            code,
            draft.fields("unit", plan.on, event=turn, document=paper, data=unit_data(unit)),
        )
    heirs = {legacy.unit: list(legacy.heirs) for legacy in plan.legacies}
    for code in shape.ended:
        data = {"code": code, "heirs": heirs[code]}
        yield code, draft.fields("unit", plan.eve, event=ENDED, document=paper, data=data)
