"""How people read that something was erased; programs read an empty value."""

from __future__ import annotations

from commands.speech import say
from rules.text import Text

ERASED = Text("(đã xóa)", "(erased)")


def named(name: str) -> str:
    """A person's name as people read it: an erased person has none."""
    return name or say(ERASED)
