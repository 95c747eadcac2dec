"""Reads of the office's registers."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from storage.faults import translated
from storage.record_table import RecordRow
from workflow.registers.record import Record
from workflow.registers.register import Register


class RecordReading:
    """The part of a store that is asked about records of registers."""

    engine: Engine

    def record(self, stream: str) -> Record | None:
        """A record by its stream."""
        with translated(), Session(self.engine) as session:
            row = session.get(RecordRow, stream)
            return None if row is None else _record(row)

    def records(self, register: Register) -> Sequence[Record]:
        """Every record of a register, in the order of their numbers."""
        wanted = select(RecordRow).where(RecordRow.book == register.value)
        with translated(), Session(self.engine) as session:
            return [_record(row) for row in session.exec(wanted.order_by(col(RecordRow.stream)))]


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
        data=json.loads(row.data),
    )
