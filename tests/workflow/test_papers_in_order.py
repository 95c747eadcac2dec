"""Papers in the order of the law, different recommenders, and days of a transfer."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    a_case,
    a_desk,
    at,
    conditions,
    missing,
    ready_to_admit,
    ready_to_recognise,
    take_to,
    told,
    vote,
)

from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.actions.record import record
from workflow.actions.transfer import transfer
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.states import Event, State

MEETING = date(2024, 7, 15)
DECIDED = date(2025, 9, 10)


def _recommend(desk, ref, who, **more):
    values = {"by": "member", "who": who, "known_since": "2020-01-01", **more}
    return record(desk, ref, FactKind.RECOMMENDATION, values, on=date(2024, 5, 3))


def _of(desk, ref, kind):
    return [fact.seq for fact in desk.store.dossier(ref).case.facts if fact.kind is kind]


def test_one_member_does_not_recommend_twice_however_the_name_is_typed(desk):
    ref = a_case(desk)
    first = _recommend(desk, ref, "Trần Đại Quỳnh")
    _recommend(desk, ref, "Đặng Thị Ánh")

    with pytest.raises(RefusedError) as refused:
        _recommend(desk, ref, "TRẦN  Đại Quỳnh")

    assert refused.value.exit_code == 5
    assert refused.value.what.en == (
        "Trần Đại Quỳnh recommends in case HS-2026-0001 already (entry 2 of 2024-05-03); another"
        " member is needed. If it is a namesake, add the year of birth to the name."
    )
    correct(desk, ref, first.entry.seq, void=True, reason="ghi nhầm")
    assert _recommend(desk, ref, "Trần Đại Quỳnh").entry.seq == 5


def test_a_recommendation_without_the_day_of_acquaintance_does_not_count(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _recommend(desk, ref, "A")
    record(desk, ref, FactKind.RECOMMENDATION, {"by": "member", "who": "B"}, on=date(2024, 5, 3))

    (found,) = [
        told(one)
        for one in missing(desk, ref, Event.ADMIT)
        if one.condition == "recommender-acquaintance"
    ]

    assert found[0].startswith(
        "chưa ghi ngày bắt đầu cùng công tác của người giới thiệu ngày 03/05/2024 (mục 6);"
    )
    assert found[2] == "ketnap case correct HS-2026-0001 6 --set known_since=… --reason …"
    correct(desk, ref, 6, values={"known_since": "2021-01-01"}, reason="bổ sung")
    assert "recommender-acquaintance" not in conditions(desk, ref, Event.ADMIT)


@pytest.mark.parametrize(("day", "unmet"), [(31, True), (1, False)])
def test_recognition_papers_follow_the_ceremony(desk, day, unmet):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    ready_to_recognise(desk, ref)
    on = date(2024, 7, 31) if day == 31 else date(2024, 8, 1)
    for kind in (FactKind.NEW_MEMBER_CERTIFICATE, FactKind.OPINION):
        for seq in _of(desk, ref, kind)[-2:]:
            correct(desk, ref, seq, effective_on=on, reason="sửa ngày")

    found = missing(desk, ref, Event.RECOGNISE, DECIDED)

    named = [one for one in found if one.condition in {"new-member-course", "opinions"}]
    assert len(named) == (3 if unmet else 0)
    assert all("31/07/2024" in one.problem.vi for one in named)


def test_the_conclusion_follows_the_cv(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    assert conditions(desk, ref, Event.ADMIT, MEETING) == ["decision"]

    record(desk, ref, FactKind.CV, {}, on=date(2024, 6, 8))

    assert missing(desk, ref, Event.ADMIT, MEETING)[0].problem.en == (
        "the conclusion (2024-06-07) was drawn before the CV (2024-06-08) was written"
    )


@pytest.mark.parametrize("body", ["committee", "standing-committee"])
@pytest.mark.parametrize("purpose", ["admission", "recognition", "strike-off"])
def test_a_resolution_and_a_committee_follow_the_vote_of_the_cell(desk, purpose, body):
    ref = a_case(desk)
    admitting = purpose == "admission"
    take_to(desk, ref, State.VERIFICATION if admitting else State.PROBATION)
    event = {"admission": Event.ADMIT, "recognition": Event.RECOGNISE}.get(
        purpose, Event.STRIKE_OFF
    )
    record(desk, ref, FactKind.VOTE, vote(body, purpose), on=date(2025, 8, 19))
    resolved = {"body": "cell", "purpose": purpose}
    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2025, 8, 19), document="8-NQ")
    record(desk, ref, FactKind.VOTE, vote("cell", purpose), on=date(2025, 8, 20))

    found = [one for one in missing(desk, ref, event, DECIDED) if one.condition == "order"]

    label = {"committee": "đảng ủy", "standing-committee": "ban thường vụ"}[body]
    assert [one.problem.vi for one in found] == [
        "nghị quyết chi bộ ngày 19/08/2025 có trước biểu quyết của chi bộ (20/08/2025)",
        f"biểu quyết của {label} ngày 19/08/2025 có trước biểu quyết của chi bộ (20/08/2025)",
    ]


def test_an_offer_follows_the_opening_and_an_answer_the_offer(desk):
    ref = a_case(desk)
    with pytest.raises(RefusedError) as early:
        transfer(desk, ref, "offer", to="CVA", on=date(2024, 1, 4))
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 3, 2))

    answers = []
    for step in ("accept", "decline"):
        with pytest.raises(RefusedError) as refused:
            transfer(desk, ref, step, on=date(2024, 3, 1))
        answers.append(refused.value.what.en)

    assert early.value.what.en == (
        "The transfer of 2024-01-04 lies before case HS-2026-0001 was opened (2024-01-05);"
        " check the day (--on)."
    )
    assert answers == 2 * [
        (
            "The answer of 2024-03-01 lies before case HS-2026-0001 was offered (2024-03-02);"
            " check the day (--on)."
        )
    ]
    assert transfer(desk, ref, "accept", on=date(2024, 3, 2)).case.unit == "CVA"


def test_the_same_event_two_hours_later_is_an_ordinary_refusal(desk):
    ref = a_case(desk)
    advance(desk, ref, Event.ENROL, on=date(2024, 2, 1), document="05-CV/ĐU")
    later = a_desk(desk.store, at("2026-11-23", hour=5), actor="hoa")

    with pytest.raises(RefusedError) as refused:
        advance(later, ref, Event.ENROL, on=date(2024, 2, 1), document="05-CV/ĐU")

    assert refused.value.exit_code == 5
