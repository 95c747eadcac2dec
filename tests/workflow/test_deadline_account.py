"""A deadline of a case is explained from its entries, so that it can be counted again by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builders import a_case, a_desk, at, ready_to_admit, ready_to_recognise, take_to

from rules.calendar import Calendar
from rules.milestones import Milestone
from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.record import record
from workflow.deadline_account import accounts_of
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State


def accounts(desk, ref, rule=None):
    found = accounts_of(desk.store.entries(ref), desk.law())
    return [one for one in found if rule is None or one.rule.id == rule]


def test_every_deadline_is_told_once_the_open_ones_first(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    told = [
        (one.rule.id, one.deadline.due_on, None if one.ending is None else one.ending.how)
        for one in accounts(desk, ref)
    ]

    assert told == [
        ("member-cv", date(2024, 9, 16), None),
        ("new-member-course", date(2025, 8, 1), None),
        ("probation", date(2025, 8, 1), None),
        ("recognition-cell", date(2025, 9, 16), None),
        ("ceremony", date(2024, 8, 26), "superseded"),
        ("ceremony", date(2024, 8, 30), "met"),
        ("admission-decision", date(2024, 9, 16), "met"),
        ("file-age", date(2025, 5, 2), "met"),
        ("course-certificate", date(2029, 4, 1), "met"),
    ]


def test_a_ceremony_says_what_started_it_what_chose_the_wording_and_what_met_it(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    first, second = accounts(desk, ref, "ceremony")

    assert first.starts is Milestone.DECISION_ISSUED
    assert first.governing is None
    assert first.ending.instead is second.deadline
    assert first.days_late is None
    assert second.starts is Milestone.DECISION_RECEIVED
    assert second.started.seq == 16
    assert (second.governed_by, second.governing.day) == (
        Milestone.DECISION_ISSUED,
        date(2024, 7, 15),
    )
    assert (second.ending.on, second.days_late) == (date(2024, 8, 1), -29)


def test_a_deadline_from_the_end_of_the_probation_tells_how_that_day_was_counted(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    (one,) = accounts(desk, ref, "recognition-cell")

    assert one.starts is Milestone.PROBATION_ENDED
    assert one.started.fields["event"] == Event.HOLD_CEREMONY
    assert (one.probation.start_on, one.probation.due_on) == (date(2024, 8, 1), date(2025, 8, 1))
    assert (one.ending.on, one.days_late) == (date(2025, 8, 20), -27)


def test_a_recognition_ends_its_deadlines_on_the_day_it_was_decided(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    (decision,) = accounts(desk, ref, "recognition-decision")
    (cv,) = accounts(desk, ref, "member-cv")

    assert (decision.ending.on, decision.days_late) == (date(2025, 9, 10), -23)
    assert (cv.ending.how, cv.ending.on, cv.days_late) == ("void", date(2025, 9, 10), None)


def test_nobody_is_late_with_a_probation_that_was_waited_for(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    (one,) = accounts(desk, ref, "probation")

    assert (one.ending.how, one.ending.on, one.days_late) == ("met", date(2025, 8, 20), None)


def test_an_extension_is_part_of_the_count(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    given = {"purpose": "admission", "days": "10"}
    record(desk, ref, FactKind.EXTENSION, given, on=date(2024, 8, 1), document="3-CV")

    longer, first = accounts(desk, ref, "admission-decision")

    assert (first.due.more, first.extensions, first.due.due_on) == (0, (), date(2024, 9, 16))
    assert first.ending.instead is longer.deadline
    assert [fact.document for fact in longer.extensions] == ["3-CV"]
    assert longer.due.due_on == longer.deadline.due_on == date(2024, 9, 30)


def test_a_corrected_start_names_the_correction(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    correct(desk, ref, 3, document="GCN-1b", reason="Ghi nhầm số")
    correct(desk, ref, 18, effective_on=date(2024, 8, 2), reason="Ghi nhầm ngày")

    after, before = accounts(desk, ref, "member-cv")

    assert [entry.seq for entry in after.corrected] == [20]
    assert before.corrected == ()
    assert after.deadline.start_on == date(2024, 8, 2)
    assert (before.ending.how, before.ending.entry.seq) == ("superseded", 20)


def test_two_letters_have_an_account_each(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for number, on in (("1-CV", date(2024, 5, 6)), ("2-CV", date(2024, 5, 8))):
        values = {"addressee": "Công an phường", "received_on": on.isoformat()}
        record(desk, ref, FactKind.VERIFICATION_LETTER, values, on=on, document=number)
    answer = {"letter": "2-CV", "result": "clear"}
    record(desk, ref, FactKind.VERIFICATION_REPLY, answer, on=date(2024, 7, 1), document="9-TL")

    waiting, answered = accounts(desk, ref, "verification-reply")

    assert (waiting.started.seq, waiting.ending) == (5, None)
    assert (answered.started.seq, answered.ending.on) == (6, date(2024, 7, 1))


def test_a_letter_whose_receipt_is_not_known_is_provisional_from_its_own_day(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    letter = {"addressee": "Công an phường"}
    record(desk, ref, FactKind.VERIFICATION_LETTER, letter, on=date(2024, 5, 6), document="1-CV")

    (one,) = accounts(desk, ref, "verification-reply")

    assert (one.starts, one.deadline.provisional) == (Milestone.LETTER_RECEIVED, True)


def test_a_case_taken_over_half_way_is_explained_from_its_first_entry(desk):
    certificate = KnownFact(kind="certificate", on=date(2025, 3, 3), document="GCN-9")
    newcomer = Newcomer(
        person=Nominee(name="Quảng Đại Ước", born="1990-02").person(desk.today()),
        unit="DV",
        state=State.VERIFICATION,
        on=date(2026, 9, 1),
        days={Event.OPEN_FILE: date(2026, 9, 1)},
        facts=(certificate,),
    )
    (ref,) = take_over(desk, [newcomer], file_name="ds.csv", sha256="cd" * 32).refs

    file, certificate_ = accounts(desk, ref)

    assert (file.rule.id, file.started.seq, file.deadline.start_on) == (
        "file-age",
        1,
        date(2026, 9, 1),
    )
    assert certificate_.started.fields["kind"] == "intake"


def test_a_file_sent_back_leaves_nothing_that_met_its_deadline(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    advance(
        desk,
        ref,
        Event.RETURN_FILE,
        on=date(2024, 6, 1),
        to=State.NOMINATED,
        reason_code=Reason.FILE_STALE.value,
    )

    (one,) = accounts(desk, ref, "file-age")

    assert (one.ending.how, one.ending.on, one.ending.instead) == ("void", date(2024, 6, 1), None)
    assert one.days_late is None


def test_the_wording_of_the_start_counts_even_when_a_newer_one_is_in_force(desk):
    later = a_desk(desk.store, at("2026-11-23"))
    ref = a_case(later)
    take_to(later, ref, State.PROBATION)
    ready_to_recognise(later, ref)

    (one,) = accounts(later, ref, "recognition-decision")

    assert one.version.id == "recognition-decision@2025-07-01"
    assert one.due.due_on == one.deadline.due_on


STORM = Asked(
    days=(date(2027, 1, 20),),
    off=True,
    name="nghỉ bão",
    document="77/UBND 20/11/2026",
    reason="bão",
)


def _probationer(desk):
    newcomer = Newcomer(
        person=Nominee(name="Quảng Đại Ước", born="1990-02").person(desk.today()),
        unit="DV",
        state=State.PROBATION,
        on=date(2026, 1, 5),
        days={Event.HOLD_CEREMONY: date(2026, 1, 5)},
    )
    (ref,) = take_over(desk, [newcomer], file_name="ds.csv", sha256="cd" * 32).refs
    return ref


def test_a_deadline_is_counted_by_the_calendar_of_the_day_it_was_opened_and_of_its_unit(desk):
    ref = _probationer(desk)
    decider = a_desk(desk.store, at("2026-11-24"))
    decide_days(decider, replace(STORM, unit="DV"))
    reader = replace(decider, calendar=Calendar.open(decided=desk.store.calendar_decisions))

    new, old = accounts(reader, ref, "recognition-cell")

    assert (old.deadline.due_on, old.due.due_on) == (date(2027, 2, 23), date(2027, 2, 23))
    assert (old.known_on, old.now_on) == (date(2026, 11, 23), date(2027, 2, 24))
    assert (new.deadline.due_on, new.due.due_on, new.known_on) == (
        date(2027, 2, 24),
        date(2027, 2, 24),
        None,
    )
    assert date(2027, 1, 20) in {day.day for day in new.due.skipped}
    assert old.ending.entry.fields["kind"] == "rework"
    assert old.ending.instead is new.deadline


def test_a_count_that_no_known_calendar_leads_to_is_left_to_the_reader(desk):
    ref = _probationer(desk)
    decide_days(desk, STORM)
    reader = replace(desk, calendar=Calendar.open(decided=desk.store.calendar_decisions))

    _, old = accounts(reader, ref, "recognition-cell")

    assert (old.deadline.due_on, old.now_on, old.known_on) == (
        date(2027, 2, 23),
        date(2027, 2, 24),
        None,
    )
    assert old.due.due_on == old.now_on


def test_a_deadline_whose_days_were_decided_is_no_estimate_any_more(desk):
    ref = _probationer(desk)
    entries = list(desk.store.entries(ref))
    mark = {"rule": "recognition-cell", "started_by": 1, "estimated": False}
    fields = {"kind": "rework", "effective_on": "2026-11-24", "marks": [mark]}
    settled = [*entries, replace(entries[-1], seq=2, fields=fields)]

    def marked(found):
        law = desk.law()
        return [
            one.deadline.estimated
            for one in accounts_of(found, law)
            if one.rule.id == "recognition-cell"
        ]

    assert (marked(entries), marked(settled)) == ([True], [False])


def test_at_a_moment_with_entries_left_out_the_open_deadlines_are_told(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    entries = desk.store.entries(ref)
    # The receipt (16) was recorded, and is not valid yet.
    kept = [entry for entry in entries if entry.seq <= 15 or entry.seq == 17]

    (one,) = [it for it in accounts_of(kept, desk.law()) if it.rule.id == "ceremony"]

    assert (one.deadline.due_on, one.deadline.provisional) == (date(2024, 8, 26), True)
    assert (one.started.seq, one.ending) == (15, None)


def test_a_deadline_met_by_nothing_that_is_still_there_ends_on_the_day_of_the_entry(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    entries = list(desk.store.entries(ref))
    last = entries[-1]
    closing = {"rule": "member-cv", "started_by": 18, "how": "met"}
    fields = {"kind": "note", "effective_on": "2024-09-01", "closes": [closing]}
    entries.append(replace(last, seq=19, fields=fields))

    one = next(it for it in accounts_of(entries, desk.law()) if it.rule.id == "member-cv")

    assert (one.ending.on, one.days_late) == (date(2024, 9, 1), -15)
