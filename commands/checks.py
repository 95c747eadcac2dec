"""What one look of `ketnap doctor` found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.text import Text


class State(StrEnum):
    """How one check went."""

    SOUND = "sound"
    WARNING = "warning"
    BROKEN = "broken"

    @property
    def mark(self) -> Text:
        """The sign and the word before the line."""
        return _MARKS[self]


_MARKS = {
    State.SOUND: Text("✓ đạt  ", "✓ sound  "),
    State.WARNING: Text("! lưu ý", "! warning"),
    State.BROKEN: Text("✗ hỏng ", "✗ broken "),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one look found."""

    name: str
    state: State
    detail: Text
