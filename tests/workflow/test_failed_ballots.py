"""Three ballots without enough votes: the superior decides, no further ballot counts (R6.12)."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, missing, take_to, told, vote

from workflow.actions.advance import advance
from workflow.actions.record import record
from workflow.actions.unit_status import change_status
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.states import Event, State
from workflow.unit import UnitStatus

DECIDED = date(2025, 12, 10)
DAYS = (date(2025, 8, 20), date(2025, 9, 3), date(2025, 9, 17))


@pytest.fixture
def ref(desk) -> str:
    """A probationer whose twelve months are over, with everything but votes."""
    found = a_case(desk)
    take_to(desk, found, State.PROBATION)
    record(desk, found, FactKind.NEW_MEMBER_CERTIFICATE, {}, on=date(2025, 3, 1), document="GCN-2")
    for source in ("workplace", "residence"):
        values = {"source": source, "purpose": "recognition", "result": "agree"}
        record(desk, found, FactKind.OPINION, values, on=date(2025, 8, 8))
    for kind in (FactKind.SELF_REVIEW, FactKind.HELPER_REMARKS):
        record(desk, found, kind, {}, on=date(2025, 8, 9))
    return found


def _ballot(desk, ref, on, *, yes, body="cell", purpose="recognition"):
    return record(desk, ref, FactKind.VOTE, vote(body, purpose, yes=yes), on=on)


def _resolve(desk, ref, on, purpose="recognition"):
    values = {"body": "cell", "purpose": purpose}
    record(desk, ref, FactKind.RESOLUTION, values, on=on, document="8-NQ")


def _rule(desk, ref, on, result, purpose="recognition"):
    values = {"purpose": purpose, "result": result}
    record(desk, ref, FactKind.SUPERIOR_RULING, values, on=on, document="7-KL", issuer="TP")


def _asked(desk, ref, event=Event.RECOGNISE):
    return [
        one
        for one in missing(desk, ref, event, DECIDED)
        if one.condition in {"cell-vote", "cell-resolution", "failed-ballots", "committee-vote"}
    ]


def _names(desk, ref, event=Event.RECOGNISE):
    return [one.condition for one in _asked(desk, ref, event)]


def test_a_second_ballot_that_passes_counts(desk, ref):
    _ballot(desk, ref, DAYS[0], yes=5)
    assert _names(desk, ref) == ["cell-vote", "cell-resolution", "committee-vote"]

    _ballot(desk, ref, DAYS[1], yes=6)

    assert _names(desk, ref) == ["cell-resolution", "committee-vote"]


def test_after_three_failed_ballots_the_superior_must_decide(desk, ref):
    for day in DAYS:
        _ballot(desk, ref, day, yes=5)
    _ballot(desk, ref, date(2025, 10, 1), yes=9)

    found = _asked(desk, ref)[0]

    assert _names(desk, ref) == ["failed-ballots", "committee-vote"]
    assert told(found) == (
        (
            "đã 3 lần biểu quyết không đủ (20/08/2025, 03/09/2025, 17/09/2025): báo cáo cấp ủy cấp"
            " trên trực tiếp và cấp có thẩm quyền quyết định; biểu quyết thêm không được tính"
            " (điểm 4.2.3, 294-QĐ/TW ngày 26/05/2025)"
        ),
        (
            "3 ballots failed (2025-08-20, 2025-09-03, 2025-09-17): report to the direct superior"
            " and the competent committee, which decide; no further ballot counts"
            " (point 4.2.3, 294-QĐ/TW of 2025-05-26)"
        ),
        (
            f"ketnap case record {ref} superior-ruling --set purpose=recognition --set result=…"
            " --number … --issuer … --on …"
        ),
    )


def test_a_ruling_in_favour_stands_for_the_vote_of_the_cell(desk, ref):
    for day in DAYS:
        _ballot(desk, ref, day, yes=5)
    _ballot(desk, ref, date(2025, 9, 20), yes=9, body="committee")

    _rule(desk, ref, date(2025, 10, 1), "approved")

    assert _names(desk, ref) == []
    moved = advance(desk, ref, Event.RECOGNISE, on=DECIDED, document="100-QĐ", issuer="DV")
    assert moved.case.state is State.FULL_MEMBER
    assert "failed-ballots@2025-07-01" not in moved.entry.fields["rules"]


def test_a_ruling_against_it_is_told(desk, ref):
    for day in DAYS:
        _ballot(desk, ref, day, yes=5)
    _rule(desk, ref, date(2025, 10, 1), "refused")

    found = _asked(desk, ref)[0]

    assert found.problem.vi == ("cấp có thẩm quyền đã quyết định không đồng ý (01/10/2025, 7-KL)")
    assert found.problem.en == "the competent committee decided against it (2025-10-01, 7-KL)"


def test_a_ruling_to_vote_again_opens_three_more_ballots(desk, ref):
    for day in DAYS:
        _ballot(desk, ref, day, yes=5)
    _rule(desk, ref, date(2025, 10, 1), "vote-again")
    assert _names(desk, ref) == ["cell-vote", "cell-resolution", "committee-vote"]

    _ballot(desk, ref, date(2025, 10, 2), yes=6)
    _resolve(desk, ref, date(2025, 10, 2))
    assert _names(desk, ref) == ["committee-vote"]

    for day in (3, 4, 5):
        _ballot(desk, ref, date(2025, 10, day), yes=5)
    assert _names(desk, ref) == ["failed-ballots", "committee-vote"]


def test_a_ruling_from_before_the_third_ballot_answers_nothing(desk, ref):
    _rule(desk, ref, date(2025, 9, 1), "approved")
    for day in DAYS:
        _ballot(desk, ref, day, yes=5)

    assert _names(desk, ref)[0] == "failed-ballots"


def test_the_same_holds_for_a_strike_off_and_not_for_an_admission(desk, ref):
    for day in DAYS:
        _ballot(desk, ref, day, yes=5, purpose="strike-off")
        _ballot(desk, ref, day, yes=5, purpose="admission")

    assert _names(desk, ref, Event.STRIKE_OFF)[0] == "failed-ballots"
    other = a_case(desk, born="1999-01-01")
    take_to(desk, other, State.VERIFICATION)
    for day in DAYS:
        _ballot(desk, other, day, yes=5, purpose="admission")
    assert "failed-ballots" not in [
        one.condition for one in missing(desk, other, Event.ADMIT, DECIDED)
    ]


@pytest.mark.parametrize("delegated", [True, False])
def test_a_grassroots_committee_that_fails_three_times_is_decided_over_too(desk, ref, delegated):
    if not delegated:
        change_status(desk, "DV", UnitStatus.GRASSROOTS, on=date(2016, 1, 1), delegated=False)
    _ballot(desk, ref, date(2025, 8, 20), yes=9)
    _resolve(desk, ref, date(2025, 8, 20))
    for day in (1, 2, 3):
        _ballot(desk, ref, date(2025, 9, day), yes=5, body="committee")
    assert _names(desk, ref) == ["failed-ballots"]

    _rule(desk, ref, date(2025, 10, 1), "approved")

    assert _names(desk, ref) == []


def test_ballots_and_rulings_are_done_again_after_an_annulment(desk, ref):
    for day in DAYS:
        _ballot(desk, ref, day, yes=5)
    _rule(desk, ref, date(2025, 10, 1), "approved")
    _ballot(desk, ref, date(2025, 9, 20), yes=9, body="committee")
    advance(desk, ref, Event.RECOGNISE, on=DECIDED, document="100-QĐ", issuer="DV")

    record(desk, ref, FactKind.VOTE, vote("committee", "annulment"), on=date(2026, 1, 9))
    advance(
        desk,
        ref,
        Event.ANNUL,
        to=State.VERIFICATION,
        on=date(2026, 1, 9),
        document="1-QĐ",
        reason_code="procedure-breached",
        approved_by="hoa",
    )

    kinds = {fact.kind for fact in fold(desk.store.entries(ref)).facts}
    assert kinds.isdisjoint({FactKind.VOTE, FactKind.SUPERIOR_RULING})
