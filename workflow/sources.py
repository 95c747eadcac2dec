"""People on their way to admission, with what tells which source they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One person with a case; `admitted_on` is empty before the decision.

    `unit` is the one that the case counts for: where it was decided, else where it is.
    """

    ref: str
    name: str
    name_sort: str
    born: str | None
    tags: tuple[str, ...]
    unit: str
    state: State
    held: bool
    since: date
    admitted_on: date | None
