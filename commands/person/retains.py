"""`ketnap person retention`."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.skin import Command
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="ref", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="ended_on", heading=Text("Kết thúc", "Ended"), kind="day"),
    Column(key="kept_until", heading=Text("Giữ đến", "Kept until"), kind="day"),
    Column(key="command", heading=Text("Lệnh xóa", "Command that erases"), kind="ref"),
)


@click.command(
    "retention",
    cls=Command,
    words=Text(
        "Những người mà mọi hồ sơ đã kết thúc lâu hơn thời hạn giữ dữ liệu mà nơi này đã áp dụng"
        " (quy định riêng retention-period), kèm lệnh xóa từng người. Lệnh này không xóa ai.",
        "Those all of whose cases ended longer ago than this place keeps personal data (its local"
        " rule retention-period), each with the command that erases them. It erases nobody.",
    ),
    examples=("ketnap person retention", "ketnap person retention -o json"),
    exits=(0, 2, 3, 4, 5),
)
@click.pass_obj
def retention(office: Office) -> None:
    """List them."""
    from workflow.retention import outlived  # noqa: PLC0415 - help stays instant

    found = outlived(office.desk())
    version = found.version
    length = Text(
        f"{version.number} {version.unit.label.vi}", f"{version.number} {version.unit.label.en}"
    )
    doubt = Text("", "") if version.verified else Text(" (chưa xác minh)", " (unverified)")
    rows = [
        {
            "ref": one.cases[-1],
            "name": one.name,
            "cases": list(one.cases),
            "ended_on": one.ended_on,
            "kept_until": one.until_on,
            "command": one.command,
            "rule": version.id,
            "confidence": version.confidence.value,
        }
        for one in found.people
    ]
    source = Text(version.source.cite("vi"), version.source.cite("en"))
    line = Text(
        f"{len(rows)} người đã quá thời hạn giữ {length.vi}: {source.vi}{doubt.vi}."
        " Xóa cần người thứ hai và họ tên (--approved-by, --confirm).",
        f"{len(rows)} person(s) beyond the period of {length.en}: {source.en}{doubt.en}."
        " Erasing takes a second person and the name (--approved-by, --confirm).",
    )
    if not rows and people_read(office.output):
        click.echo(say(line))
        return
    office.emit("person-retention", _COLUMNS, rows, footer=[say(line)])
