"""Commendations that were given: one decision, its recipients, and the occasion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError
from workflow.finding import find_unit
from workflow.personal import read_text
from workflow.registers.events import RecordEvent
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, next_number

_NAME = Text("Họ tên", "Name")
_OCCASION = Text("Dịp khen thưởng", "Occasion")
_FORM = Text("Hình thức", "Form")
GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """A person who was commended, and the unit where the person belongs."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One decision. Names of individuals are sealed; `people` holds their digests by unit."""

    record: Record
    occasion: str
    form: str | None
    collectives: tuple[str, ...]
    people: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, record: Record) -> Award:
        """The award that a record tells of."""
        data = record.data
        return cls(
            record=record,
            occasion=data["occasion"],
            form=data.get("form"),
            collectives=tuple(data["collectives"]),
            people=tuple((one["unit"], one["name"]["sealed"]) for one in data["individuals"]),
        )


def counted(awards: Sequence[Award]) -> Text:
    """How many were commended, in the official style: “07 tập thể và 07 cá nhân”."""
    collectives = sum(len(one.collectives) for one in awards)
    people = sum(len(one.people) for one in awards)
    return Text(
        f"{collectives:02d} tập thể và {people:02d} cá nhân",
        f"{collectives:02d} collectives and {people:02d} individuals",
    )


def give(
    desk: Desk,
    document: str,
    occasion: str,
    *,
    collectives: Sequence[str] = (),
    individuals: Sequence[Individual] = (),
    on: date | None = None,
    issuer: str | None = None,
    form: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Register a decision of commendation of a day (default: today).

    Raises:
        InputError: nobody is commended, somebody twice, or number or occasion is missing.
        RefusedError: the day has not come yet.
        NotFoundError: no such unit.
    """
    units = [find_unit(desk, one).code for one in collectives]
    people = [(read_text(one.name, _NAME), find_unit(desk, one.unit).code) for one in individuals]
    asked: Mapping[str, Any] = {"document": document, "on": on, "units": units}
    draft = Draft.begin(desk, "award", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return before
    legal = on or draft.today
    refuse_future(legal, draft.today)
    if not document.strip() or not occasion.strip():
        raise InputError(
            Text("Cần số quyết định và dịp khen thưởng.", "Number and occasion are needed.")
        )
    if not units and not people:
        raise InputError(
            Text("Cần ít nhất một tập thể hoặc cá nhân.", "Name at least one collective or person.")
        )
    if len(set(units)) < len(units) or len(set(people)) < len(people):
        raise InputError(
            Text("Một tập thể hoặc cá nhân được nêu hai lần.", "Somebody is named twice.")
        )
    ref = next_number(desk.store, Register.AWARD, draft.today.year)
    stream = Register.AWARD.stream(ref)
    data: dict[str, Any] = {
        "occasion": read_text(occasion, _OCCASION),
        "collectives": units,
        "individuals": [{"unit": unit, "name": draft.seal(stream, name)} for name, unit in people],
    }
    if form is not None:
        data["form"] = read_text(form, _FORM)
    record = begun(
        draft,
        Register.AWARD,
        RecordEvent.AWARD_GIVEN,
        GIVEN,
        data,
        on=legal,
        ref=ref,
        document=document,
        issuer=issuer,
    )
    keep(draft, record, dry_run=dry_run)
    return record
