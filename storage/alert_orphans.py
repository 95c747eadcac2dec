"""Open deadlines that nobody will ever meet as things stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, select

from storage.alert_base import CASE, DEADLINE, DUTIES, OPEN, AlertTables
from storage.alert_still import ended_units
from workflow.reminders import OF_THE_OFFICE
from workflow.states import State
from workflow.watching import Orphans

_GONE = (State.CLOSED.value, State.STRUCK_OFF.value)


class Orphaned(AlertTables):
    """The part of a store that finds deadlines without anybody behind them."""

    def orphans(self, today: date, rules: Collection[str]) -> Orphans:
        """Open deadlines of ended cases, of units that are no more, and of unknown rules."""
        with self.reading() as connection:
            ended = ended_units(connection, today)
            of_case = DEADLINE.c.rule.not_in(sorted(OF_THE_OFFICE))  # the others bind the office

            def counted(which: ColumnElement[bool]) -> int:
                asked = select(func.count()).select_from(DUTIES).where(OPEN, which)
                return int(connection.execute(asked).scalar_one())

            return Orphans(
                of_ended_cases=counted(and_(CASE.c.state.in_(_GONE), of_case)),
                of_ended_units=counted(and_(CASE.c.unit.in_(ended), of_case) if ended else false()),
                of_unknown_rules=counted(DEADLINE.c.rule.not_in(sorted(rules))),
            )
