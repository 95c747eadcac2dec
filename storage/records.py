"""Reads of the office's registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import Engine, distinct, func
from sqlalchemy import select as core
from sqlmodel import Session, col, select

from audit.json_text import decode
from storage.faults import translated
from storage.record_table import RecordRow
from storage.tables import EntryRow
from workflow.account import CLOCK
from workflow.registers.assignments import AssignmentState
from workflow.registers.incidents import IncidentState
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.trainings import Handler
from workflow.zone import office_zone

_CASES = "HS-%"
_FOR_GOOD = "9999"


class RecordReading:
    """The part of a store that is asked about records of registers."""

    engine: Engine

    def record(self, stream: str) -> Record | None:
        """A record by its stream."""
        with translated(), Session(self.engine) as session:
            row = session.get(RecordRow, stream)
            return None if row is None else _record(row)

    def record_refs(self, register: Register) -> Sequence[str]:
        """The number of every record of a register."""
        wanted = select(RecordRow.ref).where(RecordRow.book == register.value)
        with translated(), Session(self.engine) as session:
            return session.exec(wanted.order_by(col(RecordRow.ref))).all()

    def records(self, register: Register) -> Sequence[Record]:
        """Every record of a register, in the order of their numbers."""
        wanted = select(RecordRow).where(RecordRow.book == register.value)
        with translated(), Session(self.engine) as session:
            return [_record(row) for row in session.exec(wanted.order_by(col(RecordRow.stream)))]

    def records_of(self, register: Register, case: str) -> Sequence[Record]:
        """The records of a register that are about one case, in the order of their numbers."""
        about = (RecordRow.case_ref == case, RecordRow.book == register.value)
        wanted = select(RecordRow).where(*about).order_by(col(RecordRow.stream))
        with translated(), Session(self.engine) as session:
            return [_record(row) for row in session.exec(wanted)]

    def standing_incidents(self, units: Sequence[str]) -> Sequence[Record]:
        """Incidents of these units that are not over, by number."""
        found = self._of_units(Register.INCIDENT, units)
        return [one for one in found if one.state != IncidentState.CLOSED]

    def standing_assignments(self, units: Sequence[str]) -> Sequence[Record]:
        """Assignments of these units that stand, by number."""
        found = self._of_units(Register.ASSIGNMENT, units)
        return [one for one in found if one.state == AssignmentState.STANDING]

    def _of_units(self, register: Register, units: Sequence[str]) -> Sequence[Record]:
        return [one for one in RecordReading.records(self, register) if one.unit in units]

    def findings_on(self, units: Sequence[str]) -> Sequence[Record]:
        """Findings about these units themselves, also those that are over, by number."""
        of_them = {*units}
        return [
            one
            for one in RecordReading.records(self, Register.FINDING)
            if one.unit in of_them and "case" not in one.data
        ]

    def handlers(self, since: date, until: str = _FOR_GOOD) -> Sequence[Handler]:
        """Who wrote entries of cases from a day on, until an instant as entries write it.

        Not the clock: it needs no training.
        """
        case, actor = col(EntryRow.stream), col(EntryRow.actor)
        at = col(EntryRow.recorded_at)
        first = datetime.combine(since, time.min, office_zone()).astimezone(UTC)
        wanted = (
            core(actor, func.count(), func.count(distinct(case)), func.max(at))
            .where(case.like(_CASES), at >= first.isoformat(), at <= until, actor != CLOCK)
            .group_by(actor)
            .order_by(actor)
        )
        with translated(), Session(self.engine) as session:
            return [
                Handler(
                    actor=name,
                    entries=entries,
                    cases=cases,
                    last_on=datetime.fromisoformat(last).astimezone(office_zone()).date(),
                )
                for name, entries, cases, last in session.execute(wanted)
            ]


def _record(row: RecordRow) -> Record:
    return Record(
        register=Register(row.book),
        ref=row.ref,
        since=row.since,
        state=row.state,
        seq=row.seq,
        head=row.head,
        unit=row.unit,
        document=row.document,
        issuer=row.issuer,
        data=decode(row.data),
    )
