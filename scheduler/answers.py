"""What an officer may say to an alert: taken on, or not before a day.

Neither keeps the next rung from being raised. An acknowledged alert stays in the list, with who
took it on; a snoozed one comes back by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.text import Text
from workflow.conflict import look_at
from workflow.errors import InputError, NotFoundError, NotPermittedError, RefusedError
from workflow.names import TextError, clean_text, fold
from workflow.reminders import AlertLine, AlertState, AlertStore, Answer

NEVER_ALONE = frozenset({"probation", "recognition-cell", "recognition-decision"})
"""Rules whose overdue alerts nobody silences alone (a forgotten probationer loses years)."""

_LONGEST_REASON = 2000


def acknowledge(
    alerts: AlertStore, number: int, *, by: str, reason: str, now: datetime, zone: ZoneInfo
) -> AlertLine:
    """Take an alert on.

    Raises:
        NotFoundError: no such alert.
        RefusedError: its deadline is met already.
        InputError: no reason, or one that cannot be kept.
    """
    line = _standing(alerts, number, now.astimezone(zone).date())
    answer = Answer(
        alert=number, state=AlertState.ACKNOWLEDGED, by=by, at=now, reason=_reason(reason)
    )
    return _kept(alerts, line, answer)


def snooze(
    alerts: AlertStore,
    number: int,
    *,
    by: str,
    until: date,
    reason: str,
    approved_by: str | None = None,
    now: datetime,
    zone: ZoneInfo,
) -> AlertLine:
    """Put an alert aside up to and with a day; it comes back on the day after.

    Raises:
        NotFoundError: no such alert.
        RefusedError: its deadline is met already.
        InputError: a day that is not later than today, no reason, or one that cannot be kept.
        NotPermittedError: it would be silent while a probation or recognition is overdue, and no
            second person agreed.
    """
    today = now.astimezone(zone).date()
    line = _standing(alerts, number, today)
    why = _reason(reason)
    if until <= today:
        raise InputError(
            Text(
                f"Ngày {until:%d/%m/%Y} không sau hôm nay; tạm gác cần một ngày về sau.",
                f"{until} is not after today; a snooze needs a later day.",
            )
        )
    second = _name(approved_by) if approved_by is not None else None
    if second is not None and fold(second) == fold(by):
        raise _needs_another(line)
    if line.rule in NEVER_ALONE and until > line.due_on and second is None:
        raise _needs_another(line)
    answer = Answer(
        alert=number,
        state=AlertState.SNOOZED,
        by=by,
        at=now,
        reason=why,
        until_on=until,
        approved_by=second,
    )
    return _kept(alerts, line, answer)


def _standing(alerts: AlertStore, number: int, today: date) -> AlertLine:
    line = alerts.alert(number, today)
    if line is None:
        raise NotFoundError(
            Text(f"Không có nhắc việc số {number}.", f"There is no alert {number}."),
            following=Text("ketnap alert list --all", "ketnap alert list --all"),
        )
    if line.state is AlertState.SETTLED:
        raise RefusedError(
            Text(
                f"Việc của nhắc việc {number} ({line.case}) đã xong; không còn gì để trả lời.",
                f"What alert {number} reminds of ({line.case}) is settled; nothing to answer.",
            ),
            following=look_at(line.case),
        )
    return line


def _kept(alerts: AlertStore, line: AlertLine, answer: Answer) -> AlertLine:
    alerts.answer(answer)
    return replace(
        line,
        state=answer.state,
        answered_by=answer.by,
        approved_by=answer.approved_by,
        until_on=answer.until_on,
        reason=answer.reason,
    )


def _reason(typed: str) -> str:
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
