"""An assignment is set by a paper, and ended by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules.text import Text
from workflow.actions.record import refuse_future
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.finding import find_unit
from workflow.inquiry import shown
from workflow.personal import read_text
from workflow.registers.assignment_deadlines import asked_for, ended
from workflow.registers.assignments import Assignment, AssignmentState
from workflow.registers.events import RecordEvent
from workflow.registers.legal import cited
from workflow.registers.periods import Cadence, once_period, period_of
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, needed, written_before
from workflow.registers.writing import begun, find_record, next_number, went_on

_WHAT = Text("Nội dung nhiệm vụ", "The task")
_OWNER = Text("Nơi thực hiện", "Owner")
NUMBER = Text("Số văn bản", "Document number")


def set_assignment(
    desk: Desk,
    what: str,
    unit: str,
    *,
    document: str,
    owner: str | None = None,
    every: Cadence | None = None,
    by: date | None = None,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Assignment:
    """Register a task that a committee set.

    Args:
        desk: Where the action takes place.
        what: What is to be done; kept beside the log, which proves it by a salted digest.
        unit: The organisation whose task it is.
        document: The paper that sets it; one of the register of papers gets its whole citation.
        owner: The body or office in it (default: the unit itself).
        every: How often, as the paper says; from the period of `on` on.
        by: The last day, of what is done once.
        on: From which day it holds (default: today).
        request: Request id.
        dry_run: Say what would be written, write nothing.

    Raises:
        InputError: task or paper is missing, or not exactly one of `every` and `by` is given.
        RefusedError: the day has not come yet.
        NotFoundError: no such unit, or a paper that fits several of the register.
    """
    place = find_unit(desk, unit).code
    asked = {"what": what, "unit": place, "owner": owner, "every": every, "by": by, "on": on}
    draft = Draft.begin(desk, "assignment-set", request, {**asked, "document": document})
    before = written_before(draft, request)
    if before is not None:
        return Assignment.of(before)
    since = on or draft.today
    refuse_future(since, draft.today)
    data = _rhythm(every, by, since)
    told = needed(what, _WHAT, "WHAT")
    typed = needed(document, NUMBER, "--doc")
    paper = cited(desk.store, typed)
    whose = "" if owner is None else read_text(owner, _OWNER)
    if whose:
        data["owner"] = whose
    ref = next_number(desk.store, Register.ASSIGNMENT, draft.today.year)
    data["what"] = draft.seal(Register.ASSIGNMENT.stream(ref), told)
    first = once_period(since, by) if every is None else period_of(every, since)
    data["asked"] = first.first.isoformat()
    record = begun(
        draft,
        Register.ASSIGNMENT,
        RecordEvent.ASSIGNMENT_SET,
        AssignmentState.STANDING.value,
        data,
        on=since,
        ref=ref,
        unit=place,
        document=typed if paper is None else paper.citation,
        moved=asked_for(first, since, 1, draft.law),
    )
    return kept(draft, record, dry_run=dry_run)


def ask_for_period(desk: Desk, there: Assignment) -> Assignment | None:
    """Ask for the evidence of the oldest period that has begun unasked; None where there is none.

    Raises:
        ConflictError: somebody wrote to the assignment meanwhile.
    """
    draft = Draft.begin(desk, "assignment-asked", None, {})
    period = there.to_ask(draft.today)
    if period is None:
        return None
    record = went_on(
        draft,
        there.record,
        RecordEvent.ASSIGNMENT_ASKED,
        {"asked": period.first.isoformat()},
        on=draft.today,
        moved=asked_for(period, there.record.since, there.record.seq + 1, draft.law),
    )
    return kept(draft, record, dry_run=False)


def end_assignment(
    desk: Desk,
    number: str,
    *,
    document: str,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Assignment:
    """End an assignment by a paper, on a day (default: today), which is its last.

    Raises:
        InputError: the paper is missing.
        RefusedError: it has ended, or the day does not fit.
        NotFoundError: no such assignment.
    """
    there = find_assignment(desk, number)
    asked = {"number": there.ref, "document": document, "on": on}
    draft = Draft.begin(desk, "assignment-end", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Assignment.of(before)
    if there.ended_on is not None:
        raise RefusedError(
            Text(
                f"Nhiệm vụ {there.ref} đã kết thúc ngày {shown(there.ended_on)}.",
                f"Assignment {there.ref} ended on {there.ended_on}.",
            ),
            following=look_at(there.record.stream),
        )
    day = day_of(there, on, draft.today)
    record = went_on(
        draft,
        there.record,
        RecordEvent.ASSIGNMENT_ENDED,
        {"ended_on": day.isoformat()},
        on=day,
        to=AssignmentState.ENDED.value,
        document=needed(document, NUMBER, "--doc"),
        moved=ended(desk.store.entries(there.record.stream)),
    )
    return kept(draft, record, dry_run=dry_run)


def find_assignment(desk: Desk, typed: str) -> Assignment:
    """The one assignment that its number, or a unique tail of it, stands for.

    Raises:
        NotFoundError: nothing, or more than one, goes by it.
    """
    return Assignment.of(find_record(desk, Register.ASSIGNMENT, typed))


def _rhythm(every: Cadence | None, by: date | None, since: date) -> dict[str, Any]:
    if (every is None) is (by is None):
        raise InputError(
            Text(
                "Cần một trong hai: --every (bao lâu một lần) hoặc --by (chậm nhất ngày nào).",
                "Give one of --every (how often) and --by (the last day).",
            )
        )
    if by is None:
        return {"every": str(every)}
    if by < since:
        raise InputError(
            Text(
                f"Ngày {shown(by)} (--by) trước ngày giao {shown(since)}.",
                f"{by} (--by) is before the task was set ({since}).",
            )
        )
    return {"by": by.isoformat()}


def day_of(there: Assignment, on: date | None, today: date) -> date:
    """The day of an entry: today unless another one was told.

    Raises:
        RefusedError: it has not come yet, or is before the task was set.
    """
    day = on or today
    refuse_future(day, today)
    if day < there.record.since:
        raise RefusedError(
            Text(
                f"Nhiệm vụ {there.ref} giao từ {shown(there.record.since)}.",
                f"Assignment {there.ref} was set on {there.record.since} only.",
            ),
            following=Text("xem lại ngày (--on)", "check the day (--on)"),
        )
    return day


def kept(draft: Draft, record: Record, *, dry_run: bool) -> Assignment:
    """The assignment as it is now, written unless this is a rehearsal."""
    keep(draft, record, dry_run=dry_run)
    return Assignment.of(record)
