"""A screening as the columns of its row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from audit.json_text import decode, encode
from workflow.screening.facts import FindingKind
from workflow.screening.grounds import Ground
from workflow.screening.screening import Finding, Screening
from workflow.screening.states import ScreeningState
from workflow.snapshot import frozen_deadlines, thawed_deadlines

_day = date.fromisoformat


def screening_columns(one: Screening) -> dict[str, Any]:
    """The columns of a screening's row, the snapshot among them."""
    following = one.next_deadline
    return {
        "ref": one.ref,
        "case_ref": one.case,
        "ground": one.ground.value,
        "state": one.state.value,
        "since": one.since.isoformat(),
        "seq": one.seq,
        "head": one.head,
        "next_due": None if following is None else following.due_on.isoformat(),
        "next_rule": None if following is None else following.rule,
        "snapshot": encode(
            {
                "days": {name: day.isoformat() for name, day in one.days.items()},
                "steps": one.steps,
                "findings": [
                    [it.kind, it.on.isoformat(), it.seq, it.document, it.issuer, it.data]
                    for it in one.findings
                ],
                "deadlines": frozen_deadlines(one.deadlines),
            }
        ),
    }


def thaw_screening(columns: Mapping[str, Any]) -> Screening:
    """The screening that a row tells of; the inverse of `screening_columns`."""
    held = decode(columns["snapshot"])
    since = columns["since"]
    return Screening(
        ref=columns["ref"],
        case=columns["case_ref"],
        ground=Ground(columns["ground"]),
        state=ScreeningState(columns["state"]),
        since=_day(since) if isinstance(since, str) else since,
        seq=columns["seq"],
        head=columns["head"],
        days={name: _day(day) for name, day in held["days"].items()},
        steps=held["steps"],
        findings=tuple(
            Finding(
                kind=FindingKind(kind),
                on=_day(on),
                seq=seq,
                document=number,
                issuer=issuer,
                data=data,
            )
            for kind, on, seq, number, issuer, data in held["findings"]
        ),
        deadlines=thawed_deadlines(held["deadlines"]),
    )
