"""Hold and resume a case, and leave a note on it; the state stays, the probation clock runs on."""

from __future__ import annotations

from datetime import date

from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.case import Case
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_case
from workflow.outcomes import Moved
from workflow.personal import read_text
from workflow.reasons import Reason
from workflow.replay import replayed
from workflow.states import ENDED_STATES

_NOTE_LIMIT = 2000


def hold(
    desk: Desk,
    ref: str,
    reason_code: Reason,
    *,
    on: date | None = None,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Put a case on hold; its alerts are inhibited, visibly, until it is resumed.

    Raises:
        RefusedError: it is on hold already, or has ended.
        NotFoundError: no such case.
    """
    return _write(
        desk, ref, "hold", on=on, code=reason_code, text=reason, request=request, dry_run=dry_run
    )


def resume(
    desk: Desk,
    ref: str,
    *,
    on: date | None = None,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Take a case off hold.

    Raises:
        RefusedError: it is not on hold.
        NotFoundError: no such case.
    """
    return _write(desk, ref, "resume", on=on, text=reason, request=request, dry_run=dry_run)


def note(
    desk: Desk,
    ref: str,
    text: str,
    *,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Leave a note; the text stands beside the log, which proves it by a salted digest.

    Raises:
        InputError: the note is empty.
        NotFoundError: no such case.
    """
    cleaned = read_text(text, Text("Ghi chú", "Note"), limit=_NOTE_LIMIT)
    if not cleaned:
        raise InputError(Text("Ghi chú không được để trống.", "A note cannot be empty."))
    return _write(desk, ref, "note", on=on, text=cleaned, request=request, dry_run=dry_run)


def _write(
    desk: Desk,
    ref: str,
    kind: str,
    *,
    on: date | None,
    text: str | None,
    request: str | None,
    dry_run: bool,
    code: Reason | None = None,
) -> Moved:
    case = find_case(desk, ref).case
    asked = {"ref": case.ref, "on": on, "code": code, "text": text}
    draft = Draft.begin(desk, kind, request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    moved = stop_and_go(draft, case, kind, on=on, code=code, text=text)
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    return moved


def stop_and_go(
    draft: Draft,
    case: Case,
    kind: str,
    *,
    on: date | None = None,
    code: Reason | None = None,
    text: str | None = None,
) -> Moved:
    """Draft a hold, a resumption or a note of a case, which the caller commits.

    Raises:
        RefusedError: the case is on hold already, or is not, or has ended.
    """
    legal = on or draft.today
    refuse_future(legal, draft.today)
    if kind == "hold" and case.state in ENDED_STATES:
        raise RefusedError(
            Text(
                f"Hồ sơ {case.ref} đã kết thúc, không tạm dừng được.",
                f"Case {case.ref} has ended; it cannot be held.",
            ),
            following=look_at(case.ref),
        )
    if kind == "hold" and case.held is not None:
        raise RefusedError(
            Text(f"Hồ sơ {case.ref} đang tạm dừng.", f"Case {case.ref} is on hold already."),
            following=Text(f"ketnap case resume {case.ref}", f"ketnap case resume {case.ref}"),
        )
    if kind == "resume" and case.held is None:
        raise RefusedError(
            Text(f"Hồ sơ {case.ref} không tạm dừng.", f"Case {case.ref} is not on hold."),
            following=look_at(case.ref),
        )
    fields = draft.fields(
        kind,
        legal,
        unit=case.unit,
        reason=None if code is None else code.value,
        text=draft.seal(case.ref, text),
    )
    return draft.step(case, fields)
