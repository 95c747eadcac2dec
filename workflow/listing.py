"""Rows of lists: what officers, the page and the reports look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case in a list.

    `waived` says how many conditions were waived for it, `next_version` on which wording of the
    law its next due day rests.
    """

    ref: str
    name: str
    name_sort: str
    state: State
    unit: str
    since: date
    held: str | None
    next_due: date | None
    next_rule: str | None
    next_version: str | None
    waived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One open deadline in a worklist."""

    ref: str
    name: str
    unit: str
    state: State
    held: str | None
    rule: str
    version: str
    start_on: date
    due_on: date
    estimated: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with a case that has neither been closed nor ended by striking off."""

    ref: str
    name_key: str
    born: str | None
    identity_no: str | None
    state: State


@dataclass(frozen=True, slots=True)
class NumberedCase:
    """A case of whoever has an identity number."""

    ref: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases a list shows; None does not filter.

    `identity_no` is a whole number as somebody typed it; spaces in it do not count. `refs` names
    the only cases that are asked for.
    """

    states: tuple[State, ...] = ()
    units: tuple[str, ...] = ()
    overdue_on: date | None = None
    name_key: str | None = None
    identity_no: str | None = None
    refs: frozenset[str] | None = None
    limit: int | None = None
