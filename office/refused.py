"""A cell that could not be taken, and why."""

from __future__ import annotations

from dataclasses import dataclass

from rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The answer of a cell parser instead of a value; `reason` is for the officer."""

    reason: Text


def refused(vi: str, en: str) -> Refused:
    """A refusal with its reason in both languages."""
    return Refused(reason=Text(vi=vi, en=en))
