"""How the law of one day differs from the law of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.errors import NoWordingError
from rules.rule import Rule, Version
from rules.rulebook import Rulebook
from rules.text import Text


class Aspect(StrEnum):
    """In what two wordings may differ. The codes are a contract with those who read JSON."""

    VALUE = "value"
    STARTS = "start_event"
    PROVISIONAL = "provisional_event"
    SOURCE = "source"
    CONFIDENCE = "confidence"
    NOTE = "note"
    WORDING = "wording"

    @property
    def label(self) -> Text:
        """The aspect in words."""
        return _LABELS[self]


_LABELS: dict[Aspect, Text] = {
    Aspect.VALUE: Text("giá trị", "value"),
    Aspect.STARTS: Text("mốc tính", "counted from"),
    Aspect.PROVISIONAL: Text("mốc tạm tính", "provisionally from"),
    Aspect.SOURCE: Text("căn cứ", "source"),
    Aspect.CONFIDENCE: Text("xác minh", "verified"),
    Aspect.NOTE: Text("ghi chú", "note"),
    Aspect.WORDING: Text("nội dung", "wording"),
}


class Kind(StrEnum):
    """What became of a rule between two days."""

    ADDED = "added"
    ENDED = "ended"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A rule that is not the same on both days.

    Attributes:
        rule: The rule.
        kind: Added, ended or changed.
        old: Its wording on the first day; None where it had none.
        new: Its wording on the second day; None where it has none.
        aspects: In what the two wordings differ; none where there is only one.
    """

    rule: Rule
    kind: Kind
    old: Version | None
    new: Version | None
    aspects: tuple[Aspect, ...]


def differences(rulebook: Rulebook, first: date, second: date) -> tuple[Difference, ...]:
    """Every rule whose wording on the second day is not that of the first, by id."""
    found = (_difference(rule, first, second) for rule in rulebook.rules())
    return tuple(one for one in found if one is not None)


def aspects_of(old: Version, new: Version) -> tuple[Aspect, ...]:
    """In what two wordings differ, what weighs most first."""
    pairs = {
        Aspect.VALUE: (old.value, new.value),
        Aspect.STARTS: (old.starts, new.starts),
        Aspect.PROVISIONAL: (old.provisional, new.provisional),
        Aspect.SOURCE: (old.source, new.source),
        Aspect.CONFIDENCE: (old.confidence, new.confidence),
        Aspect.NOTE: (old.note, new.note),
        Aspect.WORDING: (old.id, new.id),
    }
    return tuple(aspect for aspect, (before, after) in pairs.items() if before != after)


def _difference(rule: Rule, first: date, second: date) -> Difference | None:
    old, new = _wording(rule, first), _wording(rule, second)
    if old == new:
        return None
    if old is None or new is None:
        kind = Kind.ADDED if old is None else Kind.ENDED
        return Difference(rule=rule, kind=kind, old=old, new=new, aspects=())
    aspects = aspects_of(old, new)
    return Difference(rule=rule, kind=Kind.CHANGED, old=old, new=new, aspects=aspects)


def _wording(rule: Rule, day: date) -> Version | None:
    try:
        return rule.on(day)
    except NoWordingError:
        return None
