"""Builders that say only what a test is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from audit import Stored
from rules.calendar import Calendar
from rules.rulebook import Rulebook
from workflow.actions.advance import advance, why
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.actions.registers import add_units
from workflow.desk import Desk
from workflow.facts import FactKind
from workflow.outcomes import Moved, Unmet
from workflow.states import Event, State
from workflow.unit import Unit, UnitStatus

CITY = Unit(
    code="TP",
    name="Đảng bộ thành phố",
    status=UnitStatus.SUPERIOR,
    from_on=date(2016, 1, 1),
)
WARD = Unit(
    code="DV",
    name="Đảng bộ phường Đô Vinh",
    status=UnitStatus.GRASSROOTS,
    delegated=True,
    parent="TP",
    from_on=date(2016, 1, 1),
)
SCHOOL = Unit(
    code="CVA",
    name="Đảng bộ Trường THPT Chu Văn An",
    status=UnitStatus.GRASSROOTS,
    parent="TP",
    from_on=date(2016, 1, 1),
)


def at(day: str, hour: int = 3) -> datetime:
    """An instant in UTC; 03:00 is 10:00 in the office."""
    return datetime.fromisoformat(f"{day}T{hour:02d}:00:00").replace(tzinfo=UTC)


def a_desk(store: Any, now: datetime | None = None, actor: str = "lan") -> Desk:
    """A desk over a store, at an instant (default: 23 November 2026, 10:00 in the office)."""
    moment = now or at("2026-11-23")
    return Desk(
        store=store,
        rulebook=Rulebook.open(),
        calendar=Calendar.open(decided=store.calendar_decisions),
        clock=lambda: moment,
        actor=actor,
    )


UNITS = (CITY, WARD, SCHOOL)


def units(desk: Desk) -> None:
    """A city with a ward and a school."""
    add_units(desk, UNITS)


def a_case(desk: Desk, *, on: date = date(2024, 1, 5), born: str = "1998-05-02") -> str:
    """A nominated case; its reference."""
    nominee = Nominee(name="Nguyễn Thị Mỹ Hương", born=born, education="upper-secondary")
    return nominate(desk, nominee, "DV", on=on, document="01-NQ/CB").case.ref


def vote(body: str, purpose: str, yes: int = 8, electors: int = 9) -> dict[str, str]:
    """The values of a vote."""
    return {
        "body": body,
        "purpose": purpose,
        "electors": str(electors),
        "present": str(electors),
        "for": str(yes),
        "against": str(electors - yes),
    }


def take_to(desk: Desk, ref: str, state: State) -> None:
    """Take a nominated case along the main path, in 2024 and 2025, up to a state."""
    if state is State.NOMINATED:
        return
    for target, step in _PATH:
        step(desk, ref)
        if target is state:
            return


def _course(desk: Desk, ref: str) -> None:
    advance(desk, ref, Event.ENROL, on=date(2024, 2, 1), document="05-CV/ĐU")


def _verification(desk: Desk, ref: str) -> None:
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2024, 4, 1), document="GCN-1", issuer="TT")
    advance(desk, ref, Event.OPEN_FILE, on=date(2024, 5, 2))


def ready_to_admit(desk: Desk, ref: str) -> None:
    """Everything that an admission in July 2024 needs, but the decision."""
    day = date(2024, 5, 3)
    record(desk, ref, FactKind.APPLICATION, {}, on=day)
    record(desk, ref, FactKind.CV, {}, on=day)
    for who in ("Trần Đại Quỳnh", "Đặng Thị Ánh"):
        values = {"by": "member", "who": who, "known_since": "2020-01-01"}
        record(desk, ref, FactKind.RECOMMENDATION, values, on=day)
    record(
        desk,
        ref,
        FactKind.VERIFICATION_CONCLUSION,
        {"result": "clear"},
        on=date(2024, 6, 7),
        document="7-KL",
    )
    for source in ("workplace", "residence"):
        values = {"source": source, "purpose": "admission", "result": "agree"}
        record(desk, ref, FactKind.OPINION, values, on=date(2024, 6, 8))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2024, 6, 20))
    resolved = {"body": "cell", "purpose": "admission"}
    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2024, 6, 20), document="6-NQ/CB")
    record(desk, ref, FactKind.VOTE, vote("committee", "admission"), on=date(2024, 6, 25))


def _admitted(desk: Desk, ref: str) -> None:
    ready_to_admit(desk, ref)
    advance(desk, ref, Event.ADMIT, on=date(2024, 7, 15), document="99-QĐ/TU", issuer="DV")


def _probation(desk: Desk, ref: str) -> None:
    record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2024, 7, 20))
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 7, 21))
    advance(desk, ref, Event.HOLD_CEREMONY, on=date(2024, 8, 1))


def ready_to_recognise(desk: Desk, ref: str) -> None:
    """Everything that a recognition in September 2025 needs, but the decision."""
    record(desk, ref, FactKind.NEW_MEMBER_CERTIFICATE, {}, on=date(2025, 3, 1), document="GCN-2")
    for source in ("workplace", "residence"):
        values = {"source": source, "purpose": "recognition", "result": "agree"}
        record(desk, ref, FactKind.OPINION, values, on=date(2025, 8, 8))
    for body in ("cell", "committee"):
        record(desk, ref, FactKind.VOTE, vote(body, "recognition"), on=date(2025, 8, 20))
    resolved = {"body": "cell", "purpose": "recognition"}
    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2025, 8, 20), document="8-NQ/CB")
    for kind in (FactKind.SELF_REVIEW, FactKind.HELPER_REMARKS):
        record(desk, ref, kind, {}, on=date(2025, 8, 9))


def recognise(desk: Desk, ref: str, on: date = date(2025, 9, 10)) -> Moved:
    """The decision of recognition."""
    return advance(desk, ref, Event.RECOGNISE, on=on, document="100-QĐ/TU", issuer="DV")


def _full_member(desk: Desk, ref: str) -> None:
    ready_to_recognise(desk, ref)
    recognise(desk, ref)


_PATH = (
    (State.COURSE, _course),
    (State.VERIFICATION, _verification),
    (State.ADMITTED, _admitted),
    (State.PROBATION, _probation),
    (State.FULL_MEMBER, _full_member),
)


def missing(desk: Desk, ref: str, event: Event, on: date | None = None) -> tuple[Unmet, ...]:
    """Every unmet condition of an event on a day."""
    return why(desk, ref, event, on=on)[1]


def conditions(desk: Desk, ref: str, event: Event, on: date | None = None) -> list[str]:
    """Their ids."""
    return [one.condition for one in missing(desk, ref, event, on)]


def told(problem: Unmet) -> tuple[str, str, str | None]:
    """Both sentences and the remedy of one unmet condition."""
    remedy = None if problem.remedy is None else problem.remedy.en
    return problem.sentence().vi, problem.sentence().en, remedy


def log_rows(store: Any) -> list[Stored]:
    """The whole log as stored, by stream and number."""
    with store.audit.moment() as rows:
        return list(rows.log_rows())


def recorded(desk: Desk, ref: str, kind: FactKind, values: dict[str, str], on: date) -> Moved:
    """A fact with a document of its own."""
    return record(desk, ref, kind, values, on=on, document=f"{kind}-{on}", issuer="DV")


def _opinions(purpose: str) -> list[tuple[FactKind, dict[str, str]]]:
    return [
        (FactKind.OPINION, {"source": source, "purpose": purpose, "result": "agree"})
        for source in ("workplace", "residence")
    ]


def _member(who: str) -> dict[str, str]:
    return {"by": "member", "who": who, "known_since": "2010-01-01"}


def _votes(purpose: str) -> list[tuple[FactKind, dict[str, str]]]:
    return [
        (FactKind.VOTE, vote("cell", purpose)),
        (FactKind.VOTE, vote("committee", purpose)),
        (FactKind.VOTE, vote("standing-committee", purpose)),
        (FactKind.RESOLUTION, {"body": "cell", "purpose": purpose}),
    ]


# What the next step of the main path needs, all of one day, and how long one waits for it.
READY: dict[str, tuple[Event, State, list[tuple[FactKind, dict[str, str]]], int]] = {
    "nominated": (Event.ENROL, State.COURSE, [], 0),
    "course": (Event.OPEN_FILE, State.VERIFICATION, [(FactKind.CERTIFICATE, {})], 0),
    "verification": (
        Event.ADMIT,
        State.ADMITTED,
        [
            (FactKind.APPLICATION, {}),
            (FactKind.CV, {}),
            (FactKind.RECOMMENDATION, _member("A")),
            (FactKind.RECOMMENDATION, _member("B")),
            (FactKind.VERIFICATION_CONCLUSION, {"result": "clear"}),
            *_opinions("admission"),
            *_votes("admission"),
        ],
        1,
    ),
    "admitted": (Event.HOLD_CEREMONY, State.PROBATION, [(FactKind.HELPER, {"who": "C"})], 0),
    "probation": (
        Event.RECOGNISE,
        State.FULL_MEMBER,
        [
            (FactKind.NEW_MEMBER_CERTIFICATE, {}),
            (FactKind.SELF_REVIEW, {}),
            (FactKind.HELPER_REMARKS, {}),
            *_opinions("recognition"),
            *_votes("recognition"),
        ],
        367,
    ),
}


def letters(number: int) -> str:
    """A word of letters that is different for each number; names hold no digits."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))


def kept_by(stream: str, seq: int) -> str:
    """The rows of `sealed` that an entry names, as SQL: their values stand closed."""
    body = f"(SELECT body FROM entry WHERE stream = '{stream}' AND seq = {seq})"  # noqa: S608 - of a test
    return f"replace({body}, digest, '') <> {body}"
