"""`ketnap source`: where candidates come from, and where there are none."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="source",
    words=Text(
        "Nguồn kết nạp: nhóm nguồn, độ phủ chỉ tiêu, nơi trắng và cạn nguồn, học sinh.",
        "Sources: groups, coverage of targets, white spots and dry units, pupils.",
    ),
    verbs={
        "list": ("commands.source.lists", "list_sources"),
        "groups": ("commands.source.groups", "groups"),
        "tag": ("commands.source.tags", "tag"),
        "coverage": ("commands.source.supply", "coverage"),
        "white-spots": ("commands.source.spots", "white_spots"),
        "pupils": ("commands.source.young", "pupils"),
    },
)

__all__ = ["command"]
