"""How every deadline of a case came about, and what became of it: told from its entries alone.

An account holds all that is needed to count the deadline again by hand: the happening that started
it and who recorded it, the wording and the day that chose it, each day left out or added, every
extension, and the entry that closed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from audit import Entry
from rules.counted import Due
from rules.due import explain_due
from rules.milestones import Milestone
from rules.rule import Rule, Version
from workflow.case import WAITED_FOR, Case, Deadline, Fact
from workflow.deadlines import closing_marks, deadlines_of, milestones_of
from workflow.extension import days_added, extensions
from workflow.fold import fold, opened_by
from workflow.law import Law
from workflow.marks import Mark, marks_of, newest
from workflow.zone import office_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What closed a deadline.

    Attributes:
        how: ``met``, ``superseded`` or ``void``, as the entry says.
        entry: The entry that closed it.
        on: The legal day of what met it; of the entry, where nothing met it.
        instead: The deadline that took its place.
    """

    how: str
    entry: Entry
    on: date
    instead: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One deadline of a case, with all that is needed to count it again.

    Attributes:
        deadline: The deadline as it was put on the list.
        due: The count, by the calendar as it is known now, or, where that leads to another day, as
            it was known when the deadline was put on the list.
        known_on: The day whose calendar that was; None for today's.
        now_on: The day that today's calendar leads to.
        starts: The happening its clock runs from.
        started: The entry of that happening.
        corrected: Corrections of that entry which the deadline already takes in.
        governed_by: The happening that chose the wording; None where the rule names none.
        governing: Its mark; None where the start itself chose the wording.
        probation: Where the clock runs from the end of the probation: how that day was counted.
        extensions: The extensions that it takes in.
        ending: What closed it; None while it is open.
    """

    deadline: Deadline
    due: Due
    known_on: date | None
    now_on: date
    starts: Milestone | None
    started: Entry
    corrected: tuple[Entry, ...]
    governed_by: Milestone | None
    governing: Mark | None
    probation: Due | None
    extensions: tuple[Fact, ...]
    ending: Ending | None

    @property
    def rule(self) -> Rule:
        """The rule that sets the deadline."""
        return self.due.rule

    @property
    def version(self) -> Version:
        """The wording that it follows."""
        return self.due.version

    @property
    def days_late(self) -> int | None:
        """Calendar days by which it was met late, negative when early; None when it was not met.

        Nobody is late with a day that is only waited for.
        """
        if self.ending is None or self.ending.how != "met" or self.rule.id in WAITED_FOR:
            return None
        return (self.ending.on - self.deadline.due_on).days


def accounts_of(entries: Sequence[Entry], law: Law) -> tuple[Account, ...]:
    """Every deadline that the entries of a case ever opened: the open ones by day, then the others.

    At a moment of the past that leaves out entries in between, what they say of deadlines does not
    fit together; then only those that were open are told, worked out from the case.

    Args:
        entries: The entries of the case that were known and valid, in order; at least the first.
        law: The reader of the rulebook and the calendar.
    """
    if entries[-1].seq == len(entries):
        found: list[tuple[Deadline, Ending | None]] = list(_told(entries, law))
    else:
        found = [(one, None) for one in deadlines_of(fold(entries), law)]
    told = [_account(entries, one, ending, law) for one, ending in found]
    return tuple(
        sorted(
            told,
            key=lambda one: (
                one.ending is not None,
                one.deadline.due_on,
                one.deadline.rule,
                one.deadline.opened_by,
            ),
        )
    )


def decided_on(entry: Entry) -> date:
    """The day of an entry: its legal day, or for a recognition that of the decision."""
    fields = entry.fields
    day: str = fields.get("data", {}).get("decided_on", fields["effective_on"])
    return date.fromisoformat(day)


def _told(entries: Sequence[Entry], law: Law) -> Iterator[tuple[Deadline, Ending | None]]:
    """Each deadline that an entry opened, with what closed it later."""
    running: dict[tuple[str, int], Deadline] = {}
    for entry in entries:
        opened = opened_by(entry)
        for closing in entry.fields.get("closes", ()):
            one = running.pop((closing["rule"], closing["started_by"]))
            yield one, _ending(entries, one, entry, closing["how"], opened, law)
        for mark in entry.fields.get("marks", ()):
            key = (mark["rule"], mark["started_by"])
            running[key] = replace(running[key], estimated=mark["estimated"])
        running.update({(one.rule, one.started_by): one for one in opened})
    yield from ((one, None) for one in running.values())


def _ending(
    entries: Sequence[Entry],
    one: Deadline,
    entry: Entry,
    how: str,
    opened: Sequence[Deadline],
    law: Law,
) -> Ending:
    on = decided_on(entry)
    if how == "met":
        on = _met_on(entries, one, entry, law) or on
    same = [new for new in opened if new.rule == one.rule] if how == "superseded" else []
    instead = next((new for new in same if new.started_by == one.started_by), (*same, None)[0])
    return Ending(how=how, entry=entry, on=on, instead=instead)


def _met_on(entries: Sequence[Entry], one: Deadline, entry: Entry, law: Law) -> date | None:
    """The legal day of what met a deadline; a recognition counts from its decision."""
    after = fold(_until(entries, entry.seq))
    marks = closing_marks(law.rulebook[one.rule], one, marks_of(after))
    found = [mark for mark in marks if mark.seq == entry.seq] or marks
    if not found:
        return None
    if found[-1].milestone is Milestone.RECOGNISED:
        return after.decided_on or found[-1].day
    return found[-1].day


def _account(entries: Sequence[Entry], one: Deadline, ending: Ending | None, law: Law) -> Account:
    before = _until(entries, one.opened_by)
    case = fold(before)
    marks = milestones_of(case, law)
    rule = law.rulebook[one.rule]
    version = law.wording(one.version)
    added = days_added(case, one.rule, one.start_on, law)
    starts = _starts(one, version, marks)
    governing = newest(marks, rule.governed_by)
    now = _count(one, case, added, law)
    due, known_on = now, None
    if now.due_on != one.due_on:
        opened_on = _recorded_on(before[-1])
        then = _count(one, case, added, law.known_on(opened_on))
        if then.due_on == one.due_on:
            due, known_on = then, opened_on
    return Account(
        deadline=one,
        due=due,
        known_on=known_on,
        now_on=now.due_on,
        starts=starts,
        started=next(entry for entry in before if entry.seq == one.started_by),
        corrected=tuple(_corrections(before, one.started_by)),
        governed_by=rule.governed_by,
        governing=None if rule.governed_by is starts else governing,
        probation=_probation(case, starts, law),
        extensions=extensions(case, one.rule, one.start_on) if added else (),
        ending=ending,
    )


def _until(entries: Sequence[Entry], seq: int) -> list[Entry]:
    return [entry for entry in entries if entry.seq <= seq]


def _count(one: Deadline, case: Case, added: int, law: Law) -> Due:
    """The count of a deadline by the calendar of the unit that the case was in."""
    rule, version = law.rulebook[one.rule], law.wording(one.version)
    return explain_due(version, rule, one.start_on, law.at(case.unit).calendar, more=added)


def _recorded_on(entry: Entry) -> date:
    """The day an entry was written, in the office."""
    written = datetime.fromisoformat(entry.fields["recorded_at"])
    return written.astimezone(office_zone()).date()


def _starts(one: Deadline, version: Version, marks: Sequence[Mark]) -> Milestone | None:
    """The happening that the clock runs from: the wording's own, or the one that stands in."""
    here = {
        mark.milestone for mark in marks if (mark.seq, mark.day) == (one.started_by, one.start_on)
    }
    stands_in = version.provisional in here and version.starts not in here
    return version.provisional if stands_in else version.starts


def _probation(case: Case, starts: Milestone | None, law: Law) -> Due | None:
    began = newest(marks_of(case), Milestone.CEREMONY_HELD)
    if starts is not Milestone.PROBATION_ENDED or began is None:
        return None
    version = law.on("probation", began.day)
    return explain_due(version, law.rulebook["probation"], began.day, law.calendar)


def _corrections(entries: Sequence[Entry], of: int) -> Iterator[Entry]:
    for entry in entries:
        if entry.fields["kind"] == "correct":
            data = entry.fields["data"]
            if of in {data["of"], *(also["of"] for also in data.get("also", ()))}:
                yield entry
