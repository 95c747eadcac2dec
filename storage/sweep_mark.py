"""How far the sweeps have come, so that each looks only at what is new.

A deadline is fresh (0) until a sweep takes it up (1) and has raised all its rungs that have come
(2). While something inhibits it, it is fresh again. The mark beside them says up to which day, and
on which ladders, the rungs of all that were looked at are raised; a rule whose ladder is another
one begins anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, literal_column, select, update

from storage.alert_base import CASE, DEADLINE, OPEN
from storage.alert_still import reminded
from storage.tables import ScreeningRow
from storage.tables_of_sweeps import SweepRow
from workflow.reminders import Step

FRESH, TAKEN_UP, LOOKED_AT = 0, 1, 2
UNSWEPT = and_(OPEN, DEADLINE.c.swept < literal_column("2"))
"""What a sweep takes up: said as the partial index says it, or no database uses that."""

_WEEK = timedelta(days=7)
_AT_ONCE = 500
_SCREENING: Any = ScreeningRow.__table__  # type: ignore[attr-defined]  # as below
_MARK: Any = SweepRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the sweeps before this one have done.

    Attributes:
        until: The day up to which the rungs of all that was looked at are raised.
        whole: Whether this sweep looks at everything.
        whole_on: When the last one did.
        ladders: A digest of the rungs that each rule climbs.
    """

    until: date
    whole: bool
    whole_on: date
    ladders: Mapping[str, str]


def read_mark(connection: Connection, steps: Sequence[Step], today: date) -> Mark:
    """The mark for one sweep; rules on another ladder than before are fresh."""
    ladders = _ladders(steps)
    row = connection.execute(select(_MARK)).one_or_none()
    known = {} if row is None else json.loads(row.ladders)
    moved = [rule for rule, ladder in ladders.items() if known.get(rule) != ladder]
    if moved:
        again = (OPEN, DEADLINE.c.rule.in_(moved), DEADLINE.c.swept > FRESH)
        connection.execute(update(DEADLINE).where(*again).values(swept=FRESH))
    whole_on = today if row is None else row.whole_on
    whole = abs(today - whole_on) >= _WEEK
    return Mark(
        until=today if row is None else row.until_on,
        whole=whole,
        whole_on=today if whole else whole_on,
        ladders={**known, **ladders},
    )


def forget_inhibited(connection: Connection, ended: Sequence[str]) -> None:
    """What is on hold, or with a unit that is no more, is fresh until it is free again.

    Those cases are few and are named: of a query inside the UPDATE PostgreSQL may make a look at
    every deadline there is.
    """
    stopped = [CASE.c.held.is_not(None)]
    if ended:
        stopped.append(CASE.c.unit.in_(ended))
    for why in stopped:
        cases = connection.execute(select(CASE.c.ref).where(why)).scalars().all()
        for some in _lots(cases):
            asked = select(_SCREENING.c.ref).where(_SCREENING.c.case_ref.in_(some))
            screened = connection.execute(asked).scalars().all()
            for streams in (some, *_lots(screened)):
                connection.execute(
                    update(DEADLINE)
                    .where(OPEN, DEADLINE.c.swept > FRESH, DEADLINE.c.stream.in_(streams))
                    .values(swept=FRESH)
                )


def _lots(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (refs[start : start + _AT_ONCE] for start in range(0, len(refs), _AT_ONCE))


def take_up(connection: Connection, today: date, ended: Sequence[str]) -> None:
    """Take up what is fresh and free. What comes free meanwhile is taken up by the next sweep."""
    free = select(CASE.c.ref).where(CASE.c.ref == DEADLINE.c.case_ref, reminded(today, ended))
    connection.execute(
        update(DEADLINE)
        .where(UNSWEPT, DEADLINE.c.swept == FRESH, free.correlate(DEADLINE).exists())
        .values(swept=TAKEN_UP)
    )
    of_no_case = DEADLINE.c.case_ref.is_(None)  # nothing inhibits what binds the office
    connection.execute(
        update(DEADLINE)
        .where(UNSWEPT, DEADLINE.c.swept == FRESH, of_no_case)
        .values(swept=TAKEN_UP)
    )


def left_fresh(connection: Connection) -> bool:
    """Whether anything is left that was not looked at: taken up now, or inhibited."""
    asked = select(DEADLINE.c.id).where(UNSWEPT).limit(1)
    return connection.execute(asked).first() is not None


def keep_mark(connection: Connection, mark: Mark, today: date) -> None:
    """All that was taken up was looked at, up to this day.

    A clock that was set back has not come as far as the mark: then it is looked at once more.
    """
    until = max(mark.until, today)
    if today == until:
        connection.execute(
            update(DEADLINE).where(UNSWEPT, DEADLINE.c.swept == TAKEN_UP).values(swept=LOOKED_AT)
        )
    connection.execute(delete(_MARK))
    connection.execute(
        insert(_MARK).values(
            name="clockwork",
            until_on=until,
            whole_on=mark.whole_on,
            ladders=json.dumps(mark.ladders),
        )
    )


def _ladders(steps: Sequence[Step]) -> dict[str, str]:
    rungs: dict[str, list[tuple[Any, ...]]] = {}
    for step in steps:
        for rule in step.rules:
            climbed = (step.days, step.following, step.units, step.but)
            rungs.setdefault(rule, []).append(climbed)
    return {
        rule: hashlib.sha256(repr(steps_of).encode()).hexdigest()[:16]
        for rule, steps_of in rungs.items()
    }
