"""`ketnap person`: what is held on one person, handing it over, erasing it, requests."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="person",
    words=Text(
        "Dữ liệu cá nhân: xem, xuất, xóa; yêu cầu của chủ thể và hạn; ai đã quá thời hạn giữ.",
        "Personal data: show, export, erase; requests and their deadlines; who is kept too long.",
    ),
    verbs={
        "erase": ("commands.person.erases", "erase"),
        "export": ("commands.person.shows", "export"),
        "request": ("commands.person.requests", "command"),
        "retention": ("commands.person.retains", "retention"),
        "show": ("commands.person.shows", "show"),
    },
)
