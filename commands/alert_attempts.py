"""`ketnap alert attempts`: how often a message was tried, when, and what the other side said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column
from commands.skin import Command
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.attempts import Attempt

_COLUMNS = (
    Column(key="at", heading=Text("Lúc", "At"), kind="ref"),
    Column(key="outcome", heading=Text("Kết quả", "Outcome")),
    Column(key="code", heading=Text("Mã SMTP", "SMTP code"), kind="number"),
    Column(key="error", heading=Text("Lỗi", "Error")),
    Column(key="channel", heading=Text("Kênh", "Channel"), wide=True),
    Column(key="message", heading=Text("Tin", "Message"), kind="ref", wide=True),
)


@click.command(
    "attempts",
    cls=Command,
    words=Text(
        "Từng lần gửi một tin: lúc nào, kết quả, mã trả lời của máy chủ thư. Sổ này chỉ ghi thêm.",
        "Each attempt to deliver a message: when, what came of it, the mail server's code. These"
        " rows are only added to.",
    ),
    examples=(
        "ketnap alert attempts 3f9a1c02b7d4",
        "ketnap alert attempts 3f9a1c02b7d4 -o json",
    ),
    exits=(0, 2, 3),
)
@click.argument("message")
@click.pass_obj
def attempts(office: Office, message: str) -> None:
    """List the attempts to deliver one message."""
    from workflow.letters import find_letter  # noqa: PLC0415 - help stays instant
    from workflow.zone import office_zone  # noqa: PLC0415 - as above

    alerts = office.store().alerts
    letter = find_letter(alerts, message)
    found = alerts.attempts(letter.message)
    zone = office_zone()
    rows = [{**_row(one), "at_shown": moment(one.at, zone)} for one in found]
    short = letter.message[:12]
    footer = Text(f"Tin {short}: {len(rows)} lần gửi.", f"Message {short}: {len(rows)} attempt(s).")
    office.emit("alert-attempts", _COLUMNS, rows, footer=[say(footer)])


def _row(one: Attempt) -> dict[str, Any]:
    from workflow.attempts import OUTCOME_LABELS  # noqa: PLC0415 - help stays instant

    return {
        "message": one.message,
        "message_shown": one.message[:12],
        "channel": one.channel,
        "at": one.at.isoformat(),
        "outcome": one.outcome.value,
        "outcome_shown": say(OUTCOME_LABELS[one.outcome]),
        "code": one.code,
        "error": one.error,
    }
