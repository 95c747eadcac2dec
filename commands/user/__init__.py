"""`ketnap user`: who may do what, and where."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="user",
    words=Text(
        "Người dùng và vai trò: ai được làm gì, ở đâu.",
        "Users and roles: who may do what, and where.",
    ),
    verbs={
        "add": ("commands.user.changes", "add"),
        "can": ("commands.user.looks", "can"),
        "disable": ("commands.user.changes", "disable"),
        "grant": ("commands.user.changes", "grant"),
        "list": ("commands.user.looks", "list_users"),
        "revoke": ("commands.user.changes", "revoke"),
    },
)
