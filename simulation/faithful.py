"""Officers play the lives one by one, through every action with all its conditions.

Meanwhile the clock of the reminders ticks each morning, is silent at times, holidays are moved,
facts corrected and organisations merged. What the law refuses is counted and left at that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from simulation.doing import name, take
from simulation.people import person
from simulation.province import ROOT, Province
from simulation.scale import Scale
from simulation.service import Service
from simulation.steps import Deed, Step
from simulation.story import Part, Story
from simulation.tally import Tally
from simulation.upsets import Merger, Moved, Upsets
from workflow.actions.correct import correct
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.registers import add_units
from workflow.actions.reorganise import reorganise
from workflow.desk import Desk
from workflow.errors import EventRefusedError, KetnapError
from workflow.facts import FactKind
from workflow.listing import CaseFilter
from workflow.reorganising.asking import Terms, merging
from workflow.states import Event
from workflow.zone import office_zone

_AFTERNOON = time(16)
_CORRECTABLE = frozenset({FactKind.CERTIFICATE, FactKind.MEMBER_CV, FactKind.DECISION_RECEIPT})
_NOTICED = timedelta(days=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A fact whose day was written one day too late."""

    ref: str
    seq: int
    on: date


@dataclass(slots=True, kw_only=True)
class Faithful:
    """One faithful play.

    Attributes:
        overdue: Who was overdue, as the store answered on the first of each month, before work.
    """

    scale: Scale
    place: Province
    desk: Desk
    service: Service
    upsets: Upsets
    tally: Tally = field(default_factory=Tally)
    overdue: dict[datetime, frozenset[str]] = field(default_factory=dict)
    _mistakes: dict[date, list[Mistake]] = field(default_factory=lambda: defaultdict(list))
    _merged: dict[str, str] = field(default_factory=dict)

    def play(self, look: Callable[[date, int], None]) -> None:
        """Play every day."""
        story = Story(scale=self.scale, place=self.place)
        nominated = story.nominated()
        for day in story.days():
            if day == self.scale.begins:
                add_units(self._at(self.scale.morning), self.place.units)
                self.tally.entries += len(self.place.units)
            self.service.morning(day)
            self._asked(day)
            for one in story.rounds(day, nominated.get(day, ())):
                desk = self._at(one.at)
                for part in one.opening:
                    self._open(desk, part)
                for part in one.going:
                    self._go_on(desk, part)
            self._afternoon(day)
            look(day, self.tally.entries)

    def _at(self, now: datetime) -> Desk:
        return replace(self.desk, clock=lambda: now)

    def _asked(self, day: date) -> None:
        if day.day == 1:
            at = datetime.combine(day, time(7, 45), office_zone()).astimezone(UTC)
            lines = self.desk.store.cases(CaseFilter(overdue_on=day))
            self.overdue[at] = frozenset(line.ref for line in lines)

    def _open(self, desk: Desk, part: Part) -> None:
        life, named = part.life, part.named
        who = person(life.dice, named.on)
        unit = self._heir(named.ground.code)
        moved = name(desk, who, unit, life.number("NQ/CB"))
        part.ref = moved.case.ref
        self.tally.moved(moved)
        part.turn()

    def _go_on(self, desk: Desk, part: Part) -> None:
        step = part.coming
        assert step is not None  # noqa: S101 - a part that is on the agenda has a step
        if self._moot(desk, part.ref, step):
            part.turn()
            return
        try:
            moved = take(desk, part.ref, self._as_things_are(step))
        except KetnapError as refused:
            self._refused(part, refused)
            return
        self.tally.moved(moved)
        self._mistaken(part.ref, step, moved.entry.seq, desk.today())
        part.turn()

    def _mistaken(self, ref: str, step: Step, seq: int, today: date) -> None:
        """Of some facts somebody notices a week later that the day was wrong."""
        dice = self.scale.dice("mistake", ref, seq)
        if step.what in _CORRECTABLE and dice.random() < self.upsets.corrected:
            wrong = Mistake(ref=ref, seq=seq, on=step.on - timedelta(days=1))
            self._mistakes[today + _NOTICED].append(wrong)

    def _as_things_are(self, step: Step) -> Step:
        """The step, where an organisation that it names has gone up in another since."""
        if step.what is Deed.OFFER:
            return replace(step, values={"to": self._heir(step.values["to"])})
        return step

    def _moot(self, desk: Desk, ref: str, step: Step) -> bool:
        """Whether a merger has brought somebody where they were to move to."""
        if not self._merged or step.what not in (Deed.OFFER, Deed.ACCEPT):
            return False
        dossier = desk.store.dossier(ref)
        assert dossier is not None  # noqa: S101 - whoever is on the agenda has a case
        if step.what is Deed.ACCEPT:
            return dossier.case.moving_to is None
        return dossier.case.unit == self._heir(step.values["to"])

    def _heir(self, unit: str) -> str:
        """The organisation in which another one has gone up, if it has; through several mergers."""
        while unit in self._merged:
            unit = self._merged[unit]
        return unit

    def _refused(self, part: Part, refused: KetnapError) -> None:
        """What the law refuses is left; after a step that was refused nothing more happens."""
        conditions = (
            [one.condition for one in refused.unmet]
            if isinstance(refused, EventRefusedError)
            else [type(refused).__name__]
        )
        self.tally.refused.update(conditions)
        if part.coming is not None and isinstance(part.coming.what, Event):
            part.drop()
        else:
            part.turn()

    def _afternoon(self, day: date) -> None:
        desk = self._at(datetime.combine(day, _AFTERNOON, office_zone()).astimezone(UTC))
        for wrong in self._mistakes.pop(day, ()):
            self._correct(desk, wrong)
        if day in self.upsets.moved:
            self._move_holiday(desk, self.upsets.moved[day])
        if day in self.upsets.mergers:
            self._merge(desk, self.upsets.mergers[day])

    def _correct(self, desk: Desk, wrong: Mistake) -> None:
        try:
            moved = correct(
                desk, wrong.ref, wrong.seq, effective_on=wrong.on, reason="ghi nhầm ngày"
            )
        except KetnapError as refused:
            self.tally.refused[type(refused).__name__] += 1
        else:
            self.tally.moved(moved)

    def _move_holiday(self, desk: Desk, moved: Moved) -> None:
        for day, off in ((moved.off, True), (moved.worked, False)):
            before = desk.store.entry_count()
            decide_days(
                desk,
                Asked(days=[day], off=off, reason="hoán đổi ngày nghỉ (mô phỏng)", name="hoán đổi"),
            )
            # Cases whose deadlines only became certain are not named; their entries are counted.
            self.tally.entries += desk.store.entry_count() - before
            desk = replace(desk, calendar=desk.calendar.reloaded())
        self.desk = replace(self.desk, calendar=desk.calendar)

    def _merge(self, desk: Desk, merger: Merger) -> None:
        """The organisation ends; its cases, open offers and deadlines go on in the other."""
        into = self._heir(merger.into)
        if into == merger.ends:  # the other one has gone up in this one before
            return
        store, terms = desk.store, Terms(on=desk.today(), document="1-QĐ/TU", issuer=ROOT)
        seen = {case.ref: case.seq for case in store.standing_cases([merger.ends])}
        before = store.entry_count()
        reorganise(desk, merging(desk, [merger.ends], into, terms))
        self._merged[merger.ends] = into
        told = [one for ref, seq in seen.items() for one in store.entries(ref)[seq:]]
        for entry in told:
            self.tally.wrote(entry)
        # What was written about the organisations themselves.
        self.tally.entries += store.entry_count() - before - len(told)
