"""`ketnap case`: one person's way, step by step."""

from __future__ import annotations

from commands.case import lists, shows, steps, whys, writes
from commands.skin import group
from rules.text import Text

command = group(
    "case",
    Text(
        "Hồ sơ của từng người, từ lúc giới thiệu tới khi là đảng viên chính thức.",
        "Cases of people, from nomination to full membership.",
    ),
)

for _part in (
    lists.list_cases,
    shows.show,
    shows.timeline,
    whys.why,
    writes.nominate,
    steps.advance,
    writes.record,
    steps.hold,
    steps.resume,
    steps.transfer,
    writes.correct,
    writes.note,
):
    command.add_command(_part)

__all__ = ["command"]
