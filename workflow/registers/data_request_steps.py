"""What an officer does to a request about personal data: receive, answer, and end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.case import by_due
from workflow.conflict import look_at
from workflow.deadlines import Changes
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_case
from workflow.inquiry import cited, shown
from workflow.names import clean_text
from workflow.personal import read_text
from workflow.registers.data_requests import (
    EXTENSION,
    OUTCOME_LABELS,
    DataRequest,
    Outcome,
    RequestKind,
    RequestState,
    answered,
    ended,
    extended,
    opened,
    still_open,
)
from workflow.registers.events import RecordEvent
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, find_record, went_on

_REASON = Text("Lý do", "Reason")


def open_request(
    desk: Desk,
    ref: str,
    kind: RequestKind,
    *,
    on: date | None = None,
    document: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> DataRequest:
    """Register a request on the day it was received (default: today); its deadlines begin.

    One of the same person for the same thing that has not ended is named in a notice.

    Args:
        desk: Where the action takes place.
        ref: A case of the person who asks: reference, unique tail, or unique name.
        kind: What is asked for.
        on: Legal day; the wordings in force on it say how long there is.
        document: Number of the request as it came in.
        request: Request id.
        dry_run: Say what would be written, write nothing.

    Raises:
        NotFoundError: no such case.
        RefusedError: the day has not come yet.
    """
    dossier = find_case(desk, ref)
    case = dossier.case
    asked: Mapping[str, object] = {"case": case.ref, "kind": kind, "on": on, "document": document}
    draft = Draft.begin(desk, "data-request-open", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return _as_it_was(desk, before)
    legal = on or draft.today
    refuse_future(legal, draft.today)
    seen = still_open(desk.store, dossier.person.id, kind)
    moved = opened(kind, legal, draft.law.at(case.unit))
    record = begun(
        draft,
        Register.REQUEST,
        RecordEvent.DATA_REQUEST_OPENED,
        RequestState.OPEN.value,
        {"case": case.ref, "kind": kind.value},
        on=legal,
        unit=case.unit,
        document=document,
        moved=moved,
        about=case.ref,
    )
    after = replace(DataRequest.of(record, draft.entries), notices=seen)
    return _kept(draft, after, dry_run=dry_run)


def answer_request(
    desk: Desk,
    number: str,
    *,
    on: date | None = None,
    document: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> DataRequest:
    """Record the first answer: how, and by when, the request will be carried out.

    Raises:
        NotFoundError: no such request.
        RefusedError: it is answered or closed, or the day does not fit.
    """
    there = find_request(desk, number)
    asked = {"number": there.ref, "on": on, "document": document}
    draft = Draft.begin(desk, "data-request-answer", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return _as_it_was(desk, before)
    legal = on or draft.today
    if there.state is not RequestState.OPEN:
        raise _over(there)
    _refuse_day(there, legal, draft.today)
    return _step(
        draft,
        there,
        RecordEvent.DATA_REQUEST_ANSWERED,
        RequestState.ANSWERED,
        {"answered_on": legal.isoformat()},
        answered(there),
        on=legal,
        document=document,
        dry_run=dry_run,
    )


def extend_request(
    desk: Desk,
    number: str,
    days: int,
    reason: str,
    *,
    on: date | None = None,
    document: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> DataRequest:
    """Give a request more time to be carried out; the day for the first answer stays.

    How often the law allows that is a wording (`data-request-extension`, unverified); how many days
    it may be, no source that was read says, so their number is the office's.

    Args:
        desk: Where the action takes place.
        number: The request.
        days: Calendar days beyond the day by which it was to be carried out.
        reason: Why; kept beside the log.
        on: Legal day of the extension (default: today).
        document: Number of the paper by which the person was told.
        request: Request id.
        dry_run: Say what would be written, write nothing.

    Raises:
        NotFoundError: no such request.
        InputError: no day, or no reason.
        RefusedError: it is closed, has no day to extend or had it already, that day has passed, or
            it was extended as often as the law allows.
    """
    there = find_request(desk, number)
    asked = {"number": there.ref, "days": days, "on": on, "document": document}
    draft = Draft.begin(desk, "data-request-extend", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return _as_it_was(desk, before)
    legal = on or draft.today
    if there.state is RequestState.CLOSED:
        raise _over(there)
    why = _grounds(days, reason)
    _refuse_day(there, legal, draft.today)
    _refuse_extension(draft, there, legal)
    moved = extended(there, days)
    for one in moved.opened:
        draft.law.wording(one.version)
    return _step(
        draft,
        there,
        RecordEvent.DATA_REQUEST_EXTENDED,
        there.state,
        {
            "extended_by": there.extended_by + days,
            "extensions": there.extensions + 1,
            "extended_on": legal.isoformat(),
            "why": draft.seal(there.record.stream, why),
        },
        moved,
        on=legal,
        document=document,
        dry_run=dry_run,
    )


def close_request(
    desk: Desk,
    number: str,
    outcome: Outcome,
    *,
    on: date | None = None,
    document: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> DataRequest:
    """End a request: carried out, refused, or withdrawn. It counts as answered, too.

    Raises:
        NotFoundError: no such request.
        RefusedError: it is closed, the day does not fit, or data that were to be erased stand.
    """
    there = find_request(desk, number)
    asked = {"number": there.ref, "outcome": outcome, "on": on, "document": document}
    draft = Draft.begin(desk, "data-request-close", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return _as_it_was(desk, before)
    legal = on or draft.today
    if there.state is RequestState.CLOSED:
        raise _over(there)
    _refuse_day(there, legal, draft.today)
    if outcome is Outcome.DONE and there.kind is RequestKind.ERASE:
        _refuse_unerased(desk, there)
    return _step(
        draft,
        there,
        RecordEvent.DATA_REQUEST_CLOSED,
        RequestState.CLOSED,
        {"outcome": outcome.value, "closed_on": legal.isoformat()},
        ended(there, outcome),
        on=legal,
        document=document,
        dry_run=dry_run,
    )


def find_request(desk: Desk, typed: str) -> DataRequest:
    """The one request that its number, a unique tail of it, or its stream stands for.

    Raises:
        NotFoundError: nothing, or more than one, goes by it.
    """
    number = clean_text(typed).removeprefix(Register.REQUEST.stream(""))
    record = find_record(desk, Register.REQUEST, number)
    return DataRequest.of(record, desk.store.entries(record.stream))


def _step(
    draft: Draft,
    there: DataRequest,
    event: RecordEvent,
    to: RequestState,
    patch: Mapping[str, object],
    moved: Changes,
    *,
    on: date,
    document: str | None,
    dry_run: bool,
) -> DataRequest:
    person = draft.desk.store.dossier(there.case)
    record = went_on(
        draft,
        there.record,
        event,
        patch,
        on=on,
        to=to.value,
        unit=None if person is None else person.case.unit,  # where the person is by now
        document=document,
        moved=moved,
        about=there.case,
    )
    left = (*(one for one in there.deadlines if one not in moved.closed), *moved.opened)
    return _kept(draft, DataRequest(record=record, deadlines=by_due(left)), dry_run=dry_run)


def _kept(draft: Draft, after: DataRequest, *, dry_run: bool) -> DataRequest:
    keep(draft, after.record, dry_run=dry_run)
    return after


def _as_it_was(desk: Desk, record: Record) -> DataRequest:
    """The request as the first call of a request id left it."""
    return DataRequest.of(record, desk.store.entries(record.stream))


def _over(there: DataRequest) -> RefusedError:
    how = there.outcome
    if how is None:
        answered_on = shown(there.last_on)
        told = Text(f"đã trả lời ngày {answered_on}", f"was answered on {there.last_on}")
    else:
        label = OUTCOME_LABELS[how]
        told = Text(f"đã kết thúc: {label.vi}", f"is closed: {label.en}")
    return RefusedError(
        Text(f"Yêu cầu {there.ref} {told.vi}.", f"Request {there.ref} {told.en}."),
        following=look_at(there.record.stream),
    )


def _refuse_day(there: DataRequest, on: date, today: date) -> None:
    refuse_future(on, today)
    if on < there.last_on:
        raise RefusedError(
            Text(
                f"Ngày {shown(on)} trước ngày {shown(there.last_on)} đã ghi của yêu cầu"
                f" {there.ref}.",
                f"{on} lies before {there.last_on}, which is on record for request {there.ref}.",
            ),
            following=Text("xem lại ngày (--on)", "check the day (--on)"),
        )


def _grounds(days: int, reason: str) -> str:
    if days < 1:
        raise InputError(
            Text("Gia hạn ít nhất một ngày (--days).", "An extension is one day at least (--days).")
        )
    told = read_text(reason, _REASON)
    if not told:
        raise InputError(
            Text("Cần lý do gia hạn (--reason).", "Tell why more time is needed (--reason).")
        )
    return told


def _refuse_extension(draft: Draft, there: DataRequest, on: date) -> None:
    running = next((one for one in there.deadlines if one.rule == there.kind.rule), None)
    if running is None:
        raise RefusedError(
            Text(
                f"Yêu cầu {there.ref} không có hạn thực hiện nào đang tính để gia hạn.",
                f"Request {there.ref} has no day for carrying it out that could be extended.",
            ),
            following=look_at(there.record.stream),
        )
    allowed = draft.law.on(EXTENSION, running.start_on)
    if there.extensions >= allowed.number:
        raise RefusedError(
            cited(
                Text(
                    f"Yêu cầu {there.ref} đã gia hạn {there.extensions} lần; được gia hạn nhiều"
                    f" nhất {allowed.number} lần",
                    f"Request {there.ref} was extended already ({there.extensions} of at most"
                    f" {allowed.number})",
                ),
                allowed,
            ),
            following=look_at(there.record.stream),
        )
    if on > running.due_on:
        raise RefusedError(
            Text(
                f"Hạn thực hiện yêu cầu {there.ref} đã hết ngày {shown(running.due_on)}; không gia"
                " hạn được nữa.",
                f"The time for carrying out request {there.ref} ended on {running.due_on}; it"
                " cannot be extended any more.",
            ),
            following=look_at(there.record.stream),
        )


def _refuse_unerased(desk: Desk, there: DataRequest) -> None:
    """“Carried out” is not written of an erasure while the data stand."""
    dossier = desk.store.dossier(there.case)
    if dossier is not None and dossier.person.name:
        command = f"ketnap person erase {there.case} --reason request"
        raise RefusedError(
            Text(
                f"Dữ liệu của người trong {there.case} vẫn còn; chưa ghi được là đã xóa.",
                f"The data of the person of {there.case} are still here; this is not carried out.",
            ),
            following=Text(command, command),
        )
