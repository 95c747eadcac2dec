"""Open deadlines counted anew after the calendar changed: which move, and which are now certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from rules.units import Unit as Measure
from workflow.case import Case, Deadline
from workflow.deadlines import Changes, deadlines_of
from workflow.law import Law, PathOf
from workflow.open_deadline import OpenDeadline
from workflow.registers.data_requests import DataRequest


@dataclass(slots=True, kw_only=True)
class Recount:
    """The calendar before and after, and what it does to deadlines."""

    rulebook: Rulebook
    before: Calendar
    after: Calendar
    path_of: PathOf
    _law: Law = field(init=False)
    _calendars: dict[str, tuple[Calendar, Calendar]] = field(default_factory=dict)
    _touched: dict[tuple[str, date, date, bool], bool] = field(default_factory=dict)
    _by_days: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """One reader of the law for all cases."""
        self._law = Law(self.rulebook, self.after, self.path_of)

    def touched(self, found: Iterable[OpenDeadline]) -> list[str]:
        """The cases and requests with a deadline whose count or certainty may change, in order."""
        return sorted({one.ref for one in found if self._counts_days(one) and self._touches(one)})

    def outdated(self, found: Iterable[OpenDeadline]) -> list[str]:
        """The cases and requests with a deadline that the plain count gives otherwise.

        One that was extended is among them too; `of_case` tells whether anything changes.
        """
        return sorted({one.ref for one in found if self._counts_days(one) and self._differs(one)})

    def of_case(self, case: Case) -> Changes:
        """What becomes of the deadlines of a case that the calendar moves; others are let alone."""
        anew = replace(case, seq=case.seq + 1)
        wanted = {_same(one): one for one in deadlines_of(anew, self._law)}
        superseded, opened, marked = [], [], []
        for old in case.deadlines:
            new = wanted.get(_same(old))
            if new is None:
                continue
            if new.due_on != old.due_on:
                superseded.append(old)
                opened.append(new)
            elif new.estimated != old.estimated:
                marked.append(replace(old, estimated=new.estimated))
        return Changes(opened=tuple(opened), superseded=tuple(superseded), marked=tuple(marked))

    def of_request(self, request: DataRequest, unit: str) -> Changes:
        """What becomes of the limits of a request that the calendar of a unit moves."""
        law = self._law.at(unit)
        superseded, opened, marked = [], [], []
        for old in request.deadlines:
            version = law.wording(old.version)
            if version.unit is not Measure.WORKING_DAYS:
                continue
            due = law.due(version, old.start_on)
            unsure = law.estimated(version, old.start_on, due)
            new = replace(old, due_on=due, estimated=unsure, opened_by=request.record.seq + 1)
            if due != old.due_on:
                superseded.append(old)
                opened.append(new)
            elif unsure != old.estimated:
                marked.append(replace(old, estimated=unsure))
        return Changes(opened=tuple(opened), superseded=tuple(superseded), marked=tuple(marked))

    def because(self, unit: str, old: Deadline, new: Deadline, days: Sequence[date]) -> list[date]:
        """Which of the decided days moved a deadline."""
        before, after = self._of(unit)
        last = max(old.due_on, new.due_on)
        return [
            day
            for day in days
            if old.start_on < day <= last and before.is_working(day) != after.is_working(day)
        ]

    def _counts_days(self, one: OpenDeadline) -> bool:
        known = self._by_days.get(one.version)
        if known is None:
            rule, _, day = one.version.partition("@")
            version = self.rulebook.on(rule, date.fromisoformat(day))
            days = version.number if version.unit is Measure.WORKING_DAYS else 0
            known = self._by_days[one.version] = days
        return known > 0

    def _touches(self, one: OpenDeadline) -> bool:
        key = (one.unit, one.start_on, one.due_on, one.provisional)
        known = self._touched.get(key)
        if known is None:
            known = self._touched[key] = self._may_move(one)
        return known

    def _differs(self, one: OpenDeadline) -> bool:
        _, after = self._of(one.unit)
        due = after.add_working_days(one.start_on, self._by_days[one.version])
        estimated = one.provisional or after.is_estimated(one.start_on, one.due_on)
        return (due, estimated) != (one.due_on, one.estimated)

    def _may_move(self, one: OpenDeadline) -> bool:
        before, after = self._of(one.unit)
        span = (one.start_on, one.due_on)
        moved = not after.is_working(one.due_on)
        moved = moved or before.working_days_between(*span) != after.working_days_between(*span)
        if moved or one.provisional:
            return moved
        return before.is_estimated(*span) != after.is_estimated(*span)

    def _of(self, unit: str) -> tuple[Calendar, Calendar]:
        found = self._calendars.get(unit)
        if found is None:
            path = self.path_of(unit) if self.before.has_local or self.after.has_local else ()
            found = self.before.for_unit(path), self.after.for_unit(path)
            self._calendars[unit] = found
        return found


def _same(one: Deadline) -> tuple[object, ...]:
    """What a deadline is, however long it runs."""
    return one.version, one.started_by, one.start_on, one.provisional
