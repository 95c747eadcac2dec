"""Deadlines that were met after their day: read from the list of deadlines and the log."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Exists, Select, and_, exists, func, select

from storage.dated import behind, dated
from storage.tables import DeadlineRow, EntryRow
from workflow.case import WAITED_FOR
from workflow.inspection.late_step import LateStep
from workflow.inspection.narrowing import Narrowing

_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
_WAIVED = '"overrides":["'
"""How a body tells that conditions were waived: within a text each of these quotes is escaped."""


def streams_between(first: date | None, last: date | None) -> Any:
    """The cases with an entry whose legal day lies between two days; None sets no bound."""
    query = select(_ENTRY.c.stream).where(_ENTRY.c.stream.like("HS-%")).distinct()
    if first is not None:
        query = query.where(_ENTRY.c.effective_on >= first.isoformat())
    if last is not None:
        query = query.where(_ENTRY.c.effective_on <= last.isoformat())
    return query


def late() -> Any:
    """That a deadline was met by an entry whose deed is dated after its day."""
    return and_(
        _DEADLINE.c.stream == _ENTRY.c.stream,
        _DEADLINE.c.closed_by == _ENTRY.c.seq,
        _DEADLINE.c.closed_how == "met",
        _DEADLINE.c.rule.not_in(sorted(WAITED_FOR)),
        _DEADLINE.c.due_on < dated(),
    )


def late_steps() -> Select[Any]:
    """The rows of `LateStep`, those that were latest done first; of one deed by rule."""
    return (
        select(
            _DEADLINE.c.stream,
            func.coalesce(_DEADLINE.c.case_ref, _DEADLINE.c.stream).label("case_ref"),
            _ENTRY.c.unit,
            _DEADLINE.c.rule,
            _DEADLINE.c.version,
            _DEADLINE.c.start_on,
            _DEADLINE.c.due_on,
            _DEADLINE.c.closed_by,
            dated().label("done_on"),
        )
        .join_from(_DEADLINE, _ENTRY, late())
        .order_by(_ENTRY.c.id.desc(), _DEADLINE.c.rule, _DEADLINE.c.id)
    )


def late_step_of(row: Any) -> LateStep:
    """A row as a value."""
    return LateStep(**row)


def narrowed(query: Any, wanted: Narrowing) -> Any:
    """A query of entries, narrowed by what the database can tell.

    Of waived conditions and lags it tells a little too much; `Narrowing.keeps` has the last word.
    """
    if wanted.since is not None:
        query = query.where(_ENTRY.c.recorded_at >= wanted.since)
    if wanted.before is not None:
        query = query.where(_ENTRY.c.recorded_at < wanted.before)
    if wanted.waiving:
        query = query.where(_ENTRY.c.body.contains(_WAIVED, autoescape=True))
    if wanted.backdated is not None:
        # The office's day is the one of UTC or the next.
        query = query.where(_ENTRY.c.stream.not_like("%/%"), behind() >= wanted.backdated - 1)
    if wanted.after_deadline:
        query = query.where(_met_late())
    return query


def _met_late() -> Exists:
    return exists().where(late()).correlate(_ENTRY)
