"""`ketnap case correct`: a mistake is answered by a new entry."""

from __future__ import annotations

from datetime import date
from functools import partial

import click

from commands.asking import Terms, register_terms, yes_option
from commands.case.doing import Attempt, do
from commands.case.options import fields_option, the_case
from commands.days import Day
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.actions import correct as correcting


@click.command(
    "correct",
    cls=Command,
    words=Text(
        "Sửa một mục đã ghi bằng một mục mới. Mọi hạn bị ảnh hưởng được tính lại, nêu cũ → mới.",
        "Answer a mistake with a new entry. Every deadline that moves is shown old → new.",
    ),
    examples=(
        'ketnap case correct 0044 7 --on 19/11/2026 --reason "Biên bản ghi ngày 19/11"',
        'ketnap case correct 0044 person --set born=1999-03-12 --reason "Theo giấy khai sinh"',
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_case
@click.argument("what", metavar="ENTRY|person")
@fields_option
@option("--on", "right_on", type=Day(), default=None, words=Text("Ngày đúng.", "The right day."))
@option("--number", "document", default=None, words=Text("Số đúng.", "The right number."))
@option("--issuer", default=None, words=Text("Nơi ban hành đúng.", "The right issuer."))
@option(
    "--void",
    is_flag=True,
    default=False,
    words=Text("Sự việc này không có.", "This fact never was."),
)
@option("--reason", required=True, words=Text("Vì sao sửa.", "Why it is corrected."))
@register_terms
@yes_option
@click.pass_obj
def correct(
    office: Office,
    *,
    ref: str,
    what: str,
    values: dict[str, str],
    right_on: date | None,
    document: str | None,
    issuer: str | None,
    void: bool,
    reason: str,
    terms: Terms,
) -> None:
    """Correct an entry, or what is known of the person."""
    desk = office.desk()
    attempt: Attempt
    if what == "person":
        attempt = partial(
            correcting.correct_person, desk, ref, values, reason=reason, request=terms.request
        )
    else:
        attempt = partial(
            correcting.correct,
            desk,
            ref,
            _entry_number(what),
            effective_on=right_on,
            values=values,
            document=document,
            issuer=issuer,
            void=void,
            reason=reason,
            request=terms.request,
        )
    do(office, terms, attempt)


def _entry_number(what: str) -> int:
    if not what.isascii() or not what.isdigit() or len(what) > len("999999999"):
        raise click.UsageError(
            say(
                Text(
                    f"“{what[:40]}”: cần số mục (ketnap case timeline) hoặc “person”.",
                    f"“{what[:40]}”: give an entry number (ketnap case timeline) or “person”.",
                )
            )
        )
    return int(what)
