"""What an officer does to an incident with personal data: register it, tell it, end it."""

from __future__ import annotations

from datetime import date, datetime, time

from rules.text import Text
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_unit
from workflow.personal import read_text
from workflow.registers.events import RecordEvent
from workflow.registers.incidents import (
    ENDING_LABELS,
    Ending,
    Incident,
    IncidentState,
    ended,
    limit_of,
    opened,
    reported,
    written,
)
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, find_record, next_number, went_on

_WHAT = Text("Nội dung sự cố", "What happened")
_REASON = Text("Lý do", "Reason")
_MINUTE = "%Y-%m-%d %H:%M"


def open_incident(
    desk: Desk,
    what: str,
    *,
    on: date,
    at: time,
    unit: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Incident:
    """Register an incident from the moment it was known; the hours begin to run.

    Args:
        desk: Where the action takes place.
        what: What happened; kept beside the log, which proves it by a salted digest.
        on: The office's day on which it was known.
        at: The time of that day, on the office's clock.
        unit: The organisation it belongs to (default: the only one above all others).
        request: Request id.
        dry_run: Say what would be written, write nothing.

    Raises:
        InputError: nothing is told, or it is not clear whose incident it is.
        RefusedError: the moment has not come yet.
        NotFoundError: no such unit.
    """
    place = _place(desk, unit)
    known_at = datetime.combine(on, at, desk.zone)
    asked = {"what": what, "known_at": written(known_at), "unit": place}
    draft = Draft.begin(desk, "incident-open", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Incident(record=before)
    _refuse_future(known_at, draft)
    told = read_text(what, _WHAT)
    if not told:
        raise InputError(Text("Cần nói sự cố gì (--what).", "Tell what happened (--what)."))
    limit = limit_of(known_at, on, draft.law)
    ref = next_number(desk.store, Register.INCIDENT, draft.today.year)
    data = {
        "known_at": written(known_at),
        "what": draft.seal(Register.INCIDENT.stream(ref), told),
    }
    if limit is not None:
        data |= {"report_by": written(limit.by), "wording": limit.wording}
    record = begun(
        draft,
        Register.INCIDENT,
        RecordEvent.INCIDENT_OPENED,
        IncidentState.OPEN.value,
        data,
        on=on,
        ref=ref,
        unit=place,
        moved=opened(limit, on),
    )
    return _kept(draft, Incident(record=record), dry_run=dry_run)


def report_incident(
    desk: Desk,
    number: str,
    *,
    on: date | None = None,
    at: time | None = None,
    document: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Incident:
    """Record that the authority was told, at a moment (default: now).

    Raises:
        InputError: a time of day came without its day, or a day without its time.
        NotFoundError: no such incident.
        RefusedError: it was told or is closed, or the moment does not fit.
    """
    there = find_incident(desk, number)
    asked = {"number": there.ref, "on": on, "at": None if at is None else at.isoformat()}
    draft = Draft.begin(desk, "incident-report", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Incident(record=before)
    moment = _moment(draft, on, at)
    if there.state is not IncidentState.OPEN:
        raise _over(there)
    _refuse_future(moment, draft)
    if moment < there.known_at:
        since = _shown(there.known_at, desk)
        raise RefusedError(
            Text(
                f"Sự cố {there.ref} biết từ {since}; không thể báo trước lúc ấy.",
                f"Incident {there.ref} was known from {since} only.",
            ),
            following=Text("xem lại --on, --at", "check --on and --at"),
        )
    record = went_on(
        draft,
        there.record,
        RecordEvent.INCIDENT_REPORTED,
        {"reported_at": written(moment)},
        on=moment.astimezone(desk.zone).date(),
        to=IncidentState.REPORTED.value,
        document=document,
        moved=reported(desk.store.entries(there.record.stream)),
    )
    return _kept(draft, Incident(record=record), dry_run=dry_run)


def close_incident(
    desk: Desk,
    number: str,
    ending: Ending,
    *,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Incident:
    """End an incident today; one that was never told needs a reason why it was not to be.

    Raises:
        InputError: the reason is missing.
        NotFoundError: no such incident.
        RefusedError: it is closed, or was to be told first.
    """
    there = find_incident(desk, number)
    draft = Draft.begin(desk, "incident-close", request, {"number": there.ref, "ending": ending})
    before = written_before(draft, request)
    if before is not None:
        return Incident(record=before)
    if there.state is IncidentState.CLOSED:
        raise _over(there)
    if there.waits and ending is Ending.CONTAINED:
        command = f"ketnap incident report {there.ref}"
        raise RefusedError(
            Text(
                f"Sự cố {there.ref} chưa báo cơ quan; chưa kết thúc được là đã khắc phục.",
                f"Incident {there.ref} was not told yet; it cannot end as contained.",
            ),
            following=Text(command, command),
        )
    told = "" if reason is None else read_text(reason, _REASON)
    if ending is not Ending.CONTAINED and not told:
        raise InputError(
            Text(
                "Cần lý do vì sao không phải báo (--reason).",
                "Tell why it was not to be told (--reason).",
            )
        )
    patch: dict[str, object] = {"ending": ending.value}
    if told:
        patch["why"] = draft.seal(there.record.stream, told)
    record = went_on(
        draft,
        there.record,
        RecordEvent.INCIDENT_CLOSED,
        patch,
        on=draft.today,
        to=IncidentState.CLOSED.value,
        moved=ended(desk.store.entries(there.record.stream)),
    )
    return _kept(draft, Incident(record=record), dry_run=dry_run)


def find_incident(desk: Desk, typed: str) -> Incident:
    """The one incident that its number, or a unique tail of it, stands for.

    Raises:
        NotFoundError: nothing, or more than one, goes by it.
    """
    return Incident(record=find_record(desk, Register.INCIDENT, typed))


def _place(desk: Desk, unit: str | None) -> str:
    if unit is not None:
        return find_unit(desk, unit).code
    tops = [one.code for one in desk.store.units(desk.today()) if one.parent is None]
    if len(tops) != 1:
        raise InputError(
            Text(
                "Cần nêu sự cố của tổ chức nào (--unit).",
                "Name the organisation whose incident it is (--unit).",
            )
        )
    return tops[0]


def _moment(draft: Draft, on: date | None, at: time | None) -> datetime:
    if on is None and at is None:
        return draft.now
    if on is None or at is None:
        raise InputError(
            Text("Cần cả ngày và giờ (--on, --at).", "Day and time go together (--on, --at).")
        )
    return datetime.combine(on, at, draft.desk.zone)


def _refuse_future(moment: datetime, draft: Draft) -> None:
    if moment > draft.now:
        shown = _shown(moment, draft.desk)
        there = f"{moment.astimezone(draft.desk.zone):%d/%m/%Y %H:%M}"
        raise RefusedError(
            Text(f"{there} chưa tới.", f"{shown} has not come yet."),
            following=Text("xem lại --on, --at", "check --on and --at"),
        )


def _over(there: Incident) -> RefusedError:
    ending = there.ending
    told = Text("đã báo cơ quan", "was told already")
    if ending is not None:
        label = ENDING_LABELS[ending]
        told = Text(f"đã kết thúc: {label.vi}", f"is closed: {label.en}")
    return RefusedError(
        Text(f"Sự cố {there.ref} {told.vi}.", f"Incident {there.ref} {told.en}."),
        following=look_at(there.record.stream),
    )


def _shown(moment: datetime, desk: Desk) -> str:
    return moment.astimezone(desk.zone).strftime(_MINUTE)


def _kept(draft: Draft, after: Incident, *, dry_run: bool) -> Incident:
    keep(draft, after.record, dry_run=dry_run)
    return after
