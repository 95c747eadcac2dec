"""Where a wording or a day stands written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.text import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a document, or, where no numbered document is known, words that say so.

    Attributes:
        document: Key in the register, number and date: ``294-QĐ/TW 2025-05-26``.
        point: Point of that document (điểm), for instance ``4.1``.
        article: Article of that document, with its clause after a full stop, for instance ``5.1``.
        text: Description where there is no document with a number.
    """

    document: str | None = None
    point: str | None = None
    article: str | None = None
    text: Text | None = None

    def cite(self, language: Language) -> str:
        """The citation in one language: “điểm 4.1, 294-QĐ/TW ngày 26/05/2025”."""
        if self.document is None:
            return "" if self.text is None else self.text.to(language)
        places = (self._point(language), self._article(language), _name(self.document, language))
        return ", ".join(place for place in places if place)

    def _point(self, language: Language) -> str:
        if self.point is None:
            return ""
        return f"point {self.point}" if language == "en" else f"điểm {self.point}"

    def _article(self, language: Language) -> str:
        if self.article is None:
            return ""
        article, _, clause = self.article.partition(".")
        if language == "en":
            return f"Art. {self.article}"
        return f"khoản {clause} Điều {article}" if clause else f"Điều {article}"


# Documents called by a name; the others are called by their number in every language.
_IN_ENGLISH = {"Điều lệ Đảng": "Party Charter", "Bộ luật Lao động": "Labour Code"}


def _name(key: str, language: Language) -> str:
    """Number and date of a document; a document known by year only keeps its year."""
    number, _, day = key.rpartition(" ")
    if language == "en":
        for vietnamese, english in _IN_ENGLISH.items():
            number = number.replace(vietnamese, english)
        return f"{number} of {day}"
    if "-" not in day:
        return f"{number} năm {day}"
    return f"{number} ngày {date.fromisoformat(day):%d/%m/%Y}"
