"""The present of a case is the fold of its entries.

`follow` takes a case one entry further; `fold` starts from nothing and honours corrections: an
entry that a later `correct` names is read with the corrected values. Deadlines come from what the
entries say they opened and closed, never from today's law, so that a fold needs no rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from audit import Entry
from workflow.case import Case, Deadline, Fact
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State

_GO_BACK = frozenset({Event.ANNUL, Event.RETURN_FILE, Event.RE_ENROL})
_REDONE = frozenset(
    {
        FactKind.VOTE,
        FactKind.DEPARTMENTAL_REPORT,
        FactKind.SUPERIOR_RULING,
        FactKind.RESULT_NOTICE,
        FactKind.RESOLUTION,
        FactKind.DECISION,
        FactKind.DECISION_RECEIPT,
        FactKind.CONSENT,
        FactKind.EXTENSION,
    }
)
# Law R7.10: an out-of-date file needs new recommendations and further opinions.
_RENEWED = _REDONE | {FactKind.RECOMMENDATION, FactKind.OPINION}
_UNDONE = frozenset({Event.ADMIT.value, Event.HOLD_CEREMONY.value, Event.RECOGNISE.value})
_EVENTS = frozenset(event.value for event in Event)
_DEADLINES = frozenset({"opens", "closes", "marks"})
# What a correction names, and where a fact within a first entry holds it.
_OF_A_FACT = {"effective_on": "on", "number": "document", "issuer": "issuer", "void": "void"}
_Patches = dict[int, dict[str, Any]]


def fold(entries: Sequence[Entry]) -> Case:
    """Return the case that its entries tell of, corrections applied.

    Raises:
        ValueError: there is no entry, or the first one does not begin a case.
    """
    case: Case | None = None
    for _, _, case in history(entries):  # noqa: B007 - the last one is the present
        pass
    if case is None:
        raise ValueError("a case without entries")
    return case


def history(entries: Sequence[Entry]) -> Iterator[tuple[Mapping[str, Any], Case | None, Case]]:
    """Every entry as corrected: its fields, the case before it (None: new) and after it."""
    patches = _patches(entries)
    before: Case | None = None
    for entry in entries:
        fields = _patched(entry, patches.get(entry.seq))
        after = _begin(entry, fields) if before is None else _follow(before, entry, fields)
        yield fields, before, after
        before = after


def begin(entry: Entry) -> Case:
    """The case that a first entry begins."""
    return _begin(entry, entry.fields)


def follow(case: Case, entry: Entry) -> Case:
    """The case one entry further.

    Raises:
        ValueError: the entry is a correction, which needs `fold` over all entries.
    """
    if entry.fields["kind"] == "correct":
        raise ValueError("a correction needs all entries of the case")
    return _follow(case, entry, entry.fields)


def _patches(entries: Iterable[Entry]) -> dict[int, _Patches]:
    """What corrections set, by the number of the entry and of the fact within it (0: none)."""
    found: dict[int, _Patches] = {}
    for entry in entries:
        if entry.fields["kind"] == "correct":
            data = entry.fields["data"]
            for one in (data, *data.get("also", ())):
                patches = found.setdefault(one["of"], {})
                patches.setdefault(one.get("fact", 0), {}).update(one["set"])
    return found


def _patched(entry: Entry, patches: _Patches | None) -> Mapping[str, Any]:
    if patches is None:
        return entry.fields
    fields = dict(entry.fields)
    within = {number: patch for number, patch in patches.items() if number}
    if within:
        facts = [
            _patched_fact(one, within.get(number, {}))
            for number, one in enumerate(fields["data"]["facts"], 1)
        ]
        fields["data"] = {**fields["data"], "facts": facts}
    for key, value in patches.get(0, {}).items():
        if key in {"effective_on", "void"}:
            fields[key] = value
        elif key in {"number", "issuer"}:
            fields["document"] = {**fields.get("document", {}), key: value}
        elif fields["kind"] == "intake" and key in _EVENTS:
            days = {**fields["data"].get("days", {}), key: value}
            fields["data"] = {**fields["data"], "days": days}
        else:
            fields["data"] = {**fields.get("data", {}), key: value}
    return fields


def _patched_fact(one: Mapping[str, Any], patch: Mapping[str, Any]) -> Mapping[str, Any]:
    """A fact within a first entry, as corrected; one that never was keeps its place."""
    fact = dict(one)
    for key, value in patch.items():
        if key in _OF_A_FACT:
            fact[_OF_A_FACT[key]] = value
        else:
            fact["data"] = {**fact.get("data", {}), key: value}
    return fact


def _begin(entry: Entry, fields: Mapping[str, Any]) -> Case:
    data = fields["data"]
    on = date.fromisoformat(fields["effective_on"])
    days = {name: date.fromisoformat(day) for name, day in data.get("days", {}).items()}
    if fields["kind"] == "transition":
        days[fields["event"]] = on
    facts = tuple(_fact(one, entry.seq) for one in data.get("facts", ()) if not one.get("void"))
    decided = data.get("decided_on")
    return Case(
        ref=entry.stream,
        person=data["person"],
        unit=fields["unit"],
        state=State(fields["to"]),
        since=max(days.values(), default=on),
        seq=entry.seq,
        head=entry.digest,
        opened_on=on,
        days=days,
        steps=dict.fromkeys(days, entry.seq),
        facts=facts,
        decided_on=None if decided is None else date.fromisoformat(decided),
        deadlines=opened_by(entry),
    )


def _follow(case: Case, entry: Entry, fields: Mapping[str, Any]) -> Case:
    kind = fields["kind"]
    moved: dict[str, Any] = {}
    if kind == "transition":
        moved = _transition(case, entry.seq, fields)
    elif kind == "fact":
        moved = _record(case, entry, fields)
    elif kind == "hold":
        moved = {"held": fields["reason"]}
    elif kind == "resume":
        moved = {"held": None}
    elif kind == "transfer":
        moved = _transfer(entry.seq, fields)
    elif kind == "reorganise":
        moved = {"unit": fields["data"]["to"], "moving_to": fields["data"].get("moving_to")}
    overrides = fields.get("data", {}).get("overrides")
    if overrides:
        moved["waived"] = tuple(sorted({*case.waived, *overrides}))
    if not _DEADLINES.isdisjoint(entry.fields):
        moved["deadlines"] = kept_and_opened(case.deadlines, entry)
    return replace(case, seq=entry.seq, head=entry.digest, **moved)


def _transition(case: Case, seq: int, fields: Mapping[str, Any]) -> dict[str, Any]:
    event, state = Event(fields["event"]), State(fields["to"])
    on = date.fromisoformat(fields["effective_on"])
    days, steps = {**case.days, event.value: on}, {**case.steps, event.value: seq}
    facts, decided = case.facts, case.decided_on
    if event is Event.RECOGNISE:
        decided = date.fromisoformat(fields["data"]["decided_on"])
    if event in _GO_BACK and state is not case.state:
        redone = _RENEWED if fields.get("reason") == Reason.FILE_STALE else _REDONE
        facts = tuple(fact for fact in facts if fact.kind not in redone)
        undone = _UNDONE if state is State.VERIFICATION else _UNDONE | {Event.OPEN_FILE.value}
        days = {name: day for name, day in days.items() if name not in undone}
        steps = {name: number for name, number in steps.items() if name not in undone}
        decided = None
    return {
        "state": state,
        "since": on,
        "days": days,
        "steps": steps,
        "facts": facts,
        "held": None,
        "moving_to": None if state in (State.CLOSED, State.STRUCK_OFF) else case.moving_to,
        "decided_on": decided,
    }


def _record(case: Case, entry: Entry, fields: Mapping[str, Any]) -> dict[str, Any]:
    if fields.get("void"):
        return {}
    document = fields.get("document", {})
    fact = Fact(
        kind=FactKind(fields["event"]),
        on=date.fromisoformat(fields["effective_on"]),
        seq=entry.seq,
        document=document.get("number"),
        issuer=document.get("issuer"),
        data=fields.get("data", {}),
    )
    return {"facts": (*case.facts, fact)}


def _transfer(seq: int, fields: Mapping[str, Any]) -> dict[str, Any]:
    if fields["event"] == "offer":
        return {"moving_to": fields["data"]["to"]}
    if fields["event"] == "accept":
        on = date.fromisoformat(fields["effective_on"])
        return {"unit": fields["data"]["to"], "moving_to": None, "arrived": (on, seq)}
    return {"moving_to": None}


def _fact(one: Mapping[str, Any], seq: int) -> Fact:
    return Fact(
        kind=FactKind(one["kind"]),
        on=date.fromisoformat(one["on"]),
        seq=seq,
        document=one.get("document"),
        issuer=one.get("issuer"),
        data=one.get("data", {}),
    )


def kept_and_opened(deadlines: Iterable[Deadline], entry: Entry) -> tuple[Deadline, ...]:
    """The deadlines that stand after an entry: those it does not close, and those it opens."""
    closed = {(one["rule"], one["started_by"]) for one in entry.fields.get("closes", ())}
    kept = [one for one in deadlines if (one.rule, one.started_by) not in closed]
    for mark in entry.fields.get("marks", ()):
        kept = [
            replace(one, estimated=mark["estimated"])
            if (one.rule, one.started_by) == (mark["rule"], mark["started_by"])
            else one
            for one in kept
        ]
    return (*kept, *opened_by(entry))


def opened_by(entry: Entry) -> tuple[Deadline, ...]:
    """The deadlines that an entry put on the list, as it says itself."""
    return tuple(
        Deadline(
            rule=one["version"].partition("@")[0],
            version=one["version"],
            started_by=one.get("started_by", entry.seq),
            opened_by=entry.seq,
            start_on=date.fromisoformat(one["start"]),
            due_on=date.fromisoformat(one["due"]),
            estimated=one.get("estimated", False),
            provisional=one.get("provisional", False),
        )
        for one in entry.fields.get("opens", ())
    )
