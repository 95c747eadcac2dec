"""`ketnap db check`: what the database says of itself."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.skin import Command
from commands.speech import say
from rules.text import Text

_FOUND = (
    Column(key="what", heading=Text("Kiểm tra", "Check"), kind="ref"),
    Column(key="sound", heading=Text("Đạt", "Sound")),
    Column(key="detail", heading=Text("Chi tiết", "Detail")),
)
_SHOWN = 5


@click.command(
    "check",
    cls=Command,
    words=Text(
        "Kiểm tra tệp hoặc máy chủ dữ liệu: trang hỏng, tham chiếu đứt, chốt giữ nhật ký."
        " Kiểm nội dung nhật ký: ketnap audit verify.",
        "Check the database itself: damaged pages, broken references, the guards of the log."
        " To check what the log says: ketnap audit verify.",
    ),
    examples=("ketnap db check", "ketnap db check --db ban-sao.db"),
    exits=(0, 2, 3, 5, 7, 10),
)
@click.pass_obj
def check(office: Office) -> int:
    """Check the database."""
    from storage.schema import check_store  # noqa: PLC0415 - help opens nothing

    health = check_store(office.store())
    found = [
        ("pages", Text("trang dữ liệu", "pages"), health.damage),
        ("references", Text("tham chiếu", "references"), health.orphans),
        ("guards", Text("chốt giữ nhật ký", "guards of the log"), health.guards_missing),
    ]
    lines = []
    for _, label, faults in found:
        if not faults:
            lines.append(Text(f"✓ {label.vi}: nguyên vẹn", f"✓ {label.en}: sound"))
            continue
        listed = "; ".join(faults[:_SHOWN]) + (" …" if len(faults) > _SHOWN else "")
        lines.append(Text(f"✗ {label.vi}: {listed}", f"✗ {label.en}: {listed}"))
    if health.guards_missing:
        lines.append(Text("  Đặt lại chốt: ketnap db upgrade", "  To repair: ketnap db upgrade"))
    rows = [
        {"what": what, "sound": not faults, "detail": list(faults)} for what, _, faults in found
    ]
    tell_or_emit(office, [say(line) for line in lines], "db-check", _FOUND, rows)
    return 0 if health.sound else 7
