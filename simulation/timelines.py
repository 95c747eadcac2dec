"""Every deadline as the log tells of it: when it was put on the list, and when taken off.

Read from the entries alone, without any table and without the fold: a second opinion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from audit import Entry
from workflow.case import WAITED_FOR
from workflow.ports import AuditMoment
from workflow.zone import office_zone


@dataclass(slots=True, kw_only=True)
class Span:
    """One deadline, open from an instant until another (None: still)."""

    rule: str
    due_on: date
    opened: datetime
    closed: datetime | None = None

    def open_at(self, at: datetime) -> bool:
        """Whether it stood on the list at an instant."""
        return self.opened <= at and (self.closed is None or at < self.closed)


@dataclass(slots=True, kw_only=True)
class Timeline:
    """One case: its deadlines, and when it was on hold."""

    ref: str
    spans: list[Span] = field(default_factory=list)
    holds: list[Span] = field(default_factory=list)
    _open: dict[tuple[str, int], Span] = field(default_factory=dict)

    def held_at(self, at: datetime) -> bool:
        """Whether the case was on hold at an instant."""
        return any(hold.open_at(at) for hold in self.holds)

    def overdue_at(self, at: datetime) -> bool:
        """Whether the first duty lay before that day; what is only waited for gives way."""
        standing = [span for span in self.spans if span.open_at(at)]
        duties = [span for span in standing if span.rule not in WAITED_FOR] or standing
        today = at.astimezone(office_zone()).date()
        return min((span.due_on for span in duties), default=today) < today

    def read(self, entry: Entry) -> None:
        """Go one entry further."""
        fields, at = entry.fields, datetime.fromisoformat(entry.fields["recorded_at"])
        if fields["kind"] == "hold":
            self.holds.append(Span(rule="", due_on=date.max, opened=at))
        elif fields["kind"] in {"resume", "transition"}:
            self._resumed(at)
        for one in fields.get("closes", ()):
            self._open.pop((one["rule"], one["started_by"])).closed = at
        for one in fields.get("opens", ()):
            self._opened(one, entry.seq, at)

    def _resumed(self, at: datetime) -> None:
        for hold in self.holds[-1:]:
            hold.closed = hold.closed or at

    def _opened(self, one: dict[str, Any], seq: int, at: datetime) -> None:
        rule = one["version"].partition("@")[0]
        span = Span(rule=rule, due_on=date.fromisoformat(one["due"]), opened=at)
        self.spans.append(span)
        self._open[rule, one.get("started_by", seq)] = span


def timelines(rows: AuditMoment) -> Iterator[Timeline]:
    """The timeline of every case, at one moment."""
    for stream, stored in groupby(rows.log_rows(), key=lambda row: row.stream):
        if "/" in stream:
            continue  # a register: it has no deadlines
        found = Timeline(ref=stream)
        for row in stored:
            found.read(Entry.read(row.body))
        yield found
