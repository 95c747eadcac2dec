"""The statements of the hot path: written once in Core, prepared once per database.

A transition runs half a dozen of them. Compiling each time costs more than running them, so each
is compiled to its driver's text with its parameters in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Engine,
    Table,
    bindparam,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.base import Executable

from storage.record_table import RecordRow
from storage.statements_of_letters import posting
from storage.tables import (
    CASE_DAYS,
    AlertRow,
    CalendarDayRow,
    CaseRow,
    CounterRow,
    DeadlineRow,
    EntryRow,
    PersonRow,
    QuotaRow,
    RequestRow,
    ScreeningRow,
    SealedRow,
    UnitRow,
)
from storage.tables_of_reminders import HolderRow
from workflow.relocation import STAYING_STATES

PERSON_COLUMNS = tuple(PersonRow.model_fields)
CASE_COLUMNS = tuple(
    name for name in CaseRow.model_fields if name not in {*CASE_DAYS, "number_key"}
)
UNIT_COLUMNS = tuple(UnitRow.model_fields)
NAMED, HEIR = -1, -2
"""Heights in the line above a unit that are none: whom a name stands for, and later heritage."""
_UNIT_KEY = frozenset({"code", "from_on"})
_HIGHEST = 9  # no line of organisations is longer: cell, …, Centre
SCREENING_COLUMNS = tuple(ScreeningRow.model_fields)
ENTRY_COLUMNS = ("stream", "seq", "body", "digest", "previous")
DEADLINE_COLUMNS = tuple(
    name
    for name in DeadlineRow.model_fields
    if name not in {"id", "swept"} and not name.startswith("closed_")
)


class Prepared:
    """Driver text and the order of its parameters; compiled when it is first used."""

    def __init__(self, dialect: str, statement: Executable) -> None:
        self._dialect = dialect
        self._statement = statement

    @cached_property
    def _compiled(self) -> Any:
        dialect = _dialect(self._dialect)
        return self._statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # Executable has it

    @cached_property
    def sql(self) -> str:
        """The text as the driver takes it."""
        return str(self._compiled)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parameters in their order."""
        return tuple(self._compiled.positiontup or ())

    @cached_property
    def args(self) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
        """Picks the parameters out of a mapping, in their order."""
        names = self.names
        if not names:
            return lambda _values: ()
        if len(names) == 1:
            (only,) = names
            return lambda values: (values[only],)
        return itemgetter(*names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Every prepared statement of one kind of database."""

    begin: str
    read_dossier: Prepared
    read_person: Prepared
    new_request: Prepared
    new_person: Prepared
    change_person: Prepared
    new_case: Prepared
    renumber_cases: Prepared
    move_case: Prepared
    relocate_case: Prepared
    case_in_unit: Prepared
    new_screening: Prepared
    move_screening: Prepared
    new_record: Prepared
    move_record: Prepared
    new_entry: Prepared
    new_deadline: Prepared
    close_deadline: Prepared
    mark_deadline: Prepared
    new_calendar_day: Prepared
    count_calendar: Prepared
    count_deadlines: Prepared
    new_sealed: Prepared
    new_unit: Prepared
    change_unit: Prepared
    read_line: Prepared
    new_quota: Prepared
    answer_alert: Prepared
    hand_alert: Prepared
    revive_message: Prepared
    renew_message: Prepared
    lay_to_rest: Prepared
    move_deliveries: Prepared
    move_targets: Prepared
    return_message: Prepared
    count_bounce: Prepared
    new_holder: Prepared
    end_holder: Prepared
    new_counter: Prepared
    move_counter: Prepared


def statements_for(engine: Engine) -> Statements:
    """The statements for an engine's database."""
    return _statements(engine.dialect.name)


@cache
def _dialect(name: str) -> Dialect:
    """The dialect alone, in the driver's own parameter style; the other one is not loaded."""
    if name == "sqlite":
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - 50 ms between the two

        return sqlite.dialect(paramstyle="qmark")
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - as above

    return postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]  # untyped there


