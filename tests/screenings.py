"""Builders of screenings: a member, and a screening taken up to a state."""

from __future__ import annotations

from datetime import date

from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.desk import Desk
from workflow.screening.deciding import decide, why_not
from workflow.screening.facts import FindingKind
from workflow.screening.grounds import Ground
from workflow.screening.opening import open_screening
from workflow.screening.recording import record_finding
from workflow.screening.states import ScreeningEvent, ScreeningState
from workflow.screening.steps import Screened
from workflow.states import Event, State

HELP_BEGAN = date(2025, 3, 10)
HELP_ENDS = date(2026, 3, 10)


def a_member(
    desk: Desk,
    name: str = "Phạm Thị Sáu",
    unit: str = "DV",
    state: State = State.FULL_MEMBER,
) -> str:
    """Somebody taken over from earlier records, a full member since 2019; the reference."""
    days = {Event.ADMIT: date(2018, 2, 1), Event.HOLD_CEREMONY: date(2018, 3, 1)}
    if state is State.FULL_MEMBER:
        days[Event.RECOGNISE] = date(2019, 3, 1)
    newcomer = Newcomer(
        person=Nominee(name=name, born="1990").person(desk.today()),
        unit=unit,
        state=state,
        on=date(2019, 3, 1),
        days=days,
        decided_on=date(2019, 3, 20) if state is State.FULL_MEMBER else None,
    )
    taken = take_over(desk, [newcomer], file_name="list.csv", sha256=name.encode().hex()[:64])
    return taken.refs[0]


def opened(desk: Desk, member: str, ground: Ground = Ground.NO_PROGRESS) -> str:
    """A screening opened in January 2025; its reference."""
    return open_screening(
        desk, member, ground, on=date(2025, 1, 6), document="1-KH/CU"
    ).screening.ref


def found(desk: Desk, ref: str, kind: FindingKind, on: date, **values: str) -> Screened:
    """A finding with a document of its own; `from_` stands for `from`."""
    typed = {name.rstrip("_"): value for name, value in values.items()}
    return record_finding(desk, ref, kind, typed, on=on, document=f"{kind}-{on}", issuer="DV")


def ballot(
    desk: Desk, ref: str, yes: int = 8, of: int = 12, on: date = date(2025, 2, 10), **more: str
) -> Screened:
    """A ballot of the cell in which everybody took part, in secret unless said otherwise."""
    values = {"electors": str(of), "present": str(of), "for": str(yes), "against": str(of - yes)}
    return record_finding(
        desk, ref, FindingKind.VOTE, {**values, "ballot": "secret", **more}, on=on
    )


def views(desk: Desk, ref: str, on: date = date(2025, 2, 3)) -> None:
    """What the cell hears before it votes."""
    found(desk, ref, FindingKind.REVIEW, on, result="below-standard")
    found(desk, ref, FindingKind.VIEW, on, from_="front", result="list")
    found(desk, ref, FindingKind.OPINION, on, result="list")


def step(desk: Desk, ref: str, event: ScreeningEvent, on: date, **more: str) -> Screened:
    """An event with a document and, where the law asks for one, a second person."""
    approver = "hoa" if event is ScreeningEvent.REMOVE else None
    return decide(
        desk, ref, event, on=on, document=f"{event}-{on}", issuer="TP", approved_by=approver, **more
    )


def take_screening_to(desk: Desk, ref: str, state: ScreeningState) -> None:
    """Take an opened screening along the way to removal, in 2025 and 2026, up to a state."""
    if state is ScreeningState.REVIEW:
        return
    views(desk, ref)
    ballot(desk, ref)
    step(desk, ref, ScreeningEvent.ENLIST, date(2025, 2, 12))
    if state is ScreeningState.LISTED:
        return
    found(desk, ref, FindingKind.HELPER, HELP_BEGAN, who="Lê Văn Tám")
    step(desk, ref, ScreeningEvent.HELP, HELP_BEGAN)
    if state is ScreeningState.HELPED:
        return
    after = date(2026, 3, 16)
    found(desk, ref, FindingKind.REPORT, after, result="no-progress")
    step(desk, ref, ScreeningEvent.PROPOSE_REMOVAL, after)
    if state is ScreeningState.REMOVAL_PROPOSED:
        return
    found(desk, ref, FindingKind.APPLICATION, date(2026, 4, 1))
    step(desk, ref, _ENDS[state], date(2026, 4, 20))


_ENDS = {
    ScreeningState.REMOVED: ScreeningEvent.REMOVE,
    ScreeningState.RESIGNED: ScreeningEvent.RESIGN,
}


def lacks(desk: Desk, ref: str, event: ScreeningEvent, on: date) -> list[str]:
    """The ids of every unmet condition of an event on a day."""
    return [one.condition for one in why_not(desk, ref, event, on=on)[1]]
