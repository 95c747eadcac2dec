"""`ketnap class open`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from commands.asking import Terms, write_terms
from commands.days import Day
from commands.office_desk import Office
from commands.records import tell_record
from commands.skin import Command, option
from commands.years import POSITIVE
from rules.text import Text
from workflow.registers.classes import ClassKind


@click.command(
    "open",
    cls=Command,
    words=Text(
        "Mở lớp theo quyết định: lớp nhận thức về Đảng (awareness) hoặc lớp đảng viên mới"
        " (new-member).",
        "Open a class by a decision: for awareness of the Party, or for new members.",
    ),
    examples=(
        (
            "ketnap class open awareness --unit TP --doc 12-QĐ/TU --on 02/03/2026"
            ' --from 16/03/2026 --to 20/03/2026 --place "Trung tâm chính trị" --capacity 60'
        ),
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("kind", type=click.Choice([one.value for one in ClassKind]), metavar="KIND")
@option("--unit", required=True, words=Text("Tổ chức mở lớp.", "The unit that opens it."))
@option("--doc", "document", required=True, words=Text("Số quyết định.", "The decision's number."))
@option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
@option("--from", "begins", type=Day(), required=True, words=Text("Khai giảng.", "First day."))
@option("--to", "ends", type=Day(), required=True, words=Text("Bế giảng.", "Last day."))
@option("--place", default=None, words=Text("Địa điểm.", "Where."))
@option("--capacity", type=POSITIVE, default=None, words=Text("Số chỗ.", "Room for so many."))
@write_terms
@click.pass_obj
def open_one(
    office: Office, /, *, kind: str, unit: str, begins: date, ends: date, terms: Terms, **given: Any
) -> None:
    """Open a class."""
    from workflow.registers.teaching import open_class  # noqa: PLC0415 - help stays instant

    record = open_class(
        office.desk(),
        ClassKind(kind),
        unit,
        begins=begins,
        ends=ends,
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
        **given,
    )
    label = ClassKind(kind).label
    said = Text(f"Đã mở lớp số {record.ref}: {label.vi}.", f"{label.en} {record.ref} is open.")
    tell_record(office, record, said, f"ketnap class enrol {record.ref} …", terms)
