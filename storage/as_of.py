"""A store as it stood at a moment: the same answers, folded from the log.

Nothing is read from the projections but people: personal data are not in the log, so the present
values stand in. Lists need one ordered scan over the entries known then, one stream at a time; what
is kept of each case is no more than its line, its open deadlines and where its admission counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlmodel import col, func, select

from audit import Entry
from rules.decision import Decision
from rules.text import Text
from storage.as_of_alerts import PastAlerts
from storage.as_of_figures import PastFigures
from storage.as_of_lists import Glance, is_wanted, task_of
from storage.as_of_scan import Scan
from storage.figures import BEFORE_ADMISSION
from storage.hot import HotPath
from storage.late_steps import late_step_of, late_steps, streams_between
from storage.source_reading import MEMBER_STATES
from storage.store import SqlStore
from storage.tables import EntryRow
from workflow.case import Deadline
from workflow.change import Change
from workflow.errors import NotFoundError, RefusedError
from workflow.holder import Holder
from workflow.inspection.late_step import LateStep
from workflow.inspection.narrowing import Narrowing
from workflow.law import Law
from workflow.listing import CaseFilter, CaseLine, TaskLine
from workflow.moment import Moment, standing
from workflow.names import fold, title_key
from workflow.ports import AlertOn, Dossier, Line
from workflow.quota import Quota
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.trainings import Handler
from workflow.reminders import Answer
from workflow.screening.listing import ScreeningFile, ScreeningFilter, ScreeningLine
from workflow.screening.screening import SERIES
from workflow.sources import SourceLine
from workflow.unit import Unit
from workflow.zone import office_zone


class AsOfStore(SqlStore):
    """The reading half of a store at a moment; it takes no change."""

    def __init__(self, store: SqlStore, moment: Moment, law: Callable[[], Law]) -> None:
        super().__init__(store.engine)
        self.moment = moment
        self._law = law
        self._now = store
        self._scan = Scan(store.engine, moment, law)

    @property
    def _hot(self) -> HotPath:
        """The connection of the store that is looked at; that one gives it back."""
        return self._now._hot  # noqa: SLF001 - it is one of us

    def commit(self, change: Change) -> None:
        """Refuse: the past is not written.

        Raises:
            RefusedError: always.
        """
        raise RefusedError(
            Text(
                f"Đang xem quá khứ; không ghi được ({change.action}).",
                f"This is a look at the past; nothing is written ({change.action}).",
            )
        )

    def entries(self, stream: str) -> Sequence[Entry]:
        """The entries of one stream that were known and valid, in order."""
        every = super().entries(stream)
        if "/" in stream:
            return self.moment.known(every)
        if stream.startswith(SERIES):
            return self.moment.of_screening(every)
        return self.moment.of_case(every)

    def heads(self, streams: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        """Sequence and digest of the newest of these entries of many streams."""
        kept = ((stream, self.entries(stream)) for stream in streams)
        return {stream: (found[-1].seq, found[-1].digest) for stream, found in kept if found}

    def dossier(self, ref: str) -> Dossier | None:
        """A case as it stood, and its person as known today.

        Raises:
            NotFoundError: the case was opened only later.
        """
        present = self._now.dossier(ref)
        if present is None:
            return None
        case = standing(self.entries(ref), self._law())
        if case is None:
            raise NotFoundError(Text("Lúc ấy chưa có hồ sơ này.", "This case did not exist then."))
        return Dossier(case=case, person=present.person)

    def person_corrected_since(self, ref: str) -> bool:
        """Whether the person of a case was corrected after the moment; then we show what is now."""
        every = super().entries(ref)
        known = {entry.seq for entry in self.moment.known(every)}
        return any(
            entry.seq not in known
            and entry.fields["kind"] == "correct"
            and "commitment" in entry.fields["data"]["set"]
            for entry in every
        )

    def refs_named(self, key: str, limit: int) -> Sequence[str]:
        """References of people whose folded name is exactly this."""
        return sorted(one.line.ref for one in self.glances if one.name_key == key)[:limit]

    def refs_of(self, person: str) -> Sequence[str]:
        """References of the cases of one person, the oldest first."""
        return sorted(one.line.ref for one in self.glances if one.person == person)

    def cases(self, wanted: CaseFilter) -> Sequence[CaseLine]:
        """Cases as lines of a list, in Vietnamese name order."""
        found = [one.line for one in self.glances if is_wanted(one, wanted)]
        return sorted(found, key=lambda line: (line.name_sort, line.ref))[: wanted.limit]

    def tasks(self, until: date, units: tuple[str, ...] = ()) -> Sequence[TaskLine]:
        """Open deadlines that fall due by a day, the oldest first; on one day by case and rule."""
        lines = {one.line.ref: one.line for one in self.glances}
        running = [(one.line.ref, one.line, one.deadlines) for one in self.glances]
        running += [(one.ref, lines[one.case], one.deadlines) for one in self._scan.screenings]
        running += [
            (one.record.stream, lines[one.case], one.deadlines) for one in self._scan.requests
        ]
        running += [
            (record.stream, lines[record.data["case"]], open_ones)
            for record, open_ones in self._scan.of_the_office
            if record.data.get("case") in lines
        ]
        found = [
            task_of(ref, line, one)
            for ref, line, deadlines in running
            for one in deadlines
            if one.due_on <= until and (not units or line.unit in units)
        ]
        return sorted(found, key=lambda task: (task.due_on, task.ref, task.rule))

    def calendar_decisions(self) -> Sequence[Decision]:
        """The decisions of the office about single days that were recorded by the day known."""
        day = self.moment.known_at.astimezone(office_zone()).date()
        return [one for one in super().calendar_decisions() if one.recorded_on <= day]

    def estimated_deadlines(self) -> int:
        """How many open deadlines rest on days that nobody has decided yet."""
        running = self.running.values()
        return sum(one.estimated and not one.provisional for all_ in running for one in all_)

    def counts(self) -> Mapping[str, int]:
        """Number of cases per state."""
        return Counter(one.line.state.value for one in self.glances)

    def units(self, on: date) -> Sequence[Unit]:
        """The units that existed on a day, as known then, by Vietnamese name order."""
        found = [
            unit
            for unit in self._scan.units
            if unit.from_on <= on and (unit.until_on is None or unit.until_on >= on)
        ]
        return sorted(found, key=lambda unit: (title_key(unit.name), unit.code))

    def unit_rows(self) -> Sequence[Unit]:
        """Every row of every unit, as known then, by Vietnamese name order."""
        return sorted(
            self._scan.units, key=lambda unit: (title_key(unit.name), unit.code, unit.from_on)
        )

    def line_above(self, code: str, on: date, name: str | None = None) -> Line:
        """A unit and those above it on a day, and the unit whose code or whole name is given."""
        there = {unit.code: unit for unit in self.units(on)}
        chain: list[Unit] = []
        here = there.get(code)
        while here is not None and here not in chain:
            chain.append(here)
            here = there.get(here.parent or "")
        key = None if name is None else fold(name)
        named = [one for one in there.values() if one.code == name or fold(one.name) == key]
        return Line(
            units=tuple(chain),
            named=named[0] if len(named) == 1 else None,
            heir=any(
                row.inherits and row.from_on > on and row.code == code for row in self.unit_rows()
            ),
        )

    def sources(self, year: int) -> Sequence[SourceLine]:
        """Everybody who was on the way to admission, or admitted in a year, by name."""
        found = []
        for one in self.glances:
            line, admitted = one.line, one.milestones.admitted
            if line.state in BEFORE_ADMISSION or (admitted is not None and admitted.year == year):
                found.append(
                    SourceLine(
                        ref=line.ref,
                        name=line.name,
                        name_sort=line.name_sort,
                        born=one.born,
                        tags=one.tags,
                        unit=one.milestones.unit,
                        state=line.state,
                        held=line.held is not None,
                        since=line.since,
                        admitted_on=admitted,
                    )
                )
        return sorted(found, key=lambda one: (one.name_sort, one.ref))

    def member_counts(self) -> Mapping[str, int]:
        """How many members with a case each unit had, on probation or recognised."""
        return Counter(one.line.unit for one in self.glances if one.line.state in MEMBER_STATES)

    def quotas(self, first: int, last: int) -> Sequence[Quota]:
        """The quota rows in force for the years."""
        found = [one for one in self._scan.quotas if first <= one.year <= last]
        return sorted(found, key=lambda one: (one.year, one.unit))

    def holders(self, on: date | None = None) -> Sequence[Holder]:
        """Who held a role on a day, as known then; without a day everybody who ever had."""
        return [one for one in self._scan.holders if on is None or one.holds(on)]

    def alerts_on(self, ref: str, *, settled: bool = False) -> Sequence[AlertOn]:
        """The alerts that stood on open deadlines of a stream, by number; or on all there were."""
        running = {(one.rule, one.started_by) for one in self.running.get(ref, ())}
        raised = self.alerts.raised_on(ref)
        return [one for one in raised if settled or (one.rule, one.started_by) in running]

    def entry_count(self) -> int:
        """Number of entries of the log that were known and valid."""
        wanted = self._past(select(func.count()).select_from(EntryRow))
        with self.session() as session:
            return int(session.exec(wanted).one())

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
        """Entries by derived columns, newest first; only those known and valid then."""
        until = self.moment.as_of if last is None else min(last, self.moment.as_of)
        found = super().log(filters, units=units, first=first, last=until, narrowing=narrowing)
        return self.moment.known(found)[:limit]

    def streams_between(self, first: date | None, last: date | None) -> frozenset[str]:
        """The cases with an entry, known then, whose legal day lies between two days."""
        with self.session() as session:
            return frozenset(session.execute(self._past(streams_between(first, last))).scalars())

    def late_steps(self) -> Sequence[LateStep]:
        """Deadlines that had been met after their day, those that were latest done first."""
        with self.session() as session:
            found = session.execute(self._past(late_steps())).mappings()
            return [late_step_of(row) for row in found]

    def screening(self, ref: str) -> ScreeningFile | None:
        """A screening with its member, as both stood."""
        found = self.moment.screening(super().entries(ref))
        file = None if found is None else self.dossier(found.case)
        if found is None or file is None:
            return None
        return ScreeningFile(screening=found, case=file.case, person=file.person)

    def screenings(self, wanted: ScreeningFilter) -> Sequence[ScreeningLine]:
        """Screenings as lines of a list, in the order of their references."""
        cases = {one.line.ref: one for one in self.glances}
        found = []
        for one in sorted(self._scan.screenings, key=lambda it: it.ref):
            case, following = cases[one.case], one.next_deadline
            if (
                (wanted.states and one.state not in wanted.states)
                or (wanted.units and case.line.unit not in wanted.units)
                or wanted.case not in (None, one.case)
                or wanted.person not in (None, case.person)
            ):
                continue
            found.append(
                ScreeningLine(
                    ref=one.ref,
                    case=one.case,
                    name=case.line.name,
                    unit=case.line.unit,
                    ground=one.ground,
                    state=one.state,
                    since=one.since,
                    next_due=None if following is None else following.due_on,
                    next_rule=None if following is None else following.rule,
                    next_version=None if following is None else following.version,
                )
            )
        return found[: wanted.limit]

    def record(self, stream: str) -> Record | None:
        """A record of a register as it stood."""
        return self.moment.record(super().entries(stream))

    def records(self, register: Register) -> Sequence[Record]:
        """Every record of a register as it stood, in the order of their numbers."""
        return self._scan.records(register)

    def records_of(self, register: Register, case: str) -> Sequence[Record]:
        """The records of a register about one case as they stood; no record changes its case."""
        there = (self.record(one.stream) for one in self._now.records_of(register, case))
        return [one for one in there if one is not None]

    def handlers(self, since: date, until: str | None = None) -> Sequence[Handler]:
        """Who wrote entries of cases from a day on, as far as was known then."""
        return super().handlers(since, until or self.moment.limit)

    @cached_property
    def figures(self) -> PastFigures:
        """Counts for plans and reports."""
        return PastFigures(self.engine, self)

    @cached_property
    def alerts(self) -> PastAlerts:
        """Alerts as they stood; messages and heartbeats are those of today."""
        return PastAlerts(self.engine, self)

    @property
    def glances(self) -> Sequence[Glance]:
        """Every case that there was."""
        return self._scan.glances

    @property
    def answers(self) -> Mapping[int, Answer]:
        """The answer that stood to each alert, by its number."""
        return self._scan.answers

    @cached_property
    def running(self) -> Mapping[str, tuple[Deadline, ...]]:
        """The open deadlines of every case and screening, and of every record that has some."""
        cases = {one.line.ref: one.deadlines for one in self.glances}
        screened = {one.ref: one.deadlines for one in self._scan.screenings}
        asked = {one.record.stream: one.deadlines for one in self._scan.requests}
        office = {record.stream: open_ones for record, open_ones in self._scan.of_the_office}
        return cases | screened | asked | office

    @cached_property
    def of_the_office(self) -> Mapping[str, str | None]:
        """The organisation of every incident, assignment and finding, by its stream."""
        return {record.stream: record.unit for record, _ in self._scan.of_the_office}

    def _past(self, query: Any) -> Any:
        return query.where(
            col(EntryRow.recorded_at) <= self.moment.limit,
            col(EntryRow.effective_on) <= self.moment.as_of.isoformat(),
        )
