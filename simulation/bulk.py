"""Writing lives many at a time: one transaction for what a whole province writes in a minute.

Every entry is a true entry of the log: sealed into the chain of its case, with the deadlines that
the real law and calendar open and close, so that it verifies and folds like any other. What is
left out, to be fast: the conditions of the law are not asked, and of the facts only those are
written that mark a milestone of the law.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from audit import genesis
from simulation.doing import SECOND
from simulation.people import person
from simulation.province import Province
from simulation.scale import Scale
from simulation.steps import Deed, Step
from simulation.story import Part, Story
from simulation.tally import Tally
from workflow.actions.nominate import paper, reference
from workflow.actions.record import read_values, seal_private
from workflow.actions.registers import add_units
from workflow.case import Case
from workflow.change import Numbering
from workflow.deadlines import Changes
from workflow.desk import Desk
from workflow.drafting import Draft, first
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.fold import begin
from workflow.law import Law
from workflow.probation import probation_of
from workflow.states import Event, State


def milestone(step: Step) -> bool:
    """Whether a step is written in bulk: all but facts that mark no milestone of the law."""
    return not isinstance(step.what, FactKind) or FACTS[step.what].milestone is not None


def play_bulk(
    scale: Scale, place: Province, desk: Desk, look: Callable[[date, int], None]
) -> Tally:
    """Write a whole simulation into an empty store; `look` is told days and entries.

    Raises:
        KetnapError: the store cannot be written.
    """
    play = _Bulk(scale=scale, desk=desk)
    story = Story(scale=scale, place=place, wanted=milestone)
    nominated = story.nominated()
    for day in story.days():
        if day == scale.begins:
            play.found(place)
        for one in story.rounds(day, nominated.get(day, ())):
            play.write(one.at, one.opening, one.going)
        look(day, play.tally.entries)
    return play.tally


@dataclass(slots=True, kw_only=True)
class _Bulk:
    """One bulk play: the cases that are under way, and the law, read once."""

    scale: Scale
    desk: Desk
    tally: Tally = field(default_factory=Tally)
    _cases: dict[str, Case] = field(default_factory=dict)
    _law: Law | None = None

    def found(self, place: Province) -> None:
        """Register the organisations on the first day."""
        add_units(self._at(self.scale.morning), place.units)
        self.tally.entries += len(place.units)

    def _at(self, now: datetime) -> Desk:
        return replace(self.desk, clock=lambda: now)

    def write(self, at: datetime, opening: Sequence[Part], going: Sequence[Part]) -> None:
        """Write one round in one transaction."""
        draft = Draft.begin(self._at(at), "simulate", None, {})
        self._open(draft, opening)
        for part in going:
            self._go_on(draft, part)
        for entry in draft.entries:
            self.tally.wrote(entry)
        draft.commit()

    def _open(self, draft: Draft, opening: Sequence[Part]) -> None:
        if not opening:
            return
        series = f"HS-{draft.today.year}"
        seen = self.tally.series.get(series, 0)
        draft.numbering = Numbering(name=series, seen=seen, next=seen + len(opening))
        self.tally.series[series] = seen + len(opening)
        for number, part in enumerate(opening, seen + 1):
            part.ref = reference(draft.today.year, number)
            self._keep(part, self._nominate(draft, part))

    def _nominate(self, draft: Draft, part: Part) -> Case:
        who = person(part.life.dice, part.named.on)
        commitment = who.commitment()
        draft.people.append(who)
        draft.sealed.append((part.ref, commitment))
        fields = draft.fields(
            "transition",
            part.named.on,
            event=Event.NOMINATE.value,
            to=State.NOMINATED.value,
            unit=part.named.ground.code,
            document=paper(part.life.number("NQ/CB"), None),
            data={"person": who.id, "commitment": commitment.digest},
        )
        after = begin(first(part.ref, fields))
        draft.law = self._fresh(draft)
        return draft.write(
            replace(after, seq=0, head=genesis(part.ref)), after, fields, Changes()
        ).case

    def _go_on(self, draft: Draft, part: Part) -> None:
        step = part.coming
        assert step is not None  # noqa: S101 - a part that is on the agenda has a step
        draft.law = self._fresh(draft)
        case = self._cases.pop(part.ref)
        self._keep(part, draft.step(case, _fields(draft, case, step)).case)

    def _keep(self, part: Part, case: Case) -> None:
        part.turn()
        self.tally.stands(part.ref, case.state)
        if part.coming is not None and part.coming.written <= self.scale.until:
            self._cases[part.ref] = case

    def _fresh(self, draft: Draft) -> Law:
        if self._law is None:
            self._law = draft.law
        return self._law.afresh()


def _fields(draft: Draft, case: Case, step: Step) -> dict[str, Any]:
    """The fields of the entry, as the action would write them."""
    what = step.what
    if isinstance(what, Deed):
        return _deed(draft, case, step, what)
    if isinstance(what, FactKind):
        data = read_values(FACTS[what], step.values, step.document)
        seal_private(draft, case.ref, FACTS[what], data)
        kind, on, more = "fact", step.on, {}
    else:
        kind, on, data = "transition", step.on, {}
        more = {
            "to": None if step.to is None else step.to.value,
            "from": case.state.value,
            "reason": step.reason,
            "approved_by": SECOND if what is Event.STRIKE_OFF else None,
        }
        if what is Event.RECOGNISE and (served := probation_of(case, draft.law)) is not None:
            on, data = served.ends_on, {"decided_on": step.on.isoformat()}
    return draft.fields(
        kind,
        on,
        event=what.value,
        unit=case.unit,
        document=paper(step.document, step.issuer),
        data=data or None,
        **more,
    )


def _deed(draft: Draft, case: Case, step: Step, deed: Deed) -> dict[str, Any]:
    if deed in {Deed.HOLD, Deed.RESUME}:
        return draft.fields(deed.value, step.on, unit=case.unit, reason=step.reason)
    to = step.values.get("to", case.moving_to)
    return draft.fields("transfer", step.on, event=deed.value, unit=case.unit, data={"to": to})
