"""The milestones of the law that a case has reached, each with its legal day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from rules.milestones import Milestone
from workflow.case import MILESTONE_OF_EVENT, Case, Fact
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.states import Event, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A milestone that an entry reached.

    `sure` is False where the fact's own day stands in for one not known yet. `letter` is the
    number of the verification letter that was sent or answered.
    """

    milestone: Milestone
    day: date
    seq: int
    sure: bool = True
    letter: str | None = None


_BY_DAY = attrgetter("day", "seq")
_MILESTONES = {event.value: milestone for event, milestone in MILESTONE_OF_EVENT.items()}


def marks_of(case: Case) -> tuple[Mark, ...]:
    """Every milestone that a case has reached, by day."""
    return tuple(sorted(_marks(case), key=_BY_DAY))


def newest(marks: Iterable[Mark], milestone: Milestone | None) -> Mark | None:
    """The newest mark of a milestone among marks that stand by day."""
    found = [mark for mark in marks if mark.milestone is milestone]
    return found[-1] if found else None


def _opinions_asked(case: Case) -> Fact | None:
    """The newest request for the pair of opinions on what is at stake now (R5.4)."""
    return case.latest(FactKind.OPINION_REQUEST, purpose=_at_stake(case))


def _opinions_given(case: Case, asked: Fact | None) -> Iterator[Mark]:
    """Both opinions have come since they were asked for; the later one counts."""
    if asked is None:
        return
    given = [
        fact
        for source in ("workplace", "residence")
        for fact in case.facts_of(FactKind.OPINION, purpose=_at_stake(case), source=source)[-1:]
        if fact.on >= asked.on
    ]
    if len(given) > 1:
        last = max(given, key=lambda fact: (fact.on, fact.seq))
        yield Mark(milestone=Milestone.OPINIONS_GIVEN, day=last.on, seq=last.seq)


def _at_stake(case: Case) -> str:
    return "recognition" if case.state is State.PROBATION else "admission"


def _marks(case: Case) -> Iterator[Mark]:
    for name, day in case.days.items():
        milestone = _MILESTONES.get(name)
        if milestone is not None:
            yield Mark(milestone=milestone, day=day, seq=case.steps[name])
    if case.arrived is not None:
        yield Mark(milestone=Milestone.MOVE_DONE, day=case.arrived[0], seq=case.arrived[1])
    asked = _opinions_asked(case)
    yield from _opinions_given(case, asked)
    again = case.day_of(Event.RE_ENROL)
    for fact in case.facts:
        if again is not None and fact.kind is FactKind.CERTIFICATE and fact.on < again:
            continue  # the course is being repeated: the old certificate runs no clock
        if fact.kind is FactKind.OPINION_REQUEST and fact is not asked:
            continue  # only the newest request on what is at stake now runs a clock
        marked = FACTS[fact.kind].marks(fact.on, fact.data)
        if marked is None:
            continue
        letter = None
        if fact.kind is FactKind.VERIFICATION_LETTER:
            letter = fact.document
        elif fact.kind is FactKind.VERIFICATION_REPLY:
            letter = fact.data["letter"]
        yield Mark(milestone=marked[0], day=marked[1], seq=fact.seq, sure=marked[2], letter=letter)
