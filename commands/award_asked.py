"""`ketnap award criteria`: what is asked for a commendation, and a file to change it by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.award_criteria import columns_of, criteria_option, legend, rows_of
from commands.office_desk import Office
from commands.output import Column
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from planning.criteria import Criterion

_COLUMNS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="of", heading=Text("Đối tượng", "Of"), kind="ref"),
    Column(key="measure", heading=Text("Số đo", "Measure"), kind="ref"),
    Column(key="needed", heading=Text("Mức cần đạt", "To reach")),
    Column(key="title", heading=Text("Tiêu chí", "Criterion"), wide=True),
    Column(key="source", heading=Text("Nguồn", "Source"), wide=True),
    Column(key="confidence", heading=Text("Độ chắc chắn", "Confidence"), wide=True),
)
_UNIT = Text("tổ chức", "unit")
_PERSON = Text("cá nhân", "person")


@click.command(
    "criteria",
    cls=Command,
    words=Text(
        "Tiêu chí khen thưởng đang dùng, nguồn của chúng; --sample in tệp mẫu để nơi mình sửa"
        " thành tiêu chí riêng (kể cả mức xếp loại hằng năm).",
        "The criteria of a commendation in use, and where they come from; --sample prints the file"
        " to make one's own from (yearly grades among them).",
    ),
    examples=(
        "ketnap award criteria",
        "ketnap award criteria --sample > tieu-chi.toml",
        "ketnap award criteria --criteria tieu-chi.toml",
    ),
    exits=(0, 2),
)
@criteria_option
@option(
    "--sample", is_flag=True, default=False, words=Text("In tệp mẫu TOML.", "Print the TOML file.")
)
@click.pass_obj
def criteria(office: Office, /, criteria: Path | None, *, sample: bool) -> None:
    """List the criteria, or print the file of the package."""
    from planning.criteria import criteria_of, shipped  # noqa: PLC0415 - help stays instant

    if sample:
        click.echo(shipped(), nl=False)
        return
    found = criteria_of(criteria)
    every = (*found.units, *found.people)
    rows = [
        _row(one, row, say(column.heading))
        for one, row, column in zip(every, rows_of(every), columns_of(every), strict=True)
    ]
    count = Text(f"{len(rows)} tiêu chí.", f"{len(rows)} criteria.")
    own = Text(
        "  Sửa thành của nơi mình: ketnap award criteria --sample > tieu-chi.toml",
        "  Make your own: ketnap award criteria --sample > tieu-chi.toml",
    )
    footer = [say(count), *legend(every)]
    footer += [] if criteria else [say(own)]
    office.emit("award-criteria", _COLUMNS, rows, footer=footer)


def _row(one: Criterion, row: dict[str, Any], number: str) -> dict[str, Any]:
    from planning.criteria import OF_PEOPLE  # noqa: PLC0415 - as above

    of_people = one.measure in OF_PEOPLE
    return {
        "number": number,
        "of": "person" if of_people else "unit",
        "of_shown": say(_PERSON if of_people else _UNIT),
        **row,
        "needed": _needed(one),
        "confidence_shown": say(one.confidence.label),
    }


def _needed(one: Criterion) -> str:
    """The number or the grade to reach, in words."""
    from planning.criteria import Measure  # noqa: PLC0415 - as above
    from workflow.annual_grades import grade_title  # noqa: PLC0415 - as above

    percent = one.measure in {Measure.PERCENT, Measure.SHARE_GRADED}
    parts = []
    if one.at_least is not None:
        parts.append(f"≥ {one.at_least} %" if percent else f"≥ {one.at_least}")
    if one.grade is not None:
        parts.append(f"≥ {say(grade_title(one.grade))}")
    return ", ".join(parts)
