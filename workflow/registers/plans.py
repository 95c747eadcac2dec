"""The plan of a year: the paper a unit's targets rest on, and the day before which files come in.

A plan holds for its unit and all below it, until one of those has a plan that says otherwise: base
and file date are each inherited on their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.ports import Store
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.unit import Unit

OPEN = "open"
"""The state of a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """What a unit planned for a year; None where the plan above holds.

    `files_before` is the day that the wording names: “before 31/10” is kept on 30/10.
    """

    year: int
    unit: str
    base: str | None = None
    files_before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDate:
    """The day before which a unit's files come in, and which unit's plan says so."""

    before: date
    set_by: str


def plan_ref(year: int, unit: str) -> str:
    """The number of a plan in its register."""
    return f"{year}-{unit}"


def plan_of(record: Record) -> YearPlan:
    """The plan that a record tells of."""
    before = record.data.get("files_before")
    return YearPlan(
        year=record.data["year"],
        unit=record.unit or "",
        base=record.data.get("base"),
        files_before=None if before is None else date.fromisoformat(before),
    )


def plans_in(store: Store, year: int) -> Mapping[str, YearPlan]:
    """The plans of a year, by unit."""
    found = (plan_of(record) for record in store.records(Register.PLAN))
    return {one.unit: one for one in found if one.year == year}


def file_dates(plans: Mapping[str, YearPlan], units: Iterable[Unit]) -> Mapping[str, FileDate]:
    """The file date of every unit that has one, its own or the nearest superior's."""
    parents = {unit.code: unit.parent for unit in units}
    found: dict[str, FileDate] = {}
    for code in parents:
        for above in _upwards(code, parents):
            plan = plans.get(above)
            if plan is not None and plan.files_before is not None:
                found[code] = FileDate(before=plan.files_before, set_by=above)
                break
    return found


def base_in(
    plans: Mapping[str, YearPlan], parents: Mapping[str, str | None], unit: str
) -> str | None:
    """The paper that the plan of a unit rests on, its own or the nearest superior's."""
    bases = (plans[code].base for code in _upwards(unit, parents) if code in plans)
    return next((base for base in bases if base is not None), None)


def _upwards(code: str, parents: Mapping[str, str | None]) -> Sequence[str]:
    line: list[str] = []
    here: str | None = code
    while here is not None and here not in line:
        line.append(here)
        here = parents.get(here)
    return line
