"""Whoever decides days and whoever opens deadlines at the same moment do not pass unseen."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from builders import a_desk, letters, units

from storage.address import address_of
from storage.schema import open_store
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.deadlines import deadlines_of
from workflow.errors import ConflictError, TryAgainError
from workflow.states import Event, State
from workflow.verification import verify

TODAY = date(2026, 11, 23)
CEREMONY = date(2026, 1, 5)
PEOPLE = 12
STORMS = [date(2027, 1, day) for day in (19, 20, 21, 22)]


@pytest.fixture
def url(request: pytest.FixtureRequest, store) -> str:
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


def opens_cases(url: str, hand: int, refs: list[str]) -> None:
    """Take over one person after the other; on a changed calendar, look again and repeat."""
    with open_store(address_of(url)) as store:
        for number in range(PEOPLE):
            newcomer = Newcomer(
                person=Nominee(name=f"Lê {letters(number)}", born="1998-05-02").person(TODAY),
                unit="DV",
                state=State.PROBATION,
                on=CEREMONY,
                days={Event.HOLD_CEREMONY: CEREMONY},
            )
            sha = f"{hand:02d}{number:062d}"
            taken = None
            while taken is None:
                try:
                    taken = take_over(a_desk(store), [newcomer], file_name="d", sha256=sha).refs
                except (ConflictError, TryAgainError):
                    continue
            refs += taken


def decides(url: str, refused: list[ConflictError]) -> None:
    """Decide a day, and the next; a decision that others kept interrupting is made again."""
    with open_store(address_of(url)) as store:
        for day in STORMS:
            asked = Asked(
                days=(day,), off=True, name="bão", document="7/UB 20/11/2026", reason="bão"
            )
            done = None
            while done is None:
                try:
                    done = decide_days(a_desk(store), asked)
                except (ConflictError, TryAgainError) as others:
                    refused += [others] if isinstance(others, ConflictError) else []


def test_every_deadline_follows_every_decision_whoever_was_first(store, url):
    units(a_desk(store))
    refs: list[str] = []
    hands = [
        threading.Thread(target=opens_cases, args=(url, 1, refs)),
        threading.Thread(target=opens_cases, args=(url, 2, refs)),
        threading.Thread(target=decides, args=(url, [])),
    ]

    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(timeout=120)

    desk = a_desk(store)
    assert len(refs) == 2 * PEOPLE
    for ref in refs:
        case = store.dossier(ref).case
        wanted = {(one.rule, one.due_on) for one in deadlines_of(case, desk.law())}
        assert {(one.rule, one.due_on) for one in case.deadlines} == wanted
        assert case.deadline("recognition-cell").due_on == date(2027, 3, 1)
    assert len(store.entries("calendar/2027")) == len(STORMS)
    assert verify(store.audit).intact
