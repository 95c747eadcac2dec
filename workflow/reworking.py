"""One entry per case whose deadlines the calendar moves, and the list of them for review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit import Entry
from rules.decision import Decision
from workflow.deadlines import Changes
from workflow.drafting import Draft
from workflow.law import Law
from workflow.ports import Dossier
from workflow.recount import Recount


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


def rework(
    draft: Draft,
    recount: Recount,
    refs: Iterable[str],
    *,
    event: str,
    days: Sequence[date] = (),
    reason: str | None = None,
) -> Reworked:
    """Draft the entry of every case of these whose deadlines are no longer what they were.

    Args:
        draft: The change that they become part of.
        recount: The calendar before and after.
        refs: The cases to look at.
        event: What made it necessary, as the entry tells it.
        days: The days that were decided.
        reason: Why, kept apart from the log of each case.
    """
    moved: list[Review] = []
    settled = unsettled = 0
    for ref in refs:
        dossier = draft.desk.store.dossier(ref)
        changes = Changes() if dossier is None else recount.of_case(dossier.case)
        if dossier is None or not (changes.opened or changes.marked):
            continue
        _write(draft, recount, dossier, changes, event, days, reason)
        settled += sum(not one.estimated for one in changes.marked)
        unsettled += sum(one.estimated for one in changes.marked)
        case = dossier.case
        moved += [
            Review(
                ref=case.ref,
                person=dossier.person.name,
                unit=case.unit,
                rule=old.rule,
                old=old.due_on,
                new=new.due_on,
                because=tuple(recount.because(case.unit, old, new, days)),
            )
            for old, new in zip(changes.superseded, changes.opened, strict=True)
        ]
    return Reworked(moved=moved, settled=settled, unsettled=unsettled)


def _write(
    draft: Draft,
    recount: Recount,
    dossier: Dossier,
    changes: Changes,
    event: str,
    days: Sequence[date],
    reason: str | None,
) -> None:
    case = dossier.case
    # Each entry names the wordings that its own deadlines rest on, and no others.
    draft.law = Law(recount.rulebook, recount.after)
    for one in changes.opened:
        draft.law.wording(one.version)
    fields = draft.fields(
        "rework",
        draft.today,
        event=event,
        unit=case.unit,
        text=draft.seal(case.ref, reason),
        data={"days": [day.isoformat() for day in days]} if days else None,
    )
    draft.write(case, replace(case, seq=case.seq + 1), fields, changes)
