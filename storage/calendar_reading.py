"""What a store tells of the calendar: the decided days, and the deadlines that rest on days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, func, select

from rules.decision import Decision
from storage.faults import translated
from storage.tables import CalendarDayRow, CaseRow, DeadlineRow
from workflow.calendar_day import decision_of
from workflow.open_deadline import OpenDeadline

_DAY: Any = CalendarDayRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # as above
_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
_OPEN = _DEADLINE.c.closed_how.is_(None)


class CalendarReading:
    """The part of a store that knows about decided days."""

    engine: Engine

    def calendar_decisions(self) -> Sequence[Decision]:
        """Every decision of the office about single days, in the order of its log."""
        found = self._rows(select(_DAY).order_by(_DAY.c.year, _DAY.c.seq))
        return [decision_of(row) for row in found]

    def deadline_count(self) -> int:
        """How many deadlines there ever were."""
        return int(self._rows(select(func.count().label("n")).select_from(_DEADLINE))[0]["n"])

    def estimated_deadlines(self) -> int:
        """How many open deadlines rest on days that nobody has decided yet."""
        counted = select(func.count().label("n")).select_from(_DEADLINE)
        wanted = counted.where(_OPEN, _DEADLINE.c.estimated, ~_DEADLINE.c.provisional)
        return int(self._rows(wanted)[0]["n"])

    def open_deadlines(self, first: date, last: date) -> Sequence[OpenDeadline]:
        """Open deadlines about a case whose span lies in part between two days.

        `ref` is the stream that each belongs to, `unit` where the case is by now.
        """
        names = ("version", "start_on", "due_on", "estimated", "provisional")
        wanted = (
            select(
                _DEADLINE.c.stream.label("ref"),
                _CASE.c.unit,
                *(_DEADLINE.c[name] for name in names),
            )
            .join(_CASE, _DEADLINE.c.case_ref == _CASE.c.ref)
            .where(_OPEN, _DEADLINE.c.due_on >= first, _DEADLINE.c.start_on <= last)
        )
        return [OpenDeadline(**row) for row in self._rows(wanted)]

    def _rows(self, query: Any) -> Sequence[Any]:
        with translated(), self.engine.connect() as connection:
            return connection.execute(query).mappings().all()
