"""Take in the admission files that an organisation hands in, and give a receipt for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_case, find_unit
from workflow.inquiry import shown
from workflow.registers.events import RecordEvent
from workflow.registers.files import RECEIVED, Receipt, receipt_of
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun
from workflow.states import State
from workflow.subtree import subtree

_ON_THE_WAY = (State.COURSE, State.VERIFICATION)


def receive_files(
    desk: Desk,
    unit: str,
    cases: Sequence[str],
    *,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Register a batch of files; the legal day counts in the office's zone, wherever the server is.

    Raises:
        InputError: no case, one twice, or a day that has not come.
        RefusedError: a case of another organisation, or one that has no file to hand in.
        NotFoundError: no such unit or case.
    """
    sender = find_unit(desk, unit).code
    found = [find_case(desk, typed).case for typed in cases]
    refs = [case.ref for case in found]
    draft = Draft.begin(desk, "files", request, {"unit": sender, "cases": refs, "on": on})
    before = written_before(draft, request)
    if before is not None:
        return receipt_of(before)
    day = on or draft.today
    if day > draft.today:
        raise InputError(
            Text(f"Ngày nhận {shown(day)} chưa tới.", f"The day of receipt, {day}, has not come.")
        )
    if not refs or len(set(refs)) < len(refs):
        raise InputError(
            Text("Cần ít nhất một hồ sơ, mỗi hồ sơ một lần.", "Give at least one case, each once.")
        )
    inside = subtree(desk.store.units(draft.today), sender)
    problems = [
        Text(
            f"{case.ref}: thuộc {case.unit}, không thuộc {sender}",
            f"{case.ref}: is of {case.unit}, not of {sender}",
        )
        for case in found
        if case.unit not in inside
    ]
    problems += [
        Text(
            f"{case.ref}: không ở bước lập hồ sơ, thẩm tra",
            f"{case.ref}: has no file to hand in",
        )
        for case in found
        if case.state not in _ON_THE_WAY
    ]
    if problems:
        raise RefusedError(
            Text("Chưa nhận hồ sơ nào.", "No file was received."), why=tuple(problems)
        )
    record = begun(
        draft,
        Register.FILES,
        RecordEvent.FILES_RECEIVED,
        RECEIVED,
        {"cases": refs},
        on=day,
        unit=sender,
    )
    keep(draft, record, dry_run=dry_run)
    return receipt_of(record)
