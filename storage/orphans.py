"""Rows that no good write leaves behind: what they name is not there.

Each check is one set-based query. `audit verify` proves that tables follow from the log; this asks
the other question, whether everything that is named exists, and needs no key and no checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, Select, String, cast, exists, func, or_, select

from storage.account_tables import AccountRow, ApprovalRow
from storage.faults import translated
from storage.tables import (
    AlertRow,
    CaseRow,
    DeadlineRow,
    DeliveryRow,
    EntryRow,
    MessageRow,
    PersonRow,
    ScreeningRow,
    SealedRow,
    UnitRow,
)
from workflow.account import CLOCK
from workflow.inspection.orphan import Orphan, OrphanKind


def _of(row: Any) -> Any:
    return row.__table__


_ENTRY, _CASE, _PERSON = _of(EntryRow), _of(CaseRow), _of(PersonRow)
_DEADLINE, _ALERT, _SCREENING = _of(DeadlineRow), _of(AlertRow), _of(ScreeningRow)
_DELIVERY, _MESSAGE, _SEALED = _of(DeliveryRow), _of(MessageRow), _of(SealedRow)
_UNIT, _ACCOUNT, _APPROVAL = _of(UnitRow), _of(AccountRow), _of(ApprovalRow)
_USER = "user"


def orphans(engine: Engine) -> Iterator[Orphan]:
    """Everything that names what is not there, kind by kind, in the order of references."""
    with translated(), engine.connect() as connection:
        for kind, query in _checks():
            for where, missing in connection.execute(query):
                yield Orphan(kind=kind, where=str(where), missing=str(missing))


def _checks() -> tuple[tuple[OrphanKind, Select[Any]], ...]:
    return (
        (OrphanKind.CASE_WITHOUT_ENTRIES, _without(_CASE.c.ref, _CASE.c.ref, _ENTRY.c.stream)),
        (OrphanKind.ENTRIES_WITHOUT_CASE, _streams_without("HS-%", _CASE.c.ref)),
        (OrphanKind.ENTRIES_WITHOUT_SCREENING, _streams_without("SL-%", _SCREENING.c.ref)),
        (OrphanKind.CASE_WITHOUT_PERSON, _without(_CASE.c.ref, _CASE.c.person, _PERSON.c.id)),
        (OrphanKind.PERSON_WITHOUT_CASE, _without(_PERSON.c.id, _PERSON.c.id, _CASE.c.person)),
        (
            OrphanKind.SCREENING_WITHOUT_CASE,
            _without(_SCREENING.c.ref, _SCREENING.c.case_ref, _CASE.c.ref),
        ),
        (
            OrphanKind.DEADLINE_WITHOUT_CASE,
            _without(_DEADLINE.c.stream, _DEADLINE.c.case_ref, _CASE.c.ref),
        ),
        (OrphanKind.DEADLINE_WITHOUT_ENTRY, _deadlines_without_entry()),
        (
            OrphanKind.ALERT_WITHOUT_DEADLINE,
            _without(_ALERT.c.id, _ALERT.c.deadline_id, _DEADLINE.c.id),
        ),
        (
            OrphanKind.DELIVERY_WITHOUT_ALERT,
            _without(_DELIVERY.c.message_id, _DELIVERY.c.alert_id, _ALERT.c.id),
        ),
        (
            OrphanKind.DELIVERY_WITHOUT_MESSAGE,
            _without(_DELIVERY.c.alert_id, _DELIVERY.c.message_id, _MESSAGE.c.id),
        ),
        (
            OrphanKind.VALUE_WITHOUT_STREAM,
            _without(_SEALED.c.digest, _SEALED.c.stream, _ENTRY.c.stream),
        ),
        (OrphanKind.CASE_IN_UNKNOWN_UNIT, _without(_CASE.c.ref, _CASE.c.unit, _UNIT.c.code)),
        (OrphanKind.ENTRY_OF_UNKNOWN_UNIT, _entries_of_unknown_units()),
        (OrphanKind.UNIT_BELOW_NOTHING, _units_below_nothing()),
        (
            OrphanKind.APPROVAL_WITHOUT_ACCOUNT,
            _without(_APPROVAL.c.number, _APPROVAL.c.asked_by, _ACCOUNT.c.name),
        ),
        (OrphanKind.ENTRY_OF_STRANGER, _entries_of_strangers()),
    )


def _without(where: Any, named: Any, there: Any) -> Select[Any]:
    """Rows whose named value stands nowhere in a column of another table; empty ones name none."""
    found = exists().where(there == named)
    return select(where, named).where(named.is_not(None), ~found).order_by(where, named)


def _streams_without(pattern: str, there: Any) -> Select[Any]:
    found = exists().where(there == _ENTRY.c.stream)
    return (
        select(_ENTRY.c.stream, _ENTRY.c.stream)
        .where(_ENTRY.c.stream.like(pattern), ~found)
        .distinct()
        .order_by(_ENTRY.c.stream)
    )


def _deadlines_without_entry() -> Select[Any]:
    """Deadlines that an entry is said to have started, opened or closed, and there is none."""
    lost = [
        named.is_not(None)
        & ~exists().where(_ENTRY.c.stream == _DEADLINE.c.stream, _ENTRY.c.seq == named)
        for named in (_DEADLINE.c.started_by, _DEADLINE.c.opened_by, _DEADLINE.c.closed_by)
    ]
    return (
        select(_DEADLINE.c.stream, _DEADLINE.c.rule)
        .where(or_(*lost))
        .order_by(_DEADLINE.c.stream, _DEADLINE.c.rule, _DEADLINE.c.id)
    )


def _entries_of_unknown_units() -> Select[Any]:
    found = exists().where(_UNIT.c.code == _ENTRY.c.unit)
    return (
        select(_ENTRY.c.stream, _ENTRY.c.unit)
        .where(_ENTRY.c.unit.is_not(None), ~found)
        .distinct()
        .order_by(_ENTRY.c.stream, _ENTRY.c.unit)
    )


def _units_below_nothing() -> Select[Any]:
    above = _UNIT.alias()
    found = exists().where(above.c.code == _UNIT.c.parent)
    return (
        select(_UNIT.c.code, _UNIT.c.parent)
        .where(_UNIT.c.parent.is_not(None), ~found)
        .order_by(_UNIT.c.code, _UNIT.c.from_on)
    )


def _entries_of_strangers() -> Select[Any]:
    """Writers of entries since there are users who are none, and approvers who are none."""
    first = select(func.min(_ENTRY.c.id)).where(_ENTRY.c.kind == _USER).scalar_subquery()
    known = exists().where(_ACCOUNT.c.name == _ENTRY.c.actor)
    return (
        select(_ENTRY.c.stream + " " + cast(_ENTRY.c.seq, String), _ENTRY.c.actor)
        .where(_ENTRY.c.id > first, _ENTRY.c.actor != CLOCK, ~known)
        .order_by(_ENTRY.c.id)
    )
