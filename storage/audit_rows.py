"""What a verification reads: rows as stored, in order, in little memory, all of one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Engine,
    Text,
    TypeDecorator,
    exists,
    func,
    null,
    or_,
    select,
    text,
    type_coerce,
)

from audit import Leaf, Sealed, Stored
from audit.json_text import decode
from storage.account_tables import AccountRow, ApprovalRow, RoleGrantRow
from storage.faults import translated
from storage.guards import missing_guards
from storage.pages import page_damage
from storage.record_table import RecordRow
from storage.seal_tables import CheckpointRow, LeafRow, SubtreeRow
from storage.tables import (
    AlertRow,
    CalendarDayRow,
    CaseRow,
    CounterRow,
    DeadlineRow,
    EntryRow,
    PersonRow,
    QuotaRow,
    ScreeningRow,
    SealedRow,
    UnitRow,
)
from storage.tables_of_reminders import HolderRow
from storage.vault import is_closed, vault_of

_BATCH = 2000
_ACCOUNT: Any = AccountRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_GRANT: Any = RoleGrantRow.__table__  # type: ignore[attr-defined]  # as above
_APPROVAL: Any = ApprovalRow.__table__  # type: ignore[attr-defined]  # as above
_ALERT: Any = AlertRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # as above
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above
_DEADLINE: Any = DeadlineRow.__table__  # type: ignore[attr-defined]  # as above
_SCREENING: Any = ScreeningRow.__table__  # type: ignore[attr-defined]  # as above
_RECORD: Any = RecordRow.__table__  # type: ignore[attr-defined]  # as above
_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # as above
_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # as above
_QUOTA: Any = QuotaRow.__table__  # type: ignore[attr-defined]  # as above
_CALENDAR: Any = CalendarDayRow.__table__  # type: ignore[attr-defined]  # as above
_HOLDER: Any = HolderRow.__table__  # type: ignore[attr-defined]  # as above
_COUNTER: Any = CounterRow.__table__  # type: ignore[attr-defined]  # as above
_LEAF: Any = LeafRow.__table__  # type: ignore[attr-defined]  # as above
_SUBTREE: Any = SubtreeRow.__table__  # type: ignore[attr-defined]  # as above
_CHECKPOINT: Any = CheckpointRow.__table__  # type: ignore[attr-defined]  # as above
_ENTRY_COLUMNS = tuple(
    _ENTRY.c[name] for name in ("id", "stream", "seq", "body", "digest", "previous")
)
_OF_PERSON = ("id", "name", "name_key", "name_sort", "born", "education")


class AuditRows:
    """The auditing half of a store."""

    def __init__(self, engine: Engine, *, blind: bool = False) -> None:
        """`blind`: values under a person's key stay closed, for who may not read every case."""
        self.engine = engine
        self._blind = blind

    @contextmanager
    def moment(self) -> Iterator[MomentRows]:
        """One connection and one transaction that only reads.

        Raises:
            TryAgainError: the store is busy.
            OutsideServiceError: the database cannot be read.
        """
        with translated(), self.engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            begin = "BEGIN" if sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            driver: Any = connection.connection.driver_connection
            if sqlite:
                driver.text_factory = _lenient
            connection.exec_driver_sql(begin)
            rows = MomentRows(connection, blind=self._blind)
            try:
                yield rows
            finally:
                rows.close()
                connection.exec_driver_sql("ROLLBACK")
                if sqlite:
                    driver.text_factory = str


