"""A candidate's way: nominated, at the course, under verification, admitted, at the ceremony."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from simulation.life import Life
from simulation.steps import Step
from simulation.voting import agreed, voted
from simulation.waits import put_off
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State

_FILE_LASTS = 340  # days, well within the twelve months of a file (R7.10)
_MEMBERS = ("Lê Hữu Tấn", "Đàng Thị Kim Cúc", "Trần Đại Quỳnh", "Phạm Hải Yến")
_CEREMONY_IN = 28  # calendar days, always within the 30 working days


def candidate(life: Life) -> Iterator[Step]:
    """The steps from the nomination to the ceremony, or out on the way."""
    if life.chance(0.11):
        yield life.close(400)
        return
    decision = life.number("QĐ/ĐU")
    yield life.step(Event.ENROL, life.after(75, 0.7), to=State.COURSE, document=decision)
    number = life.number("GCN")
    yield life.fact(FactKind.CERTIFICATE, life.after(45, 0.4), document=number, issuer="TTCT")
    yield from _to_the_file(life)
    if not life.over and life.chance(0.04):
        yield from _returned(life)
    if not life.over:
        yield from _admission(life)


def _to_the_file(life: Life) -> Iterator[Step]:
    if life.chance(0.09):
        yield life.close(500)
        return
    yield life.step(Event.OPEN_FILE, life.after(110, 0.7, most=1500), to=State.VERIFICATION)


def _returned(life: Life) -> Iterator[Step]:
    """The file comes back incomplete, and is made again."""
    back = life.after(90, 0.5)
    reason = Reason.FILE_INCOMPLETE
    yield life.step(Event.RETURN_FILE, back, to=State.COURSE, reason=reason)
    yield from _to_the_file(life)


def _admission(life: Life) -> Iterator[Step]:
    opened = life.day
    yield life.fact(FactKind.APPLICATION, life.after(2, 0.3, most=5))
    yield life.fact(FactKind.CV)
    known = (opened - timedelta(days=1500)).isoformat()
    for who in life.dice.sample(_MEMBERS, 2):
        values = {"by": "member", "who": who, "known_since": known}
        yield life.fact(FactKind.RECOMMENDATION, values=values)
    if life.chance(0.35):
        yield from _letter(life)
    if life.chance(0.04):
        yield from life.pause()
    if life.chance(0.02):
        yield from life.move()
    if life.chance(0.08):
        yield life.close(250)
        return
    clear = {"result": "clear"}
    concluded = life.after(35, 0.4, most=90)
    number = life.number("KL")
    yield life.fact(FactKind.VERIFICATION_CONCLUSION, concluded, document=number, values=clear)
    yield from agreed(life, "admission")
    latest = opened + timedelta(days=_FILE_LASTS)
    met = max(life.day, min(put_off(life.dice, life.after(40, 0.5), latest), latest))
    yield from voted(life, "admission", met)
    yield from _decided(life)


def _letter(life: Life) -> Iterator[Step]:
    """A letter to where the person lived before, and its reply."""
    number = life.number("CV/ĐU")
    sent = {"addressee": "Đảng ủy nơi cư trú trước", "received_on": life.after(4, 0.4).isoformat()}
    yield life.fact(FactKind.VERIFICATION_LETTER, life.day, document=number, values=sent)
    answered = {"letter": number, "result": "clear"}
    reply = life.after(35, 0.5, most=110)
    yield life.fact(FactKind.VERIFICATION_REPLY, reply, document=life.number("TL"), values=answered)


def _decided(life: Life) -> Iterator[Step]:
    """The committee has decided; the cell hears of it, and holds the ceremony."""
    on = life.day
    yield life.decided(Event.ADMIT, State.ADMITTED)
    if not life.forgets(0.5):
        yield life.fact(FactKind.DECISION_RECEIPT, life.after(4, 0.5, most=10))
    who = {"who": life.dice.choice(_MEMBERS)}
    yield life.fact(FactKind.HELPER, life.after(3, 0.4, most=6), values=who)
    held = life.after(10, 0.5, most=_CEREMONY_IN - (life.day - on).days)
    if life.forgets():
        held = life.after(90, 0.3)
        about = {"about": "late-ceremony"}
        number = life.number("CV/ĐU")
        yield life.fact(FactKind.CONSENT, held - timedelta(days=1), document=number, values=about)
    yield life.step(Event.HOLD_CEREMONY, max(held, life.day), to=State.PROBATION)
