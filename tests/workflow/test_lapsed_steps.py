"""A correction that would make a step unlawful says which one, and asks for one of two ways out."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    a_case,
    a_desk,
    ready_to_admit,
    take_to,
    units,
    vote,
)

from workflow.actions.advance import advance
from workflow.actions.correct import correct, correct_person
from workflow.actions.record import record
from workflow.actions.unit_status import change_status
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.lapses import CorrectionRefusedError
from workflow.states import Event, State
from workflow.unit import UnitStatus

CELL_VOTE, RESOLUTION, ADMISSION = 12, 13, 15


def _admitted(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    return ref


def _too_few(desk, ref, **more):
    return correct(
        desk,
        ref,
        CELL_VOTE,
        values={"for": "3", "against": "6"},
        reason="biên bản ghi 3/9",
        **more,
    )


def test_the_step_that_rested_on_it_is_named_with_its_law_and_both_ways_out(desk):
    ref = _admitted(desk)

    with pytest.raises(CorrectionRefusedError) as refused:
        _too_few(desk, ref)

    told = refused.value
    assert told.exit_code == 5
    assert told.what.vi == (
        f"Không sửa được {ref} như vậy: 1 bước đã ghi sẽ không còn đủ điều kiện."
    )
    (step,) = told.steps
    assert (step.seq, step.event, step.on) == (ADMISSION, Event.ADMIT, date(2024, 7, 15))
    (one,) = told.unmet
    assert one.condition == "cell-vote"
    assert one.source is not None
    assert one.problem.vi.startswith("mục 15, Quyết định kết nạp (15/07/2024): chi bộ: 3/9")
    assert one.problem.en.startswith("entry 15, Decide on admission (2024-07-15): the cell: 3/9")
    assert told.following.en == (
        f"ketnap case advance {ref} annul --reason-code procedure-breached …, then correct it;"
        " or correct it with --override cell-vote --approved-by SECOND_PERSON"
    )
    assert told.more() == {
        "steps": [
            {
                "seq": 15,
                "event": "admit",
                "on": "2024-07-15",
                "conditions": ["cell-vote"],
                "waivable": True,
            }
        ]
    }
    assert desk.store.dossier(ref).case.seq == ADMISSION


def test_two_people_may_waive_it_and_the_entry_says_so_for_ever(desk):
    ref = _admitted(desk)

    moved = _too_few(desk, ref, overrides=["cell-vote"], approved_by="hoa")

    assert moved.entry.fields["approved_by"] == "hoa"
    assert moved.entry.fields["data"]["overrides"] == ["cell-vote"]
    assert moved.entry.fields["data"]["unlawful"] == [
        {"of": ADMISSION, "conditions": ["cell-vote"]}
    ]
    assert fold(desk.store.entries(ref)) == desk.store.dossier(ref).case
    again = correct(desk, ref, CELL_VOTE, values={"for": "4", "against": "5"}, reason="đếm lại")
    assert "unlawful" not in again.entry.fields["data"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"overrides": ["cell-vote"]}, "Waiving a condition needs --approved-by a second person."),
        (
            {"overrides": ["cell-vote"], "approved_by": "Lan"},
            "The approver must be a second person, not the one who records.",
        ),
        (
            {"overrides": ["age"], "approved_by": "hoa"},
            "cannot correct HS-2026-0001 so: 1 recorded",
        ),
    ],
)
def test_it_is_not_waived_by_one_person_nor_under_another_name(desk, more, sentence):
    ref = _admitted(desk)

    with pytest.raises(RefusedError) as refused:
        _too_few(desk, ref, **more)

    assert refused.value.what.en.startswith(sentence)
    assert desk.store.dossier(ref).case.seq == ADMISSION


def test_what_is_never_waived_leaves_only_the_annulment(desk):
    ref = _admitted(desk)

    with pytest.raises(CorrectionRefusedError) as refused:
        correct(
            desk,
            ref,
            CELL_VOTE,
            effective_on=date(2024, 7, 20),
            reason="nhầm ngày",
            overrides=["order"],
            approved_by="hoa",
        )

    assert {one.condition for one in refused.value.unmet} == {"order"}
    assert refused.value.following.en == (
        f"ketnap case advance {ref} annul --reason-code procedure-breached …, then correct it"
    )
    assert refused.value.more()["steps"][0]["waivable"] is False


def test_after_the_annulment_the_correction_is_accepted(desk):
    ref = _admitted(desk)
    advance(
        desk,
        ref,
        Event.ANNUL,
        to=State.VERIFICATION,
        reason_code="procedure-breached",
        document="1-QĐ",
        approved_by="hoa",
    )

    moved = _too_few(desk, ref)

    assert moved.case.state is State.VERIFICATION


def test_a_paper_recorded_late_counts_by_its_legal_day(desk):
    ref = _admitted(desk)
    resolved = {"body": "cell", "purpose": "admission"}
    with pytest.raises(CorrectionRefusedError):
        correct(desk, ref, RESOLUTION, void=True, reason="của hồ sơ khác")

    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2024, 6, 21), document="7-NQ/CB")
    moved = correct(desk, ref, RESOLUTION, void=True, reason="của hồ sơ khác")

    assert moved.entry.seq == 17


def test_a_paper_of_a_later_day_does_not(desk):
    ref = _admitted(desk)
    resolved = {"body": "cell", "purpose": "admission"}
    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2024, 7, 16), document="7-NQ/CB")

    with pytest.raises(CorrectionRefusedError) as refused:
        correct(desk, ref, RESOLUTION, void=True, reason="của hồ sơ khác")

    assert [one.condition for one in refused.value.unmet] == ["cell-resolution"]


def test_a_receipt_moved_back_makes_the_ceremony_late(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2024, 7, 29))
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 7, 29))
    advance(desk, ref, Event.HOLD_CEREMONY, on=date(2024, 9, 6))

    with pytest.raises(CorrectionRefusedError) as refused:
        correct(desk, ref, 16, effective_on=date(2024, 7, 16), reason="sổ công văn đến")

    assert [step.event for step in refused.value.steps] == [Event.HOLD_CEREMONY]
    assert [one.condition for one in refused.value.unmet] == ["ceremony"]


def test_what_was_waived_with_the_step_itself_stays_waived(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    few = {"for": "3", "against": "6"}
    correct(desk, ref, CELL_VOTE, values=few, reason="đếm lại")
    advance(
        desk,
        ref,
        Event.ADMIT,
        on=date(2024, 7, 15),
        document="99-QĐ/TU",
        overrides=["cell-vote"],
        reason="đã xin ý kiến",
        approved_by="hoa",
    )
    yes = {"for": "8", "against": "1"}
    correct(desk, ref, CELL_VOTE, values=yes, reason="đếm lại")

    moved = correct(desk, ref, CELL_VOTE, values=few, reason="đếm lại lần nữa")

    assert "unlawful" not in moved.entry.fields["data"]


def test_a_corrected_birth_is_asked_again_whether_the_age_was_lawful(desk):
    ref = _admitted(desk)

    with pytest.raises(CorrectionRefusedError) as refused:
        correct_person(
            desk,
            ref,
            {"born": "2007-01-01"},
            reason="theo khai sinh",
            overrides=["age"],
            approved_by="hoa",
        )

    assert [one.condition for one in refused.value.unmet] == ["age"]
    assert [step.seq for step in refused.value.steps] == [ADMISSION]
    assert "--override" not in refused.value.following.en  # nobody is admitted under age


def test_a_corrected_education_that_was_too_low_may_be_waived_by_two_people(desk):
    ref = _admitted(desk)

    moved = correct_person(
        desk,
        ref,
        {"education": "primary"},
        reason="theo học bạ",
        overrides=["education"],
        approved_by="hoa",
    )

    assert moved.entry.fields["data"]["unlawful"] == [
        {"of": ADMISSION, "conditions": ["education"]}
    ]
    assert "primary" not in moved.entry.body


def test_a_person_who_is_not_admitted_yet_is_told_what_the_next_step_lacks_now(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)

    young = correct_person(desk, ref, {"born": "2007-01-01"}, reason="theo khai sinh")
    right = correct_person(desk, ref, {"born": "1998-05-02"}, reason="theo căn cước")

    assert [one.condition for one in young.consequences.unmet] == ["age"]
    assert right.consequences.met == ("age",)
    assert right.entry.fields["data"]["moved"] == {"conditions": {"met": ["age"]}}


@pytest.mark.parametrize(
    ("event", "following"),
    [
        (None, "ketnap case advance {ref} return-file --reason-code"),
        (Event.CLOSE, "correct it with --override course-certificate --approved-by SECOND_PERSON"),
    ],
)
def test_the_way_out_fits_where_the_case_stands(desk, event, following):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    if event is not None:
        advance(desk, ref, event, reason_code="own-request")

    with pytest.raises(CorrectionRefusedError) as refused:
        correct(desk, ref, 3, effective_on=date(2024, 5, 3), reason="nhầm ngày")

    assert refused.value.following.en.startswith(following.format(ref=ref))


def test_a_closed_case_whose_order_would_break_has_no_way_out_but_the_right_day(desk):
    ref = _admitted(desk)
    advance(desk, ref, Event.CLOSE, reason_code="died")

    with pytest.raises(CorrectionRefusedError) as refused:
        correct(desk, ref, CELL_VOTE, effective_on=date(2024, 7, 20), reason="nhầm ngày")

    assert refused.value.following is None


def test_a_second_correction_reads_the_values_that_the_first_one_set(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", electors=9), on=date(2024, 6, 20))
    correct(desk, ref, 5, values={"electors": "12", "present": "12"}, reason="sĩ số")

    correct(desk, ref, 5, values={"for": "11"}, reason="đếm lại")

    fact = desk.store.dossier(ref).case.latest(FactKind.VOTE)
    assert (fact.data["for"], fact.data["electors"]) == (11, 12)


def test_a_step_is_asked_again_on_both_databases(store):
    desk = a_desk(store)
    units(desk)
    ref = _admitted(desk)

    with pytest.raises(CorrectionRefusedError):
        _too_few(desk, ref)

    assert desk.store.dossier(ref).case.seq == ADMISSION


def _by_the_superior(desk):
    """An admission that a superior decided, and the entry of that body's vote."""
    change_status(desk, "DV", UnitStatus.GRASSROOTS, on=date(2016, 1, 1), delegated=False)
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    decided = record(
        desk, ref, FactKind.VOTE, vote("standing-committee", "admission"), on=date(2024, 7, 1)
    )
    advance(desk, ref, Event.ADMIT, on=date(2024, 7, 15), document="15-QĐ/QU")
    return ref, decided.entry.seq


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"void": True}, "which had the authority on 2024-07-15, has not voted"),
        ({"values": {"for": "3", "against": "6"}}, "the standing committee: 3/9 in favour"),
    ],
)
def test_without_the_vote_of_the_body_that_decided_the_admission_is_named(desk, change, told):
    ref, seq = _by_the_superior(desk)

    with pytest.raises(CorrectionRefusedError) as refused:
        correct(desk, ref, seq, reason="ghi nhầm hồ sơ", **change)

    (step,) = refused.value.steps
    assert step.event is Event.ADMIT
    (one,) = step.unmet
    assert one.condition == "standing-committee-vote"
    assert told in one.problem.en
    assert desk.store.entries(ref)[-1].seq == step.seq
