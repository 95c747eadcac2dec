"""The one door to `transitions`: it is asked where an event leads, and nothing else.

One machine per table, built once, bound to no model: binding costs 0.4 ms and 40 attributes per
object, writes states before callbacks may fail, and answers a refusal with a silent False.
Conditions are our own functions that say why (see `workflow.conditions`).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property
from typing import Generic, TypeVar

from transitions import Machine

from workflow.states import TRANSITIONS, Event, State

_BEGIN = "begin"
_E = TypeVar("_E", bound=StrEnum)
_S = TypeVar("_S", bound=StrEnum)


class Shape(Generic[_E, _S]):
    """A table of events and states, as the machine that runs it."""

    def __init__(
        self,
        states: type[_S],
        events: type[_E],
        table: tuple[tuple[_E, _S | None, _S], ...],
    ) -> None:
        self.states, self.events, self.table = states, events, table

    @cached_property
    def machine(self) -> Machine:
        """The shared machine; `begin` stands for what does not exist yet."""
        return Machine(
            model=None,
            states=[_BEGIN, *(state.value for state in self.states)],
            transitions=[
                {"trigger": event.value, "source": _name(source), "dest": target.value}
                for event, source, target in self.table
            ],
            initial=_BEGIN,
            auto_transitions=False,
            send_event=True,
        )

    def targets(self, state: _S | None, event: _E) -> tuple[_S, ...]:
        """The states that an event leads to from a state; empty when it is not possible there."""
        found = self.machine.get_transitions(event.value, _name(state))
        return tuple(self.states(str(transition.dest)) for transition in found)

    def possible(self, state: _S | None) -> tuple[_E, ...]:
        """The events that a state allows, in the order of the table."""
        names = set(self.machine.get_triggers(_name(state)))
        return tuple(event for event in self.events if event.value in names)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documents."""
        lines = ["stateDiagram-v2"]
        seen: dict[tuple[str, str], list[str]] = {}
        for event, source, target in self.table:
            ends = ("[*]" if source is None else source.value, target.value)
            seen.setdefault(ends, []).append(event.value)
        lines += [f"    {a} --> {b}: {', '.join(events)}" for (a, b), events in seen.items()]
        return "\n".join(lines)


@cache
def _cases() -> Shape[Event, State]:
    return Shape(State, Event, TRANSITIONS)


def machine() -> Machine:
    """The shared machine of cases."""
    return _cases().machine


@cache
def targets(state: State | None, event: Event) -> tuple[State, ...]:
    """The states that an event leads to from a state; empty when it is not possible there."""
    return _cases().targets(state, event)


@cache
def possible(state: State | None) -> tuple[Event, ...]:
    """The events that a state allows, in the order of the table."""
    return _cases().possible(state)


def diagram() -> str:
    """The table of cases as a Mermaid state diagram, for the README."""
    return _cases().diagram()


def _name(state: StrEnum | None) -> str:
    return _BEGIN if state is None else state.value
