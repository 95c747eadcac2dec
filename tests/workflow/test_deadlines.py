"""Deadlines: what each entry opens and closes, and how each one ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import (
    a_case,
    a_desk,
    ready_to_admit,
    ready_to_recognise,
    recognise,
    take_to,
    units,
)

from rules.rulebook import Rulebook
from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.pause import hold, note
from workflow.actions.record import record
from workflow.actions.transfer import transfer
from workflow.case import by_due
from workflow.deadlines import deadlines_of
from workflow.desk import Desk
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State

TODAY = date(2026, 11, 23)


def _case(desk, ref):
    return desk.store.dossier(ref).case


def _open(desk, ref):
    return [(one.rule, one.due_on) for one in by_due(_case(desk, ref).deadlines)]


def _told(entry):
    opens = [(one["version"], one["start"], one["due"]) for one in entry.fields.get("opens", ())]
    closes = [
        (one["rule"], one["started_by"], one["how"]) for one in entry.fields.get("closes", ())
    ]
    return opens, closes


MAIN_PATH = {
    3: ([("course-certificate@2021-07-30", "2024-04-01", "2029-04-01")], []),
    4: ([("file-age@2021-07-30", "2024-05-02", "2025-05-02")], []),
    13: (
        [("admission-decision@2021-07-30", "2024-06-20", "2024-09-16")],
        [("course-certificate", 3, "met"), ("file-age", 4, "met")],
    ),
    15: (
        [("ceremony@2021-07-30", "2024-07-15", "2024-08-26")],
        [("admission-decision", 13, "met")],
    ),
    16: (
        [("ceremony@2021-07-30", "2024-07-20", "2024-08-30")],
        [("ceremony", 15, "superseded")],
    ),
    18: (
        [
            ("member-cv@2021-07-30", "2024-08-01", "2024-09-16"),
            ("new-member-course@2021-07-30", "2024-08-01", "2025-08-01"),
            ("probation@2011-01-19", "2024-08-01", "2025-08-01"),
            ("recognition-cell@2025-07-01", "2025-08-01", "2025-09-16"),
        ],
        [("ceremony", 16, "met")],
    ),
    19: ([], [("new-member-course", 18, "met")]),
    24: (
        [("recognition-decision@2025-07-01", "2025-08-20", "2025-10-03")],
        [("probation", 18, "met"), ("recognition-cell", 18, "met")],
    ),
    27: ([], [("recognition-decision", 24, "met"), ("member-cv", 18, "void")]),
}


def test_the_main_path_opens_and_closes_what_the_law_says(desk):
    ref = a_case(desk)

    take_to(desk, ref, State.FULL_MEMBER)

    entries = desk.store.entries(ref)
    assert len(entries) == 27
    assert {e.seq: _told(e) for e in entries if _told(e) != ([], [])} == MAIN_PATH
    assert _case(desk, ref).deadlines == ()


def test_an_entry_names_every_wording_that_its_deadlines_rest_on(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    for entry in desk.store.entries(ref):
        opened = {one["version"] for one in entry.fields.get("opens", ())}
        assert opened <= set(entry.fields.get("rules", ()))


def test_handing_in_the_members_cv_meets_its_deadline(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    moved = record(desk, ref, FactKind.MEMBER_CV, {}, on=date(2024, 9, 2))

    assert _told(moved.entry) == ([], [("member-cv", 18, "met")])


def _letter(desk, ref, number, **more):
    return record(
        desk,
        ref,
        FactKind.VERIFICATION_LETTER,
        {"addressee": "Đảng ủy xã", **more},
        on=date(2024, 5, 6),
        document=number,
    )


def _reply(desk, ref, letter):
    return record(
        desk,
        ref,
        FactKind.VERIFICATION_REPLY,
        {"letter": letter, "result": "clear"},
        on=date(2024, 6, 3),
        document=f"TL-{letter}",
    )


def test_each_verification_letter_runs_its_own_clock_and_a_reply_stops_only_that_one(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    first = _letter(desk, ref, "11-CV", received_on="2024-05-10")
    second = _letter(desk, ref, "12-CV", received_on="2024-05-20")
    abroad = _letter(desk, ref, "13-CV", received_on="2024-05-10", abroad="yes")
    reply = _reply(desk, ref, "12-CV")

    assert _told(first.entry)[0] == [("verification-reply@2021-07-30", "2024-05-10", "2024-06-21")]
    assert _told(second.entry) == (
        [("verification-reply@2021-07-30", "2024-05-20", "2024-07-01")],
        [],
    )
    assert _told(abroad.entry) == (
        [("verification-reply-abroad@2021-07-30", "2024-05-10", "2024-09-17")],
        [],
    )
    assert _told(reply.entry) == ([], [("verification-reply", 6, "met")])
    assert _open(desk, ref) == [
        ("verification-reply", date(2024, 6, 21)),
        ("verification-reply-abroad", date(2024, 9, 17)),
        ("file-age", date(2025, 5, 2)),
        ("course-certificate", date(2029, 4, 1)),
    ]


def test_a_letter_whose_receipt_is_not_known_runs_for_the_time_being_from_its_own_day(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    letter = _letter(desk, ref, "11-CV")

    moved = correct(desk, ref, 5, values={"received_on": "2024-05-10"}, reason="phiếu báo")

    (before,), (after,) = letter.opened, moved.opened
    assert (before.start_on, before.provisional) == (date(2024, 5, 6), True)
    assert (after.start_on, after.provisional) == (date(2024, 5, 10), False)
    assert moved.superseded == ((before, date(2024, 6, 21)),)


def test_a_letter_recorded_before_the_file_was_opened_starts_its_clock_with_the_file(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2024, 4, 1), document="GCN-1")
    letter = _letter(desk, ref, "11-CV", received_on="2024-05-10")

    opened = advance(desk, ref, Event.OPEN_FILE, on=date(2024, 5, 12))

    assert letter.opened == ()
    assert [one.rule for one in opened.opened] == ["file-age", "verification-reply"]


def test_a_newer_certificate_takes_the_place_of_an_older_one_and_not_the_reverse(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2024, 4, 1), document="GCN-2")

    older = record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2020, 4, 1), document="GCN-1")
    newer = record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2025, 4, 1), document="GCN-3")

    assert _told(older.entry) == ([], [])
    assert _told(newer.entry) == (
        [("course-certificate@2021-07-30", "2025-04-01", "2030-04-01")],
        [("course-certificate", 3, "superseded")],
    )


def test_a_returned_file_keeps_only_the_clock_of_the_certificate(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _letter(desk, ref, "11-CV", received_on="2024-05-10")

    moved = advance(
        desk,
        ref,
        Event.RETURN_FILE,
        to=State.NOMINATED,
        on=date(2024, 6, 1),
        reason_code=Reason.FILE_INCOMPLETE,
    )

    assert sorted(_told(moved.entry)[1]) == [
        ("file-age", 4, "void"),
        ("verification-reply", 5, "void"),
    ]
    assert _open(desk, ref) == [("course-certificate", date(2029, 4, 1))]


def test_a_file_returned_to_where_it_is_keeps_its_clocks_and_votes(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    before = _case(desk, ref)

    advance(
        desk,
        ref,
        Event.RETURN_FILE,
        to=State.VERIFICATION,
        on=date(2024, 6, 1),
        reason_code=Reason.FILE_INCOMPLETE,
    )

    after = _case(desk, ref)
    assert after.deadlines == before.deadlines
    assert after.facts == before.facts


@pytest.mark.parametrize("state", [State.NOMINATED, State.VERIFICATION, State.PROBATION])
def test_closing_a_case_voids_what_is_open(desk, state):
    ref = a_case(desk)
    take_to(desk, ref, state)

    moved = advance(desk, ref, Event.CLOSE, on=date(2024, 8, 2), reason_code=Reason.WITHDRAWN)

    assert moved.case.deadlines == ()
    assert {how for _, _, how in _told(moved.entry)[1]} <= {"void"}


def test_holding_noting_and_transferring_leave_every_deadline_as_it_is(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = _case(desk, ref).deadlines

    hold(desk, ref, Reason.ABSENT)
    note(desk, ref, "đi công tác")
    transfer(desk, ref, "offer", to="CVA")
    transfer(desk, ref, "accept")

    assert len(before) == 4
    assert _case(desk, ref).deadlines == before


def test_a_late_recorded_certificate_starts_no_clock_after_the_admission(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    moved = record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2023, 4, 1), document="GCN-0")

    assert (moved.opened, moved.closed) == ((), ())


def test_the_next_deadline_is_the_first_that_falls_due(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    assert _case(desk, ref).next_deadline.rule == "member-cv"
    assert _case(desk, ref).deadline("probation").due_on == date(2025, 8, 1)
    assert _case(desk, ref).deadline("file-age") is None


def _newcomer(state, on, days=None, facts=(), decided_on=None, name="Phạm Thị Bé"):
    return Newcomer(
        person=Nominee(name=name, born="1990-01").person(TODAY),
        unit="DV",
        state=state,
        on=on,
        days=days or {},
        facts=facts,
        decided_on=decided_on,
    )


def _taken(desk, newcomer):
    return take_over(desk, [newcomer], file_name="ds.csv", sha256="cd" * 32)


CERTIFICATE = KnownFact(kind="certificate", on=date(2024, 4, 1), document="GCN-1", issuer="TT")


@pytest.mark.parametrize(
    ("state", "on", "days", "facts", "expected"),
    [
        (State.NOMINATED, date(2026, 1, 5), {}, (), []),
        (
            State.COURSE,
            date(2026, 1, 5),
            {},
            (CERTIFICATE,),
            [("course-certificate", date(2029, 4, 1))],
        ),
        (
            State.VERIFICATION,
            date(2024, 5, 2),
            {Event.OPEN_FILE: date(2024, 5, 2)},
            (CERTIFICATE,),
            [("file-age", date(2025, 5, 2)), ("course-certificate", date(2029, 4, 1))],
        ),
        (
            State.ADMITTED,
            date(2024, 7, 15),
            {Event.OPEN_FILE: date(2024, 5, 2), Event.ADMIT: date(2024, 7, 15)},
            (CERTIFICATE,),
            [("ceremony", date(2024, 8, 26))],
        ),
        (
            State.PROBATION,
            date(2024, 8, 1),
            {Event.HOLD_CEREMONY: date(2024, 8, 1)},
            (
                CERTIFICATE,
                KnownFact(kind="new-member-certificate", on=date(2025, 3, 1), document="G2"),
                KnownFact(kind="member-cv", on=date(2024, 8, 20)),
            ),
            [("probation", date(2025, 8, 1)), ("recognition-cell", date(2025, 9, 16))],
        ),
        (State.PROBATION, date(2024, 8, 1), {}, (CERTIFICATE,), []),
        (
            State.FULL_MEMBER,
            date(2025, 8, 1),
            {Event.HOLD_CEREMONY: date(2024, 8, 1), Event.RECOGNISE: date(2025, 8, 1)},
            (CERTIFICATE,),
            [],
        ),
    ],
)
def test_people_taken_over_half_way_get_the_deadlines_of_where_they_stand(
    desk, state, on, days, facts, expected
):
    taken = _taken(desk, _newcomer(state, on, days, facts))

    assert _open(desk, taken.refs[0]) == expected
    assert taken.deadlines == len(expected)


def test_letters_taken_over_together_are_stood_for_by_the_most_urgent(desk):
    letters = tuple(
        KnownFact(
            kind="verification-letter",
            on=date(2024, 5, 6),
            document=number,
            data={"received_on": received},
            private={"addressee": "Đảng ủy xã"},
        )
        for number, received in (("11-CV", "2024-05-20"), ("12-CV", "2024-05-10"))
    )
    taken = _taken(desk, _newcomer(State.VERIFICATION, date(2024, 5, 2), facts=letters))
    ref = taken.refs[0]
    before = _open(desk, ref)

    _reply(desk, ref, "12-CV")

    assert before == [("verification-reply", date(2024, 6, 21))]
    assert _open(desk, ref) == [("verification-reply", date(2024, 7, 1))]


def test_a_letter_taken_over_with_its_reply_runs_no_clock(desk):
    letter = KnownFact(
        kind="verification-letter",
        on=date(2024, 5, 6),
        document="11-CV",
        private={"addressee": "Đảng ủy xã"},
    )
    reply = KnownFact(
        kind="verification-reply",
        on=date(2024, 6, 6),
        document="7-CV",
        data={"letter": "11-CV", "result": "clear"},
    )
    people = [
        _newcomer(State.VERIFICATION, date(2024, 5, 2), facts=(letter, reply)),
        _newcomer(
            State.VERIFICATION,
            date(2024, 5, 2),
            facts=(replace(letter, document="12-CV"), reply),
            name="Trần Văn Một",
        ),
    ]

    refs = take_over(desk, people, file_name="ds.csv", sha256="cd" * 32).refs

    assert [_open(desk, ref) for ref in refs] == [
        [],
        [("verification-reply", date(2024, 6, 17))],
    ]


def _extend(desk, ref, purpose, days, on):
    return record(
        desk,
        ref,
        FactKind.EXTENSION,
        {"purpose": purpose, "days": str(days)},
        on=on,
        document="3-CV/TU",
    )


def _resolved(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    return ref


def test_the_time_to_decide_on_admission_may_be_extended_by_30_working_days_in_total(desk):
    ref = _resolved(desk)

    first = _extend(desk, ref, "admission", 15, date(2024, 9, 10))
    with pytest.raises(RefusedError) as too_long:
        _extend(desk, ref, "admission", 16, date(2024, 9, 20))
    second = _extend(desk, ref, "admission", 15, date(2024, 9, 20))

    assert [(old.due_on, new) for old, new in first.superseded] == [
        (date(2024, 9, 16), date(2024, 10, 7))
    ]
    assert first.entry.fields["rules"] == [
        "admission-decision-extension@2021-07-30",
        "admission-decision@2021-07-30",
    ]
    assert too_long.value.what.vi == (
        "Gia hạn 16 ngày làm việc không được: còn được gia hạn 15 ngày, tổng cộng không quá 30"
        " (điểm 4.3.1, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)."
    )
    assert too_long.value.what.en == (
        "16 working days more cannot be given: 15 are left, at most 30 in total"
        " (point 4.3.1, 24-QĐ/TW of 2021-07-30; unverified)."
    )
    assert _open(desk, ref) == [("admission-decision", date(2024, 10, 28))]
    assert [one.due_on for one in second.opened] == [date(2024, 10, 28)]


def test_the_time_to_decide_on_recognition_may_be_extended_too(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    ready_to_recognise(desk, ref)

    _extend(desk, ref, "recognition", 30, date(2025, 9, 30))
    moved = recognise(desk, ref, on=date(2025, 11, 3))

    assert ("recognition-decision", 24, "met") in _told(moved.entry)[1]


@pytest.mark.parametrize("days", [0, 31])
def test_an_extension_of_no_day_or_of_too_many_is_refused(desk, days):
    ref = _resolved(desk)

    with pytest.raises(RefusedError):
        _extend(desk, ref, "admission", days, date(2024, 9, 10))

    assert _open(desk, ref) == [("admission-decision", date(2024, 9, 16))]


def test_a_time_that_does_not_run_is_not_extended(desk):
    ref = a_case(desk)

    with pytest.raises(RefusedError) as idle:
        _extend(desk, ref, "admission", 5, date(2024, 9, 10))
    with pytest.raises(InputError):
        record(desk, ref, FactKind.EXTENSION, {"purpose": "course", "days": "5"}, document="3")

    assert idle.value.what.en == (
        "Case HS-2026-0001 has no running time to decide that could be extended."
    )
    assert idle.value.what.vi == (
        "Hồ sơ HS-2026-0001 chưa có hạn quyết định nào đang tính để gia hạn."
    )


def test_where_the_law_knew_no_extension_none_is_added(desk):
    taken = _taken(
        desk,
        _newcomer(
            State.VERIFICATION,
            date(2015, 5, 2),
            facts=(
                KnownFact(
                    kind="extension", on=date(2015, 6, 1), data={"purpose": "admission", "days": 9}
                ),
                KnownFact(
                    kind="resolution",
                    on=date(2015, 5, 20),
                    data={"body": "cell", "purpose": "admission"},
                ),
            ),
        ),
    )

    assert _open(desk, taken.refs[0]) == []


def test_a_ceremony_before_the_first_known_wording_opens_nothing(desk):
    taken = _taken(
        desk,
        _newcomer(State.PROBATION, date(2010, 8, 1), {Event.HOLD_CEREMONY: date(2010, 8, 1)}),
    )

    assert _open(desk, taken.refs[0]) == []


def test_a_local_rule_tightens_the_deadline_of_its_place(sqlite_store, tmp_path):
    (tmp_path / "ceremony.toml").write_text(
        'id = "ceremony"\n'
        'title = { vi = "Lễ kết nạp", en = "Ceremony" }\n'
        'unit = "working days"\n'
        'governed_by = "decision-issued"\n'
        'met_by = ["ceremony-held"]\n'
        'actor = "cell"\n'
        "local = true\n"
        "timer = true\n"
        "[[versions]]\n"
        "from = 2024-01-01\n"
        "value = 10\n"
        'starts = "decision-received"\n'
        'provisional = "decision-issued"\n'
        'source = { text = { vi = "quy chế của thành phố", en = "rules of the city" } }\n'
        'confidence = "high"\n'
        "until = 2026-07-25\n"
        "[[versions]]\n"
        "from = 2026-07-26\n"
        "value = 10\n"
        'starts = "decision-issued"\n'
        'source = { text = { vi = "quy chế của thành phố", en = "rules of the city" } }\n'
        'confidence = "high"\n',
        encoding="utf-8",
    )
    usual = a_desk(sqlite_store)
    desk = Desk(
        store=usual.store,
        rulebook=Rulebook.open(tmp_path),
        calendar=usual.calendar,
        clock=usual.clock,
        actor=usual.actor,
    )
    units(desk)
    ref = a_case(desk)

    take_to(desk, ref, State.ADMITTED)

    assert _open(desk, ref) == [("ceremony", date(2024, 7, 29))]


def test_what_is_open_can_be_worked_out_anew_from_the_case_alone(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    case = _case(desk, ref)

    anew = deadlines_of(case, desk.law())
    assert [(one.rule, one.due_on, one.started_by) for one in by_due(anew)] == [
        (one.rule, one.due_on, one.started_by) for one in by_due(case.deadlines)
    ]


def test_a_probation_that_has_ended_is_not_overdue_but_its_consideration_is_next(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    record(desk, ref, FactKind.MEMBER_CV, {}, on=date(2024, 8, 20))
    record(desk, ref, FactKind.NEW_MEMBER_CERTIFICATE, {}, on=date(2025, 3, 1), document="GCN-2")

    following = _case(desk, ref).next_deadline

    assert (following.rule, following.due_on) == ("recognition-cell", date(2025, 9, 16))
