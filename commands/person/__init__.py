"""`ketnap person`: what is held on one person, handing it over, erasing it."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="person",
    words=Text(
        "Dữ liệu cá nhân của một người: xem, xuất, xóa, ai đã quá thời hạn giữ.",
        "Personal data of one person: show, export, erase, who is beyond the period.",
    ),
    verbs={
        "erase": ("commands.person.erases", "erase"),
        "export": ("commands.person.shows", "export"),
        "retention": ("commands.person.retains", "retention"),
        "show": ("commands.person.shows", "show"),
    },
)
