"""The hot path: read one dossier, write one change, in the driver's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from sqlalchemy import Engine

from audit import Sealed
from storage.accounts import Seating
from storage.erasing import erase
from storage.faults import translated
from storage.rows import (
    CaseRows,
    answer_values,
    calendar_values,
    closing_values,
    deadline_values,
    handing_values,
    holder_end_values,
    marking_values,
    person_of,
    person_values,
    quota_values,
    request_values,
    resend_values,
    return_values,
    unit_of,
    unit_values,
)
from storage.statements import (
    CASE_COLUMNS,
    HEIR,
    NAMED,
    PERSON_COLUMNS,
    UNIT_COLUMNS,
    Prepared,
    statements_for,
)
from storage.vault import vault_of
from workflow.account import Seat
from workflow.change import CaseWrite, Change, RecordWrite, ScreeningWrite
from workflow.errors import LostRaceError, StaleCalendarError
from workflow.holder import holder_columns
from workflow.names import fold
from workflow.person import Person
from workflow.ports import Dossier, Line
from workflow.registers.record import record_columns
from workflow.relocation import Relocation
from workflow.screening.snapshot import screening_columns
from workflow.snapshot import case_columns, thaw

_T = TypeVar("_T")
_SPLIT = len(CASE_COLUMNS)
_SEQ = CASE_COLUMNS.index("seq")
_CALENDAR_LOCK = 7_261_504_120


class HotPath:
    """One checked-out connection and its prepared statements; not shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._pooled = engine.raw_connection()
        self._cursor = self._pooled.cursor()
        self._do = statements_for(engine)
        self._sqlite = engine.dialect.name == "sqlite"
        self._seating = Seating(self._cursor, engine.dialect.name)
        self._vault = vault_of(engine)

    def close(self) -> None:
        """Give the connection back."""
        self._cursor.close()
        self._pooled.close()

    def dossier(self, ref: str) -> Dossier | None:
        """A case and its person."""
        with translated():
            self._cursor.execute(self._do.read_dossier.sql, (ref,))
            row = self._cursor.fetchone()
        if row is None:
            return None
        columns = dict(zip(CASE_COLUMNS, row, strict=False))
        person = dict(zip(PERSON_COLUMNS, row[_SPLIT:], strict=True))
        person = self._vault.open_person(person)
        return Dossier(case=thaw(columns, columns["snapshot"]), person=person_of(person))

    def line_above(self, code: str, on: date, name: str | None) -> Line:
        """A unit and those above it on a day, and the unit that a name stands for."""
        asked = {
            "code": code,
            "on": on.isoformat(),
            "name": name,
            "key": None if name is None else fold(name),
        }
        statement = self._do.read_line
        with translated():
            self._cursor.execute(statement.sql, statement.args(asked))
            rows = self._cursor.fetchall()
        units = [(row[-1], unit_of(dict(zip(UNIT_COLUMNS, row, strict=False)))) for row in rows]
        named = [unit for height, unit in units if height == NAMED]
        return Line(
            units=tuple(unit for height, unit in sorted(units, key=itemgetter(0)) if height >= 0),
            named=named[0] if len({unit.code for unit in named}) == 1 else None,
            heir=any(height == HEIR for height, _ in units),
        )

    def seat(self, name: str) -> Seat:
        """What an account may rest on."""
        with translated():
            return self._seating.seat(name)

    def commit(self, change: Change) -> None:
        """Write a change in one transaction, whole or not at all."""
        with translated(_first_stream(change)):
            self._cursor.execute(self._do.begin)
            try:
                self._write(change)
                self._cursor.execute("COMMIT")
                for one in change.erasures:
                    self._vault.destroy(one.person)
            except BaseException:
                # The driver may have rolled back already (a lost connection, a full disk).
                if getattr(self._pooled.driver_connection, "in_transaction", True):
                    self._cursor.execute("ROLLBACK")
                raise

    def _write(self, change: Change) -> None:
        if change.calendar_seen is not None:
            self._calendar_stands(change)
        self._put(self._do.new_request, request_values(change))
        if change.numbering is not None:
            self._number(change)
        if change.people:
            self._people(change)
        self._cases(change.cases)
        self._screenings(change.screenings)
        self._records(change.records)
        if change.relocations or change.emptied:
            self._follow(change)
        put_entry = self._do.new_entry
        self._put_rows(put_entry, list(map(attrgetter(*put_entry.names), change.entries)))
        self._deadlines(change)
        self._keep_apart(change)
        self._put_all(self._do.new_unit, change.units, unit_values)
        for unit in change.changed_units:
            key = {"code_": unit.code, "from_": unit.from_on.isoformat()}
            self._put(self._do.change_unit, {**unit_values(unit), **key})
        self._put_all(self._do.new_quota, change.quotas, quota_values)
        self._put_all(self._do.answer_alert, change.answers, answer_values)
        handed = [answer for answer in change.answers if answer.handed_to is not None]
        self._put_all(self._do.hand_alert, handed, handing_values)
        self._post(change)
        self._put_all(self._do.new_calendar_day, change.decisions, calendar_values)
        self._put_all(self._do.new_holder, change.holders, holder_columns)
        self._put_all(self._do.end_holder, change.ended_holders, holder_end_values)
        self._seating.write(change)
        for one in change.erasures:
            self._vault.require(self._cursor)
            erase(self._cursor, one.person, one.streams, sqlite=self._sqlite)
            self._vault.condemn(one.person)

    def _post(self, change: Change) -> None:
        """What officers said about messages of the ledger."""
        do = self._do
        for again in change.resends:
            values = resend_values(again)
            if again.under == again.message:
                self._put(do.revive_message, values)
                continue
            for statement in (
                do.renew_message,
                do.lay_to_rest,
                do.move_deliveries,
                do.move_targets,
            ):
                self._put(statement, values)
        for returned in change.returns:
            values = return_values(returned)
            self._put(do.return_message, values)
            self._put(do.count_bounce, values)

    def _calendar_stands(self, change: Change) -> None:
        """Whoever opens deadlines and whoever decides days must not pass each other unseen.

        SQLite lets only one of them write. On PostgreSQL the one who decides waits for those who
        are at it, and the others for the one who decides.

        Raises:
            StaleCalendarError: the calendar, or the deadlines that it was to move, have changed.
        """
        if not self._sqlite:
            shared = "_shared" if change.deadlines_seen is None else ""
            self._cursor.execute(f"SELECT pg_advisory_xact_lock{shared}({_CALENDAR_LOCK})")
        seen = [(self._do.count_calendar, change.calendar_seen)]
        if change.deadlines_seen is not None:
            seen.append((self._do.count_deadlines, change.deadlines_seen))
        for statement, expected in seen:
            self._cursor.execute(statement.sql)
            row = self._cursor.fetchone()
            if row is None or row[0] != expected:
                raise StaleCalendarError

    def _put(self, statement: Prepared, values: Mapping[str, Any]) -> int:
        self._cursor.execute(statement.sql, statement.args(values))
        return int(self._cursor.rowcount)

    def _put_all(
        self, statement: Prepared, items: Sequence[_T], values: Callable[[_T], Mapping[str, Any]]
    ) -> None:
        if items:
            self._put_rows(statement, [statement.args(values(item)) for item in items])

    def _put_rows(self, statement: Prepared, rows: Sequence[tuple[Any, ...]]) -> None:
        if len(rows) == 1:
            self._cursor.execute(statement.sql, rows[0])
        elif rows:
            self._cursor.executemany(statement.sql, rows)

    def _number(self, change: Change) -> None:
        series = change.numbering
        if series is None:
            return
        if series.seen == 0:
            self._put(self._do.new_counter, {"name": series.name, "value": series.next})
        elif not self._put(
            self._do.move_counter,
            {"name_": series.name, "seen": series.seen, "next": series.next},
        ):
            raise LostRaceError(series.name, series.seen)

    def _people(self, change: Change) -> None:
        keys = self._vault.ready(self._cursor)
        keys.keys([one.id for one in change.people])

        def closed(person: Person) -> Mapping[str, Any]:
            return self._vault.close_person(keys, person_values(person))

        new = {write.case.person for write in change.cases if write.seen == 0}
        self._put_all(self._do.new_person, [one for one in change.people if one.id in new], closed)
        for person in change.people:
            if person.id not in new:
                values = {**closed(person), "id_": person.id}
                self._put(self._do.renumber_cases, values)
                self._put(self._do.change_person, values)

    def _keep_apart(self, change: Change) -> None:
        """What is kept apart from the log; what belongs to a case closed by its person's key."""
        if not change.sealed:
            return
        people = {write.case.ref: write.case.person for write in change.cases}
        for write in change.screenings:
            people[write.screening.ref] = self._person_of(write.screening.case)
        for written in change.records:
            if written.record.case is not None:
                people[written.record.stream] = self._person_of(written.record.case)
        named = {people[stream] for stream, _ in change.sealed if stream in people}
        keys = self._vault.ready(self._cursor).keys(named) if named else {}

        def closed(pair: tuple[str, Sealed]) -> Mapping[str, Any]:
            values = _sealed(pair)
            person = people.get(pair[0])
            return (
                values if person is None else self._vault.close_sealed(keys[person], person, values)
            )

        self._put_all(self._do.new_sealed, change.sealed, closed)

    def _person_of(self, ref: str) -> str:
        statement = self._do.read_person
        self._cursor.execute(statement.sql, (ref,))
        found = self._cursor.fetchone()
        return "" if found is None else str(found[0])

    def _cases(self, writes: Iterable[CaseWrite]) -> None:
        new = []
        for write in writes:
            if write.seen == 0:
                new.append(write.case)
                continue
            values = case_columns(write.case)
            values["ref_"], values["seen"] = write.case.ref, write.seen
            if not self._put(self._do.move_case, values):
                raise LostRaceError(write.case.ref, write.seen)
        if len(new) == 1:
            self._put(self._do.new_case, case_columns(new[0]))
        elif new:
            self._put_all(self._do.new_case, new, CaseRows())

    def _follow(self, change: Change) -> None:
        """Cases go with their unit, many in one go; a unit that ends is left empty.

        On PostgreSQL whoever writes a case meanwhile is waited for, so that none is overlooked.

        Raises:
            LostRaceError: a case has moved on, or was put into a unit that ends.
        """
        if not self._sqlite:
            self._cursor.execute("LOCK TABLE case_file IN SHARE ROW EXCLUSIVE MODE")
        statement = self._do.relocate_case
        rows = [
            statement.args(
                {
                    "ref_": one.ref,
                    "seen": one.seen,
                    "unit": one.unit,
                    "moving_to": one.moving_to,
                    "seq": one.seq,
                    "head": one.head,
                }
            )
            for one in change.relocations
        ]
        self._put_rows(statement, rows)
        if rows and self._cursor.rowcount != len(rows):
            raise self._moved_first(change.relocations)
        left = self._do.case_in_unit
        for unit in change.emptied:
            self._cursor.execute(left.sql, left.args({"unit_": unit}))
            found = self._cursor.fetchone()
            if found is not None:
                raise LostRaceError(found[0], 0)

    def _moved_first(self, moves: Sequence[Relocation]) -> LostRaceError:
        """The first case that is not where the change would have put it."""
        read = self._do.read_dossier
        for one in moves:
            self._cursor.execute(read.sql, (one.ref,))
            row = self._cursor.fetchone()
            if row is None or row[_SEQ] != one.seq:
                return LostRaceError(one.ref, one.seen)
        return LostRaceError(moves[0].ref, moves[0].seen)

    def _screenings(self, writes: Iterable[ScreeningWrite]) -> None:
        for write in writes:
            values = screening_columns(write.screening)
            if write.seen == 0:
                self._put(self._do.new_screening, values)
                continue
            values["ref_"], values["seen"] = write.screening.ref, write.seen
            if not self._put(self._do.move_screening, values):
                raise LostRaceError(write.screening.ref, write.seen)

    def _records(self, writes: Iterable[RecordWrite]) -> None:
        for write in writes:
            values = record_columns(write.record)
            if write.seen == 0:
                self._put(self._do.new_record, values)
                continue
            values["stream_"], values["seen"] = write.record.stream, write.seen
            if not self._put(self._do.move_record, values):
                raise LostRaceError(write.record.stream, write.seen)

    def _deadlines(self, change: Change) -> None:
        writes: tuple[CaseWrite | ScreeningWrite | RecordWrite, ...] = (
            *change.cases,
            *change.screenings,
            *change.records,
        )
        for one in (closing for write in writes for closing in write.closings):
            self._put(self._do.close_deadline, closing_values(one))
        for write in change.cases:
            for marked in write.marked:
                self._put(self._do.mark_deadline, marking_values(write.case.ref, marked))
        for written in change.records:
            for marked in written.marked:
                self._put(self._do.mark_deadline, marking_values(written.record.stream, marked))
        self._put_rows(self._do.new_deadline, list(self._opened(change)))

    def _opened(self, change: Change) -> Iterator[tuple[Any, ...]]:
        """Rows of new deadlines; cases of one list share theirs, but for the reference."""
        statement = self._do.new_deadline
        known: dict[int, tuple[Any, ...]] = {}  # by identity: the change keeps them all alive
        for write in change.cases:
            ref = write.case.ref
            for one in write.opened:
                row = known.get(id(one))
                if row is None:
                    values = deadline_values("", "", one, change.recorded_on)
                    row = known[id(one)] = statement.args(values)
                yield (ref, ref, *row[2:])  # stream and case come first
        for screened in change.screenings:
            about = screened.screening
            for one in screened.opened:
                yield statement.args(
                    deadline_values(about.ref, about.case, one, change.recorded_on)
                )
        for written in change.records:
            stream, case = written.record.stream, written.case
            for one in written.opened:
                yield statement.args(deadline_values(stream, case, one, change.recorded_on))


def _sealed(pair: Any) -> dict[str, Any]:
    stream, kept = pair
    return {"digest": kept.digest, "stream": stream, "salt": kept.salt, "value": kept.value}


def _first_stream(change: Change) -> tuple[str, int] | None:
    if not change.entries:
        return None
    first = change.entries[0]
    return first.stream, first.seq - 1
