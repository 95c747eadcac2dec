"""`ketnap audit compare`: what was added to the log between two checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.office_desk import Office
from commands.output import Column, number
from commands.skin import Command
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import Signed
    from workflow.checkpoints.comparing import Comparison

_COLUMNS = (
    Column(key="by", heading=Text("Theo", "By"), kind="ref"),
    Column(key="name", heading=Text("Tên", "Name")),
    Column(key="count", heading=Text("Số mục", "Entries"), kind="number"),
)
_BY = {
    "kind": Text("loại", "kind"),
    "unit": Text("tổ chức", "unit"),
    "actor": Text("người ghi", "actor"),
}


@click.command(
    "compare",
    cls=Command,
    words=Text(
        "So hai điểm kiểm tra (tệp, hoặc số mục của điểm kiểm tra trong kho): nhật ký chỉ dài thêm"
        " hay không, thêm bao nhiêu mục, theo loại, tổ chức, người ghi. Không cùng một nhật ký thì"
        " nói rõ và thoát với mã 7.",
        "Compare two checkpoints (files, or sizes of those in the store): whether the log only"
        " grew, and how many entries were added, by kind, unit and actor. Where they are not of one"
        " log it says so, exit code 7.",
    ),
    examples=(
        "ketnap audit compare 809 1117",
        "ketnap audit compare /mnt/usb/nhat-ky.txt 1117 -o json",
    ),
    exits=(0, 2, 3, 4, 7, 75),
)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.pass_obj
def compare(office: Office, one: str, other: str) -> None:
    """Compare two checkpoints."""
    from workflow.checkpoints.comparing import compare as comparing  # noqa: PLC0415 - help stays instant

    found = comparing(office.store(), _checkpoint(office, one), _checkpoint(office, other))
    rows = [
        {"by": by, "by_shown": say(_BY[by]), "name": name or None, "count": count}
        for by, counts in _counts(found)
        for name, count in counts.items()
    ]
    extra = {
        "older": found.older.size,
        "newer": found.newer.size,
        "added": found.added,
        "consistent": True,
        "signed": found.signed,
    }
    office.emit("audit-compare", _COLUMNS, rows, footer=_footer(found), extra=extra)


def _checkpoint(office: Office, typed: str) -> Signed:
    from storage.checkpoint_folder import checkpoint_in  # noqa: PLC0415 - help stays instant
    from workflow.checkpoints.comparing import kept_at  # noqa: PLC0415 - as above

    if typed.isascii() and typed.isdigit():
        return kept_at(office.store(), int(typed))
    return checkpoint_in(Path(typed))


def _counts(found: Comparison) -> tuple[tuple[str, Mapping[str, int]], ...]:
    return ("kind", found.by_kind), ("unit", found.by_unit), ("actor", found.by_actor)


def _footer(found: Comparison) -> list[str]:
    older, newer, added = map(number, (found.older.size, found.newer.size, found.added))
    lines = [
        Text(
            f"✓ Từ {older} tới {newer} mục: thêm {added}; nhật ký chỉ dài thêm.",
            f"✓ From {older} to {newer} entries: {added} added; the log only grew.",
        )
    ]
    if not found.signed:
        lines.append(
            Text(
                "! Không phải cả hai đều do khóa của nhật ký ký.",
                "! Not both are signed by the key of the log.",
            )
        )
    return [say(line) for line in lines]
