"""One entry per case or request whose deadlines the calendar moves, and the list for review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit import Entry
from rules.decision import Decision
from workflow.case import Case
from workflow.deadlines import Changes
from workflow.drafting import Draft
from workflow.law import Law
from workflow.ports import Dossier, Store
from workflow.recount import Recount
from workflow.registers.data_requests import DataRequest
from workflow.registers.events import RecordEvent
from workflow.registers.register import Register, register_of
from workflow.registers.writing import went_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One deadline that moves: whose, by which rule, from when to when, and which days did it."""

    ref: str
    person: str
    unit: str
    rule: str
    old: date
    new: date
    because: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworked:
    """What followed from the calendar: deadlines that moved, how many became certain or not.

    `decisions` and `entries` are those of the register, where days were decided.
    """

    decisions: Sequence[Decision] = ()
    moved: Sequence[Review] = ()
    settled: int = 0
    unsettled: int = 0
    entries: Sequence[Entry] = ()
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A case, or a request about personal data, whose deadlines the calendar changes."""

    ref: str
    dossier: Dossier
    changes: Changes
    request: DataRequest | None = None


def rework(
    draft: Draft,
    recount: Recount,
    refs: Iterable[str],
    *,
    event: str,
    days: Sequence[date] = (),
    reason: str | None = None,
) -> Reworked:
    """Draft the entry of each of these whose deadlines are no longer what they were.

    Args:
        draft: The change that they become part of.
        recount: The calendar before and after.
        refs: The cases and requests to look at.
        event: What made it necessary, as the entry tells it.
        days: The days that were decided.
        reason: Why, kept apart from the log of each case.
    """
    moved: list[Review] = []
    settled = unsettled = 0
    for counted in counted_anew(draft.desk.store, recount, refs):
        changes, case = counted.changes, counted.dossier.case
        # Each entry names the wordings that its own deadlines rest on, and no others.
        draft.law = Law(recount.rulebook, recount.after)
        for one in changes.opened:
            draft.law.wording(one.version)
        if counted.request is None:
            _write(draft, case, changes, event, days, reason)
        else:
            _write_request(draft, counted.request, case, changes, reason)
        settled += sum(not one.estimated for one in changes.marked)
        unsettled += sum(one.estimated for one in changes.marked)
        moved += [
            Review(
                ref=counted.ref,
                person=counted.dossier.person.name,
                unit=case.unit,
                rule=old.rule,
                old=old.due_on,
                new=new.due_on,
                because=tuple(recount.because(case.unit, old, new, days)),
            )
            for old, new in zip(changes.superseded, changes.opened, strict=True)
        ]
    return Reworked(moved=moved, settled=settled, unsettled=unsettled)


def counted_anew(store: Store, recount: Recount, refs: Iterable[str]) -> Iterator[Counted]:
    """Those of these cases and requests whose deadlines are no longer what they were."""
    for ref in refs:
        asked = store.record(ref) if register_of(ref) is Register.REQUEST else None
        request = None if asked is None else DataRequest.of(asked, store.entries(ref))
        dossier = store.dossier(ref if request is None else request.case)
        if dossier is None:
            continue
        if request is None:
            changes = recount.of_case(dossier.case)
        else:
            changes = recount.of_request(request, dossier.case.unit)
        if changes.opened or changes.marked:
            yield Counted(ref=ref, dossier=dossier, changes=changes, request=request)


def _write_request(
    draft: Draft, request: DataRequest, case: Case, changes: Changes, reason: str | None
) -> None:
    went_on(
        draft,
        request.record,
        RecordEvent.DATA_REQUEST_RECOUNTED,
        {},
        on=draft.today,
        unit=case.unit,
        moved=changes,
        about=case.ref,
        text=draft.seal(request.record.stream, reason),
    )


def _write(
    draft: Draft,
    case: Case,
    changes: Changes,
    event: str,
    days: Sequence[date],
    reason: str | None,
) -> None:
    fields = draft.fields(
        "rework",
        draft.today,
        event=event,
        unit=case.unit,
        text=draft.seal(case.ref, reason),
        data={"days": [day.isoformat() for day in days]} if days else None,
    )
    draft.write(case, replace(case, seq=case.seq + 1), fields, changes)
