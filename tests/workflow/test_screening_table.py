"""The second machine allows its table, and nothing else."""

from __future__ import annotations

import pytest

from workflow.screening.facts import FINDING_CHOICES, FINDINGS, FindingKind
from workflow.screening.machine import screening_machine
from workflow.screening.states import (
    CLOSE_LABELS,
    LEFT,
    OPEN,
    SCREENING_EVENT_LABELS,
    SCREENING_STATE_LABELS,
    CloseReason,
    ScreeningEvent,
    ScreeningState,
)

E, S = ScreeningEvent, ScreeningState
ALLOWED: dict[tuple[S | None, E], tuple[S, ...]] = {
    (None, E.OPEN): (S.REVIEW,),
    (S.REVIEW, E.ENLIST): (S.LISTED,),
    (S.REVIEW, E.CLEAR): (S.CLEARED,),
    (S.REVIEW, E.CLOSE): (S.CLOSED,),
    (S.LISTED, E.HELP): (S.HELPED,),
    (S.LISTED, E.CLOSE): (S.CLOSED,),
    (S.HELPED, E.CLEAR): (S.CLEARED,),
    (S.HELPED, E.PROPOSE_REMOVAL): (S.REMOVAL_PROPOSED,),
    (S.HELPED, E.CLOSE): (S.CLOSED,),
    (S.REMOVAL_PROPOSED, E.REMOVE): (S.REMOVED,),
    (S.REMOVAL_PROPOSED, E.RESIGN): (S.RESIGNED,),
    (S.REMOVAL_PROPOSED, E.CLOSE): (S.CLOSED,),
}


@pytest.mark.parametrize("event", list(E))
@pytest.mark.parametrize("state", [None, *S])
def test_an_event_leads_where_the_table_says_and_nowhere_else(state, event):
    assert screening_machine().targets(state, event) == ALLOWED.get((state, event), ())


@pytest.mark.parametrize("state", [None, *S])
def test_the_possible_events_of_a_state_are_those_of_the_table(state):
    expected = tuple(event for event in E if (state, event) in ALLOWED)

    assert screening_machine().possible(state) == expected


def test_the_machine_is_built_once_and_bound_to_nothing():
    assert screening_machine().machine is screening_machine().machine
    assert screening_machine().machine.models == []


def test_every_state_without_a_way_on_is_an_end():
    ends = {state for state in S if not screening_machine().possible(state)}

    assert ends == set(S) - set(OPEN)
    assert set(LEFT) < ends


def test_everything_has_a_label_in_both_languages():
    labels = [
        *(SCREENING_STATE_LABELS[one] for one in S),
        *(SCREENING_EVENT_LABELS[one] for one in E),
        *(CLOSE_LABELS[one] for one in CloseReason),
        *(FINDINGS[kind].label for kind in FindingKind),
    ]

    assert all(label.vi and label.en for label in labels)


def test_every_choice_of_a_finding_has_words():
    choices = {one for spec in FINDINGS.values() for field in spec.fields for one in field.choices}

    assert choices == set(FINDING_CHOICES)
