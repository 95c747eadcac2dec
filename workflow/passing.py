"""What a draft must pass before it is written, in a store that has users."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rules.text import Text
from workflow.account import Seat
from workflow.approval import (
    GROUND_LABELS,
    Approval,
    ApprovalState,
    Ground,
    ProposedInsteadError,
    approver_of,
    gist,
    grounds_of,
)
from workflow.change import Change
from workflow.errors import NotPermittedError, RefusedError
from workflow.policy import require_places

if TYPE_CHECKING:
    from workflow.drafting import Draft

_ASK = Text(
    "ketnap approval ask -- … (đúng lệnh vừa gõ)", "ketnap approval ask -- … (the same command)"
)


def passed(draft: Draft, seat: Seat, change: Change) -> Change:
    """The change as it may be written: in scope, with the second person's word used up.

    Raises:
        NotPermittedError: it touches a unit out of scope, or rests on a word nobody gave.
        ProposedInsteadError: it was only to be proposed, and needs a second person.
        RefusedError: it was only to be proposed, and needs nobody.
    """
    desk = draft.desk
    if seat.alone:
        if desk.proposing:
            raise _needs_nobody(
                Text(
                    "Kho chưa có người dùng: hãy ghi người thứ hai bằng --approved-by.",
                    "The store has no users: name the second person with --approved-by.",
                )
            )
        return change
    require_places(seat, change.action, change, draft.today, desk.store.units(draft.today))
    years = [one.year for one in change.quotas]
    before = desk.store.quotas(min(years), max(years)) if years else ()
    grounds = grounds_of(change, before)
    if desk.proposing:
        if grounds:
            raise ProposedInsteadError(change, grounds)
        raise _needs_nobody(
            Text("Việc này không cần người thứ hai.", "This needs no second person.")
        )
    if not grounds:
        return change
    return _used(draft, change, _given(draft, change, grounds))


def _given(draft: Draft, change: Change, grounds: tuple[Ground, ...]) -> Approval:
    approver, wanted = approver_of(change), gist(change)
    why = Text(
        "; ".join(GROUND_LABELS[one].vi for one in grounds if one is not Ground.NAMED),
        "; ".join(GROUND_LABELS[one].en for one in grounds if one is not Ground.NAMED),
    )
    if approver is None:
        raise NotPermittedError(
            Text(
                "Việc này cần người thứ hai chấp thuận (--approved-by).",
                "This needs a second person's approval (--approved-by).",
            ),
            why=(why,),
            following=_ASK,
        )
    for one in draft.desk.store.approvals((ApprovalState.GIVEN,)):
        if (one.gist, one.answered_by, one.asked_by) == (wanted, approver, draft.desk.actor):
            return one
    raise NotPermittedError(
        Text(
            f"{approver} chưa chấp thuận đúng việc này; chưa ghi gì.",
            f"{approver} has not approved exactly this; nothing was written.",
        ),
        why=(why,) if why.en else (),
        following=_ASK,
    )


def _used(draft: Draft, change: Change, given: Approval) -> Change:
    """The change with the approval that it uses up."""
    stream = f"approval/{given.number}"
    fields = draft.fields("approval", draft.today, event=ApprovalState.USED.value, unit=given.unit)
    entry = draft.entry(stream, draft.desk.store.heads([stream])[stream], fields)
    used = replace(given, seq=entry.seq, state=ApprovalState.USED)
    return replace(change, entries=(*change.entries, entry), approvals=(used,))


def _needs_nobody(what: Text) -> RefusedError:
    return RefusedError(what, following=Text("gõ thẳng lệnh ấy", "type the command itself"))
