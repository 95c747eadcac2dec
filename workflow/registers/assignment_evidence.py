"""What shows that an assigned task was done: recorded by period, replaced, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.text import Text
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.inquiry import shown
from workflow.personal import read_text
from workflow.registers.assignment_deadlines import shown_done, waits_again
from workflow.registers.assignment_steps import NUMBER, day_of, find_assignment, kept
from workflow.registers.assignments import Assignment
from workflow.registers.events import RecordEvent
from workflow.registers.periods import Period, period_of, read_period
from workflow.registers.steps import needed, written_before
from workflow.registers.writing import went_on

_NOTE = Text("Ghi chú", "Note")
_REASON = Text("Lý do", "Reason")


def show_done(
    desk: Desk,
    number: str,
    *,
    period: str | None = None,
    document: str | None = None,
    note: str | None = None,
    on: date | None = None,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Assignment:
    """Record what shows that the task of a period was done, on a day (default: today).

    Evidence that stands is replaced where a reason is given.

    Raises:
        InputError: there is neither a paper nor a note, or the period cannot be read.
        RefusedError: the day or the period does not fit, or there is evidence and no reason.
        NotFoundError: no such assignment.
    """
    there = find_assignment(desk, number)
    asked = {"number": there.ref, "period": period, "document": document, "note": note, "on": on}
    draft = Draft.begin(desk, "assignment-done", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Assignment.of(before)
    one = _period(there, period, draft.today)
    day = day_of(there, on, draft.today)
    paper = "" if document is None else read_text(document, NUMBER)
    told = "" if note is None else read_text(note, _NOTE)
    if not paper and not told:
        raise InputError(
            Text(
                "Cần minh chứng: số văn bản (--doc) hoặc ghi chú (--note).",
                "Evidence is a paper (--doc) or a note (--note).",
            )
        )
    stream = there.record.stream
    why: Mapping[str, str] | None = None
    patch: dict[str, Any] = {"on": day.isoformat()}
    if one.first in there.done:
        why = draft.seal(stream, _wanted(there, one, reason))
        patch |= {"document": None, "note": None}
    if paper:
        patch["document"] = paper
    if told:
        patch["note"] = draft.seal(stream, told)
    record = went_on(
        draft,
        there.record,
        RecordEvent.ASSIGNMENT_DONE,
        {"done": {one.first.isoformat(): patch}},
        on=day,
        document=paper or None,
        text=why,
        moved=shown_done(one, desk.store.entries(stream)),
    )
    return kept(draft, record, dry_run=dry_run)


def undo_done(
    desk: Desk,
    number: str,
    *,
    reason: str,
    period: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Assignment:
    """Withdraw evidence that was recorded by mistake; the log keeps both.

    Raises:
        InputError: the reason is missing, or the period cannot be read.
        RefusedError: there is no evidence of that period.
        NotFoundError: no such assignment.
    """
    there = find_assignment(desk, number)
    asked = {"number": there.ref, "period": period, "reason": reason}
    draft = Draft.begin(desk, "assignment-undo", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Assignment.of(before)
    one = _period(there, period, draft.today)
    if one.first not in there.done:
        raise RefusedError(
            Text(
                f"Nhiệm vụ {there.ref} chưa có minh chứng của kỳ {one.code}.",
                f"Assignment {there.ref} has no evidence of {one.code}.",
            ),
            following=look_at(there.record.stream),
        )
    record = went_on(
        draft,
        there.record,
        RecordEvent.ASSIGNMENT_UNDONE,
        {"done": {one.first.isoformat(): None}},
        on=draft.today,
        text=draft.seal(there.record.stream, needed(reason, _REASON, "--reason")),
        moved=waits_again(there, one, draft.law),
    )
    return kept(draft, record, dry_run=dry_run)


def _period(there: Assignment, typed: str | None, today: date) -> Period:
    """The period that was typed, which is one of the assignment's that has begun."""
    asked = there.periods(today)
    if there.every is None:
        if typed is not None:
            raise InputError(
                Text(
                    f"Nhiệm vụ {there.ref} chỉ làm một lần: không nêu --period.",
                    f"Assignment {there.ref} is done once: it takes no --period.",
                )
            )
        code, fits = shown(there.by or today), asked
    elif typed is None:
        open_ones = there.waiting(today)
        example = (open_ones or (period_of(there.every, today),))[0].code
        raise InputError(
            Text(f"Nhiệm vụ {there.ref}: kỳ nào?", f"Assignment {there.ref}: which period?"),
            following=Text(f"--period {example}", f"--period {example}"),
        )
    else:
        code = read_period(there.every, typed).code
        fits = [one for one in asked if one.code == code]
    if not fits:
        raise RefusedError(
            Text(
                f"Nhiệm vụ {there.ref} không giao cho kỳ {code}, hoặc kỳ ấy chưa tới.",
                f"Assignment {there.ref} does not ask for {code}, or not yet.",
            ),
            following=look_at(there.record.stream),
        )
    return fits[0]


def _wanted(there: Assignment, one: Period, reason: str | None) -> str:
    told = "" if reason is None else read_text(reason, _REASON)
    if not told:
        raise RefusedError(
            Text(
                f"Kỳ {one.code} của nhiệm vụ {there.ref} đã có minh chứng: thay thì cần --reason.",
                f"{one.code} of {there.ref} has evidence: replacing it needs --reason.",
            ),
            following=look_at(there.record.stream),
        )
    return told
