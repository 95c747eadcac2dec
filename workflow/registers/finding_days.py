"""The day for mending what was found is another one: given anew by the inspection, or mistyped."""

from __future__ import annotations

from datetime import date

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError
from workflow.inquiry import shown
from workflow.personal import read_text
from workflow.registers.events import RecordEvent
from workflow.registers.finding_steps import (
    PAPER,
    REASON,
    find_finding,
    keep_finding,
    place_by_now,
    refuse_early,
    refuse_step,
)
from workflow.registers.findings import Finding, redated
from workflow.registers.steps import needed, written_before
from workflow.registers.writing import went_on


def correct_finding(
    desk: Desk,
    number: str,
    mend_by: date,
    reason: str,
    *,
    document: str | None = None,
    on: date | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Finding:
    """Set another last day for mending a finding, on a day (default: today), and say why.

    Its deadline, and the reminders of it, go from the old day to the new one.

    Args:
        desk: Where the action takes place.
        number: The number of the finding, or a unique tail of it.
        mend_by: The last day from now on.
        reason: Why; kept beside the log.
        document: The document that gives the new day.
        on: Legal day of the change.
        request: Request id.
        dry_run: Say what would be written, write nothing.

    Raises:
        InputError: no reason is told, or the day is before the finding or is the one it has.
        NotFoundError: no such finding.
        RefusedError: it is over already, or the day of the change does not fit.
    """
    there = find_finding(desk, number)
    asked = {
        "number": there.ref,
        "mend_by": mend_by,
        "reason": reason,
        "document": document,
        "on": on,
    }
    draft = Draft.begin(desk, "finding-correct", request, asked)
    before = written_before(draft, request)
    if before is not None:
        return Finding(record=before)
    legal = on or draft.today
    refuse_step(there, legal, draft.today)
    refuse_early(mend_by, there.record.since)
    if mend_by == there.mend_by:
        raise InputError(
            Text(
                f"Hạn khắc phục của {there.ref} đã là {shown(mend_by)} (--mend-by).",
                f"{there.ref} is to be mended by {mend_by} already (--mend-by).",
            )
        )
    stream = there.record.stream
    why = draft.seal(stream, needed(reason, REASON, "--reason"))
    record = went_on(
        draft,
        there.record,
        RecordEvent.FINDING_CORRECTED,
        {"mend_by": mend_by.isoformat()},
        on=legal,
        unit=place_by_now(desk, there),
        document=None if document is None else read_text(document, PAPER) or None,
        moved=redated(there, mend_by, desk.store.entries(stream), draft.law),
        about=there.case,
        text=why,
    )
    return keep_finding(draft, record, dry_run=dry_run)
