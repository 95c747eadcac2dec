"""Who left by a screening and comes back: the day they left is known, and why where it is clear."""

from __future__ import annotations

from datetime import date

import pytest
from screenings import a_member, opened, take_screening_to

from workflow.actions.nominate import Nominee, nominate
from workflow.errors import ConflictError, EventRefusedError, InputError
from workflow.facts import FactKind
from workflow.readmission import Readmission
from workflow.screening.fold import fold_screening
from workflow.screening.grounds import Ground
from workflow.screening.states import ScreeningState
from workflow.verification import verify

LEFT = date(2026, 4, 20)


def left(desk, end: ScreeningState, ground: Ground = Ground.NO_PROGRESS) -> str:
    """A member who left by a screening; the reference of the earlier case."""
    member = a_member(desk)
    take_screening_to(desk, opened(desk, member, ground), end)
    return member


def come_back(desk, readmission: Readmission):
    nominee = Nominee(name="Phạm Thị Sáu", born="1990")
    return nominate(desk, nominee, "DV", on=date(2026, 11, 2), readmission=readmission)


def test_who_was_removed_left_on_the_day_of_the_removal(desk):
    earlier = left(desk, ScreeningState.REMOVED)

    moved = come_back(desk, Readmission())

    fact = moved.case.latest(FactKind.LEFT_PARTY)
    assert (fact.on, fact.data) == (LEFT, {"reason": "removed", "earlier": earlier})
    assert moved.case.person == desk.store.dossier(earlier).case.person
    assert verify(desk.store.audit).intact


@pytest.mark.parametrize(
    ("end", "ground"),
    [
        (ScreeningState.RESIGNED, Ground.NO_PROGRESS),
        (ScreeningState.REMOVED, Ground.NO_PARTY_LIFE),
    ],
)
def test_why_is_asked_where_the_law_tells_one_reason_from_another(desk, end, ground):
    left(desk, end, ground)

    with pytest.raises(InputError) as caught:
        come_back(desk, Readmission())
    assert caught.value.what.en == (
        "A re-admission needs the day of leaving (--left) and why (--left-reason)."
    )
    with pytest.raises(EventRefusedError) as caught:
        come_back(desk, Readmission(reason="gave-up-party-life"))
    assert [one.condition for one in caught.value.unmet] == ["readmission-never"]

    fact = come_back(desk, Readmission(reason="family-hardship")).case.latest(FactKind.LEFT_PARTY)
    assert (fact.on, fact.data["reason"]) == (LEFT, "family-hardship")


def test_what_the_officer_says_goes_before_what_the_screening_tells(desk):
    left(desk, ScreeningState.REMOVED)
    said = Readmission(left_on=date(2026, 4, 27), reason="family-hardship")

    fact = come_back(desk, said).case.latest(FactKind.LEFT_PARTY)

    assert (fact.on, fact.data["reason"]) == (date(2026, 4, 27), "family-hardship")


def test_a_member_who_was_cleared_has_not_left(desk):
    left(desk, ScreeningState.HELPED)

    with pytest.raises(InputError):
        come_back(desk, Readmission())
    with pytest.raises(ConflictError):
        come_back(desk, None)


def test_nothing_folds_to_no_screening():
    with pytest.raises(ValueError, match="a screening without entries"):
        fold_screening([])
