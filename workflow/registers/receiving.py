"""A list of outstanding people is received: one case per person, however often referred.

Who has a case already gets one more referral in it; for everybody else a case is opened. The list,
its new cases and the file's fingerprint are one change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.actions.files import file_entry, refuse_same_file
from workflow.actions.nominate import open_case, paper, reference
from workflow.change import Numbering
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.facts import FactKind
from workflow.finding import find_case
from workflow.person import Person
from workflow.readmission import Returning
from workflow.registers.events import RecordEvent
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import begun, next_number

RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """One row of a list: somebody new, or the case that is there already.

    `merit` may say something about the person, so it is kept beside the log.
    """

    person: Person | None
    case: str | None = None
    unit: str
    handed_on: date
    base: str | None = None
    resolution: str | None = None
    resolved_on: date | None = None
    merit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What a list is: of which organisation, on which day, under which programme or model."""

    by: str
    referrer: str
    on: date
    unit: str | None = None
    document: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The list as it was registered, and whether an earlier call of the request had done so."""

    record: Record
    opened: int
    joined: int
    replayed: bool = False


def receive(
    desk: Desk,
    given: HandOver,
    rows: Sequence[Referred],
    *,
    file_name: str,
    sha256: str,
    request: str | None = None,
    dry_run: bool = False,
) -> Received:
    """Register a list with everybody on it, in one transaction.

    Raises:
        ConflictError: this very file was received before, or somebody moved one of the cases.
        NotFoundError: a case that a row joins is not there.
    """
    draft = Draft.begin(desk, "referral", request, {"sha256": sha256})
    before = written_before(draft, request)
    if before is not None:
        return _received(before, replayed=True)
    refuse_same_file(desk, sha256)
    ref = next_number(desk.store, Register.REFERRAL, draft.today.year)
    series = f"HS-{draft.today.year}"
    seen = number = desk.store.counter(series)
    people: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(rows, 1):
        if row.case is None:
            number += 1
            case = reference(draft.today.year, number)
            _open(draft, case, row, given, ref)
        else:
            case = row.case
            with draft.one_of_many():
                _join(draft, case, row, given, ref)
        people[case] = {"row": place, **_told(draft, Register.REFERRAL.stream(ref), row)}
    if number > seen:
        draft.numbering = Numbering(name=series, seen=seen, next=number)
    record = begun(
        draft,
        Register.REFERRAL,
        RecordEvent.LIST_RECEIVED,
        RECEIVED,
        {
            "by": given.by,
            "referrer": given.referrer,
            "sha256": sha256,
            "rows": len(rows),
            "people": people,
            **({} if given.programme is None else {"programme": given.programme}),
        },
        on=given.on,
        ref=ref,
        unit=given.unit,
        document=given.document,
        issuer=given.referrer,
    )
    file_entry(draft, "referrals", file_name, sha256, len(rows))
    keep(draft, record, dry_run=dry_run)
    return _received(record)


def _received(record: Record, *, replayed: bool = False) -> Received:
    people = record.data["people"].values()
    opened = sum(one.get("opened", False) for one in people)
    return Received(record=record, opened=opened, joined=len(people) - opened, replayed=replayed)


def _told(draft: Draft, stream: str, row: Referred) -> dict[str, Any]:
    """A row as the record tells it."""
    told = {
        "base": row.base,
        "handed_on": row.handed_on.isoformat(),
        "resolution": row.resolution,
        "resolved_on": None if row.resolved_on is None else row.resolved_on.isoformat(),
        "merit": draft.seal(stream, row.merit),
        "opened": True if row.case is None else None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _fact(given: HandOver, list_: str) -> Mapping[str, str]:
    return {"by": given.by, "list": list_}


def _open(draft: Draft, case: str, row: Referred, given: HandOver, list_: str) -> None:
    """A new case: the referral is part of its first entry, as in a nomination by hand."""
    assert row.person is not None  # noqa: S101 - a row without a case names a person
    facts = [
        {
            "kind": FactKind.REFERRAL.value,
            "on": row.handed_on.isoformat(),
            "data": dict(_fact(given, list_)),
        }
    ]
    who = Returning(person=row.person, known=False, facts=())
    document = paper(row.resolution or given.document, given.referrer)
    open_case(draft, case, who, row.unit, row.handed_on, document, facts)


def _join(draft: Draft, ref: str, row: Referred, given: HandOver, list_: str) -> None:
    """One more referral in a case that is there."""
    found = find_case(draft.desk, ref)
    fields = draft.fields(
        "fact",
        row.handed_on,
        event=FactKind.REFERRAL.value,
        unit=found.case.unit,
        document=paper(row.resolution or given.document, given.referrer),
        data=dict(_fact(given, list_)),
    )
    draft.step(found.case, fields)
