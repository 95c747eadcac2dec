"""What is kept of each case while lists of a moment are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit import Entry
from workflow.admission import counted_under
from workflow.admittee import Admittee, categories_of
from workflow.case import Case, Deadline, by_due
from workflow.listing import CaseFilter, CaseLine, TaskLine
from workflow.milestones import Milestones
from workflow.names import identity_form
from workflow.person import Person
from workflow.reminders import OF_THE_OFFICE
from workflow.states import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What lists and figures need of one case at a moment."""

    line: CaseLine
    name_key: str
    identity: str | None
    person: str
    born: str | None
    tags: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    milestones: Milestones
    admittee: Admittee | None


def glance_at(
    case: Case, kept: Sequence[Entry], person: Person, written: Sequence[Entry]
) -> Glance:
    """What is kept of a case, folded from the entries of a moment, out of all that were written."""
    following = case.next_deadline
    decided = case.day_of(Event.ADMIT)
    unit = case.unit if decided is None else counted_under(kept, decided, written)
    return Glance(
        line=CaseLine(
            ref=case.ref,
            name=person.name,
            name_sort=person.name_sort,
            state=case.state,
            unit=case.unit,
            since=case.since,
            held=case.held,
            waived=len(case.waived),
            next_due=None if following is None else following.due_on,
            next_rule=None if following is None else following.rule,
            next_version=None if following is None else following.version,
        ),
        name_key=person.name_key,
        identity=None if person.identity_no is None else identity_form(person.identity_no),
        person=case.person,
        born=person.born,
        tags=person.tags,
        deadlines=by_due(case.deadlines),
        milestones=Milestones.of(case, unit),
        admittee=None if decided is None else _admittee(case, unit, decided, person),
    )


def _admittee(case: Case, unit: str, on: date, person: Person) -> Admittee:
    categories, readmitted = categories_of((fact.kind, fact.data) for fact in case.facts)
    return Admittee(
        ref=case.ref,
        unit=unit,
        on=on,
        person=person,
        categories=categories,
        readmitted=readmitted,
    )


def is_wanted(one: Glance, wanted: CaseFilter) -> bool:
    """Whether a list that is filtered so shows a case."""
    line = one.line
    return not (
        (wanted.states and line.state not in wanted.states)
        or (wanted.units and line.unit not in wanted.units)
        or (wanted.refs is not None and line.ref not in wanted.refs)
        or (
            wanted.overdue_on is not None
            and (line.next_due is None or line.next_due >= wanted.overdue_on)
        )
        or (wanted.name_key is not None and wanted.name_key not in one.name_key)
        or (wanted.identity_no is not None and identity_form(wanted.identity_no) != one.identity)
    )


def task_of(ref: str, line: CaseLine, one: Deadline) -> TaskLine:
    """One open deadline of a case, or of a screening of its member, in a worklist."""
    return TaskLine(
        ref=ref,
        name=line.name,
        unit=line.unit,
        state=line.state,
        held=None if one.rule in OF_THE_OFFICE else line.held,
        rule=one.rule,
        version=one.version,
        start_on=one.start_on,
        due_on=one.due_on,
        estimated=one.estimated,
        provisional=one.provisional,
    )
