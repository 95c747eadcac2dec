"""Asking a second person, and their answer, each from their own account: `approval/NUMBER`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rules.text import Text
from workflow.approval import (
    APPROVAL_LABELS,
    Approval,
    ApprovalState,
    Ground,
    ProposedInsteadError,
    approver_of,
    gist,
)
from workflow.approved import asked_for
from workflow.change import Change, Numbering
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import NotFoundError, NotPermittedError, RefusedError
from workflow.personal import read_text

SERIES = "approval"
_REASON = Text("Lý do", "Reason")


def ask(
    desk: Desk, attempt: Callable[[], object], *, request: str | None = None, dry_run: bool = False
) -> Approval:
    """Propose to a second person what `attempt` would write, at a desk that is `proposing`.

    Raises:
        RefusedError: it needs nobody, or names nobody.
        Anything that the attempt itself is refused with.
    """
    try:
        attempt()
    except ProposedInsteadError as proposed:
        return _asked(desk, proposed.change, proposed.grounds, request, dry_run=dry_run)
    raise RefusedError(
        Text("Lệnh ấy không ghi gì để phải chấp thuận.", "That writes nothing to be approved."),
        following=Text("ketnap approval list", "ketnap approval list"),
    )


def _asked(
    desk: Desk, change: Change, grounds: tuple[Ground, ...], request: str | None, *, dry_run: bool
) -> Approval:
    wanted, approver = gist(change), approver_of(change)
    if approver is None:
        raise RefusedError(
            Text(
                "Cần nêu người thứ hai trong lệnh ấy (--approved-by TÀI_KHOẢN).",
                "Name the second person in that command (--approved-by ACCOUNT).",
            )
        )
    draft = Draft.begin(replace(desk, proposing=False), "approval-ask", request, {"gist": wanted})
    done = draft.done_before() if request is not None else None
    if done is not None:
        return _found(desk, int(done.result["number"]))
    same = [one for one in desk.store.approvals((ApprovalState.WAITING,)) if one.gist == wanted]
    if same:
        raise RefusedError(
            Text(
                f"Việc này đã được đề nghị, số {same[0].number}, đang chờ {same[0].asked_of}.",
                f"This is proposed already, number {same[0].number}; it waits for"
                f" {same[0].asked_of}.",
            ),
            following=Text("ketnap approval list", "ketnap approval list"),
        )
    seen = desk.store.counter(SERIES)
    draft.numbering = Numbering(name=SERIES, seen=seen, next=seen + 1)
    stream = f"{SERIES}/{seen + 1}"
    first = change.entries[0]
    fields = draft.fields(
        "approval",
        draft.today,
        event="ask",
        unit=first.fields.get("unit"),
        data={
            "about": first.stream,
            "deed": first.fields.get("event") or first.fields["kind"],
            "day": first.fields["effective_on"],
            "grounds": [one.value for one in grounds],
            "gist": wanted,
            "of": approver,
        },
        text=draft.seal(stream, _why(change)),
    )
    entry = draft.entry(stream, None, fields)
    made = asked_for(entry)
    draft.approvals.append(made)
    if not dry_run:
        draft.commit(number=made.number)
    return made


def answer(
    desk: Desk,
    number: int,
    state: ApprovalState,
    *,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Approval:
    """Give one's word, or refuse it; only whom the proposal names may, and never who proposed it.

    Raises:
        NotFoundError: no such proposal.
        NotPermittedError: it waits for somebody else, or is one's own.
        RefusedError: it is answered already.
    """
    asked = {"number": number, "state": state, "reason": reason}
    draft = Draft.begin(desk, "approval-answer", request, asked)
    found = _found(desk, number)
    if request is not None and draft.done_before() is not None:
        return found
    if found.state is not ApprovalState.WAITING:
        label = APPROVAL_LABELS[found.state]
        raise RefusedError(
            Text(f"Đề nghị {number} {label.vi}.", f"Proposal {number} is {label.en}."),
            following=Text("ketnap approval list", "ketnap approval list"),
        )
    if desk.actor == found.asked_by or desk.actor != found.asked_of:
        raise NotPermittedError(
            Text(
                f"Đề nghị {number} của {found.asked_by} chờ {found.asked_of} trả lời.",
                f"Proposal {number} of {found.asked_by} waits for {found.asked_of}.",
            ),
            why=(
                Text(
                    f"bạn là {desk.actor}; người chấp thuận phải là người khác, bằng tài khoản"
                    " của chính họ",
                    f"you are {desk.actor}; an approver is another person, on their own account",
                ),
            ),
            following=Text("ketnap approval list", "ketnap approval list"),
        )
    stream = f"{SERIES}/{number}"
    said = None if reason is None else read_text(reason, _REASON, limit=2000)
    fields = draft.fields(
        "approval",
        draft.today,
        event=state.value,
        unit=found.unit,
        text=draft.seal(stream, said or None),
    )
    entry = draft.entry(stream, desk.store.heads([stream])[stream], fields)
    answered = replace(found, seq=entry.seq, state=state, answered_by=desk.actor)
    draft.approvals.append(answered)
    if not dry_run:
        draft.commit(number=number)
    return answered


def sayings(desk: Desk, number: int) -> tuple[str, ...]:
    """What was said in words about a proposal, in order, as far as it is kept."""
    stream = f"{SERIES}/{number}"
    kept = desk.store.unsealed(stream)
    texts = [entry.fields.get("text") for entry in desk.store.entries(stream)]
    return tuple(kept[one["sealed"]] for one in texts if one and one["sealed"] in kept)


def _found(desk: Desk, number: int) -> Approval:
    for one in desk.store.approvals():
        if one.number == number:
            return one
    raise NotFoundError(
        Text(f"Không có đề nghị số {number}.", f"There is no proposal {number}."),
        following=Text("ketnap approval list", "ketnap approval list"),
    )


def _why(change: Change) -> str | None:
    """The reason in words that the change keeps apart from the log."""
    for entry in change.entries:
        digest = entry.fields.get("text", {}).get("sealed")
        for _, kept in change.sealed:
            if kept.digest == digest:
                return kept.value
    return None