class MomentRows:
    """The rows of one moment; nothing in them is interpreted, days are ISO text."""

    def __init__(self, connection: Connection, *, blind: bool = False) -> None:
        self._connection = connection
        self._blind = blind
        self._results: list[Any] = []

    def close(self) -> None:
        """Give back what was not read to its end."""
        for result in self._results:
            result.close()

    def log_rows(self) -> Iterator[Stored]:
        """Every entry by stream and sequence."""
        wanted = select(*_ENTRY_COLUMNS, _LEAF.c.number).outerjoin_from(
            _ENTRY, _LEAF, _LEAF.c.entry == _ENTRY.c.id
        )
        for row in self._rows(wanted.order_by(self._plainly(_ENTRY.c.stream), _ENTRY.c.seq)):
            yield _stored(row)

    def leaves(self) -> Iterator[Leaf]:
        """Every place of the tree in order, then the entries without one in order of writing."""
        sealed = (
            select(*_ENTRY_COLUMNS, _LEAF.c.number)
            .outerjoin_from(_LEAF, _ENTRY, _LEAF.c.entry == _ENTRY.c.id)
            .order_by(_LEAF.c.number)
        )
        for row in self._rows(sealed):
            yield Leaf(number=row[-1], stored=None if row[0] is None else _stored(row))
        waiting = (
            select(*_ENTRY_COLUMNS, null())
            .where(~exists().where(_LEAF.c.entry == _ENTRY.c.id))
            .order_by(_ENTRY.c.id)
        )
        for row in self._rows(waiting):
            yield Leaf(number=None, stored=_stored(row))

    def subtrees(self) -> Iterator[tuple[int, int, str]]:
        """Height, number and digest of every stored subtree."""
        for row in self._rows(select(_SUBTREE.c.height, _SUBTREE.c.number, _SUBTREE.c.digest)):
            yield row[0], row[1], row[2]

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Size and note of every checkpoint, the smallest first."""
        asked = select(_CHECKPOINT.c.size, _CHECKPOINT.c.note).order_by(_CHECKPOINT.c.size)
        for row in self._rows(asked):
            yield row[0], row[1]

    def entry_count(self) -> int:
        """How many entries there are."""
        return int(self._connection.execute(select(func.count()).select_from(_ENTRY)).scalar_one())

    def newest_entry(self) -> int:
        """The number of writing of the newest entry; 0 where there is none."""
        return int(self._connection.execute(select(func.max(_ENTRY.c.id))).scalar() or 0)

    def given_out(self) -> int | None:
        """How many numbers of writing were given out; None on PostgreSQL, whose sequences skip."""
        if self._connection.dialect.name != "sqlite":
            return None
        asked = text("SELECT seq FROM sqlite_sequence WHERE name = 'entry'")
        found = self._connection.execute(asked).scalar()
        return found if isinstance(found, int) else 0

    def case_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every case by reference, and under ``person.…`` those of its person."""
        persons = (_PERSON.c[name].label(f"person.{name}") for name in _OF_PERSON)
        wanted = (
            select(*_raw(_CASE), *persons)
            .outerjoin(_PERSON, _CASE.c.person == _PERSON.c.id)
            .order_by(self._plainly(_CASE.c.ref))
        )
        return self._mappings(wanted)

    def deadline_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every deadline by stream."""
        in_order = (self._plainly(_DEADLINE.c.stream), _DEADLINE.c.id)
        return self._mappings(select(*_raw(_DEADLINE)).order_by(*in_order))

    def screening_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every screening by reference."""
        return self._mappings(select(*_raw(_SCREENING)).order_by(self._plainly(_SCREENING.c.ref)))

    def record_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every record of a register."""
        return self._mappings(_register(_RECORD))

    def sealed_rows(self) -> Iterator[tuple[str, Sealed]]:
        """Every value kept apart from the log, by stream and digest."""
        first = (_ENTRY.c.seq == 1) & (
            _ENTRY.c.stream
            == func.coalesce(_SCREENING.c.case_ref, _RECORD.c.case_ref, _SEALED.c.stream)
        )
        wanted = select(
            _SEALED.c.stream, _ENTRY.c.body, _SEALED.c.digest, _SEALED.c.salt, _SEALED.c.value
        ).select_from(
            _SEALED.outerjoin(_SCREENING, _SCREENING.c.ref == _SEALED.c.stream)
            .outerjoin(_RECORD, _RECORD.c.stream == _SEALED.c.stream)
            .outerjoin(_ENTRY, first)
        )
        vault = vault_of(self._connection.engine)
        for stream, body, digest, salt, value in self._rows(
            wanted.order_by(self._plainly(_SEALED.c.stream), _SEALED.c.digest)
        ):
            person = _about(body) if is_closed(value) else None
            both = None if self._blind else vault.open_sealed(person, salt, value)
            if self._blind and not is_closed(value):
                both = salt, value
            if both is None:
                yield stream, Sealed(digest=digest, salt=salt, value=value, locked=True)
            else:
                yield stream, Sealed(digest=digest, salt=both[0], value=both[1])

    def unit_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every unit row."""
        return self._mappings(_register(_UNIT))

    def quota_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every quota row."""
        return self._mappings(_register(_QUOTA))

    def calendar_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every decided day."""
        return self._mappings(_register(_CALENDAR))

    def holder_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of everybody who ever held a role."""
        return self._mappings(_register(_HOLDER))

    def answer_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every alert that somebody answered, and what it reminds of."""
        wanted = (
            select(*_raw(_ALERT), _DEADLINE.c.rule, _DEADLINE.c.stream)
            .join_from(_ALERT, _DEADLINE, _ALERT.c.deadline_id == _DEADLINE.c.id)
            .where(or_(_ALERT.c.answered_by.is_not(None), _ALERT.c.state != "raised"))
            .order_by(_ALERT.c.id)
        )
        return self._mappings(wanted)

    def account_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every user."""
        return self._mappings(_register(_ACCOUNT))

    def grant_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every grant of a role."""
        return self._mappings(_register(_GRANT))

    def approval_rows(self) -> Iterator[Mapping[str, Any]]:
        """The columns of every approval."""
        return self._mappings(_register(_APPROVAL))

    def counters(self) -> Mapping[str, Any]:
        """The number last given out in each series."""
        return {row[0]: row[1] for row in self._rows(select(_COUNTER.c.name, _COUNTER.c.value))}

    def lone_people(self) -> Iterator[str]:
        """People whom no case names."""
        named = exists().where(_CASE.c.person == _PERSON.c.id)
        for row in self._rows(select(_PERSON.c.id).where(~named).order_by(_PERSON.c.id)):
            yield row[0]

    def missing_guards(self) -> Sequence[str]:
        """Guards of the log that are not there, or do something else."""
        return missing_guards(self._connection)

    def damage(self) -> Sequence[str]:
        """Where a SQLite file contradicts itself: what is read by an index, and by the table."""
        if self._connection.dialect.name != "sqlite":
            return ()
        return page_damage(self._connection)

    def _plainly(self, column: Any) -> Any:
        """Order by code point, as Python and SQLite do, whatever the database's locale."""
        return column.collate("C") if self._connection.dialect.name == "postgresql" else column

    def _mappings(self, query: Any) -> Iterator[Mapping[str, Any]]:
        result = self._execute(query)
        names = tuple(result.keys())
        for row in result:
            yield {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in zip(names, row, strict=True)
            }

    def _rows(self, query: Any) -> Iterator[Any]:
        yield from self._execute(query)

    def _execute(self, query: Any) -> Any:
        result = self._connection.execute(query.execution_options(yield_per=_BATCH))
        self._results.append(result)
        return result


def _register(table: Any) -> Any:
    """Every row of a table, in the order of its key."""
    return select(*_raw(table)).order_by(*table.primary_key.columns)


def _raw(table: Any) -> list[Any]:
    """A table's columns as the database holds them: a day that is no day must not stop us."""
    return [
        type_coerce(column, Text).label(column.name)
        if isinstance(column.type, Date | Boolean | DateTime | TypeDecorator)
        else column
        for column in table.c
        if column.computed is None  # what the database derives cannot differ, but can fail
    ]


def _stored(row: Any) -> Stored:
    written, stream, seq, body, digest, previous, leaf = row
    return Stored(
        written=written,
        stream=stream,
        seq=seq,
        body=body,
        digest=digest,
        previous=previous,
        leaf=leaf,
    )


def _about(body: Any) -> str | None:
    """Whom a case is about, as its first entry says: the row may have been altered."""
    try:
        return str(decode(body)["data"]["person"])
    except (ValueError, TypeError, KeyError):
        return None


def _lenient(raw: bytes) -> str:
    """Text of damaged bytes, so that the row that holds them can be named."""
    return raw.decode(errors="backslashreplace")
