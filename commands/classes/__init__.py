"""`ketnap class`: awareness classes and classes for new members."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="class",
    words=Text(
        "Lớp bồi dưỡng nhận thức về Đảng, lớp đảng viên mới: mở lớp, cử người, điểm danh, kết quả.",
        "Awareness and new-member classes: open, send people, call the roll, results.",
    ),
    verbs={
        "open": ("commands.classes.opens", "open_one"),
        "enrol": ("commands.classes.enrols", "enrol"),
        "roll": ("commands.classes.rolls", "roll"),
        "result": ("commands.classes.results", "result"),
        "list": ("commands.classes.lists", "list_classes"),
        "show": ("commands.classes.shows", "show"),
        "expiring": ("commands.classes.expiries", "expiring"),
    },
)

__all__ = ["command"]
