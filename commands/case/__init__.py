"""`ketnap case`: one person's way, step by step."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="case",
    words=Text(
        "Hồ sơ của từng người, từ lúc giới thiệu tới khi là đảng viên chính thức.",
        "Cases of people, from nomination to full membership.",
    ),
    verbs={
        "list": ("commands.case.lists", "list_cases"),
        "show": ("commands.case.shows", "show"),
        "timeline": ("commands.case.shows", "timeline"),
        "why": ("commands.case.whys", "why"),
        "checklist": ("commands.case.papers", "checklist"),
        "explain-deadline": ("commands.case.explains", "explain_deadline"),
        "nominate": ("commands.case.nominations", "nominate"),
        "advance": ("commands.case.steps", "advance"),
        "record": ("commands.case.facts", "record"),
        "hold": ("commands.case.pauses", "hold"),
        "resume": ("commands.case.pauses", "resume"),
        "transfer": ("commands.case.transfers", "transfer"),
        "correct": ("commands.case.corrections", "correct"),
        "note": ("commands.case.pauses", "note"),
    },
)

__all__ = ["command"]
