"""`ketnap sitting open`."""

from __future__ import annotations

from datetime import date

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.records import tell_record
from commands.skin import Command, option
from rules.bodies import Body
from rules.text import Text


@click.command(
    "open",
    cls=Command,
    words=Text(
        "Triệu tập phiên họp của một cấp có thẩm quyền vào một ngày; ngày có thể chưa tới.",
        "Call a sitting of a deciding body for a day, which may lie ahead.",
    ),
    examples=(
        "ketnap sitting open TP standing-committee 28/11/2026",
        'ketnap sitting open DV committee +7d --place "Phòng họp đảng ủy"',
    ),
    exits=(0, 2, 3, 6, 75),
)
@click.argument("unit")
@click.argument("body", type=click.Choice([one.value for one in Body]), metavar="BODY")
@click.argument("day", type=Day())
@option("--place", default=None, words=Text("Địa điểm.", "Where."))
@register_terms
@click.pass_obj
def open_one(
    office: Office, unit: str, body: str, day: date, place: str | None, terms: Terms
) -> None:
    """Call a sitting."""
    from workflow.registers.sitting_steps import call_sitting  # noqa: PLC0415 - help stays instant

    record = call_sitting(
        office.desk(),
        unit,
        Body(body),
        day,
        place=place,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    label = Body(body).label
    said = Text(
        f"Phiên {record.ref} của {label.vi} {record.unit}, ngày {day:%d/%m/%Y}.",
        f"Sitting {record.ref} of {label.en} of {record.unit}, {day}.",
    )
    tell_record(office, record, said, f"ketnap sitting agenda {record.ref} -n", terms)
