"""`ketnap case correct`: a mistake is answered by a new entry."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import click

from commands.asking import Terms, register_terms, yes_option
from commands.case.doing import Attempt, do
from commands.case.options import fields_option, the_case, waiver_options
from commands.days import Day
from commands.identity_numbers import asked_for
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.actions import correct as correcting
from workflow.errors import InputError


@click.command(
    "correct",
    cls=Command,
    words=Text(
        "Sửa một mục đã ghi bằng một mục mới. Mọi hạn, chỉ tiêu, cảnh báo, điều kiện bị ảnh hưởng"
        " được nêu cũ → mới (xem trước: -n). Bước nào vì thế không còn đủ điều kiện thì nêu tên.",
        "Answer a mistake with a new entry. Every deadline, quota count, alert and condition that"
        " moves is shown old → new (-n: first), and each later step that becomes unlawful named.",
    ),
    examples=(
        'ketnap case correct 0044 7 --on 19/11/2026 --reason "Biên bản ghi ngày 19/11"',
        'ketnap case correct 0029 1.certificate --on 12/03/2022 --reason "Theo giấy chứng nhận"',
        'ketnap case correct 0044 person --set born=1999-03-12 --reason "Theo giấy khai sinh"',
        'ketnap case correct 0044 person --identity-no --reason "Theo căn cước" <so.txt',
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_case
@click.argument("what", metavar="ENTRY[.FACT]|person")
@fields_option
@option(
    "--identity-no",
    "numbered",
    is_flag=True,
    default=False,
    words=Text(
        "Số định danh đúng của người (person), gõ khi được hỏi hoặc đưa qua đầu vào chuẩn.",
        "The right identity number of the person, typed when asked or given on standard input.",
    ),
)
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
@waiver_options
@register_terms
@yes_option
@click.pass_obj
def correct(
    office: Office,
    *,
    ref: str,
    what: str,
    values: dict[str, str],
    numbered: bool,
    right_on: date | None,
    document: str | None,
    issuer: str | None,
    void: bool,
    reason: str,
    overrides: tuple[str, ...],
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Correct an entry, or what is known of the person."""
    shared: dict[str, Any] = {
        "reason": reason,
        "overrides": overrides,
        "approved_by": approved_by,
        "request": terms.request,
    }
    attempt: Attempt
    if what == "person":
        values = _with_number(values, asked=numbered)
        attempt = partial(correcting.correct_person, office.desk(), ref, values, **shared)
    else:
        number, dot, fact = what.partition(".")
        attempt = partial(
            correcting.correct,
            office.desk(),
            ref,
            _entry_number(number),
            fact=fact if dot else None,
            effective_on=right_on,
            values=values,
            document=document,
            issuer=issuer,
            void=void,
            **shared,
        )
    do(office, terms, attempt)


def _with_number(values: dict[str, str], *, asked: bool) -> dict[str, str]:
    """The corrected values with the identity number, which stands on no command line."""
    if "identity_no" in values:
        raise InputError(
            Text(
                "Số định danh không ghi trên dòng lệnh: ai cũng xem được danh sách tiến trình.",
                "An identity number stands on no command line: anybody can list the processes.",
            ),
            following=Text(
                "ketnap case correct MÃ person --identity-no --reason …",
                "ketnap case correct REF person --identity-no --reason …",
            ),
        )
    if not asked:
        return values
    again = "ketnap case correct … person --identity-no --reason …"
    return {**values, "identity_no": asked_for(again)}


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
