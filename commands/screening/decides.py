"""`ketnap screen decide | close`."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from commands.asking import Grade, Terms, write_terms
from commands.case.options import CodedCommand, document_options, reason_option
from commands.office_desk import Office
from commands.screening.doing import do
from commands.screening.options import (
    CLOSE_REASON,
    CLOSE_TOLD,
    STEP,
    STEPS_TOLD,
    the_screening,
)
from commands.skin import option
from commands.years import POSITIVE
from rules.text import Text
from workflow.screening.deciding import decide as deciding
from workflow.screening.states import CloseReason, ScreeningEvent

_SERIOUS = (ScreeningEvent.PROPOSE_REMOVAL, ScreeningEvent.REMOVE, ScreeningEvent.RESIGN)


class DecideCommand(CodedCommand):
    """The help tells the events."""

    lists = (STEPS_TOLD,)


class CloseCommand(CodedCommand):
    """The help tells the reasons."""

    lists = (CLOSE_TOLD,)


seen_option = option(
    "--seen",
    type=POSITIVE,
    default=None,
    words=Text(
        "Mục cuối đã xem; nếu đã có mục mới thì dừng.",
        "Last entry seen; stop if there is a newer one.",
    ),
)


@click.command(
    "decide",
    cls=DecideCommand,
    words=Text(
        "Đưa lượt rà soát sang bước tiếp theo. Thiếu điều kiện nào thì nêu đủ, kèm căn cứ.",
        "Take a screening one event further. Every unmet condition is named with its source.",
    ),
    examples=(
        "ketnap screen decide 0003 enlist --on 12/02/2026",
        "ketnap screen decide 0003 remove --doc 31-QĐ/TU --issuer TP --approved-by hoa -y",
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_screening
@click.argument("event", type=STEP, metavar="EVENT")
@document_options()
@reason_option
@option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai chấp thuận (remove).", "The second person who approves (remove)."),
)
@seen_option
@write_terms
@click.pass_obj
def decide(office: Office, /, *, ref: str, event: str, terms: Terms, **given: Any) -> None:
    """Take a screening one event further."""
    what = ScreeningEvent(event)
    attempt = partial(
        deciding, office.desk(), ref, what, on=terms.on, request=terms.request, **given
    )
    do(office, terms, attempt, grade=Grade.SERIOUS if what in _SERIOUS else Grade.MODERATE)


@click.command(
    "close",
    cls=CloseCommand,
    words=Text(
        "Dừng lượt rà soát mở nhầm hoặc được rút lại, kèm mã lý do.",
        "Give up a screening that was opened in error or withdrawn, with a reason code.",
    ),
    examples=('ketnap screen close 0003 opened-in-error --reason "Trùng họ tên" -y',),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_screening
@click.argument("reason_code", type=CLOSE_REASON, metavar="REASON")
@document_options()
@reason_option
@seen_option
@write_terms
@click.pass_obj
def close(office: Office, /, *, ref: str, reason_code: str, terms: Terms, **given: Any) -> None:
    """Give up a screening."""
    attempt = partial(
        deciding,
        office.desk(),
        ref,
        ScreeningEvent.CLOSE,
        reason_code=CloseReason(reason_code),
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt, grade=Grade.SERIOUS)
