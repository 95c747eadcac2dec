"""What is done to a sitting around its rulings: called, its agenda set, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rules.bodies import Body
from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_case, find_unit
from workflow.personal import read_text
from workflow.ports import Dossier
from workflow.registers.agenda import Prospect, prospect, ready
from workflow.registers.events import RecordEvent
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.sittings import (
    CALLED,
    CLOSED,
    Sitting,
)
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, find_record, went_on

_PLACE = Text("Địa điểm", "Place")
_NAME = Text("Họ tên", "Name")


def call_sitting(
    desk: Desk,
    unit: str,
    body: Body,
    on: date,
    *,
    place: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Call a sitting of a body of a unit for a day, which may lie ahead; it gets its number.

    Raises:
        NotFoundError: no such unit.
    """
    where = find_unit(desk, unit)
    asked = {"unit": where.code, "body": body, "on": on}
    draft = Draft.begin(desk, "sitting-open", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return before
    data: dict[str, Any] = {"body": body.value, "on": on.isoformat(), "agenda": {}}
    if place is not None:
        data["place"] = read_text(place, _PLACE)
    record = begun(
        draft,
        Register.SITTING,
        RecordEvent.SITTING_OPENED,
        CALLED,
        data,
        on=draft.today,
        unit=where.code,
    )
    keep(draft, record, dry_run=dry_run)
    return record


def set_agenda(
    desk: Desk,
    number: str,
    *,
    add: Sequence[str] | None = None,
    drop: Sequence[str] = (),
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Put people on the agenda: those who are named, or everybody who is ready; take others off.

    Who is named need not be ready: what is missing is told when the sitting decides.

    Raises:
        RefusedError: the sitting is closed, or it may not decide on somebody who is named.
        InputError: somebody is to be taken off who is not on it, or was decided already.
        NotFoundError: no such sitting, or no such case.
    """
    record = find_record(desk, Register.SITTING, number)
    named = None if add is None else [find_case(desk, typed) for typed in add]
    off = [find_case(desk, typed).case.ref for typed in drop]
    asked = {
        "sitting": record.ref,
        "add": None if named is None else sorted(one.case.ref for one in named),
        "drop": sorted(off),
    }
    draft = Draft.begin(desk, "sitting-agenda", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return before
    refuse_closed(record)
    sitting = Sitting.of(record)
    for ref in off:
        _refuse_drop(sitting, ref)
    found = ready(desk, sitting) if named is None else _named(desk, sitting, named)
    fresh = [one for one in found if sitting.item(one.dossier.case.ref) is None]
    last = max((row["row"] for row in record.data["agenda"].values()), default=0)
    agenda: dict[str, Any] = dict.fromkeys(off)
    agenda |= {
        one.dossier.case.ref: {"row": last + place, "event": one.event.value}
        for place, one in enumerate(fresh, 1)
    }
    patch = {"agenda": agenda}
    after = went_on(draft, record, RecordEvent.AGENDA_SET, patch, on=draft.today)
    keep(draft, after, dry_run=dry_run)
    return after


def close_sitting(
    desk: Desk,
    number: str,
    *,
    chair: str | None = None,
    secretary: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Record:
    """Close a sitting; who was not decided on is free for the next one.

    Chair and secretary are people: their names stand beside the log.

    Raises:
        RefusedError: it is closed already, or its day has not come yet.
        NotFoundError: no such sitting.
    """
    record = find_record(desk, Register.SITTING, number)
    draft = Draft.begin(desk, "sitting-close", request, {"sitting": record.ref})
    before = written_before(draft, request)
    if before is not None:
        return before
    refuse_closed(record)
    refuse_future(Sitting.of(record).on, draft.today)
    patch = {
        name: draft.seal(record.stream, read_text(typed, _NAME))
        for name, typed in (("chair", chair), ("secretary", secretary))
        if typed is not None
    }
    after = went_on(draft, record, RecordEvent.SITTING_CLOSED, patch, on=draft.today, to=CLOSED)
    keep(draft, after, dry_run=dry_run)
    return after


def _named(desk: Desk, sitting: Sitting, dossiers: Sequence[Dossier]) -> list[Prospect]:
    law = desk.law()
    found = []
    for dossier in dossiers:
        one = prospect(desk, law, sitting, dossier)
        if one is None:
            ref, name = dossier.case.ref, dossier.person.name
            label = sitting.body.label
            raise RefusedError(
                Text(
                    f"{ref} ({name}) không thuộc thẩm quyền của {label.vi} {sitting.record.unit}"
                    " ngày ấy, hoặc chưa tới bước cần quyết định.",
                    f"{label.en} of {sitting.record.unit} has no authority over {ref} ({name}) on"
                    " that day, or the case has not come so far.",
                ),
                following=Text(f"ketnap case show {ref}", f"ketnap case show {ref}"),
            )
        found.append(one)
    return found


def _refuse_drop(sitting: Sitting, ref: str) -> None:
    item = sitting.item(ref)
    if item is None or item.ruling is not None:
        raise InputError(
            Text(
                f"{ref} không có trong chương trình, hoặc phiên đã kết luận.",
                f"{ref} is not on the agenda, or was decided already.",
            )
        )


def refuse_closed(record: Record) -> None:
    """Refuse whatever comes after the end of a sitting.

    Raises:
        RefusedError: it is closed.
    """
    if record.state == CLOSED:
        command = f"ketnap sitting show {record.ref}"
        raise RefusedError(
            Text(f"Phiên {record.ref} đã kết thúc.", f"Sitting {record.ref} is closed."),
            following=Text(command, command),
        )
