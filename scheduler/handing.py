"""Handing an alert over: somebody else in a role takes it on, and the next rungs go there as well.

Whoever was told before is told as before: a hand-over adds a reader and takes none away, so that
it silences nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rules.text import Text
from scheduler.answers import begin_answer, keep_answer, read_reason, standing_alert
from workflow.desk import Desk
from workflow.errors import NotFoundError, RefusedError
from workflow.holder import Holder
from workflow.names import fold
from workflow.reminders import ROLE_LABELS, AlertLine, AlertState, AlertStore, Answer
from workflow.subtree import path_down


def hand_over(
    desk: Desk,
    alerts: AlertStore,
    number: int,
    to: str,
    *,
    reason: str,
    request: str | None = None,
    dry_run: bool = False,
) -> AlertLine:
    """Hand an alert over to somebody who holds a role today, in the case's unit or above it.

    Args:
        desk: Where the action takes place.
        alerts: The clock's side of the store.
        number: The alert.
        to: The holder's name, address, or post (`UNIT#NUMBER`).
        reason: Why; kept beside the log.
        request: Request id; the same one is never carried out twice.
        dry_run: Decide and report, write nothing.

    Raises:
        NotFoundError: no such alert, or nobody, or more than one, goes by `to`.
        RefusedError: its deadline is met already, or they have no role over the case.
        InputError: no reason, or one that cannot be kept.
        ConflictError: somebody else answered it meanwhile.
    """
    asked = {"alert": number, "to": to, "reason": reason}
    draft, before = begin_answer(desk, alerts, number, request, asked)
    if before is not None:
        return before
    line = standing_alert(alerts, number, draft.today)
    holder = _holder(desk, line, to)
    answer = Answer(
        alert=number,
        state=AlertState.ACKNOWLEDGED,
        by=desk.actor,
        at=draft.now,
        reason=read_reason(reason),
        handed_to=holder.post,
    )
    return keep_answer(draft, line, answer, dry_run=dry_run)


def _holder(desk: Desk, line: AlertLine, to: str) -> Holder:
    today = desk.today()
    key = fold(to)
    known = [
        one
        for one in desk.store.holders(today)
        if to.strip() == one.post or key in (fold(one.name), fold(one.address))
    ]
    above = {*path_down(desk.store.units(today), line.unit), line.unit}
    found = [one for one in known if one.unit in above]
    if len({one.addressee for one in found}) == 1:
        return found[0]
    if known and not found:
        raise RefusedError(
            Text(
                f"“{to}” không giữ vai trò nào ở {line.unit} hoặc cấp trên của nó; không giao được"
                f" nhắc việc {line.id}.",
                f"“{to}” holds no role in {line.unit} or above it; alert {line.id} is not theirs.",
            ),
            why=_listed(known),
        )
    what = Text(
        f"Không ai là “{to}” giữ vai trò hôm nay.", f"Nobody called “{to}” has a role today."
    )
    if found:
        what = Text(
            f"“{to}” chỉ nhiều người; hãy gõ địa chỉ.",
            f"“{to}” stands for several people; type an address.",
        )
    raise NotFoundError(
        what, why=_listed(found), following=Text("ketnap role list", "ketnap role list")
    )


def _listed(holders: Sequence[Holder]) -> tuple[Text, ...]:
    return tuple(
        Text(
            f"{one.post} · {one.name} · {ROLE_LABELS[one.role].vi} · {one.address}",
            f"{one.post} · {one.name} · {ROLE_LABELS[one.role].en} · {one.address}",
        )
        for one in holders
    )
