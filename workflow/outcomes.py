"""What a condition answers, and what an action reports back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from audit import Entry
from rules.source import Source
from rules.text import Text
from rules.units import Confidence
from workflow.case import Case, Deadline
from workflow.states import State

if TYPE_CHECKING:
    from workflow.consequences import Consequences


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One condition that is not met: what is wrong, by which law, and the command that mends it.

    An `absolute` one is never waived: the law itself knows no exception.
    `paper` names the kind of fact that would mend it and the values it must have.
    """

    condition: str
    problem: Text
    source: Source
    confidence: Confidence
    remedy: Text
    absolute: bool = False
    paper: tuple[str, Mapping[str, str]] | None = field(default=None, compare=False, repr=False)

    def sentence(self) -> Text:
        """The problem with its legal source, and a word where the source is not verified."""
        return _cited(self.problem, self.source, self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to look at before deciding; it refuses nothing, and `remedy` may settle it."""

    kind: str
    text: Text
    source: Source | None = None
    confidence: Confidence | None = None
    remedy: Text | None = None

    def sentence(self) -> Text:
        """The notice with its legal source, and a word where the source is not verified."""
        return _cited(self.text, self.source, self.confidence)


def _cited(said: Text, source: Source | None, confidence: Confidence | None) -> Text:
    if source is None:
        return said
    vi, en = source.cite("vi"), source.cite("en")
    if confidence is not Confidence.HIGH:
        vi, en = f"{vi}; chưa xác minh", f"{en}; unverified"
    return Text(f"{said.vi} ({vi})", f"{said.en} ({en})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One accepted entry and what followed from it."""

    case: Case
    entry: Entry
    before: State | None
    opened: tuple[Deadline, ...] = ()
    closed: tuple[Deadline, ...] = ()
    superseded: tuple[tuple[Deadline, date | None], ...] = ()
    notices: tuple[Notice, ...] = ()
    consequences: Consequences | None = None
    replayed: bool = False
