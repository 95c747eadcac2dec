"""A sentence in the two languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for officers: Vietnamese first, English beside it.

    Values print in the reader's language only at the door (the command line, a mail, the page);
    everything behind it carries both.
    """

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The sentence in one language."""
        return self.en if language == "en" else self.vi
