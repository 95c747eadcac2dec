"""`ketnap sitting close`."""

from __future__ import annotations

import click

from commands.asking import Terms, register_terms
from commands.office_desk import Office
from commands.records import tell_record
from commands.skin import Command, option
from rules.text import Text
from workflow.registers.sittings import Sitting


@click.command(
    "close",
    cls=Command,
    words=Text(
        "Kết thúc phiên họp; ai chưa được xét thì để phiên sau.",
        "Close a sitting; who was not decided on is left to the next one.",
    ),
    examples=('ketnap sitting close PH-2026-0003 --chair "Lê Văn Tám" --secretary "Trần Thị Bảy"',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("number")
@option("--chair", default=None, words=Text("Người chủ trì.", "Who chaired it."))
@option("--secretary", default=None, words=Text("Thư ký.", "Who took the minutes."))
@register_terms
@click.pass_obj
def close(
    office: Office, number: str, chair: str | None, secretary: str | None, terms: Terms
) -> None:
    """Close a sitting."""
    from workflow.registers.sitting_steps import close_sitting  # noqa: PLC0415 - help stays instant

    record = close_sitting(
        office.desk(),
        number,
        chair=chair,
        secretary=secretary,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    left = len(Sitting.of(record).open_items)
    more = Text("", "")
    if left:
        more = Text(f"; {left} hồ sơ để phiên sau", f"; {left} case(s) are left to the next one")
    said = Text(
        f"Phiên {record.ref} đã kết thúc{more.vi}.", f"Sitting {record.ref} is closed{more.en}."
    )
    tell_record(office, record, said, f"ketnap sitting minutes {record.ref}", terms)
