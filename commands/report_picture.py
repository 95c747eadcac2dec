"""`ketnap report picture`: a funnel, the year's curve, or ages; at the terminal, as SVG or PNG."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.report_periods import FORCE, UNIT
from commands.skin import Command, option
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from planning.pictures import Picture

_KINDS = ("funnel", "curve", "ageing")
_COLUMNS = (
    Column(key="series", heading=Text("Dãy", "Series"), kind="ref"),
    Column(key="label", heading=Text("Nội dung", "Label")),
    Column(key="value", heading=Text("Số", "Value"), kind="number"),
)


@click.command(
    "picture",
    cls=Command,
    words=Text(
        "Hình cho báo cáo: các bước (funnel), đường lũy kế so chỉ tiêu và năm trước (curve), thời"
        " gian chờ ở từng bước (ageing). In trên màn hình, hoặc ghi ra .svg, .png.",
        "Pictures for a report: the steps (funnel), the year's curve against target and last year"
        " (curve), time spent in each state (ageing). At the terminal, or as .svg or .png.",
    ),
    examples=(
        "ketnap report picture curve",
        "ketnap report picture funnel --out cac-buoc.svg",
        "ketnap report picture ageing --unit DV --out cho-lau.png",
    ),
    exits=(0, 2, 3, 5),
)
@click.argument("kind", type=click.Choice(_KINDS))
@UNIT
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    default=None,
    words=Text("Ghi ra tệp .svg hoặc .png.", "Write a .svg or .png file."),
)
@FORCE
@reads_past
@click.pass_obj
def picture(office: Office, kind: str, unit: str | None, out: Path | None, force: bool) -> None:
    """Draw one picture."""
    if out is not None:
        _check(out)
    found = _made(office, kind, unit)
    if out is not None:
        _write(office, found, out, force=force)
    elif people_read(office.output):
        from commands.picture_text import draw  # noqa: PLC0415 - help draws nothing

        for line in draw(found, shutil.get_terminal_size().columns):
            click.echo(line)
    else:
        office.emit(f"report-picture-{kind}", _COLUMNS, _rows(found))


def _check(out: Path) -> None:
    from workflow.errors import InputError  # noqa: PLC0415 - as above

    if out.suffix.lower() not in {".svg", ".png"}:
        raise InputError(
            Text(
                f"Chỉ vẽ ra tệp .svg hoặc .png, không phải “{out.name}”.",
                f"Pictures are written as .svg or .png, not “{out.name}”.",
            )
        )


def _made(office: Office, kind: str, unit: str | None) -> Picture:
    from commands.report_reading import moved_cases, report_of, scope_of  # noqa: PLC0415 - as above
    from planning.periods import Period, Span  # noqa: PLC0415 - as above
    from planning.pictures import ages, curve, funnel  # noqa: PLC0415 - as above

    today = office.today()
    period = Period.containing(today, Span.YEAR).until(today)
    found = report_of(office, period, unit)
    if kind == "funnel":
        return funnel(found)
    earlier = Period.year(today.year - 1)
    cases = moved_cases(office, period, earlier, scope_of(office, unit, today))
    if kind == "ageing":
        # Probationers may have stood there for years: everybody who is under way is read.
        store = office.store()
        scope = scope_of(office, unit, today)
        everybody = store.figures.milestones(date.min)
        return ages([one for one in everybody if scope is None or one.unit in scope], today)
    return curve(cases, today, found.total.target)


def _rows(found: Picture) -> list[dict[str, Any]]:
    from planning.pictures import Curve, Funnel  # noqa: PLC0415 - as above

    if isinstance(found, Funnel):
        return [
            {"series": series, "label": say(bar.label), "value": value}
            for bar in found.bars
            for series, value in (("now", bar.value), ("before", bar.beside))
        ]
    if isinstance(found, Curve):
        return [
            {"series": say(line.name), "label": str(day + 1), "value": many}
            for line in found.lines
            for day, many in line.points
        ]
    return [
        {"series": say(label), "label": say(bucket), "value": many}
        for label, counts in found.rows
        for bucket, many in zip(found.buckets, counts, strict=True)
    ]


def _write(office: Office, found: Picture, out: Path, *, force: bool) -> None:
    from office.png import png  # noqa: PLC0415 - as above
    from office.saving import save_whole  # noqa: PLC0415 - as above
    from planning.svg import svg  # noqa: PLC0415 - as above

    drawn = svg(found, language())
    data = drawn.encode() if out.suffix.lower() == ".svg" else png(drawn, out.name)

    def write(to: Path) -> None:
        to.write_bytes(data)

    save_whole(out, write, overwrite=force)
    office.tell(Text(f"✓ Đã vẽ {out}.", f"✓ {out} drawn."))