def prepared(name: str, statement: Executable) -> Prepared:
    """A statement as the driver of one kind of database takes it."""
    return Prepared(name, statement)


@cache
def _statements(name: str) -> Statements:
    def prepare(statement: Executable) -> Prepared:
        return prepared(name, statement)

    def put(row: Any, *columns: str) -> Prepared:
        return prepare(
            insert(row).inline().values({column: bindparam(column) for column in columns})
        )

    case, person = CaseRow.__table__, PersonRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
    unit = UnitRow.__table__  # type: ignore[attr-defined]  # as above
    deadline, counter = DeadlineRow.__table__, CounterRow.__table__  # type: ignore[attr-defined]  # as above
    screening = ScreeningRow.__table__  # type: ignore[attr-defined]  # as above
    record = RecordRow.__table__  # type: ignore[attr-defined]  # as above
    alert = AlertRow.__table__  # type: ignore[attr-defined]  # as above
    holder = HolderRow.__table__  # type: ignore[attr-defined]  # as above
    key_of = select(person.c.identity_key)
    return Statements(
        begin="BEGIN IMMEDIATE" if name == "sqlite" else "BEGIN",
        read_dossier=prepare(
            select(*(case.c[name] for name in CASE_COLUMNS), person)
            .join(person, case.c.person == person.c.id)
            .where(case.c.ref == bindparam("ref"))
        ),
        read_person=prepare(select(case.c.person).where(case.c.ref == bindparam("ref"))),
        new_request=put(RequestRow, *RequestRow.model_fields),
        new_person=put(PersonRow, *PERSON_COLUMNS),
        change_person=prepare(
            update(person)
            .where(person.c.id == bindparam("id_"))
            .values({name: bindparam(name) for name in PERSON_COLUMNS if name != "id"})
        ),
        new_case=prepare(
            insert(case)
            .inline()
            .values({column: bindparam(column) for column in CASE_COLUMNS})
            .values(number_key=key_of.where(person.c.id == bindparam("person")).scalar_subquery())
        ),
        renumber_cases=prepare(
            update(case)
            .where(
                case.c.person == bindparam("id_"),
                key_of.where(
                    person.c.id == bindparam("id_"),
                    person.c.identity_key.is_distinct_from(bindparam("identity_key")),
                ).exists(),
            )
            .values(number_key=bindparam("identity_key"))
        ),
        move_case=prepare(
            update(case)
            .where(case.c.ref == bindparam("ref_"), case.c.seq == bindparam("seen"))
            .values(
                {name: bindparam(name) for name in CASE_COLUMNS if name not in {"ref", "person"}}
            )
        ),
        relocate_case=prepare(
            update(case)
            .where(case.c.ref == bindparam("ref_"), case.c.seq == bindparam("seen"))
            .values({name: bindparam(name) for name in ("unit", "moving_to", "seq", "head")})
        ),
        case_in_unit=prepare(
            select(case.c.ref)
            .where(case.c.unit == bindparam("unit_"), case.c.state.not_in(_ended()))
            .order_by(case.c.ref)
        ),
        new_screening=put(ScreeningRow, *SCREENING_COLUMNS),
        move_screening=prepare(
            update(screening)
            .where(screening.c.ref == bindparam("ref_"), screening.c.seq == bindparam("seen"))
            .values(
                {
                    name: bindparam(name)
                    for name in SCREENING_COLUMNS
                    if name not in {"ref", "case_ref"}
                }
            )
        ),
        new_record=put(RecordRow, *RecordRow.model_fields),
        move_record=prepare(
            update(record)
            .where(record.c.stream == bindparam("stream_"), record.c.seq == bindparam("seen"))
            .values({name: bindparam(name) for name in ("unit", "state", "seq", "head", "data")})
        ),
        new_entry=put(EntryRow, *ENTRY_COLUMNS),
        new_deadline=put(DeadlineRow, *DEADLINE_COLUMNS),
        close_deadline=prepare(
            update(deadline)
            .where(
                deadline.c.stream == bindparam("stream_"),
                deadline.c.rule == bindparam("rule_"),
                deadline.c.started_by == bindparam("started"),
                deadline.c.closed_how.is_(None),
            )
            .values(
                closed_how=bindparam("how"), closed_by=bindparam("by"), closed_on=bindparam("on")
            )
        ),
        mark_deadline=prepare(
            update(deadline)
            .where(
                deadline.c.stream == bindparam("stream_"),
                deadline.c.rule == bindparam("rule_"),
                deadline.c.started_by == bindparam("started"),
                deadline.c.closed_how.is_(None),
            )
            .values(estimated=bindparam("unsure"))
        ),
        new_calendar_day=put(CalendarDayRow, *CalendarDayRow.model_fields),
        count_calendar=prepare(select(func.count()).select_from(CalendarDayRow)),
        count_deadlines=prepare(select(func.count()).select_from(deadline)),
        new_sealed=put(SealedRow, *SealedRow.model_fields),
        new_unit=put(UnitRow, *UnitRow.model_fields),
        change_unit=prepare(
            update(unit)
            .where(unit.c.code == bindparam("code_"), unit.c.from_on == bindparam("from_"))
            .values({name: bindparam(name) for name in UNIT_COLUMNS if name not in _UNIT_KEY})
        ),
        read_line=prepare(_line_above(unit)),
        new_quota=put(QuotaRow, *QuotaRow.model_fields),
        answer_alert=prepare(
            update(alert)
            .where(alert.c.id == bindparam("alert"))
            .values(
                state=bindparam("state"),
                answered_by=bindparam("by"),
                answered_at=bindparam("at"),
                approved_by=bindparam("second"),
                until_on=bindparam("until"),
                reason=bindparam("why"),
            )
        ),
        hand_alert=prepare(
            update(alert)
            .where(alert.c.id == bindparam("alert"))
            .values(handed_to=bindparam("post"), planned_at=null())
        ),
        **posting(prepare, sqlite=name == "sqlite"),
        new_holder=put(HolderRow, *HolderRow.model_fields),
        end_holder=prepare(
            update(holder)
            .where(holder.c.unit == bindparam("unit_"), holder.c.seq == bindparam("seq_"))
            .values(until_on=bindparam("until"))
        ),
        new_counter=put(CounterRow, *CounterRow.model_fields),
        move_counter=prepare(
            update(counter)
            .where(counter.c.name == bindparam("name_"), counter.c.value == bindparam("seen"))
            .values(value=bindparam("next"))
        ),
    )


