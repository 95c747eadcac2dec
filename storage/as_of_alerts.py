"""Alerts as they stood at a moment: those raised by then, on the deadlines that were open.

What officers answered is folded from the log; who was told is who is told now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, select

from storage.alert_base import ALERT, DEADLINE, STANDING
from storage.alerts import SqlAlerts
from workflow.ports import AlertOn
from workflow.reminders import (
    AlertLine,
    AlertState,
    Answer,
    Beat,
    Inhibition,
    heard_anyway,
)

if TYPE_CHECKING:
    from storage.as_of import AsOfStore


class PastAlerts(SqlAlerts):
    """The part that officers look at, asked of a moment."""

    def __init__(self, engine: Engine, store: AsOfStore) -> None:
        super().__init__(engine)
        self._store = store

    def alerts(
        self, today: date, *, everything: bool = False, units: Sequence[str] | None = None
    ) -> Sequence[AlertLine]:
        """Alerts by due day; without `everything` neither settled nor snoozed ones."""
        keys = self._keys()
        lines = {one.line.ref: one.line for one in self._store.glances}
        running, office = self._store.running, self._store.of_the_office
        as_of = self._store.moment.as_of
        there = {unit.code for unit in self._store.units(as_of)}
        found = []
        for line in super().alerts(today, everything=True):
            key = keys.get(line.id)
            case = lines.get(key["case_ref"]) if key else None
            unit = case.unit if case else None if key is None else office.get(key["stream"])
            if key is None or unit is None or (units is not None and unit not in units):
                continue
            open_ones = {
                (one.rule, one.started_by, one.due_on) for one in running.get(key["stream"], ())
            }
            on_list = (line.rule, key["started_by"], line.due_on) in open_ones
            answer = self._store.answers.get(line.id)
            by = None
            if case is not None and on_list and not heard_anyway(line.rule, line.due_on, as_of):
                by = _inhibition(case.held, case.unit, there)
            then = _then(line, answer, as_of, on_list=on_list, by=by)
            if everything or then.state not in (AlertState.SETTLED, AlertState.SNOOZED):
                found.append(replace(then, unit=unit))
        return found

    def raised_on(self, ref: str) -> Sequence[AlertOn]:
        """Alerts on deadlines of a case that were raised by then, by number."""
        return [
            AlertOn(id=number, rule=key["rule"], started_by=key["started_by"])
            for number, key in sorted(self._keys().items())
            if key["stream"] == ref
        ]

    def beats(self) -> Mapping[str, Beat]:
        """The last run of every job, where it ended by then; no earlier one is kept."""
        known_at = self._store.moment.known_at
        return {
            job: beat
            for job, beat in super().beats().items()
            if beat.finished_at is not None and _utc(beat.finished_at) <= known_at
        }

    def _keys(self) -> dict[int, Any]:
        """What the alerts raised by then are about, by number."""
        known_at = self._store.moment.known_at
        wanted = select(
            ALERT.c.id,
            ALERT.c.raised_at,
            DEADLINE.c.stream,
            DEADLINE.c.case_ref,
            DEADLINE.c.rule,
            DEADLINE.c.started_by,
        ).select_from(STANDING)
        with self.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return {row["id"]: row for row in rows if _utc(row["raised_at"]) <= known_at}


def _inhibition(held: str | None, unit: str, there: Collection[str]) -> Inhibition | None:
    if held is not None:
        return Inhibition.HOLD
    return None if unit in there else Inhibition.DISSOLVED


def _then(
    line: AlertLine,
    answer: Answer | None,
    as_of: date,
    *,
    on_list: bool,
    by: Inhibition | None,
) -> AlertLine:
    """An alert with the state and the answer that it had."""
    state = AlertState.RAISED if answer is None else answer.state
    if answer is not None and answer.until_on is not None and answer.until_on < as_of:
        state = AlertState.RAISED
    if by is not None:
        state = AlertState.INHIBITED
    return replace(
        line,
        state=state if on_list else AlertState.SETTLED,
        answered_by=None if answer is None else answer.by,
        approved_by=None if answer is None else answer.approved_by,
        until_on=None if answer is None else answer.until_on,
        reason=None if answer is None else answer.reason or None,
        handed_to=None if answer is None else answer.handed_to,
        inhibited_by=by,
    )


def _utc(instant: datetime) -> datetime:
    """An instant of a table, which holds them in UTC without saying so."""
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
