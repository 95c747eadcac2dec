"""What a draft of the law would change for the cases there are; nothing is written.

Both sides are worked out anew from each case, by the law as it stands and by the law with the
draft, so that the only difference between them is the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.text import Text
from workflow.case import Case, Deadline, by_due
from workflow.conditions import unmet
from workflow.deadlines import deadlines_of
from workflow.inquiry import Inquiry, Proposal
from workflow.law import Law
from workflow.lines import issued_for, line_for
from workflow.machine import possible, targets
from workflow.outcomes import Unmet
from workflow.person import Person
from workflow.ports import Dossier, Store
from workflow.screening.deadlines import deadlines_of_screening
from workflow.screening.listing import ScreeningFile
from workflow.states import ENDED_STATES, Event


class Effect(StrEnum):
    """What would become of a deadline. The codes are a contract with those who read JSON."""

    MOVED = "moved"
    OPENED = "opened"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineImpact:
    """A deadline that would be another one.

    Attributes:
        rule: Its rule.
        effect: Moved to another day, opened or closed.
        old: As it is; None where the draft opens it.
        new: As it would be; None where the draft closes it.
        overdue: Whether it would be overdue and is not now.
    """

    rule: str
    effect: Effect
    old: Deadline | None
    new: Deadline | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionImpact:
    """The conditions of the next event, as far as they would not be the same.

    Attributes:
        event: The event.
        added: Unmet under the draft, and not now.
        removed: Unmet now, and not under the draft.
    """

    event: Event
    added: tuple[Unmet, ...]
    removed: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseImpact:
    """A case that a draft would touch, or the screening of its member."""

    case: Case
    person: Person
    deadlines: tuple[DeadlineImpact, ...]
    conditions: ConditionImpact | None
    screening: str | None = None

    @property
    def ref(self) -> str:
        """What is touched: the screening, or else the case."""
        return self.screening or self.case.ref


def impact(
    store: Store, dossiers: Iterable[Dossier], law: Law, drafted: Law, today: date
) -> Iterator[CaseImpact]:
    """Every case that the draft would touch, in the order given.

    Args:
        store: Where the units above each case stand.
        dossiers: The cases with their people.
        law: The law as it stands.
        drafted: The law with the draft laid over it.
        today: The day on which it is asked who is overdue and what the next event lacks.
    """
    for one in dossiers:
        if one.case.state in ENDED_STATES:
            continue
        before, after = (deadlines_of(one.case, reader) for reader in (law, drafted))
        moved = tuple(_deadlines(before, after, today))
        conditions = _conditions(store, one, law, drafted, today)
        if moved or conditions is not None:
            yield CaseImpact(
                case=one.case, person=one.person, deadlines=moved, conditions=conditions
            )


def screening_impact(
    files: Iterable[ScreeningFile], law: Law, drafted: Law, today: date
) -> Iterator[CaseImpact]:
    """Every open screening whose deadline the draft would touch, in the order given."""
    for one in files:
        found = one.screening
        before, after = (deadlines_of_screening(found, reader) for reader in (law, drafted))
        moved = tuple(_deadlines(before, after, today))
        if moved:
            yield CaseImpact(
                case=one.case,
                person=one.person,
                deadlines=moved,
                conditions=None,
                screening=found.ref,
            )


def _deadlines(
    now: Iterable[Deadline], then: Iterable[Deadline], today: date
) -> Iterator[DeadlineImpact]:
    before = {(one.rule, one.started_by): one for one in now}
    after = {(one.rule, one.started_by): one for one in then}
    gone = {key: before[key] for key in before if key not in after}
    for one in by_due(after.values()):
        key = (one.rule, one.started_by)
        # A wording that starts from another happening is the same deadline, started by another.
        old = before.get(key) or next((it for it in gone.values() if it.rule == one.rule), None)
        if old is not None:
            gone.pop((old.rule, old.started_by), None)
        if old is None or old.due_on != one.due_on:
            late = one.due_on < today and (old is None or old.due_on >= today)
            effect = Effect.OPENED if old is None else Effect.MOVED
            yield DeadlineImpact(rule=one.rule, effect=effect, old=old, new=one, overdue=late)
    for one in by_due(gone.values()):
        yield DeadlineImpact(rule=one.rule, effect=Effect.CLOSED, old=one, new=None, overdue=False)


def _conditions(
    store: Store, one: Dossier, law: Law, drafted: Law, today: date
) -> ConditionImpact | None:
    """What the next event of the main path would lack otherwise, if proposed today."""
    case, event = one.case, possible(one.case.state)[0]
    line = line_for(store, case, event, today, document=None, issuer=None)
    issued = issued_for(store, case, event, today)
    proposal = Proposal(event=event, on=today, today=today, to=targets(case.state, event)[0])
    before, after = (
        {
            (lack.condition, lack.problem): lack
            for lack in unmet(
                Inquiry(
                    case=case,
                    person=one.person,
                    proposal=proposal,
                    law=reader,
                    line=line,
                    issued=issued,
                )
            )
        }
        for reader in (law, drafted)
    )
    added = tuple(lack for key, lack in after.items() if key not in before)
    removed = tuple(lack for key, lack in before.items() if key not in after)
    if not added and not removed:
        return None
    return ConditionImpact(event=event, added=added, removed=removed)


def summary(found: Iterable[CaseImpact]) -> Text:
    """The whole in one sentence."""
    cases = list(found)
    moved = [one for case in cases for one in case.deadlines]
    counts = {effect: sum(one.effect is effect for one in moved) for effect in Effect}
    late = sum(one.overdue for one in moved)
    asked = sum(case.conditions is not None for case in cases)
    return Text(
        f"{len(cases)} hồ sơ bị tác động: {counts[Effect.MOVED]} hạn dời,"
        f" {counts[Effect.OPENED]} hạn mở thêm, {counts[Effect.CLOSED]} hạn không còn,"
        f" {late} hạn thành quá hạn; {asked} hồ sơ đổi điều kiện của bước tiếp theo.",
        f"{len(cases)} cases touched: {counts[Effect.MOVED]} deadlines moved,"
        f" {counts[Effect.OPENED]} opened, {counts[Effect.CLOSED]} closed,"
        f" {late} newly overdue; {asked} cases with other conditions for the next event.",
    )
