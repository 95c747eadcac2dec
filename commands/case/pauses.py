"""`ketnap case hold | resume | note`: the state stays."""

from __future__ import annotations

from functools import partial

import click

from commands.asking import Grade, Terms, write_terms
from commands.case.doing import do
from commands.case.options import REASONS, CodedCommand, reason_option, the_case
from commands.office_desk import Office
from commands.skin import Command
from rules.text import Text
from workflow.actions import pause
from workflow.reasons import Reason


@click.command(
    "hold",
    cls=CodedCommand,
    words=Text(
        "Tạm dừng hồ sơ. Nhắc việc của hồ sơ được ngưng, có ghi rõ.",
        "Put a case on hold. Its alerts are inhibited, visibly.",
    ),
    examples=("ketnap case hold 0029 awaiting-verification",),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@the_case
@click.argument("reason_code", type=REASONS, metavar="REASON")
@reason_option
@write_terms
@click.pass_obj
def hold(office: Office, ref: str, reason_code: str, reason: str | None, terms: Terms) -> None:
    """Put a case on hold."""
    attempt = partial(
        pause.hold,
        office.desk(),
        ref,
        Reason(reason_code),
        on=terms.on,
        reason=reason,
        request=terms.request,
    )
    do(office, terms, attempt)


@click.command(
    "resume",
    cls=Command,
    words=Text("Tiếp tục hồ sơ đang tạm dừng.", "Take a case off hold."),
    examples=("ketnap case resume 0029",),
    exits=(0, 2, 3, 5, 6, 75),
)
@the_case
@reason_option
@write_terms
@click.pass_obj
def resume(office: Office, ref: str, reason: str | None, terms: Terms) -> None:
    """Take a case off hold."""
    attempt = partial(
        pause.resume, office.desk(), ref, on=terms.on, reason=reason, request=terms.request
    )
    do(office, terms, attempt, grade=Grade.MILD)


@click.command(
    "note",
    cls=Command,
    words=Text(
        "Để lại ghi chú. Lời ghi nằm ngoài nhật ký; nhật ký chỉ giữ dấu chứng thực.",
        "Leave a note. Its words stay beside the log, which keeps only their proof.",
    ),
    examples=('ketnap case note 0044 "Đã gọi chi bộ, hẹn họp 28/11"',),
    exits=(0, 2, 3, 5, 6, 75),
)
@the_case
@click.argument("words")
@write_terms
@click.pass_obj
def note(office: Office, ref: str, words: str, terms: Terms) -> None:
    """Leave a note."""
    attempt = partial(pause.note, office.desk(), ref, words, on=terms.on, request=terms.request)
    do(office, terms, attempt, grade=Grade.MILD)
