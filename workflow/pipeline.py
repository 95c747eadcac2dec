"""Reminders about a unit's yearly target: candidates, chances, and files before their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.text import Text


class PipelineKind(StrEnum):
    """What is the matter with a unit's year. The codes are stored; never rename one."""

    NO_CANDIDATES = "no-candidates"
    AT_RISK = "at-risk"
    FILES_MISSING = "files-missing"


PIPELINE_LABELS: dict[PipelineKind, Text] = {
    PipelineKind.NO_CANDIDATES: Text("Không có nguồn", "No candidates"),
    PipelineKind.AT_RISK: Text("Nguy cơ không đạt chỉ tiêu", "Target at risk"),
    PipelineKind.FILES_MISSING: Text("Chưa nộp đủ hồ sơ", "Files missing"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """One reminder about a unit's year: how many there are of how many that are wanted.

    `rung` is in calendar days from the day by which the year's files are to be in.
    """

    unit: str
    year: int
    kind: PipelineKind
    rung: int
    due_on: date
    target: int
    there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStep:
    """What is looked for in units' years: one kind, at one rung.

    `units` are those whose files are due on that day; None: every unit but those of `but`.
    """

    kind: PipelineKind
    rung: int
    year: int
    due_on: date
    units: tuple[str, ...] | None = None
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedTarget:
    """A reminder about a target as it was raised; `to` holds the addresses it was given to."""

    line: TargetLine
    raised_at: datetime
    to: tuple[str, ...] = ()
