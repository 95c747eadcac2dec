"""Somebody who was admitted, as statistics see them: when, where, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.facts import FactKind
from workflow.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Admittee:
    """One admission that stands.

    Attributes:
        ref: The case.
        unit: The unit it counts for.
        on: The day of the decision.
        person: Who it is, as known today: personal data have no past.
        categories: The special categories recorded of the candidate.
        readmitted: Whether the person had left the Party before.
    """

    ref: str
    unit: str
    on: date
    person: Person
    categories: frozenset[str] = frozenset()
    readmitted: bool = False


def categories_of(facts: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[frozenset[str], bool]:
    """From kinds and data of facts: the special categories, and whether it is a re-admission."""
    told = list(facts)
    return (
        frozenset(data["category"] for kind, data in told if kind == FactKind.CATEGORY),
        any(kind == FactKind.LEFT_PARTY for kind, _ in told),
    )
