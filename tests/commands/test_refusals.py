"""Every refusal says on what it rests, how sure that is, and what to type: as a table, as TSV
and as JSON."""

from __future__ import annotations

import shlex
from contextlib import suppress
from datetime import date

import click
import pytest
from builders import a_case, a_desk, ready_to_admit, ready_to_recognise, take_to, units
from remedies import understood
from screenings import a_member, opened, take_screening_to

from rules.units import Confidence
from workflow.actions.advance import why
from workflow.actions.pause import hold
from workflow.actions.record import record
from workflow.errors import ConflictError, EventRefusedError, RefusedError
from workflow.facts import FactKind
from workflow.machine import possible
from workflow.reasons import Reason
from workflow.screening.deciding import why_not
from workflow.screening.grounds import Ground
from workflow.screening.opening import open_screening
from workflow.screening.states import ScreeningEvent, ScreeningState
from workflow.states import OPEN_STATES, Event, State

DAYS = (date(2016, 1, 1), date(2024, 3, 1), date(2026, 11, 23), date(2027, 1, 1))


def nothing(_desk, _ref):
    pass


def on_hold(desk, ref):
    if desk.store.dossier(ref).case.state in OPEN_STATES:
        hold(desk, ref, Reason.ABSENT)


def ready(desk, ref):
    state = desk.store.dossier(ref).case.state
    if state is State.VERIFICATION:
        ready_to_admit(desk, ref)
    if state is State.PROBATION:
        ready_to_recognise(desk, ref)


def spoiled(desk, ref):
    """Papers that came in the wrong order, a vote of a cell too small, a political issue."""
    ready(desk, ref)
    for purpose in ("admission", "recognition"):
        values = {"body": "cell", "purpose": purpose, "electors": "2", "present": "2"}
        late = date(2026, 11, 20)
        record(desk, ref, FactKind.VOTE, {**values, "for": "1", "against": "1"}, on=late)
    found = {"result": "issue"}
    record(desk, ref, FactKind.VERIFICATION_CONCLUSION, found, on=date(2024, 5, 1), document="1-KL")
    letter = {"addressee": "Công an phường"}
    record(desk, ref, FactKind.VERIFICATION_LETTER, letter, on=date(2024, 5, 6), document="1-CV")


SITUATIONS = {"empty": nothing, "on hold": on_hold, "ready": ready, "spoiled": spoiled}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("state", [*OPEN_STATES, State.FULL_MEMBER])
def test_every_refusal_has_a_source_a_confidence_and_a_command_that_can_be_typed(
    sqlite_store, state, situation
):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, state)
    SITUATIONS[situation](desk, ref)

    found = [
        lack for event in possible(state) for on in DAYS for lack in why(desk, ref, event, on=on)[1]
    ]

    assert found
    for lack in found:
        assert lack.source.cite("vi"), lack.condition
        assert lack.source.cite("en"), lack.condition
        assert isinstance(lack.confidence, Confidence)
        command, _ = understood(lack.remedy.vi)
        assert understood(lack.remedy.en)[0] is command


def test_a_table_a_pipe_and_a_program_are_told_the_same(counter):
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)
    words = ("case", "why", ref, "admit")

    (item,) = counter.items(*words)
    piped = [line.split("\t") for line in counter.says(*words, "-o", "tsv").splitlines()]
    table = counter.says(*words, "-o", "table")

    assert len(item["unmet"]) == len(piped) >= 9
    for lack, cells in zip(item["unmet"], piped, strict=True):
        assert all(lack[key] for key in ("condition", "problem", "source", "confidence", "remedy"))
        assert cells == [" ".join(str(value).split()) for value in lack.values()]
        assert lack["source"] in table
        assert f"→ {lack['remedy']}\n" in table


# What an officer fills in, day and all, for the remedies of an admission in July 2024.
FILLED = {
    "application": "--on 2024-05-03",
    "cv": "--on 2024-05-03",
    "verification-conclusion": "--set result=clear --number 7-KL --on 2024-06-07",
    "opinion": "--set result=agree --on 2024-06-08",
    "helper": "--set who=Tám --on 2024-07-21",
    "new-member-certificate": "--number GCN-2 --issuer TT --on 2025-03-01",
}


@pytest.mark.parametrize(
    ("state", "event", "on"),
    [
        (State.VERIFICATION, Event.ADMIT, "2024-07-15"),
        (State.ADMITTED, Event.HOLD_CEREMONY, "2024-08-01"),
        (State.PROBATION, Event.RECOGNISE, "2025-09-10"),
    ],
)
def test_a_remedy_carried_out_removes_what_it_was_given_for_and_nothing_else(
    counter, state, event, on
):
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, state)
    if state is State.ADMITTED:
        counter.says("case", "record", ref, "decision-receipt", "--on", "2024-07-20")

    def lacks():
        (item,) = counter.items("case", "why", ref, str(event), "--on", on)
        return [(lack["problem"], lack["remedy"]) for lack in item["unmet"]]

    carried_out = 0
    for problem, remedy in lacks():
        kind = remedy.split()[4] if " record " in remedy else None
        if kind not in FILLED:
            continue
        before = lacks()
        plain = [word for word in shlex.split(remedy)[1:] if "…" not in word]
        plain = [word for word in plain if word not in {"--on", "--number", "--issuer"}]
        given = [word for pair in _pairs(plain) for word in pair]
        day = FILLED[kind] if state is not State.PROBATION else FILLED[kind].replace("4-06", "5-08")
        counter.says(*given, *shlex.split(day))
        assert [one for one in before if one not in lacks()] == [(problem, remedy)]
        assert [one for one in lacks() if one not in before] == []
        carried_out += 1

    assert carried_out >= 1


def _pairs(words):
    """The words of a command, a --set only with its value."""
    for here, following in zip(words, [*words[1:], ""], strict=True):
        if here == "--set" and "=" in following:
            yield (here, following)
        elif "=" not in here and here != "--set":
            yield (here,)


def test_the_reader_of_remedies_refuses_what_cannot_be_typed():
    for wrong, fault in (
        ("git status", AssertionError),
        ("ketnap case no-such-thing 1", AssertionError),
        ("ketnap case record 1 application --onn …", click.UsageError),
        ("ketnap case advance 1 fly --on …", click.UsageError),
        ("ketnap case record 1 vote --set bodies=cell --on …", AssertionError),
        ("ketnap case record 1 vote --set body=club --on …", AssertionError),
    ):
        with pytest.raises(fault):
            understood(wrong)


@pytest.mark.parametrize("state", list(ScreeningState)[:4])
def test_every_refusal_of_a_screening_can_be_mended_by_a_command_too(sqlite_store, state):
    desk = a_desk(sqlite_store)
    units(desk)
    member = a_member(desk)
    nominee = a_case(desk, born="1999-01-01")
    found = []
    for ref, on in ((member, date(2026, 11, 24)), (member, date(2019, 1, 1)), (nominee, None)):
        with pytest.raises(EventRefusedError) as refused:
            open_screening(desk, ref, Ground.NO_PROGRESS, on=on)
        found += refused.value.unmet
    screening = opened(desk, member)
    take_screening_to(desk, screening, state)
    for event in ScreeningEvent:
        for on in DAYS[1:]:
            with suppress(RefusedError, ConflictError):  # not from this state
                found += why_not(desk, screening, event, on=on)[1]

    assert {lack.condition for lack in found} >= {"day", "full-member", "order"}
    for lack in found:
        assert lack.source.cite("vi")
        assert understood(lack.remedy.vi)[0] is understood(lack.remedy.en)[0]
