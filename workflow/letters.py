"""Messages that were not received: sent once more, or recorded as returned.

What a message said is composed when it is sent and kept nowhere; the ledger knows to whom it went,
when, and how much it told. An officer's word about a message is an entry of `message/ID`.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.names import TextError, clean_text
from workflow.posting import Resend, Return
from workflow.reminders import AlertStore, Letter

DEAD = "dead"
SENT = "sent"
RETURNED = "returned"
_SHORTEST = 6
_LONGEST_REASON = 300
_STATES = ("waiting", SENT, DEAD, "void")


def resend(
    desk: Desk,
    alerts: AlertStore,
    typed: str,
    *,
    request: str | None = None,
    dry_run: bool = False,
) -> Resend:
    """Send a message once more that was given up, or that was sent and not read.

    Where nobody knows whether it was accepted it keeps its id, so that a mail server that has it
    already shows it once. Where it was accepted, the same id would hide it: it gets a new one.

    Raises:
        NotFoundError: no message, or several, begin with what was typed.
        RefusedError: it waits to be sent anyway, or has nothing left to say.
    """
    draft = Draft.begin(desk, "message-resend", request, {"message": typed})
    letter = find_letter(alerts, typed)
    done = None if request is None else draft.done_before()
    if done is not None:
        return Resend(message=letter.message, under=done.result["under"], at=draft.now)
    if letter.state not in (DEAD, SENT):
        raise RefusedError(
            Text(
                f"Tin {letter.message[:12]} đang chờ gửi hoặc không còn gì để báo.",
                f"Message {letter.message[:12]} waits to be sent, or has nothing left to say.",
            ),
            following=Text("ketnap alert letters --all", "ketnap alert letters --all"),
        )
    again = Resend(message=letter.message, under=_id_of(letter, draft.now), at=draft.now)
    under = None if again.under == letter.message else again.under
    _enter(draft, letter, "resend", data=None if under is None else {"under": under})
    draft.resends.append(again)
    if not dry_run:
        draft.commit(message=letter.message, under=again.under)
    return again


def record_return(
    desk: Desk,
    alerts: AlertStore,
    typed: str,
    *,
    reason: str,
    request: str | None = None,
    dry_run: bool = False,
) -> Letter:
    """Record that a message came back: it counts against its inbox and is among the dead.

    Raises:
        NotFoundError: no message, or several, begin with what was typed.
        RefusedError: it was not sent.
        InputError: no reason, or one that cannot be kept.
    """
    draft = Draft.begin(desk, "message-return", request, {"message": typed, "reason": reason})
    letter = find_letter(alerts, typed)
    if request is not None and draft.done_before() is not None:
        return letter
    if letter.state != SENT:
        raise RefusedError(
            Text(
                f"Tin {letter.message[:12]} chưa gửi nên không thể bị trả lại.",
                f"Message {letter.message[:12]} was not sent, so it cannot have come back.",
            )
        )
    why = _reason(reason)
    stream = _enter(draft, letter, RETURNED)
    draft.returns.append(
        Return(
            message=letter.message,
            channel=letter.addressee.channel,
            recipient=letter.addressee.address,
            reason=why,
            at=draft.now,
        )
    )
    if not dry_run:
        draft.commit(stream=stream)
    return letter


def _enter(draft: Draft, letter: Letter, event: str, data: dict[str, str] | None = None) -> str:
    stream = f"message/{letter.message}"
    fields = draft.fields("message", draft.today, event=event, data=data)
    draft.entry(stream, draft.desk.store.heads([stream]).get(stream), fields)
    return stream


def _id_of(letter: Letter, now: datetime) -> str:
    if letter.sent_at is None:
        return letter.message
    told = f"{letter.message}\n{now.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def find_letter(alerts: AlertStore, typed: str) -> Letter:
    """The one message whose id begins like that.

    Raises:
        NotFoundError: there is none, there are several, or too little was typed.
    """
    asked = typed.strip().lower()
    found = [one for one in alerts.letters(*_STATES) if one.message.startswith(asked)]
    if len(found) == 1 and len(asked) >= _SHORTEST:
        return found[0]
    raise NotFoundError(
        Text(
            f"“{typed[:40]}” không chỉ đúng một tin; gõ ít nhất {_SHORTEST} ký tự đầu của mã tin.",
            f"“{typed[:40]}” is not one message; type the first {_SHORTEST} or more of its id.",
        ),
        following=Text("ketnap alert letters --all", "ketnap alert letters --all"),
    )


def _reason(typed: str) -> str:
    try:
        cleaned = clean_text(typed, limit=_LONGEST_REASON)
    except TextError:
        cleaned = ""
    if not cleaned:
        raise InputError(
            Text(
                "Cần ghi lý do tin bị trả lại, không có ký tự lạ.",
                "Say in plain words why the message came back.",
            ),
            following=Text("--reason “…”", "--reason “…”"),
        )
    return cleaned
