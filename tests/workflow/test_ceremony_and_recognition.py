"""Ceremony, probation, recognition and what undoes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import (
    a_case,
    conditions,
    missing,
    ready_to_admit,
    ready_to_recognise,
    recognise,
    take_to,
    told,
    vote,
)

from workflow.actions.advance import advance, consider
from workflow.actions.correct import correct
from workflow.actions.record import record
from workflow.errors import EventRefusedError, RefusedError
from workflow.facts import FactKind
from workflow.probation import party_age_from, probation_of
from workflow.states import Event, State

PAPER = {"document": "99-QĐ/TU", "issuer": "DV"}


def _case(desk, ref):
    return desk.store.dossier(ref).case


def _admitted_on(desk, decided):
    """A case that a cell resolved on 1 June 2026 and whose admission was decided on a day."""
    ref = a_case(desk, on=date(2026, 1, 5))
    advance(desk, ref, Event.ENROL, on=date(2026, 1, 6), document="05-CV/ĐU")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2026, 2, 1), document="GCN-1")
    advance(desk, ref, Event.OPEN_FILE, on=date(2026, 3, 2))
    overrides = {
        "application",
        "cv",
        "recommenders",
        "verification-conclusion",
        "opinions",
        "cell-vote",
        "cell-resolution",
        "committee-vote",
        "standing-committee-vote",
    }
    advance(
        desk,
        ref,
        Event.ADMIT,
        on=decided,
        overrides=overrides,
        reason="hồ sơ giấy đã đủ",
        approved_by="hoa",
        **PAPER,
    )
    return ref


@pytest.mark.parametrize(
    ("decided", "due", "version", "provisional"),
    [
        (date(2026, 7, 24), date(2026, 9, 8), "ceremony@2025-07-01", True),
        (date(2026, 7, 25), date(2026, 9, 8), "ceremony@2025-07-01", True),
        (date(2026, 7, 26), date(2026, 9, 8), "ceremony@2026-07-26", False),
        (date(2026, 7, 27), date(2026, 9, 9), "ceremony@2026-07-26", False),
    ],
)
def test_the_wording_of_the_day_of_decision_says_where_the_ceremony_clock_starts(
    desk, decided, due, version, provisional
):
    ref = _admitted_on(desk, decided)

    (ceremony,) = _case(desk, ref).deadlines

    assert (ceremony.version, ceremony.provisional) == (version, provisional)
    assert (ceremony.start_on, ceremony.due_on) == (decided, due)


def test_an_old_decision_counts_from_its_receipt_even_after_the_wording_changed(desk):
    ref = _admitted_on(desk, date(2026, 7, 20))

    moved = record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2026, 7, 28))

    (ceremony,) = _case(desk, ref).deadlines
    assert (ceremony.version, ceremony.start_on) == ("ceremony@2025-07-01", date(2026, 7, 28))
    assert (ceremony.due_on, ceremony.provisional) == (date(2026, 9, 10), False)
    assert [(old.provisional, old.due_on, new) for old, new in moved.superseded] == [
        (True, date(2026, 8, 28), date(2026, 9, 10))
    ]


def test_a_new_decision_ignores_its_receipt(desk):
    ref = _admitted_on(desk, date(2026, 7, 27))
    before = _case(desk, ref).deadlines

    moved = record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2026, 8, 10))

    assert _case(desk, ref).deadlines == before
    assert (moved.opened, moved.closed) == ((), ())


def test_a_late_ceremony_needs_the_consent_of_the_superior(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 7, 21))
    record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2024, 7, 20))
    last_day = conditions(desk, ref, Event.HOLD_CEREMONY, date(2024, 8, 30))

    (late,) = missing(desk, ref, Event.HOLD_CEREMONY, date(2024, 9, 4))
    record(
        desk,
        ref,
        FactKind.CONSENT,
        {"about": "late-ceremony"},
        on=date(2024, 9, 3),
        document="9-CV/TU",
    )

    assert last_day == []
    assert told(late) == (
        (
            "lễ kết nạp sau hạn 5 ngày (hạn 30/08/2024): cần văn bản đồng ý của cấp ủy cấp trên"
            " trực tiếp (điểm 4.1, 24-QĐ/TW ngày 30/07/2021)"
        ),
        (
            "the ceremony is 5 days after its limit (2024-08-30): the direct superior must consent"
            " (point 4.1, 24-QĐ/TW of 2021-07-30)"
        ),
        (
            "ketnap case record HS-2026-0001 consent --set about=late-ceremony --number …"
            " --issuer … --on …"
        ),
    )
    assert conditions(desk, ref, Event.HOLD_CEREMONY, date(2024, 9, 4)) == []
    assert conditions(desk, ref, Event.HOLD_CEREMONY, date(2024, 9, 2)) == ["ceremony"]


def test_where_the_receipt_is_not_recorded_it_is_asked_for_before_any_consent(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 7, 21))

    (unknown,) = missing(desk, ref, Event.HOLD_CEREMONY, date(2024, 8, 28))
    record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2024, 7, 20))

    assert told(unknown) == (
        (
            "chưa ghi ngày chi bộ nhận quyết định; tạm tính từ ngày ban hành thì hạn 26/08/2024 đã"
            " qua (điểm 4.1, 24-QĐ/TW ngày 30/07/2021)"
        ),
        (
            "the day the cell received the decision is not recorded; counted from its issue, the"
            " limit 2024-08-26 has passed (point 4.1, 24-QĐ/TW of 2021-07-30)"
        ),
        "ketnap case record HS-2026-0001 decision-receipt --on …",
    )
    assert conditions(desk, ref, Event.HOLD_CEREMONY, date(2024, 8, 28)) == []


@pytest.mark.parametrize(
    ("met_on", "problem"),
    [
        (
            date(2025, 7, 31),
            "the cell met on 2025-07-31, before probation had ended (2025-08-01)",
        ),
        (
            date(2025, 8, 1),
            "the cell met on 2025-08-01, before probation had ended (2025-08-01)",
        ),
        (date(2025, 8, 2), None),
    ],
)
def test_the_cell_votes_on_recognition_only_after_the_12_months(desk, met_on, problem):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    record(desk, ref, FactKind.VOTE, vote("cell", "recognition"), on=met_on)

    found = [
        one
        for one in missing(desk, ref, Event.RECOGNISE, date(2025, 9, 10))
        if one.condition == "recognition-cell"
    ]
    assert [one.problem.en for one in found] == ([] if problem is None else [problem])
    if found:
        assert found[0].source.cite("en") == "point 4.2, 294-QĐ/TW of 2025-05-26"
        assert told(found[0])[2] == (
            "ketnap case record HS-2026-0001 vote --set body=cell --set purpose=recognition …"
            " --on …"
        )


@pytest.mark.parametrize(("on", "served"), [(date(2025, 8, 1), False), (date(2025, 8, 2), True)])
def test_probation_ends_with_its_last_day(desk, on, served):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    found = [
        told(one) for one in missing(desk, ref, Event.RECOGNISE, on) if one.condition == "probation"
    ]

    assert found == (
        []
        if served
        else [
            (
                (
                    "thời gian dự bị tới 01/08/2025 mới hết"
                    " (khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011)"
                ),
                "probation ends on 2025-08-01 (Art. 5.1, Party Charter of 2011-01-19)",
                f"ketnap case advance {ref} recognise --on …",
            )
        ]
    )


@pytest.mark.parametrize(
    ("resolved", "running"),
    [(date(2025, 7, 31), True), (date(2025, 8, 1), True), (date(2025, 8, 2), False)],
)
def test_only_a_resolution_after_the_probation_stops_the_clocks_of_recognition(
    desk, resolved, running
):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    record(
        desk,
        ref,
        FactKind.RESOLUTION,
        {"body": "cell", "purpose": "recognition"},
        on=resolved,
        document="8-NQ/CB",
    )

    rules = [one.rule for one in _case(desk, ref).deadlines]
    assert ("probation" in rules) is running
    assert ("recognition-cell" in rules) is running


def test_a_late_recognition_shows_both_days_and_party_age_from_the_decision(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = party_age_from(_case(desk, ref))
    ready_to_recognise(desk, ref)

    moved = recognise(desk, ref, on=date(2026, 3, 2))

    assert before is None
    assert moved.case.decided_on == date(2026, 3, 2)
    assert moved.case.day_of(Event.RECOGNISE) == date(2025, 8, 1)
    assert moved.entry.fields["effective_on"] == "2025-08-01"
    assert moved.entry.fields["data"]["decided_on"] == "2026-03-02"
    assert party_age_from(moved.case) == date(2024, 7, 15)
    assert {"recognition-effect@2025-07-01", "party-age@2011-01-19"} <= set(
        moved.entry.fields["rules"]
    )


def test_probation_that_began_on_29_february_ends_on_28_february(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    number = _case(desk, ref).steps["hold-ceremony"]
    with pytest.raises(RefusedError):  # 29 February lies before the decision of July
        correct(desk, ref, number, effective_on=date(2024, 2, 29), reason="nhầm ngày")

    found = probation_of(_case(desk, ref), desk.law())

    assert (found.began_on, found.ends_on) == (date(2024, 8, 1), date(2025, 8, 1))


def test_nobody_waives_the_probation(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    with pytest.raises(EventRefusedError) as refused:
        advance(
            desk,
            ref,
            Event.RECOGNISE,
            on=date(2025, 8, 1),
            overrides={
                one.condition for one in missing(desk, ref, Event.RECOGNISE, date(2025, 8, 1))
            },
            reason="xin rút ngắn",
            approved_by="hoa",
            **PAPER,
        )

    assert [one.condition for one in refused.value.unmet] == ["probation"]


def _strike_off(desk, ref, **more):
    for kind, values in (
        (FactKind.VOTE, vote("cell", "strike-off")),
        (FactKind.RESOLUTION, {"body": "cell", "purpose": "strike-off"}),
        (FactKind.VOTE, vote("committee", "strike-off")),
    ):
        record(desk, ref, kind, values, on=date(2025, 2, 3), document="9-NQ/CB")
    return advance(desk, ref, Event.STRIKE_OFF, on=date(2025, 3, 3), **PAPER, **more)


def test_striking_off_needs_a_second_person(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    with pytest.raises(EventRefusedError) as alone:
        _strike_off(desk, ref)
    with pytest.raises(RefusedError) as twice_the_same:
        _strike_off(desk, ref, approved_by="lan")
    moved = _strike_off(desk, ref, approved_by="hoa")

    assert [one.condition for one in alone.value.unmet] == ["second-person"]
    assert twice_the_same.value.what.vi == (
        "Người chấp thuận phải là người thứ hai, không phải người ghi."
    )
    assert twice_the_same.value.what.en == (
        "The approver must be a second person, not the one who records."
    )
    assert moved.case.state is State.STRUCK_OFF
    assert moved.entry.fields["approved_by"] == "hoa"
    assert moved.case.deadlines == ()
    assert "strike-off@2011-01-19" in moved.entry.fields["rules"]


def _annul(desk, ref, to, **more):
    return advance(
        desk,
        ref,
        Event.ANNUL,
        to=to,
        on=date(2025, 10, 1),
        reason_code="procedure-breached",
        **PAPER,
        **more,
    )


def test_annulling_needs_a_second_person(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    with pytest.raises(EventRefusedError) as alone:
        _annul(desk, ref, State.VERIFICATION)

    assert [one.condition for one in alone.value.unmet] == ["second-person"]
    moved = _annul(desk, ref, State.VERIFICATION, approved_by="hoa")
    assert moved.case.state is State.VERIFICATION


def test_an_annulled_procedure_is_done_again_from_the_vote_on(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    moved = _annul(desk, ref, State.VERIFICATION, approved_by="hoa")

    case = moved.case
    assert case.state is State.VERIFICATION
    kinds = {fact.kind for fact in case.facts}
    assert kinds.isdisjoint(
        {FactKind.VOTE, FactKind.RESOLUTION, FactKind.DECISION, FactKind.DECISION_RECEIPT}
    )
    assert {FactKind.APPLICATION, FactKind.CERTIFICATE, FactKind.RECOMMENDATION} <= kinds
    assert case.decided_on is None
    assert sorted(case.days) == ["annul", "enrol", "nominate", "open-file"]
    assert sorted(case.steps) == sorted(case.days)
    assert conditions(desk, ref, Event.ADMIT, date(2025, 10, 2)) == [
        "cell-vote",
        "cell-resolution",
        "committee-vote",
        "decision",
    ]
    assert [(one.rule, one.due_on) for one in case.deadlines] == [
        ("course-certificate", date(2029, 4, 1)),
        ("file-age", date(2025, 5, 2)),
    ]


def test_somebody_taken_over_without_a_ceremony_day_is_not_recognised_until_it_is_known(desk):
    from workflow.actions.intake import Newcomer, take_over
    from workflow.actions.nominate import Nominee

    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Bé").person(date(2026, 11, 23)),
        unit="DV",
        state=State.PROBATION,
        on=date(2024, 9, 1),
        days={Event.ADMIT: date(2024, 8, 10)},
    )
    ref = take_over(desk, [newcomer], file_name="ds.csv", sha256="ab" * 32).refs[0]

    (unknown,) = [
        one for one in missing(desk, ref, Event.RECOGNISE) if one.condition == "probation"
    ]
    correct(desk, ref, 1, values={"hold-ceremony": "2024-09-01"}, reason="theo biên bản lễ kết nạp")

    assert told(unknown) == (
        (
            "chưa biết ngày tổ chức lễ kết nạp, không tính được thời gian dự bị"
            " (khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011)"
        ),
        (
            "the day of the ceremony is not known, so the probation cannot be worked out"
            " (Art. 5.1, Party Charter of 2011-01-19)"
        ),
        "ketnap case correct HS-2026-0001 1 --set hold-ceremony=… --reason …",
    )
    assert "probation" not in conditions(desk, ref, Event.RECOGNISE)
    assert [(one.rule, one.due_on) for one in _case(desk, ref).deadlines] == [
        ("member-cv", date(2024, 10, 15)),
        ("new-member-course", date(2025, 9, 1)),
        ("probation", date(2025, 9, 1)),
        ("recognition-cell", date(2025, 10, 14)),
    ]


def test_admission_asks_for_the_day_of_a_file_that_was_taken_over_without_one(desk):
    from workflow.actions.intake import KnownFact, Newcomer, take_over
    from workflow.actions.nominate import Nominee

    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Bé", born="1990-01").person(date(2026, 11, 23)),
        unit="DV",
        state=State.VERIFICATION,
        on=date(2026, 9, 1),
        facts=(
            KnownFact(
                kind="vote",
                on=date(2026, 9, 1),
                data={
                    "body": "cell",
                    "purpose": "admission",
                    "electors": 9,
                    "present": 9,
                    "for": 9,
                    "against": 0,
                },
            ),
        ),
    )
    ref = take_over(desk, [newcomer], file_name="ds.csv", sha256="ab" * 32).refs[0]

    (unknown,) = [one for one in missing(desk, ref, Event.ADMIT) if one.condition == "file-age"]
    correct(desk, ref, 1, values={"open-file": "2026-01-05"}, reason="theo sổ")

    assert told(unknown) == (
        (
            "chưa biết ngày lập hồ sơ, không tính được thời hạn của hồ sơ"
            " (01-HD/TW ngày 19/05/2026; chưa xác minh)"
        ),
        (
            "the day the file was made is not known, so its age cannot be worked out"
            " (01-HD/TW of 2026-05-19; unverified)"
        ),
        "ketnap case correct HS-2026-0001 1 --set open-file=… --reason …",
    )
    assert "file-age" not in conditions(desk, ref, Event.ADMIT)


def test_waiving_a_condition_needs_a_reason_and_is_marked_for_ever(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    record(
        desk, ref, FactKind.VOTE, vote("cell", "admission", yes=5, electors=9), on=date(2024, 6, 20)
    )

    def admit(**more):
        return advance(
            desk,
            ref,
            Event.ADMIT,
            on=date(2024, 7, 15),
            overrides={"cell-vote", "education"},
            **PAPER,
            **more,
        )

    with pytest.raises(RefusedError) as bare:
        admit(approved_by="hoa")
    moved = admit(approved_by="hoa", reason="đã xin ý kiến")

    assert bare.value.what.en == (
        "Waiving a condition needs --reason and --approved-by a second person."
    )
    assert bare.value.what.vi == (
        "Bỏ qua điều kiện cần --reason và --approved-by của người thứ hai."
    )
    assert moved.entry.fields["data"] == {
        "decided_by": {"unit": "DV", "body": "committee"},
        "overrides": ["cell-vote"],
    }


def _untold(desk, ref, event, on, **more):
    return [
        one for one in consider(desk, ref, event, on=on, **more)[2] if one.kind == "cell-untold"
    ]


def test_the_cell_is_told_that_its_candidate_was_admitted(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    decided = desk.store.dossier(ref).case.day_of(Event.ADMIT)
    ceremony = decided + timedelta(days=9)

    (untold,) = _untold(desk, ref, Event.HOLD_CEREMONY, ceremony)
    assert untold.text.en == f"nobody recorded that the cell was told the result of {decided}"
    assert untold.source.cite("en") == "point 4.3.1, 24-QĐ/TW of 2021-07-30"
    assert untold.remedy.en == (
        f"ketnap case record {ref} result-notice --set purpose=admission --set result=… --on …"
    )

    values = {"purpose": "admission", "result": "approved"}
    record(desk, ref, FactKind.RESULT_NOTICE, values, on=decided - timedelta(days=1))
    assert len(_untold(desk, ref, Event.HOLD_CEREMONY, ceremony)) == 1
    record(desk, ref, FactKind.RESULT_NOTICE, values, on=decided)
    assert _untold(desk, ref, Event.HOLD_CEREMONY, ceremony) == []


def test_a_cell_that_has_received_the_decision_knows(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    decided = desk.store.dossier(ref).case.day_of(Event.ADMIT)

    record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=decided)

    assert _untold(desk, ref, Event.HOLD_CEREMONY, decided + timedelta(days=9)) == []


def test_the_cell_is_told_of_a_refusal_too_once_somebody_above_it_has_voted(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2024, 6, 20))
    closing = date(2024, 7, 20)
    assert _untold(desk, ref, Event.CLOSE, closing) == []

    against = {**vote("committee", "admission"), "for": "0", "against": "9"}
    record(desk, ref, FactKind.VOTE, against, on=date(2024, 7, 1))

    (untold,) = _untold(desk, ref, Event.CLOSE, closing)
    assert untold.text.vi == "chưa ghi việc thông báo cho chi bộ kết quả xem xét ngày 01/07/2024"
