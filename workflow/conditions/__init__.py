"""What the law asks before each event. Every unmet condition is returned, not the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from rules.errors import NoWordingError
from workflow.conditions import (
    annulling,
    bodies,
    course,
    file,
    general,
    membership,
    moving,
    papers,
    person,
    recommending,
    relatives,
    returning,
    special,
    verifying,
    votes,
)
from workflow.inquiry import Asking, Condition, Inquiry
from workflow.outcomes import Unmet
from workflow.states import Event

_Ask = TypeVar("_Ask", bound=Asking)
_ALWAYS: tuple[Condition, ...] = (general.not_in_the_future, general.in_order)
_FORWARD: tuple[Condition, ...] = (
    *_ALWAYS,
    general.not_on_hold,
    papers.nothing_to_supplement,
)

CONDITIONS: Mapping[Event, tuple[Condition, ...]] = {
    Event.NOMINATE: (general.not_in_the_future,),
    Event.ENROL: (*_FORWARD, general.decision_named),
    Event.OPEN_FILE: (*_FORWARD, course.certificate_valid),
    Event.ADMIT: (
        *_FORWARD,
        file.application_before_cv,
        recommending.recommended,
        verifying.verified,
        verifying.cv_not_confirmed,
        relatives.relatives_verified,
        relatives.verifier_no_relative,
        verifying.results_first,
        file.opinions_for("admission"),
        votes.cell_agreed("admission"),
        person.of_age,
        person.educated,
        course.certificate_valid_at_meeting,
        course.file_fresh_at_meeting,
        special.categories_settled,
        special.religion_stated,
        returning.may_return,
        moving.candidate_moved,
        votes.after_the_cell("admission"),
        bodies.decided("admission"),
        bodies.issued_with_authority,
        general.decision_named,
    ),
    Event.HOLD_CEREMONY: (
        *_FORWARD,
        membership.helper_named,
        moving.candidate_moved,
        membership.ceremony_in_time,
    ),
    Event.RECOGNISE: (
        *_FORWARD,
        membership.probation_served,
        membership.new_member_course_done,
        moving.probationer_moved,
        papers.recognition_file,
        file.opinions_for("recognition"),
        votes.cell_agreed("recognition"),
        membership.resolved_after_probation,
        membership.lateness_explained,
        votes.after_the_cell("recognition"),
        bodies.decided("recognition"),
        bodies.issued_with_authority,
        general.decision_named,
    ),
    Event.RE_ENROL: (*_FORWARD, course.certificate_expired),
    Event.RETURN_FILE: (*_FORWARD, general.reason_given),
    Event.STRIKE_OFF: (
        *_ALWAYS,
        papers.nothing_to_supplement,
        votes.cell_agreed("strike-off"),
        votes.after_the_cell("strike-off"),
        bodies.decided("strike-off"),
        bodies.issued_with_authority,
        general.decision_named,
        general.second_person,
    ),
    Event.ANNUL: (
        *_ALWAYS,
        general.reason_given,
        annulling.breach_leads_there,
        annulling.annulled_by_the_issuer,
        general.decision_named,
        general.second_person,
    ),
    Event.CLOSE: (*_ALWAYS, general.reason_given),
}


def unmet(ask: Inquiry) -> tuple[Unmet, ...]:
    """Every condition that the proposed event does not meet yet, in the order of the law."""
    return asked(CONDITIONS[ask.proposal.event], ask)


def asked(conditions: Iterable[Callable[[_Ask], Iterator[Unmet]]], ask: _Ask) -> tuple[Unmet, ...]:
    """What some conditions answer, in their order."""
    return tuple(one for condition in conditions for one in _asked(condition, ask))


def _asked(condition: Callable[[_Ask], Iterator[Unmet]], ask: _Ask) -> list[Unmet]:
    """A day for which no wording is known is itself a reason to stop and look."""
    found: list[Unmet] = []
    try:
        found.extend(condition(ask))
    except NoWordingError as unknown:
        remedy = f"rules show {unknown.rule_id}"
        found.append(ask.unmet(unknown.rule_id, unknown.text, None, remedy))
    return found
