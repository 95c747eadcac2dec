"""Which deadlines are open: worked out from where a case stands and what it has reached.

Nothing is opened or closed by hand: an entry changes the case, and the difference between what was
open and what should be open is what the entry opens and closes. So late recording, corrections and
people taken over half-way need no rules of their own.

A deadline follows the wording in force on the day of its starting event, or, where a rule names a
governing milestone (`governed_by`), on the day of that one. Where the start is not known yet and
the rule allows it, a provisional deadline stands in, so that nobody is forgotten meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.milestones import Milestone
from rules.rule import Rule
from workflow.case import Case, Deadline, by_due
from workflow.extension import days_added, extension_of
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.file_age import age_of_file
from workflow.law import Law
from workflow.marks import Mark, marks_of, newest
from workflow.states import OPEN_STATES, Event, State

_BEFORE_ADMISSION = frozenset({State.NOMINATED, State.COURSE, State.VERIFICATION})
_VERIFICATION = frozenset({State.VERIFICATION})
_PROBATION = frozenset({State.PROBATION})
_LETTERS = (Milestone.LETTER_RECEIVED, Milestone.LETTER_RECEIVED_ABROAD)
# What a milestone starts matters only while the case stands in one of these states.
_MATTERS: dict[Milestone, frozenset[State]] = {
    Milestone.CERTIFICATE_ISSUED: _BEFORE_ADMISSION,
    Milestone.FILE_MADE: _VERIFICATION,
    Milestone.LETTER_RECEIVED: _VERIFICATION,
    Milestone.LETTER_RECEIVED_ABROAD: _VERIFICATION,
    Milestone.CELL_RESOLVED_ADMISSION: _VERIFICATION,
    Milestone.DECISION_ISSUED: frozenset({State.ADMITTED}),
    Milestone.DECISION_RECEIVED: frozenset({State.ADMITTED}),
    Milestone.CEREMONY_HELD: _PROBATION,
    Milestone.PROBATION_ENDED: _PROBATION,
    Milestone.CELL_RESOLVED_RECOGNITION: _PROBATION,
    Milestone.EXPLANATION_ASKED: _PROBATION,
    Milestone.OPINIONS_ASKED: _VERIFICATION | _PROBATION,
    Milestone.MOVE_DECIDED: frozenset(OPEN_STATES),
    Milestone.INTRODUCED: frozenset(OPEN_STATES),
}
# A resolution answers only the papers and the file that were there before it; a transfer, the move.
_NOT_BEFORE_START = frozenset(
    {
        Milestone.CELL_RESOLVED_ADMISSION,
        Milestone.RECOGNITION_FILE_RECEIVED,
        Milestone.INTRODUCED,
        Milestone.MOVE_DONE,
    }
)
# A file that is too old is made fresh by these (R7.10), so its clock may begin anew; opinions
# also answer the request for them.
_BEARING = frozenset({FactKind.RECOMMENDATION, FactKind.OPINION})
_OPINIONS_COUNT = _VERIFICATION | _PROBATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an entry does to the deadlines of a case."""

    opened: tuple[Deadline, ...] = ()
    met: tuple[Deadline, ...] = ()
    superseded: tuple[Deadline, ...] = ()
    void: tuple[Deadline, ...] = ()
    marked: tuple[Deadline, ...] = ()
    """Deadlines that stay, with the word on whether they rest on estimated days as it is now."""

    @property
    def closed(self) -> tuple[Deadline, ...]:
        """Every deadline that is open no longer."""
        return (*self.met, *self.superseded, *self.void)

    def in_place_of(self, old: Deadline) -> Deadline | None:
        """The opened deadline that took the place of a closed one."""
        same = [one for one in self.opened if one.rule == old.rule]
        return next((one for one in same if one.started_by == old.started_by), (*same, None)[0])


def changes(before: Case, after: Case, law: Law) -> Changes:
    """What became of the deadlines of `before` now that the case is `after`.

    The wordings of the deadlines that it opens are relied on.
    """
    if not _bears(before, after):
        return Changes()
    law = law.at(after.unit)
    marks = marks_of(after)
    wanted = {_bare(one): one for one in _open(after, marks, law)}
    known = {_bare(one) for one in before.deadlines}
    opened = tuple(one for bare, one in wanted.items() if bare not in known)
    for one in opened:
        law.wording(one.version)
        if days_added(after, one.rule, one.start_on, law):
            law.find(extension_of(one.rule), one.start_on)
    met, superseded, void = [], [], []
    for one in before.deadlines:
        if _bare(one) in wanted:
            continue
        if any(new.rule == one.rule and not _apart(one, new) for new in opened):
            superseded.append(one)
        elif _met(law.rulebook[one.rule], one, marks):
            met.append(one)
        else:
            void.append(one)
    return Changes(opened=opened, met=tuple(met), superseded=tuple(superseded), void=tuple(void))


def deadlines_of(case: Case, law: Law) -> tuple[Deadline, ...]:
    """Every deadline that is open, worked out anew from the case."""
    return tuple(_open(case, marks_of(case), law.at(case.unit)))


