"""One ordered scan over the entries known at a moment, and what is made of each stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Engine
from sqlalchemy import select as _core
from sqlmodel import Session, col, select

from audit import Entry
from storage.as_of_lists import Glance, glance_at
from storage.faults import translated
from storage.rows import person_of
from storage.tables import EntryRow, PersonRow, SealedRow
from storage.vault import vault_of
from workflow.case import Deadline
from workflow.holder import Holder
from workflow.law import Law
from workflow.moment import Moment, standing
from workflow.person import Person
from workflow.quota import Quota
from workflow.registers.data_requests import DataRequest
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.running import running
from workflow.reminders import Answer
from workflow.screening.screening import SERIES, Screening
from workflow.unit import Unit

_BATCH = 2000
_CASES = "HS-%"
_SCREENINGS = f"{SERIES}%"
_UNITS = "unit/%"
_QUOTAS = "quota/%"
_ALERTS = "alert/%"
_ROLES = "role/%"
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above


class Scan:
    """Reads each kind of stream at most once; a stream is given up when it has been folded."""

    def __init__(self, engine: Engine, moment: Moment, law: Callable[[], Law]) -> None:
        self.engine = engine
        self.moment = moment
        self._law = law

    @cached_property
    def glances(self) -> Sequence[Glance]:
        """Every case that there was, from one scan of the log."""
        people, law = self._people, self._law()
        found = []
        for entries in self._streams(_CASES):
            kept = self.moment.of_case(entries)
            case = standing(kept, law)
            if case is not None:
                found.append(glance_at(case, kept, people[case.person], entries))
        return found

    @cached_property
    def screenings(self) -> Sequence[Screening]:
        """Every screening that there was."""
        found = map(self.moment.screening, self._streams(_SCREENINGS))
        return [one for one in found if one is not None]

    @cached_property
    def requests(self) -> Sequence[DataRequest]:
        """Every request about personal data that there was."""
        found = []
        for entries in self._streams(f"{Register.REQUEST.stream('')}%"):
            record = self.moment.record(entries)
            if record is not None:
                found.append(DataRequest.of(record, entries))
        return found

    @cached_property
    def of_the_office(self) -> Sequence[tuple[Record, tuple[Deadline, ...]]]:
        """Every incident, assignment and finding that there was, with its open deadlines."""
        found = []
        for register in (Register.INCIDENT, Register.ASSIGNMENT, Register.FINDING):
            for entries in self._streams(f"{register.stream('')}%"):
                record = self.moment.record(entries)
                if record is not None:
                    found.append((record, running(entries[: record.seq])))
        return found

    @cached_property
    def units(self) -> Sequence[Unit]:
        """Every row of every unit, as known then."""
        return [unit for entries in self._streams(_UNITS) for unit in self.moment.units(entries)]

    @cached_property
    def quotas(self) -> Sequence[Quota]:
        """Every quota in force."""
        reasons = self._apart(_QUOTAS)
        found = (self.moment.quota(entries, reasons) for entries in self._streams(_QUOTAS))
        return [one for one in found if one is not None]

    def records(self, register: Register) -> Sequence[Record]:
        """Every record of a register that there was, in the order of their numbers."""
        found = map(self.moment.record, self._streams(f"{register.value}/%"))
        return [one for one in found if one is not None]

    @cached_property
    def answers(self) -> Mapping[int, Answer]:
        """The answer that stood to each alert that was answered, by its number."""
        reasons = self._apart(_ALERTS)
        found = (self.moment.answer(entries, reasons) for entries in self._streams(_ALERTS))
        return {one.alert: one for one in found if one is not None}

    @cached_property
    def holders(self) -> Sequence[Holder]:
        """Everybody who held a role, as known then."""
        apart = self._apart(_ROLES)
        return [
            one for entries in self._streams(_ROLES) for one in self.moment.holders(entries, apart)
        ]

    def _apart(self, pattern: str) -> Mapping[str, str]:
        """Values that stand beside the streams of a kind, by digest."""
        wanted = select(SealedRow.digest, SealedRow.value).where(
            col(SealedRow.stream).like(pattern)
        )
        with translated(), Session(self.engine) as session:
            return dict(session.exec(wanted).all())

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        with translated(), Session(self.engine) as session:
            rows = session.execute(_core(*_PERSON.c)).mappings()
            vault = vault_of(self.engine)
            return {row["id"]: person_of(vault.open_person({**row})) for row in rows}

    def _streams(self, pattern: str) -> Iterator[list[Entry]]:
        """The entries known then of every stream of a kind, one stream at a time."""
        wanted = (
            _core(_ENTRY.c.stream, _ENTRY.c.body)
            .where(_ENTRY.c.stream.like(pattern), _ENTRY.c.recorded_at <= self.moment.limit)
            .order_by(_ENTRY.c.stream, _ENTRY.c.seq)
            .execution_options(yield_per=_BATCH)
        )
        with translated(), self.engine.connect() as connection:
            # A cursor that hands over rows in batches lives in a transaction.
            connection.exec_driver_sql("BEGIN")
            try:
                rows = connection.execute(wanted)
                for _, group in groupby(rows, key=itemgetter(0)):
                    yield [Entry.read(body) for _, body in group]
            finally:
                connection.exec_driver_sql("ROLLBACK")
