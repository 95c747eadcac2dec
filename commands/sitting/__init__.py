"""`ketnap sitting`: sittings of a deciding body."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="sitting",
    words=Text(
        "Phiên họp xét kết nạp, công nhận: chương trình, quyết định hàng loạt, biên bản.",
        "Sittings that decide on admission and recognition: agenda, decisions, minutes.",
    ),
    verbs={
        "open": ("commands.sitting.opens", "open_one"),
        "agenda": ("commands.sitting.agendas", "agenda"),
        "decide": ("commands.sitting.decides", "decide_many"),
        "minutes": ("commands.sitting.minutes", "minutes"),
        "close": ("commands.sitting.closes", "close"),
        "list": ("commands.sitting.lists", "list_sittings"),
        "show": ("commands.sitting.shows", "show"),
    },
)

__all__ = ["command"]
