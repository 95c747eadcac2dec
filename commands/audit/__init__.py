"""`ketnap audit`: read the log, and prove it."""

from __future__ import annotations

from commands.skin import LazyGroup
from rules.text import Text

command = LazyGroup(
    name="audit",
    words=Text("Nhật ký và kiểm chứng nhật ký.", "The log, and the proof that nobody changed it."),
    verbs={
        "backdated": ("commands.audit.backdated", "backdated"),
        "checkpoint": ("commands.audit.checkpoint", "checkpoint"),
        "compare": ("commands.audit.compare", "compare"),
        "export": ("commands.audit.export", "export"),
        "key": ("commands.audit.keys", "command"),
        "late": ("commands.audit.late", "late"),
        "log": ("commands.audit.log", "log"),
        "orphans": ("commands.audit.orphans", "orphans"),
        "overrides": ("commands.audit.overrides", "overrides"),
        "prove": ("commands.audit.prove", "prove"),
        "reads": ("commands.audit.reads", "reads"),
        "sample": ("commands.audit.sample", "sample"),
        "verify": ("commands.audit.verify", "verify"),
        "witness": ("commands.audit.witness", "witness"),
    },
)

__all__ = ["command"]
