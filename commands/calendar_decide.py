"""`ketnap rules calendar decide | undo`: days are decided, and open deadlines follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from commands.asking import (
    Grade,
    Terms,
    confirm,
    no_input_option,
    register_options,
    with_terms,
    yes_option,
)
from commands.calendar_review import COLUMNS, review_lines, review_row
from commands.days import Day
from commands.fitting import fitted
from commands.office_desk import Office
from commands.prose import DRY_RUN
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.actions.decide_days import Asked
    from workflow.reworking import Reworked

_MOST = 60


class Days(click.ParamType[tuple[date, ...]]):
    """A day, or a run of days: `04/02/2027..10/02/2027`."""

    name = "days"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, ...]:
        """The days, both ends with them."""
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition("..")
        begins = Day().convert(first, param, ctx)
        ends = Day().convert(last, param, ctx) if last else begins
        if not 0 <= (ends - begins).days < _MOST:
            self.fail(
                say(
                    Text(
                        f"khoảng ngày phải xuôi và không quá {_MOST} ngày.",
                        f"a run of days goes forward and holds at most {_MOST} days.",
                    )
                ),
                param,
                ctx,
            )
        return tuple(begins + timedelta(days=n) for n in range((ends - begins).days + 1))


def _both(function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (no_input_option, yes_option, register_options):
        function = decorate(function)
    return function


_terms = with_terms(_both)
_days = click.argument("spans", metavar="DAY...", type=Days(), nargs=-1, required=True)
_unit = option(
    "--unit",
    words=Text(
        "Chỉ cho tổ chức này và các cấp dưới (mặc định: tất cả).",
        "Only for this unit and those below (default: everybody).",
    ),
)
_reason = option("--reason", required=True, words=Text("Lý do.", "Why."))
_announced = option(
    "--announced",
    type=Day(),
    words=Text(
        "Ngày công bố (không nêu: coi như biết từ ngày ghi).",
        "The day it became known (else: the day it is written down).",
    ),
)


@click.command(
    "decide",
    cls=Command,
    words=Text(
        "Ghi quyết định về ngày nghỉ hoặc ngày làm bù. Mọi hạn đang mở có liên quan được tính lại"
        " trong cùng một lần ghi và liệt kê cũ → mới. Quyết định công bố sau cùng được dùng.",
        "Write down a decision about days off or days worked. Every open deadline that it touches"
        " is counted anew in the same write and listed old → new. The newest announcement holds.",
    ),
    examples=(
        (
            'ketnap rules calendar decide 04/02/2027..10/02/2027 03/09/2027 --off --name "Tết,'
            ' Quốc khánh" --doc "10065/VPCP-KGVX 02/10/2026" --announced 02/10/2026'
            ' --reason "đã có bản gốc" --dry-run'
        ),
        (
            'ketnap rules calendar decide 20/01/2027 --off --unit DV --name "nghỉ bão"'
            ' --doc "77/UBND 19/01/2027" --reason "bão số 1" -y'
        ),
    ),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@_days
@option(
    "--off/--worked",
    "off",
    default=None,
    words=Text("Nghỉ, hay làm việc (làm bù).", "A day off, or a day worked."),
)
@option("--name", required=True, words=Text("Tên ngày, lý do nghỉ.", "What the day is."))
@option(
    "--doc",
    "document",
    required=True,
    metavar='"NUMBER DAY"',
    words=Text("Số và ngày văn bản.", "Number and day of the document."),
)
@_announced
@_unit
@_reason
@_terms
@click.pass_obj
def decide(
    office: Office,
    spans: tuple[tuple[date, ...], ...],
    off: bool | None,
    name: str,
    document: str,
    announced: date | None,
    unit: str | None,
    reason: str,
    terms: Terms,
) -> None:
    """Decide days, and count deadlines anew."""
    if off is None:
        raise click.UsageError(
            say(Text("Cần --off (nghỉ) hoặc --worked (làm việc).", "Give --off or --worked."))
        )
    from workflow.actions.decide_days import Asked  # noqa: PLC0415 - help does not write

    asked = Asked(
        days=[one for span in spans for one in span],
        off=off,
        reason=reason,
        name=name,
        document=document,
        announced_on=announced,
        unit=unit,
    )
    _decide(office, asked, terms)


@click.command(
    "undo",
    cls=Command,
    words=Text(
        "Bỏ quyết định mới nhất về các ngày này; quyết định trước đó (hoặc lịch chung) lại được"
        " dùng, các hạn được tính lại. Quyết định cũ vẫn còn trong nhật ký.",
        "Take back the newest decision about these days; the one before it (or the common"
        " calendar) holds again, deadlines are counted anew. The log keeps both.",
    ),
    examples=('ketnap rules calendar undo 20/01/2027 --unit DV --reason "bão đổi hướng" -y',),
    exits=(0, 1, 2, 3, 5, 6, 75),
)
@_days
@_announced
@_unit
@_reason
@_terms
@click.pass_obj
def undo(
    office: Office,
    spans: tuple[tuple[date, ...], ...],
    announced: date | None,
    unit: str | None,
    reason: str,
    terms: Terms,
) -> None:
    """Take decisions back, and count deadlines anew."""
    from workflow.actions.decide_days import Asked  # noqa: PLC0415 - help does not write

    days = [one for span in spans for one in span]
    _decide(
        office, Asked(days=days, off=None, reason=reason, announced_on=announced, unit=unit), terms
    )


@click.command(
    "recount",
    cls=Command,
    words=Text(
        "Tính lại mọi hạn đang mở theo lịch biết được hôm nay, khi lịch đổi mà không qua decide"
        " (chương trình bản mới, tổ chức đổi cấp trên); liệt kê cũ → mới.",
        "Count every open deadline anew by the calendar of today, where it changed other than by"
        " decide (a newer program, a unit under another superior); listed old → new.",
    ),
    examples=('ketnap rules calendar recount --reason "chương trình bản mới" --dry-run',),
    exits=(0, 1, 2, 3, 6, 75),
)
@_reason
@_terms
@click.pass_obj
def recount(office: Office, reason: str, terms: Terms) -> None:
    """Bring open deadlines in line with the calendar."""
    from workflow.actions.recount_deadlines import (  # noqa: PLC0415 - help does not write
        recount_deadlines,
    )

    _do(office, partial(recount_deadlines, office.desk(), reason), None, terms)


def _decide(office: Office, asked: Asked, terms: Terms) -> None:
    from workflow.actions.decide_days import decide_days  # noqa: PLC0415 - help does not write

    _do(office, partial(decide_days, office.desk(), asked), asked, terms)


def _do(
    office: Office, attempt: Callable[..., Reworked], asked: Asked | None, terms: Terms
) -> None:
    """Show the review and ask, write, and tell."""

    def plan() -> None:
        for line in review_lines(office, asked, attempt(dry_run=True)):
            click.echo(fitted(say(line)), err=True)

    confirm(plan, Grade.MODERATE, terms)
    found = attempt(request=terms.request, dry_run=terms.dry_run)
    if office.output not in {None, "table", "wide"}:
        extra = {
            "days": [one.day.isoformat() for one in found.decisions],
            "settled": found.settled,
            "unsettled": found.unsettled,
            "written": not terms.dry_run,
        }
        rows = [review_row(one) for one in found.moved]
        office.emit("rules-calendar-decide", COLUMNS, rows, extra=extra)
        return
    if terms.dry_run:
        click.echo(say(DRY_RUN))
    for line in review_lines(office, asked, found):
        click.echo(fitted(say(line)))
