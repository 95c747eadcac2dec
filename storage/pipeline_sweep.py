"""Raising reminders about yearly targets: one statement per kind, however many units there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, exists, func, literal, or_, select, update

from storage.alert_base import CASE, AlertTables, insert_into
from storage.tables import QuotaRow, UnitRow
from storage.tables_of_reminders import PipelineAlertRow, PipelineDeliveryRow
from workflow.pipeline import PipelineKind, RaisedTarget, TargetLine, TargetStep
from workflow.registers.plans import file_dates, plans_in
from workflow.states import State

TARGET: Any = PipelineAlertRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
TARGET_DELIVERY: Any = PipelineDeliveryRow.__table__  # type: ignore[attr-defined]  # as above
_QUOTA: Any = QuotaRow.__table__  # type: ignore[attr-defined]  # as above
_UNIT: Any = UnitRow.__table__  # type: ignore[attr-defined]  # as above
_DAY = timedelta(days=1)
_COLUMNS = ("unit", "year", "kind", "rung", "due_on", "target", "there", "raised_at")
# Towards a target count those admitted in the year, and of those on the way, by what is asked:
_COUNTED: Mapping[PipelineKind, tuple[State, ...]] = {
    PipelineKind.NO_CANDIDATES: (State.NOMINATED, State.COURSE, State.VERIFICATION),
    PipelineKind.AT_RISK: (State.NOMINATED, State.COURSE, State.VERIFICATION),
    PipelineKind.FILES_MISSING: (State.VERIFICATION,),
}


class TargetSweeping(AlertTables):
    """The part of a store that watches yearly targets."""

    def sweep_targets(self, steps: Sequence[TargetStep], today: date, now: datetime) -> int:
        """Raise what is the matter with a unit's year and was never raised; the number of new ones.

        A unit's cases are its own and those of every unit below it on that day.
        """
        raised = 0
        with self.writing(alone=True) as connection:
            for step in steps:
                fresh = insert_into(TARGET, sqlite=self.sqlite).from_select(
                    _COLUMNS, _lacking(step, today, now)
                )
                done = connection.execution_options(preserve_rowcount=True).execute(
                    fresh.on_conflict_do_nothing()
                )
                raised += done.rowcount
        return raised

    def file_days(self, year: int, today: date) -> Mapping[str, date]:
        """The last good day for a year's files, of units whose plan or a superior's names one."""
        from storage.store import SqlStore  # noqa: PLC0415 - it reaches this module itself

        store = SqlStore(self.engine)
        dates = file_dates(plans_in(store, year), store.units(today))
        return {unit: one.before - _DAY for unit, one in dates.items()}

    def targets(self, year: int, units: Sequence[str] | None = None) -> Sequence[RaisedTarget]:
        """The reminders about targets of a year, in the order in which they were raised."""
        asked = select(TARGET).where(TARGET.c.year == year).order_by(TARGET.c.id)
        if units is not None:
            asked = asked.where(TARGET.c.unit.in_(units))
        told: dict[int, list[str]] = {}
        inboxes = select(TARGET_DELIVERY.c.alert_id, TARGET_DELIVERY.c.recipient).order_by(
            TARGET_DELIVERY.c.recipient
        )
        with self.reading() as connection:
            for number, recipient in connection.execute(inboxes):
                told.setdefault(number, []).append(recipient)
            return [
                RaisedTarget(
                    line=_line(row), raised_at=row.raised_at, to=tuple(told.get(row.id, ()))
                )
                for row in connection.execute(asked)
            ]


def pending_targets(connection: Connection) -> Iterable[tuple[int, TargetLine]]:
    """Each reminder about a target that waits for somebody, with its number."""
    asked = select(TARGET).where(TARGET.c.planned_at.is_(None)).order_by(TARGET.c.id)
    return [(row.id, _line(row)) for row in connection.execute(asked)]


def targets_of(connection: Connection, message: str) -> tuple[TargetLine, ...]:
    """The reminders about targets that a message carries."""
    asked = (
        select(TARGET)
        .join(TARGET_DELIVERY, TARGET_DELIVERY.c.alert_id == TARGET.c.id)
        .where(TARGET_DELIVERY.c.message_id == message)
        .order_by(TARGET.c.due_on, TARGET.c.unit, TARGET.c.id)
    )
    return tuple(_line(row) for row in connection.execute(asked))


def targets_planned(now: datetime) -> Any:
    """Mark what was given to somebody."""
    given = exists().where(TARGET_DELIVERY.c.alert_id == TARGET.c.id)
    return update(TARGET).where(TARGET.c.planned_at.is_(None), given).values(planned_at=now)


def targets_given_back(message: str) -> Any:
    """What a message carried waits for somebody else."""
    carried = exists().where(
        TARGET_DELIVERY.c.message_id == message, TARGET_DELIVERY.c.alert_id == TARGET.c.id
    )
    return update(TARGET).where(carried).values(planned_at=None)


def told_of_targets(connection: Connection) -> set[tuple[int, str, str]]:
    """Who was told of a reminder that waits once more for somebody else."""
    asked = (
        select(TARGET_DELIVERY.c.alert_id, TARGET_DELIVERY.c.channel, TARGET_DELIVERY.c.recipient)
        .join(TARGET, TARGET_DELIVERY.c.alert_id == TARGET.c.id)
        .where(TARGET.c.planned_at.is_(None))
    )
    return {(row[0], row[1], row[2]) for row in connection.execute(asked)}


def _line(row: Any) -> TargetLine:
    return TargetLine(
        unit=row.unit,
        year=row.year,
        kind=PipelineKind(row.kind),
        rung=row.rung,
        due_on=row.due_on,
        target=row.target,
        there=row.there,
    )


def _standing(table: Any, today: date) -> Any:
    still = or_(table.c.until_on.is_(None), table.c.until_on >= today)
    return and_(table.c.from_on <= today, still)


def _lacking(step: TargetStep, today: date, now: datetime) -> Any:
    """The units whose year lacks what the step looks for, with how many there are."""
    quota, figures = _quotas(step.year), _figures(step, today)
    admitted = func.coalesce(figures.c.admitted, 0)
    coming = func.coalesce(figures.c.coming, 0)
    raised = exists().where(
        TARGET.c.unit == quota.c.unit,
        TARGET.c.year == step.year,
        TARGET.c.kind == step.kind.value,
        TARGET.c.rung == step.rung,
    )
    conditions = [quota.c.target > admitted, ~raised]
    if step.units is not None:
        conditions.append(quota.c.unit.in_(step.units))
    if step.but:
        conditions.append(quota.c.unit.not_in(step.but))
    if step.kind is PipelineKind.NO_CANDIDATES:
        conditions.append(coming == 0)
    else:
        conditions.append(quota.c.target > admitted + coming)
    return (
        select(
            quota.c.unit,
            literal(step.year),
            literal(step.kind.value),
            literal(step.rung),
            bindparam("due_on", step.due_on, type_=TARGET.c.due_on.type),
            quota.c.target,
            admitted + coming,
            bindparam("raised_at", now, type_=TARGET.c.raised_at.type),
        )
        .select_from(
            quota.join(
                _UNIT, and_(_UNIT.c.code == quota.c.unit, _standing(_UNIT, today))
            ).outerjoin(figures, figures.c.unit == quota.c.unit)
        )
        .where(*conditions)
        .order_by(quota.c.unit)
    )


def _quotas(year: int) -> Any:
    """The target in force of each unit in a year."""
    newer = _QUOTA.alias("newer")
    newest = (
        select(func.max(newer.c.seq))
        .where(newer.c.year == _QUOTA.c.year, newer.c.unit == _QUOTA.c.unit)
        .scalar_subquery()
    )
    return (
        select(_QUOTA.c.unit, _QUOTA.c.target)
        .where(_QUOTA.c.year == year, _QUOTA.c.seq == newest, _QUOTA.c.target.is_not(None))
        .subquery("quotas")
    )


def _figures(step: TargetStep, today: date) -> Any:
    """How many of each unit and those below it were admitted, and how many are on the way."""
    upwards = (
        select(_UNIT.c.code.label("below"), _UNIT.c.code.label("above"))
        .where(_standing(_UNIT, today))
        .cte("upwards", recursive=True)
    )
    superior = _UNIT.alias("superior")
    # UNION, not UNION ALL: a register that loops must not hang the clock.
    upwards = upwards.union(
        select(upwards.c.below, superior.c.parent).where(
            superior.c.code == upwards.c.above,
            superior.c.parent.is_not(None),
            _standing(superior, today),
        )
    )
    in_year = CASE.c.admitted_on.like(f"{step.year:04d}-%")
    coming = and_(
        CASE.c.held.is_(None), CASE.c.state.in_([one.value for one in _COUNTED[step.kind]])
    )
    return (
        select(
            upwards.c.above.label("unit"),
            func.sum(case((in_year, 1), else_=0)).label("admitted"),
            func.sum(case((coming, 1), else_=0)).label("coming"),
        )
        .select_from(CASE.join(upwards, CASE.c.unit == upwards.c.below))
        .group_by(upwards.c.above)
        .subquery("figures")
    )
