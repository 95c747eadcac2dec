"""Take a case one event further, when everything the law asks for is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from rules.text import Text
from workflow.actions.nominate import paper
from workflow.case import Case
from workflow.conditions import unmet
from workflow.conditions.bodies import deciding
from workflow.conditions.general import recorded_decision
from workflow.conflict import look_at, moved_meanwhile
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import EventRefusedError, RefusedError
from workflow.finding import find_case
from workflow.inquiry import Inquiry, Proposal
from workflow.lapses import waivable
from workflow.law import Law
from workflow.lines import issued_for, line_for
from workflow.machine import possible, targets
from workflow.names import fold
from workflow.notices import done_notices, notices
from workflow.outcomes import Moved, Notice, Unmet
from workflow.ports import Dossier
from workflow.possibilities import possibilities
from workflow.probation import probation_of
from workflow.replay import replayed
from workflow.states import EVENT_LABELS, STATE_LABELS, Event, State

# Two officers at the same work meet within this time; later, a repeated event is a mistake.
_SAME_WORK = timedelta(hours=1)


def advance(
    desk: Desk,
    ref: str,
    event: Event,
    *,
    on: date | None = None,
    to: State | None = None,
    document: str | None = None,
    issuer: str | None = None,
    reason_code: str | None = None,
    reason: str | None = None,
    overrides: Collection[str] = (),
    approved_by: str | None = None,
    seen: int | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Take a case one event further.

    Args:
        desk: Where the action takes place.
        ref: Reference, unique tail, or unique name.
        event: What happened.
        on: Legal day of the event (default: today). For `recognise` the day of the decision: the
            recognition itself takes effect on the day the probation ended.
        to: Where the event leads, when the table leaves a choice (return-file, annul).
        document: Number of the decision or resolution behind it.
        issuer: Who issued that document.
        reason_code: Why (a `workflow.reasons.Reason`), for leaving the main path.
        reason: Free text; kept apart from the log, which proves it by a salted digest.
        overrides: Conditions that are waived; needs a reason and a second person, marked for ever.
        approved_by: The second person.
        seen: Sequence the officer saw; somebody's later entry is then a conflict.
        request: Request id; the same one is never carried out twice.
        dry_run: Decide and report, write nothing.

    Raises:
        EventRefusedError: conditions are not met; all of them are named with their source.
        RefusedError: the state does not allow the event.
        ConflictError: another officer moved the case first, or did the same within the hour.
        NotFoundError: no such case.
    """
    dossier = find_case(desk, ref)
    case = dossier.case
    asked = {"ref": case.ref, "event": event, "on": on, "document": document, "to": to}
    draft = Draft.begin(desk, "advance", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    if seen is not None and seen != case.seq:
        raise moved_meanwhile(desk.store, case.ref, seen)
    moved = take(
        draft,
        dossier,
        event,
        on=on,
        to=to,
        document=document,
        issuer=issuer,
        reason_code=reason_code,
        reason=reason,
        overrides=overrides,
        approved_by=approved_by,
        rehearsed=dry_run,
    )
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    return moved


def take(
    draft: Draft,
    dossier: Dossier,
    event: Event,
    *,
    on: date | None = None,
    to: State | None = None,
    document: str | None = None,
    issuer: str | None = None,
    reason_code: str | None = None,
    reason: str | None = None,
    overrides: Collection[str] = (),
    approved_by: str | None = None,
    rehearsed: bool = False,
    told: Mapping[str, Any] | None = None,
) -> Moved:
    """Draft one event of a case, which the caller commits; the arguments are those of `advance`.

    `told` is what else the entry is to say in its data: the class, or the sitting, it comes from.

    Raises:
        EventRefusedError: conditions are not met.
        RefusedError: the state does not allow the event.
        ConflictError: another officer did the same within the hour.
    """
    desk, case = draft.desk, dossier.case
    legal = on or draft.today
    document = _named(document)
    target = _target(desk, case, event, to)
    proposal = Proposal(
        event=event,
        on=legal,
        today=draft.today,
        to=target,
        document=document,
        issuer=issuer,
        reason=reason_code,
        approved_by=approved_by,
    )
    line = line_for(desk.store, case, event, legal, document=document, issuer=issuer)
    ask = Inquiry(
        case=case,
        person=dossier.person,
        proposal=proposal,
        law=draft.law,
        line=line,
        issued=issued_for(desk.store, case, event, legal),
    )
    missing = unmet(ask)
    shown = notices(ask, missing) if rehearsed else done_notices(ask)
    waived = _allowed(desk, ask, missing, overrides, reason)
    effective, data = _effective(case, event, legal, draft.law)
    data.update(told or {})
    who = deciding(ask)
    if who is not None:
        data["decided_by"] = {"unit": who.unit.code, "body": who.body.value}
    if waived:
        data["overrides"] = sorted({one.condition for one in waived})
    fields = draft.fields(
        "transition",
        effective,
        event=event.value,
        to=target.value,
        unit=case.unit,
        document=_paper(case, event, document, issuer),
        reason=reason_code,
        text=draft.seal(case.ref, reason),
        approved_by=approved_by,
        data=data or None,
    )
    fields["from"] = case.state.value
    return replace(draft.step(case, fields), notices=shown)


def why(
    desk: Desk, ref: str, event: Event, *, on: date | None = None
) -> tuple[Dossier, tuple[Unmet, ...]]:
    """Everything that stands between a case and an event, as if proposed on a day.

    A decision number, a reason and a second person count as missing: they come with the command.

    Raises:
        NotFoundError: no such case.
        RefusedError: the state does not allow the event.
    """
    dossier, missing, _ = consider(desk, ref, event, on=on)
    return dossier, missing


def consider(
    desk: Desk, ref: str, event: Event, *, on: date | None = None
) -> tuple[Dossier, tuple[Unmet, ...], tuple[Notice, ...]]:
    """The same, with what to look at before deciding.

    Raises:
        NotFoundError: no such case.
        RefusedError: the state does not allow the event.
    """
    dossier = find_case(desk, ref)
    today = desk.today()
    found = targets(dossier.case.state, event)
    if not found:
        raise _not_possible(dossier.case, event)
    case, legal = dossier.case, on or today
    proposal = Proposal(event=event, on=legal, today=today, to=found[0])
    line = line_for(desk.store, case, event, legal, document=None, issuer=None)
    ask = Inquiry(
        case=case,
        person=dossier.person,
        proposal=proposal,
        law=desk.law(),
        line=line,
        issued=issued_for(desk.store, case, event, legal),
    )
    missing = unmet(ask)
    return dossier, missing, notices(ask, missing)


def _target(desk: Desk, case: Case, event: Event, to: State | None) -> State:
    found = targets(case.state, event)
    if not found:
        if just_done(desk, case.ref, "transition", event.value):
            raise moved_meanwhile(desk.store, case.ref, case.seq - 1)
        raise _not_possible(case, event)
    if to is None and len(found) == 1:
        return found[0]
    if to not in found:
        listed = ", ".join(state.value for state in found)
        raise RefusedError(
            Text(
                f"“{event}” dẫn tới {listed}: hãy chọn bằng --to.",
                f"“{event}” leads to {listed}: choose with --to.",
            )
        )
    return to


def just_done(desk: Desk, ref: str, kind: str, event: str) -> bool:
    """Whether the newest entry is this very event, so recent that another officer meant it too."""
    newest = desk.store.entries(ref)[-1].fields
    if (newest["kind"], newest.get("event")) != (kind, event):
        return False
    return desk.clock() - datetime.fromisoformat(newest["recorded_at"]) <= _SAME_WORK


def _not_possible(case: Case, event: Event) -> RefusedError:
    label, wanted = STATE_LABELS[case.state], EVENT_LABELS[event]
    told = possibilities(possible(case.state), EVENT_LABELS)
    return RefusedError(
        Text(
            f"Không thực hiện được “{wanted.vi}” với {case.ref}: hồ sơ đang ở bước {label.vi};"
            f" {told.vi}.",
            f"Cannot {event} {case.ref}: it is in {case.state}; {told.en}.",
        ),
        following=look_at(case.ref),
    )


def _allowed(
    desk: Desk,
    ask: Inquiry,
    missing: tuple[Unmet, ...],
    overrides: Collection[str],
    reason: str | None,
) -> tuple[Unmet, ...]:
    approver = ask.proposal.approved_by
    refuse_own_approval(desk, approver)
    waived = tuple(one for one in missing if one.condition in overrides and waivable(one))
    if waived and (reason is None or approver is None):
        raise RefusedError(
            Text(
                "Bỏ qua điều kiện cần --reason và --approved-by của người thứ hai.",
                "Waiving a condition needs --reason and --approved-by a second person.",
            )
        )
    left = tuple(one for one in missing if one not in waived)
    if left:
        ref, name, event = ask.case.ref, ask.person.name, ask.proposal.event
        label = EVENT_LABELS[event]
        raise EventRefusedError(
            ref,
            event.value,
            left,
            Text(
                f"Không thực hiện được “{label.vi}” với {ref} ({name}):"
                f" {len(left)} điều kiện chưa đạt.",
                f"cannot {event} {ref} ({name}): {len(left)} unmet condition(s)",
            ),
        )
    return waived


def refuse_own_approval(desk: Desk, approver: str | None) -> None:
    """Nobody approves what they record themselves.

    Raises:
        RefusedError: both are the same person.
    """
    if approver is not None and fold(approver) == fold(desk.actor):
        raise RefusedError(
            Text(
                "Người chấp thuận phải là người thứ hai, không phải người ghi.",
                "The approver must be a second person, not the one who records.",
            )
        )


def _effective(case: Case, event: Event, on: date, law: Law) -> tuple[date, dict[str, Any]]:
    """A recognition takes effect on the day probation ended, however late it is decided."""
    if event is Event.HOLD_CEREMONY:
        law.find("entry-day", on)
    if event is not Event.RECOGNISE:
        return on, {}
    found = probation_of(case, law)
    assert found is not None  # noqa: S101 - the condition on probation is never waived
    law.find("recognition-effect", on)
    law.find("party-age", on)
    return found.ends_on, {"decided_on": on.isoformat()}


def _named(document: str | None) -> str | None:
    """A document's number; an empty one names nothing."""
    return None if document is None or not document.strip() else document


def _paper(
    case: Case, event: Event, document: str | None, issuer: str | None
) -> dict[str, str] | None:
    """The document behind an event: given with it, or recorded before."""
    recorded = recorded_decision(case, event) if document is None else None
    if recorded is None:
        return paper(document, issuer)
    return paper(recorded.document, issuer or recorded.issuer)
