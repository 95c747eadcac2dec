"""`ketnap legal add | supersede | review`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.legal.rows import COLUMNS, LEVELS, base_row
from commands.office_desk import Office
from commands.output import day
from commands.prose import tell_registered
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.registers.legal import LegalBase

_EXITS = (0, 2, 3, 5, 6, 75)


@click.command(
    "add",
    cls=Command,
    words=Text(
        "Ghi một văn bản vào danh mục. Văn bản phân biệt theo số, ký hiệu, nơi ban hành và ngày:"
        " hai nơi cùng có 11-NQ/TU là hai văn bản.",
        "Enter a paper. Papers are told apart by number, symbol, issuer and date: two bodies with"
        " an 11-NQ/TU have two papers.",
    ),
    examples=(
        'ketnap legal add 5-KH/TU --issuer "Tỉnh ủy" --date 05/01/2026 --level province',
        'ketnap legal add "11 - NQ/TU" --issuer "Thành ủy" --date 16/12/2022 --level district -n',
    ),
    exits=_EXITS,
)
@click.argument("number")
@option("--issuer", required=True, words=Text("Nơi ban hành.", "Who issued it."))
@option("--date", "issued_on", type=Day(), required=True, words=Text("Ngày văn bản.", "Its date."))
@option(
    "--level",
    type=click.Choice(LEVELS),
    required=True,
    words=Text(
        "Cấp: centre (Trung ương), province (tỉnh), district (huyện), commune (xã),"
        " grassroots (cơ sở).",
        "Whose paper it is.",
    ),
)
@option("--title", default=None, words=Text("Về việc gì.", "What it is about."))
@option("--implements", default=None, words=Text("Thực hiện văn bản nào.", "What it carries out."))
@option("--supersedes", default=None, words=Text("Thay thế văn bản nào.", "What it supersedes."))
@option(
    "--review", "review_on", type=Day(), default=None, words=Text("Hạn rà soát.", "Review due.")
)
@register_terms
@click.pass_obj
def add(
    office: Office,
    number: str,
    issuer: str,
    issued_on: date,
    level: str,
    title: str | None,
    implements: str | None,
    supersedes: str | None,
    review_on: date | None,
    terms: Terms,
) -> None:
    """Enter a paper."""
    from workflow.actions.legal import Given, add_base  # noqa: PLC0415 - help does not write
    from workflow.registers.legal import Level  # noqa: PLC0415 - as above

    given = Given(
        number=number,
        issuer=issuer,
        level=Level(level),
        issued_on=issued_on,
        title=title,
        implements=implements,
        supersedes=supersedes,
        review_on=review_on,
    )
    made = add_base(office.desk(), given, request=terms.request, dry_run=terms.dry_run)
    said = Text(f"✓ {made.ref} · {made.citation}.", f"✓ {made.ref} · {made.citation}.")
    _tell(office, made, said, terms)


@click.command(
    "supersede",
    cls=Command,
    words=Text(
        "Ghi văn bản này được văn bản khác thay thế từ một ngày (mặc định: ngày văn bản mới).",
        "Tell that a paper was superseded by another from a day on (default: that one's date).",
    ),
    examples=("ketnap legal supersede VB-2026-0001 --by 11-NQ/TU --on 01/01/2027",),
    exits=_EXITS,
)
@click.argument("paper")
@option("--by", required=True, words=Text("Văn bản thay thế.", "The paper that supersedes it."))
@option("--on", type=Day(), default=None, words=Text("Từ ngày.", "From this day on."))
@register_terms
@click.pass_obj
def supersede(office: Office, paper: str, by: str, terms: Terms) -> None:
    """Supersede a paper."""
    from workflow.actions.legal import supersede_base  # noqa: PLC0415 - help does not write

    made = supersede_base(
        office.desk(), paper, by, on=terms.on, request=terms.request, dry_run=terms.dry_run
    )
    on = day(made.superseded_on)
    said = Text(
        f"✓ {made.citation}: được {made.superseded_by} thay thế từ {on}.",
        f"✓ {made.citation}: superseded by {made.superseded_by} from {on}.",
    )
    _tell(office, made, said, terms)


@click.command(
    "review",
    cls=Command,
    words=Text(
        "Đặt hạn rà soát tiếp theo của một văn bản, hoặc bỏ hạn (--none).",
        "Set the day of a paper's next review, or take it away (--none).",
    ),
    examples=(
        "ketnap legal review VB-2026-0001 --on 31/12/2028",
        "ketnap legal review VB-2026-0001 --none",
    ),
    exits=_EXITS,
)
@click.argument("paper")
@option("--on", type=Day(), default=None, words=Text("Hạn rà soát.", "The day."))
@option("--none", "no_more", is_flag=True, default=False, words=Text("Bỏ hạn.", "No review."))
@register_terms
@click.pass_obj
def review(office: Office, paper: str, no_more: bool, terms: Terms) -> None:
    """Set the next review of a paper."""
    if (terms.on is None) is not no_more:
        raise click.UsageError(say(Text("Cần --on NGÀY hoặc --none.", "Give --on DAY, or --none.")))
    from workflow.actions.legal import review_base  # noqa: PLC0415 - help does not write

    made = review_base(office.desk(), paper, terms.on, request=terms.request, dry_run=terms.dry_run)
    said = (
        Text(f"✓ {made.citation}: không còn hạn rà soát.", f"✓ {made.citation}: no review.")
        if made.review_on is None
        else Text(
            f"✓ {made.citation}: rà soát trước {day(made.review_on)}.",
            f"✓ {made.citation}: to be reviewed by {made.review_on}.",
        )
    )
    _tell(office, made, said, terms)


def _tell(office: Office, made: LegalBase, said: Text, terms: Terms) -> None:
    row = base_row(made, office.today())
    tell_registered(office, [said], "legal", COLUMNS, [row], dry_run=terms.dry_run)
