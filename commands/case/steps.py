"""`ketnap case advance`: one event further."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from commands.asking import Grade, Terms, write_terms
from commands.case.doing import do
from commands.case.options import (
    REASONS,
    REASONS_TOLD,
    CodedCommand,
    document_options,
    reason_option,
    the_case,
)
from commands.office_desk import Office
from commands.skin import option
from commands.years import POSITIVE
from rules.text import Text
from workflow.actions import advance as advancing
from workflow.states import EVENT_LABELS, Event, State

_SERIOUS = (Event.STRIKE_OFF, Event.ANNUL, Event.CLOSE)
_STEPS = {event: label for event, label in EVENT_LABELS.items() if event is not Event.NOMINATE}


class StepCommand(CodedCommand):
    """The help tells events and reasons."""

    lists = (
        (Text("Bước", "Events"), [(event.value, label) for event, label in _STEPS.items()]),
        REASONS_TOLD,
    )


@click.command(
    "advance",
    cls=StepCommand,
    words=Text(
        "Đưa hồ sơ sang bước tiếp theo. Thiếu điều kiện nào thì nêu đủ, kèm căn cứ.",
        "Take a case one event further. Every unmet condition is named with its source.",
    ),
    examples=(
        "ketnap case advance 0044 hold-ceremony --on 20/11/2026 -n",
        "ketnap case advance HS-2026-0058 admit --doc 99-QĐ/TU --issuer TP --on 15/11/2026",
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_case
@click.argument("event", type=click.Choice([event.value for event in _STEPS]), metavar="EVENT")
@document_options()
@option(
    "--to",
    type=click.Choice([state.value for state in State]),
    default=None,
    words=Text("Về bước nào (return-file, annul).", "Where it leads (return-file, annul)."),
)
@option(
    "--reason-code",
    type=REASONS,
    metavar="CODE",
    default=None,
    words=Text("Mã lý do.", "Reason code."),
)
@reason_option
@option(
    "--override",
    "overrides",
    multiple=True,
    metavar="CONDITION",
    words=Text(
        "Bỏ qua một điều kiện, gọi theo tên ở “case why … -o wide”; cần --reason và --approved-by.",
        "Waive a condition, by its name in “case why … -o wide”; needs --reason and --approved-by.",
    ),
)
@option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
)
@option(
    "--seen",
    type=POSITIVE,
    default=None,
    words=Text(
        "Mục cuối đã xem; nếu hồ sơ đã đổi thì dừng.",
        "Last entry seen; stop if the case moved since.",
    ),
)
@write_terms
@click.pass_obj
def advance(
    office: Office, /, *, ref: str, event: str, to: str | None, terms: Terms, **given: Any
) -> None:
    """Take a case one event further."""
    what = Event(event)
    attempt = partial(
        advancing.advance,
        office.desk(),
        ref,
        what,
        on=terms.on,
        to=None if to is None else State(to),
        request=terms.request,
        **given,
    )
    do(office, terms, attempt, grade=Grade.SERIOUS if what in _SERIOUS else Grade.MODERATE)
