"""`ketnap report monthly | quarterly | annual`: a period, the same one last year, and the units."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.report_rows import FIGURES, UNITS, figure_rows, total_row, unit_rows
from commands.skin import Command, option
from commands.speech import say
from commands.unit_view import units_option
from rules.text import Text

if TYPE_CHECKING:
    from planning.report import Report

_FIGURES = (
    "nominated",
    "enrolled",
    "filed",
    "admitted",
    "ceremony",
    "recognised",
    "closed",
    "struck-off",
    "left",
    "returned",
    "late",
    "waived",
    "net",
)
_EXITS = (0, 2, 3, 5)

UNIT = option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
OUT = option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    default=None,
    words=Text("Ghi ra tệp .xlsx, .csv hoặc .txt.", "Write a .xlsx, .csv or .txt file."),
)
FORCE = option(
    "--force", is_flag=True, default=False, words=Text("Ghi đè tệp đã có.", "Overwrite a file.")
)


def _periodic(function: Callable[..., Any]) -> Callable[..., Any]:
    by = option(
        "--by",
        type=click.Choice(("figure", "unit")),
        default=None,
        words=Text("Chỉ bảng theo nội dung, hoặc theo tổ chức.", "Only this of the two tables."),
    )
    cases = option(
        "--cases",
        type=click.Choice(_FIGURES),
        default=None,
        words=Text("Liệt kê hồ sơ làm nên một con số.", "List the cases behind a figure."),
    )
    for decorate in (reads_past, FORCE, OUT, cases, by, units_option, UNIT):
        function = decorate(function)
    return function


def _command(name: str, span: str, words: Text, example: str) -> click.Command:
    @click.command(
        name,
        cls=Command,
        words=words,
        examples=(f"ketnap report {name}", example),
        exits=_EXITS,
    )
    @click.argument("period", required=False)
    @_periodic
    @click.pass_obj
    def command(office: Office, /, period: str | None, **asked: Any) -> None:
        _run(office, span, period, **asked)

    return command


def _run(
    office: Office,
    span: str,
    typed: str | None,
    *,
    unit: str | None,
    as_now: bool,
    by: str | None,
    cases: str | None,
    out: Path | None,
    force: bool,
) -> None:
    from commands.report_quality import deeds_of, with_quality  # noqa: PLC0415 - as below
    from commands.report_reading import report_of  # noqa: PLC0415 - help does not count
    from planning.periods import Period, Span  # noqa: PLC0415 - as above

    kind, today = Span(span), office.today()
    whole = Period.containing(today, kind) if typed is None else Period.read(typed, kind)
    found = report_of(office, whole.until(today), unit, as_now=as_now)
    deeds = deeds_of(office, found, unit, as_now=as_now)
    if deeds is not None:
        found = with_quality(found, deeds)
    if cases is not None:
        from commands.report_cases import figure_cases  # noqa: PLC0415 - as above

        figure_cases(office, found, cases, deeds)
    elif out is not None:
        from commands.report_files import write_report  # noqa: PLC0415 - as above

        write_report(office, found, out, by=by or "figure", force=force)
    else:
        show(office, found, by)


def show(office: Office, found: Report, by: str | None) -> None:
    """Print a report: both tables for people, one of them with the rest beside it for programs."""
    people = people_read(office.output)
    sentences = [say(found.sentence), say(found.league.sentence)]
    rows = unit_rows(found)
    period = {
        "span": found.period.span.value,
        "first": found.period.first,
        "last": found.period.last,
        "whole": found.period.whole,
    }
    extra: dict[str, Any] = {
        "period": {key: str(value) for key, value in period.items()} | {"whole": period["whole"]},
        "sentence": sentences[0],
        "league_sentence": sentences[1],
    }
    if people:
        click.echo(say(heading(found)))
    if by != "unit":
        items = figure_rows(found)
        office.emit("report", FIGURES, items, extra=extra | {"units": rows}, footer=())
    if people and by is None:
        click.echo("")
    if by == "unit" or (people and by is None):
        shown = [*rows, total_row(found)] if people else rows
        office.emit("report-units", UNITS, shown, extra=extra)
    if people:
        for line in sentences:
            click.echo(line)


def heading(found: Report) -> Text:
    """The days that a report speaks of."""
    period, before = found.period, found.before
    return Text(
        f"{period.name.vi}: {period.first:%d/%m/%Y}–{period.last:%d/%m/%Y},"
        f" so với {before.first:%d/%m/%Y}–{before.last:%d/%m/%Y}",
        f"{period.name.en}: {period.first} to {period.last},"
        f" beside {before.first} to {before.last}",
    )


monthly = _command(
    "monthly",
    "month",
    Text(
        "Báo cáo tháng: số liệu trong kỳ, cùng kỳ năm trước, tỷ lệ; từng tổ chức; câu báo cáo."
        " Mọi con số mở được ra danh sách hồ sơ bằng --cases.",
        "The month's report: figures of the period and of the same one last year, each unit, and"
        " the sentence. Every figure opens into its cases with --cases.",
    ),
    "ketnap report monthly 2026-10 --cases admitted",
)
quarterly = _command(
    "quarterly",
    "quarter",
    Text("Báo cáo quý, cách tính như báo cáo tháng.", "The quarter's report, like the month's."),
    "ketnap report quarterly 2026-Q3 --units now",
)
annual = _command(
    "annual",
    "year",
    Text("Báo cáo năm, cách tính như báo cáo tháng.", "The year's report, like the month's."),
    "ketnap report annual 2025 --out bao-cao-2025.xlsx",
)
