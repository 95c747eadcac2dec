"""On which wording the next due day of a case or a screening rests, as a column of a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from storage.tables import DeadlineRow

_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


def next_version(table: Any) -> Any:
    """The wording behind `next_due` of a row; of several deadlines that day, one of them."""
    return (
        select(func.min(_DEADLINE.c.version))
        .where(
            _DEADLINE.c.stream == table.c.ref,
            _DEADLINE.c.rule == table.c.next_rule,
            _DEADLINE.c.due_on == table.c.next_due,
            _DEADLINE.c.closed_how.is_(None),
        )
        .correlate(table)
        .scalar_subquery()
    )
