"""Reads that are not on the hot path, through SQLModel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Engine, RowMapping, func, or_
from sqlalchemy import select as _core
from sqlmodel import Session, col, select

from audit import Entry
from audit.json_text import decode
from storage.columns import columns_of
from storage.faults import translated
from storage.late_steps import late_step_of, late_steps, narrowed, streams_between
from storage.next_wording import next_version
from storage.rows import quota_of, unit_of
from storage.tables import (
    AlertRow,
    CaseRow,
    CounterRow,
    DeadlineRow,
    EntryRow,
    KeyringRow,
    PersonRow,
    QuotaRow,
    RequestRow,
    UnitRow,
)
from storage.vault import vault_of
from workflow.inspection.late_step import LateStep
from workflow.inspection.narrowing import Narrowing
from workflow.inspection.orphan import Orphan
from workflow.listing import CaseFilter, CaseLine, TaskLine
from workflow.ports import AlertOn, Done
from workflow.quota import Quota
from workflow.reminders import OF_THE_OFFICE
from workflow.states import State
from workflow.unit import Unit

_CHUNK = 500
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above


class Reading:
    """The reading half of a store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for reading; driver errors come out as the officer's."""
        with translated(), Session(self.engine) as session:
            yield session

    def refs_like(self, tail: str, limit: int) -> Sequence[str]:
        """References that end in a tail."""
        wanted = select(CaseRow.ref).where(ending_in(col(CaseRow.ref), tail))
        with self.session() as session:
            return session.exec(wanted.order_by(col(CaseRow.ref)).limit(limit)).all()

    def refs_named(self, key: str, limit: int) -> Sequence[str]:
        """References of people whose folded name is exactly this."""
        wanted = (
            select(CaseRow.ref)
            .join(PersonRow, col(CaseRow.person) == col(PersonRow.id))
            .where(PersonRow.name_key == key)
            .order_by(col(CaseRow.ref))
            .limit(limit)
        )
        with self.session() as session:
            return session.exec(wanted).all()

    def open_case(self, key: str, born: str | None) -> str | None:
        """Reference of a case that is not closed, by exact folded name and birth."""
        wanted = (
            select(CaseRow.ref)
            .join(PersonRow, col(CaseRow.person) == col(PersonRow.id))
            .where(PersonRow.name_key == key, col(PersonRow.born).is_not_distinct_from(born))
            .where(col(CaseRow.state).not_in([State.CLOSED.value, State.STRUCK_OFF.value]))
            .order_by(col(CaseRow.ref))
        )
        with self.session() as session:
            return session.exec(wanted.limit(1)).first()

    def refs_of(self, person: str) -> Sequence[str]:
        """References of the cases of one person, the oldest first."""
        wanted = select(CaseRow.ref).where(CaseRow.person == person).order_by(col(CaseRow.ref))
        with self.session() as session:
            return session.exec(wanted).all()

    def entries(self, stream: str) -> Sequence[Entry]:
        """The entries of one stream, in order."""
        wanted = select(EntryRow.body).where(EntryRow.stream == stream).order_by(col(EntryRow.seq))
        with self.session() as session:
            return [Entry.read(body) for body in session.exec(wanted)]

    def histories(self, streams: Sequence[str]) -> Mapping[str, Sequence[Entry]]:
        """The entries of many streams, each in order."""
        found: dict[str, list[Entry]] = {}
        with self.session() as session:
            for start in range(0, len(streams), _CHUNK):
                wanted = (
                    select(EntryRow.stream, EntryRow.body)
                    .where(col(EntryRow.stream).in_(streams[start : start + _CHUNK]))
                    .order_by(col(EntryRow.stream), col(EntryRow.seq))
                )
                for stream, body in session.exec(wanted):
                    found.setdefault(stream, []).append(Entry.read(body))
        return found

    def heads(self, streams: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        """Sequence and digest of the newest entries of many streams."""
        found: dict[str, tuple[int, str]] = {}
        with self.session() as session:
            for start in range(0, len(streams), _CHUNK):
                wanted = (
                    select(EntryRow.stream, EntryRow.seq, EntryRow.digest)
                    .where(col(EntryRow.stream).in_(streams[start : start + _CHUNK]))
                    .order_by(col(EntryRow.stream), col(EntryRow.seq))
                )
                for stream, seq, digest in session.exec(wanted):
                    found[stream] = (seq, digest)
        return found

    def counter(self, name: str) -> int:
        """The number last given out in a series."""
        with self.session() as session:
            row = session.get(CounterRow, name)
            return 0 if row is None else row.value

    def done(self, request: str) -> Done | None:
        """What a request id has already done."""
        with self.session() as session:
            row = session.get(RequestRow, request)
            if row is None:
                return None
            return Done(
                request=row.id,
                action=row.action,
                fingerprint=row.fingerprint,
                result=decode(row.result),
            )

    def units(self, on: date) -> Sequence[Unit]:
        """The units that exist on a day, by Vietnamese name order."""
        wanted = (
            select(UnitRow)
            .where(UnitRow.from_on <= on)
            .where(or_(col(UnitRow.until_on).is_(None), col(UnitRow.until_on) >= on))
            .order_by(col(UnitRow.name_sort), col(UnitRow.code), col(UnitRow.from_on))
        )
        with self.session() as session:
            return [unit_of(row.model_dump()) for row in session.exec(wanted)]

    def unit_rows(self) -> Sequence[Unit]:
        """Every row of every unit through time, by Vietnamese name order."""
        wanted = select(UnitRow).order_by(
            col(UnitRow.name_sort), col(UnitRow.code), col(UnitRow.from_on)
        )
        with self.session() as session:
            return [unit_of(row.model_dump()) for row in session.exec(wanted)]

    def unit(self, code: str, on: date) -> Unit | None:
        """One unit by code, as it is on a day."""
        return next((unit for unit in self.units(on) if unit.code == code), None)

    def quotas(self, first: int, last: int) -> Sequence[Quota]:
        """The quota rows in force for the years."""
        wanted = (
            select(QuotaRow)
            .where(QuotaRow.year >= first, QuotaRow.year <= last)
            .order_by(col(QuotaRow.year), col(QuotaRow.unit), col(QuotaRow.seq))
        )
        newest: dict[tuple[int, str], Quota] = {}
        with self.session() as session:
            for row in session.exec(wanted):
                newest[row.year, row.unit] = quota_of(row)
        return list(newest.values())

    def people_keys(self) -> Mapping[tuple[str, str | None], str]:
        """Reference of the newest case that is not closed, by folded name and birth."""
        wanted = (
            select(PersonRow.name_key, PersonRow.born, CaseRow.ref)
            .join(CaseRow, col(CaseRow.person) == col(PersonRow.id))
            .where(col(CaseRow.state).not_in([State.CLOSED.value, State.STRUCK_OFF.value]))
            .order_by(col(CaseRow.ref))
        )
        with self.session() as session:
            return {(key, born): ref for key, born, ref in session.exec(wanted)}

    def cases(self, wanted: CaseFilter) -> Sequence[CaseLine]:
        """Cases as lines of a list, in Vietnamese name order.

        Raises:
            RefusedError: an identity number is asked for, and the keys of the store are not here.
        """
        named = {"next_version": next_version(_CASE)}
        query = _core(*columns_of(CaseLine, _CASE, _PERSON, **named)).join_from(
            _CASE, _PERSON, _CASE.c.person == _PERSON.c.id
        )
        if wanted.states:
            query = query.where(col(CaseRow.state).in_([one.value for one in wanted.states]))
        if wanted.units:
            query = query.where(col(CaseRow.unit).in_(wanted.units))
        if wanted.refs is not None:
            query = query.where(col(CaseRow.ref).in_(sorted(wanted.refs)))
        if wanted.overdue_on is not None:
            query = query.where(col(CaseRow.next_due) < wanted.overdue_on)
        if wanted.name_key is not None:
            query = query.where(col(PersonRow.name_key).contains(wanted.name_key, autoescape=True))
        query = query.order_by(col(PersonRow.name_sort), col(CaseRow.ref)).limit(wanted.limit)
        with self.session() as session:
            if wanted.identity_no is not None:
                keyring = session.exec(select(KeyringRow.id)).first()
                index = vault_of(self.engine).index(keyring, wanted.identity_no)
                query = query.where(col(PersonRow.identity_key) == index)
            return [CaseLine(**_stated(row)) for row in session.execute(query).mappings()]

    def tasks(self, until: date, units: tuple[str, ...] = ()) -> Sequence[TaskLine]:
        """Open deadlines that fall due by a day, the oldest first; on one day by case and rule."""
        query = (
            _core(*columns_of(TaskLine, _CASE, _DEADLINE, _PERSON, ref=_DEADLINE.c.stream))
            .join_from(_DEADLINE, _CASE, _DEADLINE.c.case_ref == _CASE.c.ref)
            .join(_PERSON, _CASE.c.person == _PERSON.c.id)
            .where(_DEADLINE.c.closed_how.is_(None), _DEADLINE.c.due_on <= until)
            .order_by(_DEADLINE.c.due_on, _DEADLINE.c.stream, _DEADLINE.c.rule, _DEADLINE.c.id)
        )
        if units:
            query = query.where(col(CaseRow.unit).in_(units))
        with self.session() as session:
            found = [TaskLine(**_stated(row)) for row in session.execute(query).mappings()]
        return [replace(one, held=None) if one.rule in OF_THE_OFFICE else one for one in found]

    def alerts_on(self, ref: str, *, settled: bool = False) -> Sequence[AlertOn]:
        """The alerts that stand on open deadlines of a stream, by number; or on all there were."""
        query = (
            select(AlertRow.id, DeadlineRow.rule, DeadlineRow.started_by)
            .join(DeadlineRow, col(AlertRow.deadline_id) == col(DeadlineRow.id))
            .where(DeadlineRow.stream == ref)
            .order_by(col(AlertRow.id))
        )
        if not settled:
            query = query.where(col(DeadlineRow.closed_how).is_(None))
        with self.session() as session:
            return [
                AlertOn(id=number or 0, rule=rule, started_by=started_by)
                for number, rule, started_by in session.exec(query)
            ]

    def counts(self) -> Mapping[str, int]:
        """Number of cases per state."""
        query = select(CaseRow.state, func.count()).group_by(CaseRow.state)
        with self.session() as session:
            return dict(session.exec(query).all())

    def entry_count(self) -> int:
        """Number of entries in the log."""
        with self.session() as session:
            return int(session.exec(select(func.count()).select_from(EntryRow)).one())

    def log(
        self,
        filters: Mapping[str, Any],
        *,
        units: Sequence[str] | None = None,
        limit: int | None = None,
        first: date | None = None,
        last: date | None = None,
        narrowing: Narrowing | None = None,
    ) -> Sequence[Entry]:
        """Entries by derived columns (kind, event, actor, stream), newest first.

        `units`: only entries of these.
        """
        query = select(EntryRow.body)
        for name, value in filters.items():
            query = query.where(getattr(EntryRow, name) == value)
        if units is not None:
            query = query.where(col(EntryRow.unit).in_(units))
        if first is not None:
            query = query.where(col(EntryRow.effective_on) >= first.isoformat())
        if last is not None:
            query = query.where(col(EntryRow.effective_on) <= last.isoformat())
        query = query.order_by(col(EntryRow.id).desc())
        if narrowing is None:
            with self.session() as session:
                return [Entry.read(body) for body in session.exec(query.limit(limit))]
        wanted = narrowed(query, narrowing).execution_options(yield_per=_CHUNK)
        with translated(), self.engine.connect() as connection:
            # A cursor that hands over rows in batches lives in a transaction.
            connection.exec_driver_sql("BEGIN")
            try:
                with connection.execute(wanted) as found:
                    bodies = (Entry.read(row[0]) for row in found)
                    return list(islice(filter(narrowing.keeps, bodies), limit))
            finally:
                connection.exec_driver_sql("ROLLBACK")

    def streams_between(self, first: date | None, last: date | None) -> frozenset[str]:
        """The cases with an entry whose legal day lies between two days; None sets no bound."""
        with self.session() as session:
            return frozenset(session.execute(streams_between(first, last)).scalars())

    def orphans(self) -> Sequence[Orphan]:
        """Everything that names what is not there, in the tables of today."""
        from storage.orphans import orphans  # noqa: PLC0415 - only an inspection pays

        return list(orphans(self.engine))

    def late_steps(self) -> Sequence[LateStep]:
        """Deadlines that were met after their day, those that were latest done first."""
        with self.session() as session:
            return [late_step_of(row) for row in session.execute(late_steps()).mappings()]


def _stated(row: RowMapping) -> dict[str, Any]:
    """A row's columns by name, its state as the machine knows it."""
    return {str(name): value for name, value in row.items()} | {"state": State(row["state"])}


def ending_in(ref: Any, tail: str) -> Any:
    """A reference ends in what was typed, taken letter by letter."""
    pattern = "%" + tail.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return ref.like(pattern, escape="\\")
