"""Everything that is still to be done, as lines of a message: for calendars."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from storage.alert_base import CASE, DEADLINE, DUTIES, OPEN, UNIT, AlertTables
from storage.alert_post import times_moved
from storage.alert_still import ended_units, reminded
from storage.case_helpers import helpers_of
from storage.telling_columns import NAME, PERSON, RECORD_DATA, last_instant
from workflow.reminders import DigestLine, duty_of


class DutyReading(AlertTables):
    """The part of a store that lists open deadlines with the name of each duty."""

    def helpers(self, cases: Collection[str]) -> Mapping[str, str]:
        """Who helps in each of these cases, by name."""
        with self.reading() as connection:
            return helpers_of(connection, cases)

    def duties(self, today: date, units: Sequence[str] | None = None) -> Sequence[DigestLine]:
        """Open deadlines that nothing inhibits on a day, by due day; of these units, if given."""
        with self.reading() as connection:
            asked = (
                select(
                    DEADLINE.c.stream,
                    DEADLINE.c.started_by,
                    DEADLINE.c.rule,
                    DEADLINE.c.version,
                    DEADLINE.c.due_on,
                    UNIT,
                    CASE.c.ref,
                    CASE.c.state,
                    NAME,
                    RECORD_DATA,
                    times_moved().label("moved"),
                )
                .select_from(DUTIES.outerjoin(PERSON, CASE.c.person == PERSON.c.id))
                .where(OPEN, reminded(today, ended_units(connection, today)))
                .order_by(DEADLINE.c.due_on, DEADLINE.c.id)
            )
            if units is not None:
                asked = asked.where(UNIT.in_(units))
            return [
                DigestLine(
                    case=row.stream,
                    name=row.name,
                    unit=row.unit,
                    rule=row.rule,
                    version=row.version,
                    due_on=row.due_on,
                    rungs=(),
                    duty=duty_of(row.stream, row.rule, row.started_by),
                    moved=row.moved,
                    by=last_instant(row.record_data),
                    step=row.state if row.stream == row.ref else "",
                )
                for row in connection.execute(asked)
            ]
