"""A case as one line of JSON, so that a transition reads one row instead of a whole log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from audit.json_text import decode, encode
from workflow.case import Case, Deadline, Fact
from workflow.facts import FactKind
from workflow.states import State

_day = date.fromisoformat
_KINDS = {kind.value: kind for kind in FactKind}


def case_columns(case: Case) -> dict[str, Any]:
    """The columns of a case row, the snapshot among them."""
    following = case.next_deadline
    return {
        "ref": case.ref,
        "person": case.person,
        "unit": case.unit,
        "state": case.state.value,
        "since": case.since.isoformat(),
        "seq": case.seq,
        "head": case.head,
        "held": case.held,
        "moving_to": case.moving_to,
        "next_due": None if following is None else following.due_on.isoformat(),
        "next_rule": None if following is None else following.rule,
        "waived": len(case.waived),
        "snapshot": freeze(case),
    }


def freeze(case: Case) -> str:
    """What the columns of a case row do not hold: days, facts, open deadlines."""
    return encode(
        {
            "days": {name: day.isoformat() for name, day in case.days.items()},
            "facts": [
                [one.kind, one.on.isoformat(), one.seq, one.document, one.issuer, one.data]
                for one in case.facts
            ],
            "deadlines": frozen_deadlines(case.deadlines),
            "decided_on": None if case.decided_on is None else case.decided_on.isoformat(),
            "opened_on": case.opened_on.isoformat(),
            "arrived": None
            if case.arrived is None
            else [case.arrived[0].isoformat(), case.arrived[1]],
            "steps": case.steps,
            "waived": case.waived,
        }
    )


def thaw(columns: Mapping[str, Any], snapshot: str) -> Case:
    """The case that a row and its snapshot tell of; the inverse of `freeze`."""
    held = decode(snapshot)
    decided, arrived = held["decided_on"], held["arrived"]
    return Case(
        ref=columns["ref"],
        person=columns["person"],
        unit=columns["unit"],
        state=State(columns["state"]),
        since=_as_day(columns["since"]),
        seq=columns["seq"],
        head=columns["head"],
        held=columns["held"],
        moving_to=columns["moving_to"],
        arrived=None if arrived is None else (_day(arrived[0]), arrived[1]),
        opened_on=_day(held["opened_on"]),
        days={name: _day(day) for name, day in held["days"].items()},
        steps=held["steps"],
        waived=tuple(held["waived"]),
        decided_on=None if decided is None else _day(decided),
        facts=tuple(
            Fact(kind=_KINDS[kind], on=_day(on), seq=seq, document=number, issuer=issuer, data=data)
            for kind, on, seq, number, issuer, data in held["facts"]
        ),
        deadlines=thawed_deadlines(held["deadlines"]),
    )


def frozen_deadlines(deadlines: Iterable[Deadline]) -> list[list[Any]]:
    """Open deadlines as a snapshot holds them."""
    return [
        [
            one.version,
            one.started_by,
            one.opened_by,
            one.start_on.isoformat(),
            one.due_on.isoformat(),
            one.estimated,
            one.provisional,
        ]
        for one in deadlines
    ]


def thawed_deadlines(held: Iterable[Sequence[Any]]) -> tuple[Deadline, ...]:
    """The open deadlines that a snapshot tells of."""
    return tuple(
        Deadline(
            rule=version.partition("@")[0],
            version=version,
            started_by=started_by,
            opened_by=opened_by,
            start_on=_day(start),
            due_on=_day(due),
            estimated=estimated,
            provisional=provisional,
        )
        for version, started_by, opened_by, start, due, estimated, provisional in held
    )


def _as_day(value: date | str) -> date:
    return _day(value) if isinstance(value, str) else value
