"""A mistake is answered by a correction: what followed is worked out again, the log stays."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    a_case,
    a_desk,
    log_rows,
    ready_to_admit,
    ready_to_recognise,
    recognise,
    take_to,
    units,
    vote,
)

from audit import Break, read_stream
from workflow.actions.advance import advance
from workflow.actions.correct import correct, correct_person
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.pause import note
from workflow.actions.record import record
from workflow.case import by_due
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.states import Event, State


def _case(desk, ref):
    return desk.store.dossier(ref).case


def _open(desk, ref):
    return [(one.rule, one.due_on) for one in by_due(_case(desk, ref).deadlines)]


def _moved(moved):
    return [(old.rule, old.due_on, new) for old, new in moved.superseded]


def test_a_corrected_ceremony_moves_all_that_followed_old_to_new(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = desk.store.entries(ref)

    moved = correct(desk, ref, 18, effective_on=date(2024, 8, 5), reason="theo biên bản lễ")

    assert _moved(moved) == [
        ("member-cv", date(2024, 9, 16), date(2024, 9, 18)),
        ("new-member-course", date(2025, 8, 1), date(2025, 8, 5)),
        ("probation", date(2025, 8, 1), date(2025, 8, 5)),
        ("recognition-cell", date(2025, 9, 16), date(2025, 9, 18)),
    ]
    case = _case(desk, ref)
    assert case.day_of(Event.HOLD_CEREMONY) == date(2024, 8, 5)
    assert case.since == date(2024, 8, 5)
    assert case == fold(desk.store.entries(ref))
    assert list(desk.store.entries(ref))[:18] == list(before)
    rows = [row for row in log_rows(store) if row.stream == ref]
    assert len(rows) == 19
    assert not [one for one in read_stream(rows) if isinstance(one, Break)]
    assert moved.entry.fields["data"] == {
        "of": 18,
        "set": {"effective_on": "2024-08-05"},
        "moved": {"days": {"hold-ceremony": ["2024-08-01", "2024-08-05"]}},
    }
    assert "theo biên bản lễ" not in moved.entry.body


def test_a_corrected_ceremony_moves_the_effect_of_the_recognition_too(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    moved = correct(desk, ref, 18, effective_on=date(2024, 8, 5), reason="nhầm ngày")

    assert moved.entry.fields["data"] == {
        "of": 18,
        "set": {"effective_on": "2024-08-05"},
        "also": [{"of": 27, "set": {"effective_on": "2025-08-05"}}],
        "moved": {
            "days": {
                "hold-ceremony": ["2024-08-01", "2024-08-05"],
                "recognise": ["2025-08-01", "2025-08-05"],
            }
        },
    }
    case = _case(desk, ref)
    assert case.day_of(Event.RECOGNISE) == date(2025, 8, 5)
    assert case.since == date(2025, 8, 5)
    assert case.decided_on == date(2025, 9, 10)


def test_correcting_a_recognition_corrects_the_day_it_was_decided_and_not_its_effect(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    correct(desk, ref, 27, effective_on=date(2025, 9, 12), reason="nhầm ngày")

    case = _case(desk, ref)
    assert case.decided_on == date(2025, 9, 12)
    assert case.day_of(Event.RECOGNISE) == date(2025, 8, 1)


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        (
            18,
            date(2024, 7, 14),
            "Corrected so, hold-ceremony (2024-07-14) would lie before admitted (2024-07-15).",
        ),
        (
            15,
            date(2024, 8, 2),
            "Corrected so, hold-ceremony (2024-08-01) would lie before admitted (2024-08-02).",
        ),
        (
            1,
            date(2024, 2, 2),
            "Corrected so, enrol (2024-02-01) would lie before nominated (2024-02-02).",
        ),
    ],
)
def test_a_correction_that_turns_the_order_around_is_refused(desk, number, day, sentence):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = _case(desk, ref)

    with pytest.raises(RefusedError) as refused:
        correct(desk, ref, number, effective_on=day, reason="nhầm ngày")

    assert refused.value.what.en == sentence
    assert _case(desk, ref) == before
    assert len(desk.store.entries(ref)) == 18


def test_the_days_of_somebody_taken_over_stay_in_order_too(desk):
    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Bé").person(date(2026, 11, 23)),
        unit="DV",
        state=State.PROBATION,
        on=date(2024, 9, 1),
        days={Event.ADMIT: date(2024, 8, 10), Event.HOLD_CEREMONY: date(2024, 9, 1)},
    )
    ref = take_over(desk, [newcomer], file_name="ds.csv", sha256="ab" * 32).refs[0]

    with pytest.raises(RefusedError) as refused:
        correct(desk, ref, 1, values={"hold-ceremony": "2024-08-09"}, reason="nhầm")
    correct(desk, ref, 1, values={"hold-ceremony": "2024-08-20"}, reason="nhầm")

    assert refused.value.what.en == (
        "Corrected so, hold-ceremony (2024-08-09) would lie before admit (2024-08-10)."
    )
    case = _case(desk, ref)
    assert case.day_of(Event.HOLD_CEREMONY) == case.since == date(2024, 8, 20)
    assert ("probation", date(2025, 8, 20)) in _open(desk, ref)


def test_a_voided_receipt_brings_the_provisional_deadline_back(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    record(desk, ref, FactKind.DECISION_RECEIPT, {}, on=date(2024, 7, 20))

    moved = correct(desk, ref, 16, void=True, reason="của hồ sơ khác")

    assert _moved(moved) == [("ceremony", date(2024, 8, 30), date(2024, 8, 26))]
    (again,) = _case(desk, ref).deadlines
    assert (again.provisional, again.started_by, again.opened_by) == (True, 15, 17)
    assert _case(desk, ref).latest(FactKind.DECISION_RECEIPT) is None
    assert _case(desk, ref) == fold(desk.store.entries(ref))


def test_a_voided_resolution_opens_again_what_it_had_met(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    before = _open(desk, ref)

    moved = correct(desk, ref, 13, void=True, reason="biểu quyết lại")

    assert before == [("admission-decision", date(2024, 9, 16))]
    assert _moved(moved) == [("admission-decision", date(2024, 9, 16), None)]
    assert _open(desk, ref) == [
        ("file-age", date(2025, 5, 2)),
        ("course-certificate", date(2029, 4, 1)),
    ]


def test_a_corrected_reply_answers_the_letter_it_names_now(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for number in ("11-CV", "12-CV"):
        record(
            desk,
            ref,
            FactKind.VERIFICATION_LETTER,
            {"addressee": "Đảng ủy xã", "received_on": "2024-05-10"},
            on=date(2024, 5, 6),
            document=number,
        )
    values = {"letter": "11-CV", "result": "clear"}
    record(desk, ref, FactKind.VERIFICATION_REPLY, values, on=date(2024, 6, 3), document="TL")

    correct(desk, ref, 7, values={"letter": "12-CV"}, reason="nhầm công văn")

    letters = [one for one in _case(desk, ref).deadlines if one.rule == "verification-reply"]
    assert [one.started_by for one in letters] == [5]


def test_values_document_and_issuer_of_a_fact_are_corrected(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", yes=5), on=date(2024, 6, 20))

    correct(
        desk,
        ref,
        5,
        values={"for": "8", "against": "1"},
        document="12-BB",
        issuer="Chi bộ",
        reason="đếm lại",
    )

    fact = _case(desk, ref).latest(FactKind.VOTE)
    assert (fact.data["for"], fact.data["against"], fact.data["electors"]) == (8, 1, 9)
    assert (fact.document, fact.issuer) == ("12-BB", "Chi bộ")


def test_a_corrected_name_in_a_fact_is_sealed_again(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 7, 21))

    moved = correct(desk, ref, 16, values={"who": "Lê Văn Chín"}, reason="ghi nhầm tên")

    assert "Chín" not in moved.entry.body
    sealed = moved.entry.fields["data"]["set"]["who"]["sealed"]
    assert desk.store.unsealed(ref)[sealed] == "Lê Văn Chín"


def test_a_document_recorded_with_an_event_is_corrected(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)

    moved = correct(desk, ref, 15, document="98-QĐ/TU", reason="nhầm số")

    assert moved.entry.fields["data"]["set"] == {"number": "98-QĐ/TU"}
    assert (moved.opened, moved.closed) == ((), ())


@pytest.mark.parametrize(
    ("number", "more", "error", "vi", "en"),
    [
        (
            3,
            {},
            InputError,
            "Chưa nói sửa gì: --on, --number, --issuer, --set hoặc --void.",
            "Say what to correct: --on, --number, --issuer, --set or --void.",
        ),
        (
            5,
            {"void": True},
            RefusedError,
            "Mục 5 (note) không sửa; hãy ghi một việc mới.",
            "Entry 5 (note) is not corrected; record a new step.",
        ),
        (
            2,
            {"void": True},
            RefusedError,
            "Chỉ một sự việc (fact) có thể bị coi là không có; bước đã ghi thì dùng annul.",
            "Only a fact can be voided; a transition is answered by annul.",
        ),
        (
            3,
            {"effective_on": date(2026, 11, 24)},
            RefusedError,
            "Ngày 24/11/2026 chưa tới.",
            "2026-11-24 has not come yet.",
        ),
        (
            3,
            {"values": {"colour": "red"}},
            InputError,
            "Mục 3 không có colour; sửa được: class.",
            "Entry 3 has no colour; it has: class.",
        ),
        (
            9,
            {"void": True},
            NotFoundError,
            "Hồ sơ có 5 mục, không có mục 9.",
            "The case has 5 entries; there is no entry 9.",
        ),
    ],
)
def test_what_cannot_be_corrected_is_refused_in_words(desk, number, more, error, vi, en):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    note(desk, ref, "đã gọi điện")

    with pytest.raises(error) as refused:
        correct(desk, ref, number, reason="nhầm", **more)

    assert (refused.value.what.vi, refused.value.what.en) == (vi, en)
    assert len(desk.store.entries(ref)) == 5


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("31/02/2024", "“31/02/2024” is a day that does not exist."),
        ("2030-01-01", "2030-01-01 has not come yet."),
    ],
)
def test_a_day_that_cannot_be_is_not_given_to_somebody_taken_over(desk, value, sentence):
    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Bé").person(date(2026, 11, 23)),
        unit="DV",
        state=State.PROBATION,
        on=date(2024, 9, 1),
    )
    ref = take_over(desk, [newcomer], file_name="ds.csv", sha256="ab" * 32).refs[0]

    with pytest.raises((InputError, RefusedError)) as refused:
        correct(desk, ref, 1, values={"hold-ceremony": value}, reason="theo sổ")

    assert refused.value.what.en.startswith(sentence)


def test_a_value_that_a_fact_cannot_hold_is_not_corrected_into_it(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2024, 6, 20))

    with pytest.raises(InputError):
        correct(desk, ref, 5, values={"for": "10"}, reason="đếm lại")


def test_a_corrected_person_leaves_only_a_new_commitment_in_the_log(desk):
    ref = a_case(desk)
    before = desk.store.dossier(ref)

    moved = correct_person(
        desk,
        ref,
        {"name": "Nguyễn Thị Mỹ  Hường", "born": "05/02/1998", "residence": "Khu phố 3"},
        reason="theo căn cước",
    )

    after = desk.store.dossier(ref)
    assert after.person.name == "Nguyễn Thị Mỹ Hường"
    assert (after.person.name_key, after.person.born) == ("nguyen thi my huong", "1998-02-05")
    assert after.person.residence == "Khu phố 3"
    assert after.case.seq == before.case.seq + 1
    assert set(moved.entry.fields["data"]["set"]) == {"commitment"}
    for value in ("Hường", "1998", "Khu phố", "căn cước"):
        assert value not in moved.entry.body
    commitment = moved.entry.fields["data"]["set"]["commitment"]
    assert commitment in desk.store.unsealed(ref)
    assert fold(desk.store.entries(ref)) == after.case


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "No such field –; these can be corrected: name, born, sex,"),
        ({"party": "x"}, "No such field party; these can be corrected: name, born, sex,"),
        ({"born": "32/01/1990"}, "“32/01/1990” is a day that does not exist."),
        ({"education": "master"}, "There is no education “master”; the levels are: none,"),
        ({"name": " "}, "A name cannot be empty."),
        ({"sex": "x"}, "Sex: male or female."),
        ({"residence": "a\x00b"}, "Residence: holds a control character (U+0000) at place 2;"),
    ],
)
def test_a_value_that_a_person_cannot_have_is_refused(desk, values, sentence):
    ref = a_case(desk)
    before = desk.store.dossier(ref)

    with pytest.raises(InputError) as refused:
        correct_person(desk, ref, values, reason="nhầm")

    assert refused.value.what.en.startswith(sentence)
    assert desk.store.dossier(ref) == before


def test_a_correction_tried_out_writes_nothing(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = desk.store.dossier(ref)

    moved = correct(desk, ref, 18, effective_on=date(2024, 8, 5), reason="x", dry_run=True)
    correct_person(desk, ref, {"born": "1999-01"}, reason="x", dry_run=True)

    assert len(moved.opened) == 4
    assert desk.store.dossier(ref) == before


def test_the_same_correction_request_is_carried_out_once(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    for _ in range(2):
        last = correct(desk, ref, 18, effective_on=date(2024, 8, 5), reason="x", request="sua-1")
        person = correct_person(desk, ref, {"born": "1999-01"}, reason="x", request="sua-2")

    assert (last.replayed, person.replayed) == (True, True)
    assert _case(desk, ref).seq == 20


def test_two_corrections_of_one_entry_leave_the_newer_one_standing(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    correct(desk, ref, 18, effective_on=date(2024, 8, 5), reason="x")
    correct(desk, ref, 18, effective_on=date(2024, 8, 6), reason="x")
    ready_to_recognise(desk, ref)

    assert recognise(desk, ref).entry.fields["effective_on"] == "2025-08-06"


def test_a_case_annulled_to_be_redone_is_corrected_within_its_present_round(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)
    advance(
        desk,
        ref,
        Event.ANNUL,
        to=State.VERIFICATION,
        on=date(2025, 10, 1),
        reason_code="procedure-breached",
        document="1-QĐ",
        approved_by="hoa",
    )

    moved = correct(desk, ref, 3, effective_on=date(2024, 4, 2), reason="nhầm ngày")

    assert _moved(moved) == [("course-certificate", date(2029, 4, 1), date(2029, 4, 2))]
    assert _case(desk, ref).state is State.VERIFICATION
