"""The grades of the annual classification, as data: their names, and how sure we are of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rules.source import Source
from rules.text import Text
from rules.units import Confidence

_FILE = "data/practice/grades.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One grade; `concern` says that it is worth a look before a decision on the member."""

    code: str
    title: Text
    concern: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """All grades, the best first, with the source they come from."""

    grades: tuple[Grade, ...]
    source: Source
    confidence: Confidence

    def of(self, code: str) -> Grade | None:
        """The grade of a code; None where there is none."""
        return next((one for one in self.grades if one.code == code), None)

    def reaches(self, code: str, needed: str) -> bool:
        """Whether a grade is as good as another, or better; both are among the grades."""
        return self.codes.index(code) <= self.codes.index(needed)

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes, the best first."""
        return tuple(one.code for one in self.grades)


@cache
def grades() -> Grades:
    """The grades in use."""
    data: dict[str, Any] = tomllib.loads(files("rules").joinpath(_FILE).read_text("utf-8"))
    return Grades(
        grades=tuple(
            Grade(
                code=one["code"],
                title=Text(one["title"]["vi"], one["title"]["en"]),
                concern=one.get("concern", False),
            )
            for one in data["grades"]
        ),
        source=Source(text=Text(**data["source"]["text"])),
        confidence=Confidence(data["confidence"]),
    )
