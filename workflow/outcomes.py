"""What a condition answers, and what an action reports back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit import Entry
from rules.source import Source
from rules.text import Text
from rules.units import Confidence
from workflow.case import Case, Deadline
from workflow.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One condition that is not met: what is wrong, by which law, and the command that mends it."""

    condition: str
    problem: Text
    source: Source | None = None
    confidence: Confidence | None = None
    remedy: Text | None = None

    def sentence(self) -> Text:
        """The problem with its legal source, and a word where the source is not verified."""
        if self.source is None:
            return self.problem
        vi, en = self.source.cite("vi"), self.source.cite("en")
        if self.confidence is not Confidence.HIGH:
            vi, en = f"{vi}; chưa xác minh", f"{en}; unverified"
        return Text(f"{self.problem.vi} ({vi})", f"{self.problem.en} ({en})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One accepted entry and what followed from it."""

    case: Case
    entry: Entry
    before: State | None
    opened: tuple[Deadline, ...] = ()
    closed: tuple[Deadline, ...] = ()
    superseded: tuple[tuple[Deadline, date | None], ...] = ()
    replayed: bool = False
