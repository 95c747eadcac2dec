"""The one door to `transitions`: it is asked where an event leads, and nothing else.

One machine, built once from `TRANSITIONS`, bound to no model: binding costs 0.4 ms and 40
attributes per object, writes states before callbacks may fail, and answers a refusal with a silent
False. Conditions are our own functions that say why (see `workflow.conditions`).
"""

from __future__ import annotations

from functools import cache

from transitions import Machine

from workflow.states import TRANSITIONS, Event, State

_BEGIN = "begin"


@cache
def machine() -> Machine:
    """The shared machine; `begin` stands for a case that does not exist yet."""
    return Machine(
        model=None,
        states=[_BEGIN, *(state.value for state in State)],
        transitions=[
            {"trigger": event.value, "source": _name(source), "dest": target.value}
            for event, source, target in TRANSITIONS
        ],
        initial=_BEGIN,
        auto_transitions=False,
        send_event=True,
    )


@cache
def targets(state: State | None, event: Event) -> tuple[State, ...]:
    """The states that an event leads to from a state; empty when it is not possible there."""
    found = machine().get_transitions(event.value, _name(state))
    return tuple(State(str(transition.dest)) for transition in found)


@cache
def possible(state: State | None) -> tuple[Event, ...]:
    """The events that a state allows, in the order of the table."""
    names = set(machine().get_triggers(_name(state)))
    return tuple(event for event in Event if event.value in names)


def diagram() -> str:
    """The table as a Mermaid state diagram, for the README."""
    lines = ["stateDiagram-v2"]
    seen: dict[tuple[str, str], list[str]] = {}
    for event, source, target in TRANSITIONS:
        ends = ("[*]" if source is None else source.value, target.value)
        seen.setdefault(ends, []).append(event.value)
    lines += [f"    {a} --> {b}: {', '.join(events)}" for (a, b), events in seen.items()]
    return "\n".join(lines)


def _name(state: State | None) -> str:
    return _BEGIN if state is None else state.value
