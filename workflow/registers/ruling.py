"""The rulings of a sitting carried out: each person's own vote, and what follows for the case.

Each person is voted on alone, and the vote stands in that case (R6.6); the rulings of one command
are one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.text import Text
from workflow.actions.advance import take
from workflow.actions.pause import stop_and_go
from workflow.actions.record import put_on_file, refuse_future
from workflow.actions.registers import FileName
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.finding import find_case
from workflow.outcomes import Moved
from workflow.ports import Dossier
from workflow.reasons import Reason
from workflow.registers.batch import Batched, each, numbers_from
from workflow.registers.events import RecordEvent
from workflow.registers.lists import register_file, stands_for
from workflow.registers.register import Register
from workflow.registers.sitting_steps import refuse_closed
from workflow.registers.sittings import EVENT_PURPOSES, Item, Ruling, Sitting, Votes
from workflow.registers.steps import keep, written_before
from workflow.registers.writing import find_record, went_on
from workflow.states import Event, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What a sitting ruled on one person; a document without a number gets the next one."""

    case: str
    ruling: Ruling
    ballot: Votes | None = None
    document: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How many may vote, and how many came."""

    electors: int
    present: int


def decide(
    desk: Desk,
    number: str,
    ruled: Sequence[Ruled],
    attendance: Attendance,
    *,
    decided_on: date | None = None,
    first_document: str | None = None,
    only_allowed: bool = False,
    file: FileName | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Batched:
    """Carry out what a sitting ruled on many people, in the order of the agenda.

    Args:
        desk: Where the action takes place.
        number: The sitting.
        ruled: The rulings, one per person.
        attendance: Who could vote and who came.
        decided_on: The day of the decisions (default: the day of the sitting).
        first_document: Number of the first decision; those who are agreed on get it and the next.
        only_allowed: Carry out what the law allows although something else is refused.
        file: The list the rulings come from.
        request: Request id; the same one never decides twice.
        dry_run: Decide and report, write nothing.

    Raises:
        BatchRefusedError: something is not allowed; each person is named with all reasons.
        RefusedError: the sitting is closed, or its day has not come yet.
        NotFoundError: no such sitting, or no such case.
        ConflictError: the same file was taken in before, or somebody moved one of the cases.
    """
    record = find_record(desk, Register.SITTING, number)
    rulings = {find_case(desk, one.case).case.ref: one for one in ruled}
    asked = {
        "sitting": record.ref,
        "rulings": [[ref, one.ruling, one.document] for ref, one in sorted(rulings.items())],
    }
    draft = Draft.begin(desk, "sitting-decide", request, stands_for(file, asked))
    before = written_before(draft, request)
    if before is not None:
        return Batched(record=before, replayed=True)
    refuse_closed(record)
    sitting = Sitting.of(record)
    refuse_future(sitting.on, draft.today)
    register_file(draft, file, "decisions", len(ruled))
    numbers = [] if first_document is None else numbers_from(first_document, len(rulings))
    carrying = _Carrying(draft, sitting, attendance, decided_on or sitting.on, numbers)
    order = {item.case: place for place, item in enumerate(sitting.items)}
    refs = sorted(rulings, key=lambda ref: order.get(ref, len(order)))
    moved, refused = each(
        draft,
        [find_case(desk, ref) for ref in refs],
        lambda dossier: carrying.out(dossier, rulings[dossier.case.ref]),
        only_allowed=only_allowed,
    )
    patch = {
        "electors": attendance.electors,
        "present": attendance.present,
        "agenda": carrying.agenda,
    }
    after = went_on(draft, record, RecordEvent.SITTING_DECIDED, patch, on=sitting.on)
    keep(draft, after, dry_run=dry_run)
    return Batched(record=after, moved=moved, refused=refused)


class _Carrying:
    """The rulings of one command on their way into the cases; `agenda` is what the record gets."""

    def __init__(
        self,
        draft: Draft,
        sitting: Sitting,
        attendance: Attendance,
        decided_on: date,
        numbers: list[str],
    ) -> None:
        self._draft, self._sitting = draft, sitting
        self._attendance, self._decided_on = attendance, decided_on
        self._numbers = numbers
        self.agenda: dict[str, dict[str, Any]] = {}

    def out(self, dossier: Dossier, given: Ruled) -> Iterator[Moved]:
        """Carry out one ruling.

        Raises:
            RefusedError: the law or the agenda does not allow it.
            InputError: votes, a document or a reason is missing or cannot be.
        """
        item = self._item(dossier)
        ballot = given.ballot
        if given.ruling.voted:
            if ballot is None:
                raise InputError(_NO_BALLOT)
            voted = self._vote(dossier, item, ballot)
            yield voted
            dossier = Dossier(case=voted.case, person=dossier.person)
        document = given.document
        taken = document is None and given.ruling is Ruling.AGREE and self._numbers
        if taken:
            document = self._numbers[0]
        reason = given.reason or given.ruling.usual_reason
        yield from self._consequence(dossier, item, given.ruling, document, reason)
        if taken:
            self._numbers.pop(0)
        self.agenda[item.case] = _told(given.ruling, ballot, document, reason)

    def _item(self, dossier: Dossier) -> Item:
        ref = dossier.case.ref
        item = self._sitting.item(ref)
        if item is None:
            number = self._sitting.record.ref
            raise RefusedError(
                Text(
                    f"không có trong chương trình phiên {number}"
                    f" (ketnap sitting agenda {number} --add {ref})",
                    f"is not on the agenda of {number}"
                    f" (ketnap sitting agenda {number} --add {ref})",
                )
            )
        if item.ruling is not None:
            label = item.ruling.label
            raise RefusedError(
                Text(f"phiên đã kết luận: {label.vi}", f"was decided already: {label.en}")
            )
        return item

    def _vote(self, dossier: Dossier, item: Item, ballot: Votes) -> Moved:
        """The vote on this person alone, as a fact of the case."""
        values = {
            "body": self._sitting.body.value,
            "purpose": EVENT_PURPOSES[item.event],
            "electors": str(self._attendance.electors),
            "present": str(self._attendance.present),
            "for": str(ballot.yes),
            "against": str(ballot.no),
        }
        if ballot.blank:
            values["blank"] = str(ballot.blank)
        on = self._sitting.on
        return put_on_file(self._draft, dossier.case, FactKind.VOTE, values, on=on)

    def _consequence(
        self,
        dossier: Dossier,
        item: Item,
        ruling: Ruling,
        document: str | None,
        reason: Reason | None,
    ) -> Iterator[Moved]:
        """What follows from a ruling for the case."""
        draft, told = self._draft, {"sitting": self._sitting.record.ref}
        unit, code = self._sitting.record.unit, None if reason is None else reason.value
        if ruling is Ruling.AGREE:
            yield take(
                draft,
                dossier,
                item.event,
                on=self._decided_on,
                document=document,
                issuer=unit,
                told=told,
            )
        elif ruling is Ruling.REFUSE and item.event is Event.ADMIT:
            on = self._decided_on
            yield take(draft, dossier, Event.CLOSE, on=on, reason_code=code, told=told)
        elif ruling is Ruling.RETURN:
            yield take(
                draft,
                dossier,
                Event.RETURN_FILE,
                on=self._decided_on,
                to=State.VERIFICATION,
                reason_code=code,
                told=told,
            )
        elif ruling in {Ruling.REFER, Ruling.HOLD}:
            yield stop_and_go(draft, dossier.case, "hold", on=self._sitting.on, code=reason)


_NO_BALLOT = Text(
    "thiếu số phiếu tán thành / không tán thành của riêng người này",
    "the votes for and against this person are missing",
)


def _told(
    ruling: Ruling, ballot: Votes | None, document: str | None, reason: Reason | None
) -> dict[str, Any]:
    """A ruling as the record tells it."""
    told: dict[str, Any] = {"ruling": ruling.value}
    if ruling.voted and ballot is not None:
        told |= {"for": ballot.yes, "against": ballot.no}
        if ballot.blank:
            told["blank"] = ballot.blank
    if document is not None:
        told["document"] = document
    if reason is not None:
        told["reason"] = reason.value
    return told
