"""What an officer of the inspecting committee does to a finding: record, answer, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.finding import find_case, find_unit
from workflow.inquiry import shown
from workflow.inspection.sample import STREAM, find_sample
from workflow.names import clean_text
from workflow.personal import read_text
from workflow.registers.events import RecordEvent
from workflow.registers.findings import (
    STATE_LABELS,
    Finding,
    FindingState,
    ended,
    opened,
)
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, needed, written_before
from workflow.registers.writing import begun, find_record, next_number, went_on

_WHAT = Text("Thiếu sót", "What was found")
PAPER = Text("Số văn bản", "Document")
_NOTE = Text("Ghi chú", "Note")
REASON = Text("Lý do", "Reason")
_ENDED = {
    FindingState.MENDED: RecordEvent.FINDING_ANSWERED,
    FindingState.WITHDRAWN: RecordEvent.FINDING_WITHDRAWN,
}
_WORDS = 500
"""Characters of what was found."""


@dataclass(frozen=True, slots=True)
class _About:
    """What a finding is about: a case with the unit it is in, or a unit alone."""

    unit: str
    case: str | None = None


def record_finding(
    desk: Desk,
    about: str,
    what: str,
    document: str,
    *,
    on: date | None = None,
    mend_by: date | None = None,
    sample: int | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Finding:
    """Record what an inspection found on a day (default: today).

    Args:
        desk: Where the action takes place.
        about: The code of a unit, or a case: reference, unique tail, or unique name.
        what: What was found, of procedure or papers; kept beside the log.
        document: Number of the inspection's document.
        on: Legal day.
        mend_by: The last day for mending it, as that document sets it.
        sample: Number of the sample by which the file was drawn.
        request: Request id.
        dry_run: Say what would be written, write nothing.

    Raises:
        InputError: what was found, or the document, is not told; or the last day lies before it.
        NotFoundError: no such case or unit, or no such sample.
        RefusedError: the day has not come yet, or that sample did not draw this case.
    """
    place = _about(desk, about)
    asked: Mapping[str, object] = {
        "unit": None if place.case else place.unit,
        "case": place.case,
        "what": what,
        "document": document,
        "on": on,
        "mend_by": mend_by,
        "sample": sample,
    }
    draft = Draft.begin(desk, "finding", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Finding(record=before)
    legal = on or draft.today
    refuse_future(legal, draft.today)
    told = needed(what, _WHAT, "--what", limit=_WORDS)
    number = needed(document, PAPER, "--doc")
    if mend_by is not None:
        refuse_early(mend_by, legal)
    if sample is not None:
        _refuse_undrawn(desk, place, sample)
    ref = next_number(desk.store, Register.FINDING, draft.today.year)
    data = {
        "case": place.case,
        "what": draft.seal(Register.FINDING.stream(ref), told),
        "mend_by": None if mend_by is None else mend_by.isoformat(),
        "sample": sample,
    }
    record = begun(
        draft,
        Register.FINDING,
        RecordEvent.FINDING_RECORDED,
        FindingState.OPEN.value,
        {key: value for key, value in data.items() if value is not None},
        on=legal,
        ref=ref,
        unit=place.unit,
        document=number,
        moved=opened(mend_by, legal, draft.law),
        about=place.case,
    )
    return keep_finding(draft, record, dry_run=dry_run)


def answer_finding(
    desk: Desk,
    number: str,
    document: str,
    *,
    on: date | None = None,
    note: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Finding:
    """Record that what was found was mended on a day (default: today), by what document.

    Raises:
        InputError: the document is not told.
        NotFoundError: no such finding.
        RefusedError: it is over already, or the day does not fit.
    """
    there = find_finding(desk, number)
    asked = {"number": there.ref, "document": document, "on": on, "note": note}
    draft = Draft.begin(desk, "finding-answer", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Finding(record=before)
    legal = on or draft.today
    refuse_step(there, legal, draft.today)
    patch: dict[str, object] = {"answer": needed(document, PAPER, "--doc")}
    told = "" if note is None else read_text(note, _NOTE)
    if told:
        patch["note"] = draft.seal(there.record.stream, told)
    return _ended(draft, there, FindingState.MENDED, patch, on=legal, dry_run=dry_run)


def withdraw_finding(
    desk: Desk,
    number: str,
    reason: str,
    *,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Finding:
    """Take a finding back; it stays in the log, with the reason kept beside.

    Raises:
        InputError: no reason is told.
        NotFoundError: no such finding.
        RefusedError: it is over already, or the day does not fit.
    """
    there = find_finding(desk, number)
    asked = {"number": there.ref, "reason": reason, "on": on}
    draft = Draft.begin(desk, "finding-withdraw", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Finding(record=before)
    legal = on or draft.today
    refuse_step(there, legal, draft.today)
    why = draft.seal(there.record.stream, needed(reason, REASON, "--reason"))
    return _ended(draft, there, FindingState.WITHDRAWN, {"why": why}, on=legal, dry_run=dry_run)


def find_finding(desk: Desk, typed: str) -> Finding:
    """The one finding that its number, or a unique tail of it, stands for.

    Raises:
        NotFoundError: nothing, or more than one, goes by it.
    """
    return Finding(record=find_record(desk, Register.FINDING, typed))


def _about(desk: Desk, typed: str) -> _About:
    """A unit by its code, else a case, else a unit by its name."""
    exact = desk.store.unit(clean_text(typed), desk.today())
    if exact is not None:
        return _About(exact.code)
    try:
        case = find_case(desk, typed).case
    except NotFoundError as no_case:
        try:
            return _About(find_unit(desk, typed).code)
        except NotFoundError:
            raise no_case from None
    return _About(case.unit, case.ref)


def _refuse_undrawn(desk: Desk, place: _About, number: int) -> None:
    sample = find_sample(list(desk.store.entries(STREAM)), number)
    if place.case is not None and place.case not in sample.refs:
        raise RefusedError(
            Text(
                f"Mẫu {number} không rút {place.case}.",
                f"Sample {number} did not draw {place.case}.",
            ),
            following=Text(
                f"ketnap audit sample --again {number}", f"ketnap audit sample --again {number}"
            ),
        )


def refuse_early(mend_by: date, found_on: date) -> None:
    """Refuse a day for mending that lies before the finding.

    Raises:
        InputError: it does.
    """
    if mend_by < found_on:
        raise InputError(
            Text(
                f"Hạn khắc phục {shown(mend_by)} trước ngày kiểm tra {shown(found_on)}"
                " (--mend-by).",
                f"It is to be mended by {mend_by}, before the finding of {found_on} (--mend-by).",
            )
        )


def place_by_now(desk: Desk, there: Finding) -> str | None:
    """The unit where the case of a finding is by now; None of one about a unit."""
    return None if there.case is None else find_case(desk, there.case).case.unit


def refuse_step(there: Finding, on: date, today: date) -> None:
    """Refuse a step on a finding that is over, or on a day that does not fit.

    Raises:
        RefusedError: it is so.
    """
    if not there.stands:
        label = STATE_LABELS[there.state]
        raise RefusedError(
            Text(f"{there.ref}: {label.vi}.", f"{there.ref} is {label.en} already."),
            following=look_at(there.record.stream),
        )
    refuse_future(on, today)
    if on < there.record.since:
        since = there.record.since
        raise RefusedError(
            Text(
                f"{there.ref} ghi ngày {shown(since)}; ngày {shown(on)} sớm hơn.",
                f"{there.ref} is of {since}; {on} lies before it.",
            ),
            following=Text("xem lại ngày (--on)", "check the day (--on)"),
        )


def _ended(
    draft: Draft,
    there: Finding,
    to: FindingState,
    patch: Mapping[str, object],
    *,
    on: date,
    dry_run: bool,
) -> Finding:
    record = went_on(
        draft,
        there.record,
        _ENDED[to],
        {"ended_on": on.isoformat(), **patch},
        on=on,
        to=to.value,
        unit=place_by_now(draft.desk, there),
        moved=ended(to, draft.desk.store.entries(there.record.stream)),
        about=there.case,
    )
    return keep_finding(draft, record, dry_run=dry_run)


def keep_finding(draft: Draft, record: Record, *, dry_run: bool) -> Finding:
    """The finding as it is now, written unless this is a rehearsal."""
    keep(draft, record, dry_run=dry_run)
    return Finding(record=record)
