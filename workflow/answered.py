"""What officers answered to alerts, as the log tells it: a register per alert, `alert/NUMBER`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from audit import Break, Entry, Sealed
from workflow.evidence import Row, register_breaks
from workflow.reminders import AlertLine, AlertState, Answer

HANDED_OVER = "handed-over"
"""The event of an answer by which somebody else takes an alert on."""


def answer_event(answer: Answer) -> str:
    """What an answer is called in its entry."""
    return answer.state.value if answer.handed_to is None else HANDED_OVER


def answer_data(line: AlertLine, answer: Answer) -> dict[str, Any]:
    """An answer as its entry tells it: to which reminder, and until when."""
    told = {
        "case": line.case,
        "rule": line.rule,
        "rung": line.rung,
        "until": None if answer.until_on is None else answer.until_on.isoformat(),
        "to": answer.handed_to,
    }
    return {key: value for key, value in told.items() if value is not None}


def answer_of(entry: Entry, kept_apart: Mapping[str, str]) -> Answer:
    """The answer that an entry tells of; its reason stands beside the log, by digest."""
    fields = entry.fields
    until = fields["data"].get("until")
    return Answer(
        alert=int(entry.stream.partition("/")[2]),
        state=_state(fields["event"]),
        by=fields["actor"],
        at=datetime.fromisoformat(fields["recorded_at"]),
        reason=kept_apart.get(fields["text"]["sealed"], ""),
        until_on=None if until is None else date.fromisoformat(until),
        approved_by=fields.get("approved_by"),
        handed_to=fields["data"].get("to"),
    )


def _state(event: str) -> AlertState:
    return AlertState.ACKNOWLEDGED if event == HANDED_OVER else AlertState(event)


def answer_breaks(
    entries: Sequence[Entry], rows: Sequence[Row], sealed: Sequence[Sealed]
) -> Iterator[Break]:
    """Compare the row of an alert with the newest answer in its entries."""
    reasons = {one.digest: one.value for one in sealed if one.holds()}
    newest = entries[-1]
    posts = [entry.fields["data"]["to"] for entry in entries if "to" in entry.fields["data"]]
    columns = _columns(newest, rows, reasons) | {"handed_to": posts[-1] if posts else None}
    wanted = {newest.stream: (newest, columns)}
    there = {
        f"alert/{row['id']}": {**row, "answered_at": _instant(row["answered_at"])} for row in rows
    }
    yield from register_breaks(wanted, there, entries)


def _columns(entry: Entry, rows: Sequence[Row], reasons: Mapping[str, str]) -> dict[str, Any]:
    fields = entry.fields
    data = fields["data"]
    state = _state(fields["event"]).value
    if state == AlertState.SNOOZED and any(row["state"] == AlertState.RAISED for row in rows):
        state = AlertState.RAISED.value  # its day is over, or somebody is reminded too early
    return {
        "stream": data["case"],
        "rule": data["rule"],
        "rung": data["rung"],
        "state": state,
        "answered_by": fields["actor"],
        "answered_at": _instant(fields["recorded_at"]),
        "approved_by": fields.get("approved_by"),
        "until_on": data.get("until"),
        "reason": reasons.get(fields["text"]["sealed"]),
    }


def _instant(written: Any) -> datetime | None:
    """An instant as the log or a database writes it, in UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(written)
    except (TypeError, ValueError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