def _ended() -> list[Any]:
    """The states in which a case stays with the unit that it ended in."""
    return [literal_column(f"'{state.value}'") for state in STAYING_STATES]


def _line_above(unit: Table) -> Executable:
    """A unit and those above it on a day, by height.

    At height NAMED the unit that a name stands for, at height HEIR each later row with which the
    unit took over from others. One read, each step of which is a look-up by key.
    """

    def standing(table: Any) -> tuple[Any, Any]:
        day: Any = bindparam("on")
        return table.c.from_on <= day, or_(table.c.until_on.is_(None), table.c.until_on >= day)

    first = select(*unit.c, literal_column("0").label("height")).where(
        unit.c.code == bindparam("code"), *standing(unit)
    )
    line = first.cte("line", recursive=True)
    above = unit.alias("above")
    line = line.union_all(
        select(*above.c, line.c.height + literal_column("1")).where(
            above.c.code == line.c.parent,
            line.c.height < literal_column(str(_HIGHEST)),
            *standing(above),
        )
    )
    named = select(*unit.c, literal_column(str(NAMED)).label("height")).where(
        or_(unit.c.code == bindparam("name"), unit.c.name_key == bindparam("key")),
        *standing(unit),
    )
    heir = select(*unit.c, literal_column(str(HEIR)).label("height")).where(
        unit.c.code == bindparam("code"),
        unit.c.from_on > bindparam("on"),
        unit.c.inherits != literal_column("''"),
    )
    return union_all(select(line), named, heir)
