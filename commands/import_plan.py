"""What an officer asked of a file, what it would bring in, and what was written of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from office.headings import ListName
from office.lists import ParsedList
from office.sheet import Sheet
from rules.text import Text
from storage.store import SqlStore
from workflow.desk import Desk

ACTIONS: dict[ListName, str] = {
    "cases": "import",
    "units": "units",
    "quota": "quota",
    "referrals": "referral",
    "enrolments": "class-enrol",
    "results": "class-result",
    "decisions": "sitting-decide",
    "grades": "review",
}
"""The action of `workflow` that writes each list; its name stands in the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the officer asked for."""

    path: Path
    sheet: str | None = None
    mapping: tuple[str, ...] = ()
    encoding: str | None = None
    unit: str | None = None
    on: date | None = None
    year: int | None = None
    reason: str | None = None
    approved_by: str | None = None
    another: bool = False
    roots: bool = False
    request: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, in words and for programs."""

    said: Text
    following: str
    refs: tuple[str, ...] = ()
    deadlines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a file would bring in.

    `remarks` are worth an officer's look and stop nothing; `skipped` is how many lines under the
    table are no rows of it.
    """

    parsed: ParsedList
    remarks: Sequence[Text]
    write: Callable[[], Written]
    skipped: int = 0


Planner = Callable[[Desk, SqlStore, Sheet, ParsedList, Asked], Plan]
"""Judges the rows of a list that was read, and says how they are written."""
