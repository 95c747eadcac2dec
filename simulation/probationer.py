"""A probationer's way: twelve months, then recognition in time, late, or never."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rules.months import add_months
from simulation.life import Life
from simulation.steps import Step
from simulation.voting import agreed, voted
from workflow.facts import FactKind
from workflow.states import Event, State

_MONTHS = 12
_FOR_EVER = 0.25  # of the probationers who are forgotten, those whom nobody remembers any more


def probationer(life: Life) -> Iterator[Step]:
    """The steps from the ceremony to recognition, or out on the way."""
    began = life.day
    if not life.forgets():
        yield life.fact(FactKind.MEMBER_CV, life.after(18, 0.4, most=45))
    if life.chance(0.03):
        yield from life.move()
    if life.chance(0.004):
        yield life.close(300)
        return
    if not life.forgets(0.5):
        number = life.number("ĐVM")
        course = life.after(140, 0.35, most=300)
        yield life.fact(FactKind.NEW_MEMBER_CERTIFICATE, course, document=number)
        if life.chance(0.008):
            yield from _struck_off(life)
            return
        yield from _recognition(life, add_months(began, _MONTHS))


def _recognition(life: Life, ends: date) -> Iterator[Step]:
    life.day = max(life.day, ends)
    met = max(life.after(14, 0.6, most=90), ends + timedelta(days=1))
    if life.forgets():
        if life.chance(_FOR_EVER):
            return
        met = ends + timedelta(days=life.dice.randint(100, 700))
    yield life.fact(FactKind.SELF_REVIEW, max(life.day, met - timedelta(days=8)))
    yield life.fact(FactKind.HELPER_REMARKS)
    yield from agreed(life, "recognition")
    yield from voted(life, "recognition", max(met, life.day))
    yield life.decided(Event.RECOGNISE, State.FULL_MEMBER)


def _struck_off(life: Life) -> Iterator[Step]:
    """The cell proposes it, the committees decide, a second person approves."""
    yield from voted(life, "strike-off", life.after(60, 0.4))
    yield life.decided(Event.STRIKE_OFF, State.STRUCK_OFF)
