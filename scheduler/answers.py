"""What an officer may say to an alert: taken on, or not before a day.

Neither keeps the next rung from being raised. An acknowledged alert stays in the list, with who
took it on; a snoozed one comes back by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rules.text import Text
from workflow.answered import answer_data, answer_event
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, NotFoundError, NotPermittedError, RefusedError
from workflow.names import TextError, clean_text, fold
from workflow.reminders import NEVER_ALONE, AlertLine, AlertState, AlertStore, Answer

_LONGEST_REASON = 2000


def acknowledge(
    desk: Desk,
    alerts: AlertStore,
    number: int,
    *,
    reason: str,
    request: str | None = None,
    dry_run: bool = False,
) -> AlertLine:
    """Take an alert on; the log keeps who did, and why.

    Raises:
        NotFoundError: no such alert.
        RefusedError: its deadline is met already.
        InputError: no reason, or one that cannot be kept.
        ConflictError: somebody else answered it meanwhile.
    """
    asked = {"alert": number, "reason": reason}
    draft, before = begin_answer(desk, alerts, number, request, asked)
    if before is not None:
        return before
    line = standing_alert(alerts, number, draft.today)
    answer = Answer(
        alert=number,
        state=AlertState.ACKNOWLEDGED,
        by=desk.actor,
        at=draft.now,
        reason=read_reason(reason),
    )
    return keep_answer(draft, line, answer, dry_run=dry_run)


def snooze(
    desk: Desk,
    alerts: AlertStore,
    number: int,
    *,
    until: date,
    reason: str,
    longest: int,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> AlertLine:
    """Put an alert aside up to and with a day; it comes back on the day after.

    `longest` is the most calendar days for which that can be done at a time.

    Raises:
        NotFoundError: no such alert.
        RefusedError: its deadline is met already, or the day is too far off.
        InputError: a day that is not later than today, no reason, or one that cannot be kept.
        NotPermittedError: it would be silent while a probation or recognition is overdue, and no
            second person agreed.
        ConflictError: somebody else answered it meanwhile.
    """
    asked = {"alert": number, "until": until, "reason": reason}
    draft, before = begin_answer(desk, alerts, number, request, asked)
    if before is not None:
        return before
    line = standing_alert(alerts, number, draft.today)
    why = read_reason(reason)
    _refuse_days(until, draft.today, longest)
    second = _name(approved_by) if approved_by is not None else None
    if second is not None and fold(second) == fold(desk.actor):
        raise _needs_another(line)
    if line.rule in NEVER_ALONE and until > line.due_on and second is None:
        raise _needs_another(line)
    answer = Answer(
        alert=number,
        state=AlertState.SNOOZED,
        by=desk.actor,
        at=draft.now,
        reason=why,
        until_on=until,
        approved_by=second,
    )
    return keep_answer(draft, line, answer, dry_run=dry_run)


def begin_answer(
    desk: Desk, alerts: AlertStore, number: int, request: str | None, asked: Mapping[str, Any]
) -> tuple[Draft, AlertLine | None]:
    """The draft of an answer; with the alert as it is where the request was carried out before."""
    draft = Draft.begin(desk, "alert", request, asked)
    if request is None or draft.done_before() is None:
        return draft, None
    return draft, _found(alerts, number, draft.today)


def _refuse_days(until: date, today: date, longest: int) -> None:
    if until <= today:
        raise InputError(
            Text(
                f"Ngày {until:%d/%m/%Y} không sau hôm nay; tạm gác cần một ngày về sau.",
                f"{until} is not after today; a snooze needs a later day.",
            )
        )
    last = today + timedelta(days=longest)
    if until > last:
        raise RefusedError(
            Text(
                f"Mỗi lần chỉ gác được {longest} ngày, tới {last:%d/%m/%Y}.",
                f"An alert is put aside for {longest} days at most, until {last}.",
            ),
            following=Text(f"--until {last:%d/%m/%Y}", f"--until {last}"),
        )


def _found(alerts: AlertStore, number: int, today: date) -> AlertLine:
    line = alerts.alert(number, today)
    if line is None:
        raise NotFoundError(
            Text(f"Không có nhắc việc số {number}.", f"There is no alert {number}."),
            following=Text("ketnap alert list --all", "ketnap alert list --all"),
        )
    return line


def standing_alert(alerts: AlertStore, number: int, today: date) -> AlertLine:
    """An alert that can be answered.

    Raises:
        NotFoundError: no such alert.
        RefusedError: its deadline is met already.
    """
    line = _found(alerts, number, today)
    if line.state is AlertState.SETTLED:
        raise RefusedError(
            Text(
                f"Việc của nhắc việc {number} ({line.case}) đã xong; không còn gì để trả lời.",
                f"What alert {number} reminds of ({line.case}) is settled; nothing to answer.",
            ),
            following=look_at(line.case),
        )
    return line


def keep_answer(draft: Draft, line: AlertLine, answer: Answer, *, dry_run: bool) -> AlertLine:
    """Write an answer, in the log and in the alert's row; the alert as it is then."""
    stream = f"alert/{line.id}"
    fields = draft.fields(
        "alert",
        draft.today,
        event=answer_event(answer),
        unit=line.unit,
        approved_by=answer.approved_by,
        text=draft.seal(stream, answer.reason),
        data=answer_data(line, answer),
    )
    entry = draft.entry(stream, draft.desk.store.heads([stream]).get(stream), fields)
    draft.answers.append(answer)
    if not dry_run:
        draft.commit(stream=stream, seq=entry.seq)
    return replace(
        line,
        state=answer.state,
        answered_by=answer.by,
        approved_by=answer.approved_by,
        until_on=answer.until_on,
        reason=answer.reason,
        handed_to=answer.handed_to or line.handed_to,
    )


def read_reason(typed: str) -> str:
    """A reason as it is kept.

    Raises:
        InputError: there is none, or it cannot be kept.
    """
    cleaned = _cleaned(typed, _LONGEST_REASON)
    if not cleaned:
        raise InputError(
            Text(
                "Cần ghi lý do, để người sau hiểu vì sao.",
                "A reason is needed, so that the next reader understands.",
            ),
            following=Text("--reason “…”", "--reason “…”"),
        )
    return cleaned


def _name(typed: str) -> str | None:
    return _cleaned(typed, 200) or None


def _cleaned(typed: str, limit: int) -> str:
    try:
        return clean_text(typed, limit=limit)
    except TextError as problem:
        raise InputError(
            Text(
                f"Không nhận được dòng chữ này: {problem.text.vi}.",
                f"This text cannot be taken: {problem.text.en}.",
            )
        ) from None


def _needs_another(line: AlertLine) -> NotPermittedError:
    return NotPermittedError(
        Text(
            f"Không ai một mình gác nhắc việc quá hạn về dự bị, công nhận ({line.case},"
            f" hạn {line.due_on:%d/%m/%Y}): cần một người thứ hai đồng ý.",
            f"Nobody silences an overdue probation or recognition alone ({line.case},"
            f" due {line.due_on}): a second person has to agree.",
        ),
        following=Text("--approved-by TÊN", "--approved-by NAME"),
    )
