"""`ketnap screen open`."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from commands.asking import Terms, write_terms
from commands.case.options import document_options, reason_option
from commands.office_desk import Office
from commands.refs import complete_ref
from commands.screening.doing import do
from commands.skin import Command
from commands.speech import say
from rules.rulebook import Rulebook
from rules.text import Text
from workflow.screening.grounds import Ground, ground_shown
from workflow.screening.opening import open_screening


class GroundedCommand(Command):
    """A command whose help says what the grounds are, with the numbers that the law sets."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The grounds in words, then the exit codes."""
        law = Rulebook.open()
        with formatter.section(say(Text("Lý do rà soát", "Grounds"))):
            formatter.write_dl([(one.value, say(ground_shown(one, law))) for one in Ground])
        super().format_epilog(ctx, formatter)


@click.command(
    "open",
    cls=GroundedCommand,
    words=Text(
        "Mở lượt rà soát một đảng viên chính thức, theo mã hồ sơ hoặc họ tên.",
        "Open the screening of a full member, by the reference of the case or by name.",
    ),
    examples=(
        "ketnap screen open HS-2025-0012 no-progress --doc 05-KH/CU --on 06/01/2026",
        'ketnap screen open "Phạm Thị Sáu" no-party-life -n',
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument("ground", type=click.Choice([one.value for one in Ground]), metavar="GROUND")
@document_options()
@reason_option
@write_terms
@click.pass_obj
def open_one(office: Office, /, *, ref: str, ground: str, terms: Terms, **given: Any) -> None:
    """Open a screening."""
    attempt = partial(
        open_screening,
        office.desk(),
        ref,
        Ground(ground),
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt)
