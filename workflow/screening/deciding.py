"""Take a screening one event further, or give it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rules.text import Text
from workflow.actions.advance import just_done, refuse_own_approval
from workflow.actions.nominate import paper
from workflow.conflict import moved_meanwhile
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import RefusedError
from workflow.outcomes import Notice, Unmet
from workflow.possibilities import possibilities
from workflow.screening.conditions import screening_unmet
from workflow.screening.finding import find_screening
from workflow.screening.fold import STEP
from workflow.screening.graded import grade_notices
from workflow.screening.inquiry import ScreeningInquiry, ScreeningProposal
from workflow.screening.listing import ScreeningFile
from workflow.screening.machine import screening_machine
from workflow.screening.states import (
    SCREENING_EVENT_LABELS,
    SCREENING_STATE_LABELS,
    CloseReason,
    ScreeningEvent,
    ScreeningState,
)
from workflow.screening.steps import Screened, refuse_unmet, replayed_screening, step


def decide(
    desk: Desk,
    ref: str,
    event: ScreeningEvent,
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    reason_code: CloseReason | None = None,
    reason: str | None = None,
    approved_by: str | None = None,
    seen: int | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Screened:
    """Take a screening one event further, when everything the law asks for is there.

    Args:
        desk: Where the action takes place.
        ref: Reference, unique tail, or the member.
        event: What was decided.
        on: Legal day (default: today).
        document: Number of the document behind it.
        issuer: Who issued it.
        reason_code: Why the screening is closed without a decision on the member.
        reason: Free text; kept apart from the log.
        approved_by: The second person; a removal needs one.
        seen: Sequence the officer saw; somebody's later entry is then a conflict.
        request: Request id; the same one is never carried out twice.
        dry_run: Decide and report, write nothing.

    Raises:
        EventRefusedError: conditions are not met; all of them are named with their source.
        RefusedError: the state does not allow the event.
        ConflictError: another officer moved it first.
        NotFoundError: no such screening.
    """
    found = find_screening(desk, ref)
    one = found.screening
    asked = {"ref": one.ref, "event": event, "on": on, "document": document, "code": reason_code}
    draft = Draft.begin(desk, "screen-decide", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed_screening(desk, done)
    if seen is not None and seen != one.seq:
        raise moved_meanwhile(desk.store, one.ref, seen)
    target = _target(desk, found, event)
    refuse_own_approval(desk, approved_by)
    proposal = ScreeningProposal(
        event=event,
        on=on or draft.today,
        today=draft.today,
        document=document,
        issuer=issuer,
        reason=reason_code,
        approved_by=approved_by,
    )
    ask = ScreeningInquiry(proposal=proposal, law=draft.law, screening=one, case=found.case)
    refuse_unmet(one.ref, event, found.person.name, screening_unmet(ask))
    fields = draft.fields(
        STEP,
        proposal.on,
        event=event.value,
        to=target.value,
        unit=found.case.unit,
        document=paper(document, issuer),
        reason=None if reason_code is None else reason_code.value,
        text=draft.seal(one.ref, reason),
        approved_by=approved_by,
    )
    fields["from"] = one.state.value
    shown = tuple(grade_notices(found.case, one.ground, event, proposal.on, draft.law))
    screened = replace(step(draft, one, fields), notices=shown)
    if not dry_run:
        draft.commit(stream=one.ref, seq=screened.entry.seq)
    return screened


def why_not(
    desk: Desk, ref: str, event: ScreeningEvent, *, on: date | None = None
) -> tuple[ScreeningFile, tuple[Unmet, ...]]:
    """Everything that stands between a screening and an event, as if proposed on a day.

    Raises:
        NotFoundError: no such screening.
        RefusedError: the state does not allow the event.
    """
    found, missing, _ = consider_screening(desk, ref, event, on=on)
    return found, missing


def consider_screening(
    desk: Desk, ref: str, event: ScreeningEvent, *, on: date | None = None
) -> tuple[ScreeningFile, tuple[Unmet, ...], tuple[Notice, ...]]:
    """The same, with what to look at before deciding.

    Raises:
        NotFoundError: no such screening.
        RefusedError: the state does not allow the event.
    """
    found = find_screening(desk, ref)
    one = found.screening
    _target(desk, found, event)
    today, law = desk.today(), desk.law()
    proposal = ScreeningProposal(event=event, on=on or today, today=today)
    ask = ScreeningInquiry(proposal=proposal, law=law, screening=one, case=found.case)
    missing = screening_unmet(ask)
    return found, missing, tuple(grade_notices(found.case, one.ground, event, proposal.on, law))


def _target(desk: Desk, found: ScreeningFile, event: ScreeningEvent) -> ScreeningState:
    one = found.screening
    leads = screening_machine().targets(one.state, event)
    if leads:
        return leads[0]
    if just_done(desk, one.ref, STEP, event.value):
        raise moved_meanwhile(desk.store, one.ref, one.seq - 1)
    label, wanted = SCREENING_STATE_LABELS[one.state], SCREENING_EVENT_LABELS[event]
    told = possibilities(screening_machine().possible(one.state), SCREENING_EVENT_LABELS)
    raise RefusedError(
        Text(
            f"Không thực hiện được “{wanted.vi}” với {one.ref}: lượt rà soát đang ở bước"
            f" {label.vi}; {told.vi}.",
            f"Cannot {event} {one.ref}: it is in {one.state}; {told.en}.",
        )
    )
