"""The machine allows the table of DESIGN 4, and nothing else."""

from __future__ import annotations

import pytest

from workflow.machine import diagram, machine, possible, targets
from workflow.states import (
    ENDED_STATES,
    EVENT_LABELS,
    OPEN_STATES,
    STATE_LABELS,
    TRANSITIONS,
    Event,
    State,
)

ALLOWED: dict[tuple[State | None, Event], tuple[State, ...]] = {
    (None, Event.NOMINATE): (State.NOMINATED,),
    (State.NOMINATED, Event.ENROL): (State.COURSE,),
    (State.NOMINATED, Event.CLOSE): (State.CLOSED,),
    (State.COURSE, Event.OPEN_FILE): (State.VERIFICATION,),
    (State.COURSE, Event.CLOSE): (State.CLOSED,),
    (State.VERIFICATION, Event.ADMIT): (State.ADMITTED,),
    (State.VERIFICATION, Event.RE_ENROL): (State.COURSE,),
    (State.VERIFICATION, Event.RETURN_FILE): (
        State.VERIFICATION,
        State.COURSE,
        State.NOMINATED,
    ),
    (State.VERIFICATION, Event.CLOSE): (State.CLOSED,),
    (State.ADMITTED, Event.HOLD_CEREMONY): (State.PROBATION,),
    (State.ADMITTED, Event.ANNUL): (State.CLOSED, State.VERIFICATION),
    (State.ADMITTED, Event.CLOSE): (State.CLOSED,),
    (State.PROBATION, Event.RECOGNISE): (State.FULL_MEMBER,),
    (State.PROBATION, Event.STRIKE_OFF): (State.STRUCK_OFF,),
    (State.PROBATION, Event.ANNUL): (State.CLOSED, State.VERIFICATION),
    (State.PROBATION, Event.CLOSE): (State.CLOSED,),
    (State.FULL_MEMBER, Event.ANNUL): (State.CLOSED, State.VERIFICATION),
}


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("state", [None, *State])
def test_an_event_leads_where_the_table_says_and_nowhere_else(state, event):
    assert targets(state, event) == ALLOWED.get((state, event), ())


@pytest.mark.parametrize("state", [None, *State])
def test_the_possible_events_of_a_state_are_those_of_the_table(state):
    expected = tuple(event for event in Event if (state, event) in ALLOWED)

    assert possible(state) == expected


def test_no_trigger_jumps_over_the_conditions():
    names = set(machine().events)

    assert names == {
        "nominate",
        "enrol",
        "open-file",
        "admit",
        "hold-ceremony",
        "recognise",
        "re-enrol",
        "return-file",
        "strike-off",
        "annul",
        "close",
    }
    assert not [name for name in names if name.startswith("to_")]


def test_the_machine_is_built_once_and_bound_to_nothing():
    assert machine() is machine()
    assert machine().models == []


def test_every_state_is_open_or_ended():
    assert sorted((*OPEN_STATES, *ENDED_STATES)) == sorted(State)


def test_the_diagram_names_every_transition():
    lines = diagram().splitlines()

    assert lines[0] == "stateDiagram-v2"
    assert "    [*] --> nominated: nominate" in lines
    assert "    verification --> course: re-enrol, return-file" in lines
    assert "    probation --> full_member: recognise" in lines
    drawn = {
        (ends, event)
        for line in lines[1:]
        for ends, _, events in [line.strip().partition(": ")]
        for event in events.split(", ")
    }
    assert drawn == {
        (f"{'[*]' if source is None else source.value} --> {target.value}", event.value)
        for event, source, target in TRANSITIONS
    }


def test_every_state_and_event_has_a_label_in_both_languages():
    labels = [*(STATE_LABELS[state] for state in State), *(EVENT_LABELS[event] for event in Event)]

    assert all(label.vi and label.en for label in labels)
    assert len({label.vi for label in labels}) == len(labels)
