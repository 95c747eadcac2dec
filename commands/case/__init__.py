"""`ketnap case`: one person's way, step by step."""

from __future__ import annotations

from commands.case import (
    corrections,
    explains,
    facts,
    lists,
    nominations,
    papers,
    pauses,
    shows,
    steps,
    transfers,
    whys,
)
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
    papers.checklist,
    explains.explain_deadline,
    nominations.nominate,
    steps.advance,
    facts.record,
    pauses.hold,
    pauses.resume,
    transfers.transfer,
    corrections.correct,
    pauses.note,
):
    command.add_command(_part)

__all__ = ["command"]
