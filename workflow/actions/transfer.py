"""Hand a case to another unit: offered by one, accepted by the other; the clock is not reset."""

from __future__ import annotations

from datetime import date
from typing import Literal

from rules.text import Text
from workflow.actions.nominate import paper
from workflow.actions.record import refuse_future
from workflow.case import Case
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import RefusedError
from workflow.finding import find_case, find_unit
from workflow.fold import history
from workflow.outcomes import Moved
from workflow.replay import replayed
from workflow.states import State

Step = Literal["offer", "accept", "decline"]


def transfer(
    desk: Desk,
    ref: str,
    step: Step,
    *,
    to: str | None = None,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Offer a case to a unit, or accept or decline on behalf of the unit that was offered it.

    Until it is accepted the old unit stays responsible, so that nobody is lost between two.

    Raises:
        RefusedError: nothing to accept, already offered, the same unit, or a day before the
            case was opened or before it was offered.
        NotFoundError: no such case or unit.
    """
    case = find_case(desk, ref).case
    asked = {"ref": case.ref, "step": step, "to": to, "on": on}
    draft = Draft.begin(desk, "transfer", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    legal = on or draft.today
    refuse_future(legal, draft.today)
    if case.state in (State.CLOSED, State.STRUCK_OFF):
        raise RefusedError(
            Text(
                f"Hồ sơ {case.ref} đã kết thúc, không chuyển được.",
                f"Case {case.ref} has ended; it cannot be transferred.",
            ),
            following=look_at(case.ref),
        )
    _in_order(desk, case, step, legal)
    target = _target(desk, case.ref, case.unit, case.moving_to, step, to)
    fields = draft.fields(
        "transfer",
        legal,
        event=step,
        unit=case.unit,
        document=paper(document, issuer),
        text=draft.seal(case.ref, reason),
        data={"to": target},
    )
    moved = draft.step(case, fields)
    if not dry_run:
        draft.commit(stream=case.ref, seq=moved.entry.seq)
    return moved


def _in_order(desk: Desk, case: Case, step: Step, on: date) -> None:
    """An offer follows the opening of the case, an answer follows the offer."""
    if step == "offer":
        if on < case.opened_on:
            raise RefusedError(
                Text(
                    f"Ngày chuyển {on:%d/%m/%Y} trước ngày mở hồ sơ {case.ref}"
                    f" ({case.opened_on:%d/%m/%Y}); hãy xem lại ngày (--on).",
                    f"The transfer of {on} lies before case {case.ref} was opened"
                    f" ({case.opened_on}); check the day (--on).",
                ),
                following=look_at(case.ref),
            )
        return
    offered = _offered_on(desk, case)
    if offered is not None and on < offered:
        raise RefusedError(
            Text(
                f"Ngày trả lời {on:%d/%m/%Y} trước ngày đề nghị chuyển hồ sơ {case.ref}"
                f" ({offered:%d/%m/%Y}); hãy xem lại ngày (--on).",
                f"The answer of {on} lies before case {case.ref} was offered"
                f" ({offered}); check the day (--on).",
            ),
            following=look_at(case.ref),
        )


def _offered_on(desk: Desk, case: Case) -> date | None:
    """The day of the offer that waits for an answer, as corrected; None when none waits."""
    if case.moving_to is None:
        return None
    days = [
        fields["effective_on"]
        for fields, _, _ in history(desk.store.entries(case.ref))
        if fields["kind"] == "transfer"
    ]
    return date.fromisoformat(days[-1])


def _target(
    desk: Desk, ref: str, unit: str, moving_to: str | None, step: Step, to: str | None
) -> str:
    if step == "offer":
        if moving_to is not None:
            raise RefusedError(
                Text(
                    f"Hồ sơ {ref} đang chờ {moving_to} tiếp nhận.",
                    f"Case {ref} is waiting for {moving_to} to accept it.",
                ),
                following=Text(
                    f"ketnap case transfer {ref} --accept · ketnap case transfer {ref} --decline",
                    f"ketnap case transfer {ref} --accept · ketnap case transfer {ref} --decline",
                ),
            )
        if to is None:
            raise RefusedError(
                Text("Cần tổ chức tiếp nhận (--to).", "The receiving unit is missing (--to)."),
                following=_offer(ref),
            )
        target = find_unit(desk, to).code
        if target == unit:
            raise RefusedError(
                Text(f"Hồ sơ {ref} đã ở {unit}.", f"Case {ref} is with {unit} already."),
                following=look_at(ref),
            )
        return target
    if moving_to is None:
        raise RefusedError(
            Text(
                f"Hồ sơ {ref} không chờ chuyển; chuyển bằng --to.",
                f"Case {ref} is not waiting to move; offer it with --to.",
            ),
            following=_offer(ref),
        )
    return moving_to


def _offer(ref: str) -> Text:
    return Text(f"ketnap case transfer {ref} --to TỔ_CHỨC", f"ketnap case transfer {ref} --to UNIT")
