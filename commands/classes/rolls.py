"""`ketnap class roll`."""

from __future__ import annotations

from datetime import date

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.records import tell_record
from commands.refs import complete_ref
from commands.skin import Command, option
from rules.text import Text


@click.command(
    "roll",
    cls=Command,
    words=Text(
        "Điểm danh một ngày của lớp: nêu người vắng; không nêu ai là có mặt đủ.",
        "Call the roll on a day of a class: name who was absent; nobody means all were there.",
    ),
    examples=("ketnap class roll LH-2026-0001 17/03/2026 --absent 0058",),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("number")
@click.argument("day", type=Day())
@option(
    "--absent",
    multiple=True,
    shell_complete=complete_ref,
    metavar="REF",
    words=Text("Người vắng; dùng nhiều lần.", "Who was absent; may repeat."),
)
@register_terms
@click.pass_obj
def roll(office: Office, number: str, day: date, absent: tuple[str, ...], terms: Terms) -> None:
    """Call the roll."""
    from workflow.registers.classes import StudyClass  # noqa: PLC0415 - help stays instant
    from workflow.registers.teaching import call_roll  # noqa: PLC0415 - as above

    record = call_roll(
        office.desk(), number, day, absent, request=terms.request, dry_run=terms.dry_run
    )
    study = StudyClass.of(record)
    missing = len(study.absent.get(day, ()))
    there = len(study.pupils) - missing
    said = Text(
        f"Lớp {record.ref} ngày {day:%d/%m/%Y}: có mặt {there}/{len(study.pupils)}.",
        f"Class {record.ref} on {day}: {there}/{len(study.pupils)} present.",
    )
    tell_record(office, record, said, f"ketnap class show {record.ref}", terms)