def _bears(before: Case, after: Case) -> bool:
    """Whether anything changed that deadlines look at; most facts do not."""
    if before.state is not after.state or before.days != after.days:
        return True
    if (before.unit, before.arrived) != (after.unit, after.arrived):
        return True  # another unit may have days off of its own
    seen = len(before.facts)
    if after.facts[:seen] != before.facts:
        return True
    return any(
        FACTS[fact.kind].milestone is not None
        or fact.kind is FactKind.EXTENSION
        or (fact.kind in _BEARING and after.state in _OPINIONS_COUNT)
        for fact in after.facts[seen:]
    )


def _bare(one: Deadline) -> tuple[object, ...]:
    """What a deadline is, whichever entry put it on the list."""
    return one.version, one.started_by, one.start_on, one.due_on, one.estimated, one.provisional


def _apart(old: Deadline, new: Deadline) -> bool:
    """Two letters run two clocks; everything else has one clock per rule."""
    return old.rule.startswith("verification-reply") and old.started_by != new.started_by


def _open(case: Case, marks: Sequence[Mark], law: Law) -> Iterator[Deadline]:
    derived = _derived(case, marks, law)
    for milestone, states in _MATTERS.items():
        if case.state not in states:
            continue
        found = [
            deadline
            for rule in law.timers_from(milestone)
            for start in _starts(milestone, derived)
            if (deadline := _clock(rule, start, case, derived, law)) is not None
            and (milestone in _LETTERS or not _met(rule, deadline, marks))
        ]
        # Letters taken over together share an entry: the most urgent one stands for them.
        firsts: dict[tuple[str, int], Deadline] = {}
        for one in by_due(found):
            firsts.setdefault((one.rule, one.started_by), one)
        yield from firsts.values()


def _starts(milestone: Milestone, marks: Sequence[Mark]) -> list[Mark]:
    """The newest mark of a milestone, or every letter that is not answered."""
    found = [mark for mark in marks if mark.milestone is milestone]
    if milestone not in _LETTERS:
        return found[-1:]
    answered = {mark.letter for mark in marks if mark.milestone is Milestone.VERIFICATION_REPLIED}
    return [mark for mark in found if mark.letter not in answered]


def milestones_of(case: Case, law: Law) -> tuple[Mark, ...]:
    """The milestones that clocks run from: those reached, and what the law derives from them."""
    return _derived(case, marks_of(case), law)


def _derived(case: Case, marks: Sequence[Mark], law: Law) -> tuple[Mark, ...]:
    return (*marks, *_file_renewed(case, law), *_probation_end(case, marks, law))


def _file_renewed(case: Case, law: Law) -> Iterator[Mark]:
    """A file that was too old and was made fresh counts from then on."""
    if case.state is not State.VERIFICATION or not case.facts:
        return
    age = age_of_file(case, law, max(fact.on for fact in case.facts))
    if age is not None and age.seq != case.steps[Event.OPEN_FILE.value]:
        yield Mark(milestone=Milestone.FILE_MADE, day=age.made_on, seq=age.seq)


def closing_marks(rule: Rule, one: Deadline, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks that meet a deadline of a rule, among all marks of its case by day."""
    return tuple(
        mark for mark in marks if mark.milestone in rule.met_by and _closes(mark, one, marks)
    )


def _met(rule: Rule, one: Deadline, marks: Sequence[Mark]) -> bool:
    return any(mark.milestone in rule.met_by and _closes(mark, one, marks) for mark in marks)


def _closes(mark: Mark, one: Deadline, marks: Sequence[Mark]) -> bool:
    if mark.milestone is Milestone.VERIFICATION_REPLIED:
        letters = {it.letter for it in marks if it.seq == one.started_by}
        return mark.letter in letters
    if mark.milestone is Milestone.CELL_RESOLVED_RECOGNITION:
        # Law R10.2: what the cell resolved before the probation had ended does not count.
        ended = one.due_on if one.rule == "probation" else one.start_on
        return mark.day > ended
    return mark.milestone not in _NOT_BEFORE_START or mark.day >= one.start_on


def _probation_end(case: Case, marks: Sequence[Mark], law: Law) -> Iterator[Mark]:
    began = newest(marks, Milestone.CEREMONY_HELD)
    version = None if began is None else law.look("probation", began.day)
    if began is not None and version is not None and case.state is State.PROBATION:
        yield Mark(
            milestone=Milestone.PROBATION_ENDED, day=law.due(version, began.day), seq=began.seq
        )


def _clock(rule: Rule, start: Mark, case: Case, marks: Sequence[Mark], law: Law) -> Deadline | None:
    governing = start if rule.governed_by is None else newest(marks, rule.governed_by)
    version = None if governing is None else law.look(rule.id, governing.day)
    if version is None:
        return None
    sure = version.starts is start.milestone
    if not sure and (
        version.provisional is not start.milestone or newest(marks, version.starts) is not None
    ):
        return None
    provisional = not (sure and start.sure)
    due = law.due(version, start.day)
    more = days_added(case, rule.id, start.day, law)
    if more:
        due = law.calendar.add_working_days(due, more)
    return Deadline(
        rule=rule.id,
        version=version.id,
        started_by=start.seq,
        opened_by=case.seq,
        start_on=start.day,
        due_on=due,
        estimated=provisional or law.estimated(version, start.day, due),
        provisional=provisional,
    )
