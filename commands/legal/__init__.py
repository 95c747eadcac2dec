"""`ketnap legal`: the papers that plans and targets rest on."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="legal",
    words=Text(
        "Danh mục văn bản làm căn cứ cho kế hoạch, chỉ tiêu: ghi, tra, thay thế, rà soát.",
        "Papers that plans and targets rest on: enter, look up, supersede, review.",
    ),
    verbs={
        "add": ("commands.legal.writes", "add"),
        "supersede": ("commands.legal.writes", "supersede"),
        "review": ("commands.legal.writes", "review"),
        "list": ("commands.legal.reads", "list_bases"),
        "show": ("commands.legal.reads", "show"),
        "due": ("commands.legal.reads", "due"),
    },
)

__all__ = ["command"]
