"""`ketnap case transfer`: offered, accepted or declined."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from commands.asking import Terms, write_terms
from commands.case.doing import do
from commands.case.options import document_options, reason_option, the_case
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.actions import transfer as transferring


@click.command(
    "transfer",
    cls=Command,
    words=Text(
        "Chuyển hồ sơ sang tổ chức khác. Nơi nhận phải tiếp nhận; thời gian dự bị không tính lại.",
        "Hand a case to another unit. The receiver must accept; probation is never reset.",
    ),
    examples=(
        "ketnap case transfer 0044 --to DV --doc 12-CV/ĐU",
        "ketnap case transfer 0044 --accept",
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_case
@option("--to", default=None, words=Text("Tổ chức tiếp nhận.", "The receiving unit."))
@option(
    "--accept",
    is_flag=True,
    default=False,
    words=Text("Tiếp nhận hồ sơ được chuyển tới.", "Accept a case that was offered."),
)
@option(
    "--decline",
    is_flag=True,
    default=False,
    words=Text("Không tiếp nhận.", "Decline a case that was offered."),
)
@document_options()
@reason_option
@write_terms
@click.pass_obj
def transfer(
    office: Office,
    /,
    *,
    ref: str,
    to: str | None,
    accept: bool,
    decline: bool,
    terms: Terms,
    **given: Any,
) -> None:
    """Offer, accept or decline a case."""
    if sum([to is not None, accept, decline]) > 1:
        sentence = Text(
            "Chỉ dùng một trong --to, --accept và --decline.",
            "Give only one of --to, --accept and --decline.",
        )
        raise click.UsageError(say(sentence), click.get_current_context())
    which: transferring.Step = "offer"
    if accept or decline:
        which = "accept" if accept else "decline"
    attempt = partial(
        transferring.transfer,
        office.desk(),
        ref,
        which,
        to=to,
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt)
