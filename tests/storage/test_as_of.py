"""The log alone tells what stood where at every moment, on both axes of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import a_case, a_desk, at, take_to, units
from random_office import FOR_GOOD, RandomOffice, end_of, every_read
from screenings import a_member, opened, take_screening_to

from scheduler.answers import acknowledge, snooze
from storage.as_of import AsOfStore
from workflow.actions.advance import advance
from workflow.actions.correct import correct, correct_person
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold, note
from workflow.actions.record import record
from workflow.errors import NotFoundError, RefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.listing import CaseFilter
from workflow.moment import Moment
from workflow.reasons import Reason
from workflow.reminders import NEVER_ALONE, AlertState, Step
from workflow.screening.listing import ScreeningFilter
from workflow.screening.states import ScreeningState
from workflow.states import Event, State


def _look(desk, as_of: date, known_at: datetime) -> AsOfStore:
    return AsOfStore(desk.store, Moment(as_of=as_of, known_at=known_at), desk.law)


@pytest.mark.parametrize("seed", range(3))
def test_now_known_now_every_read_answers_as_the_tables_do(sqlite_store, seed):
    office = RandomOffice(sqlite_store, seed)
    office.work(100)

    past = _look(office.desk(), office.today(), office.now)

    today = office.today()
    assert every_read(past, today, office.refs) == every_read(sqlite_store, today, office.refs)
    assert len(office.refs) > 3


def test_it_does_so_on_both_databases(store):
    office = RandomOffice(store, 99)
    office.work(50)

    past = _look(office.desk(), office.today(), office.now)

    today = office.today()
    assert every_read(past, today, office.refs) == every_read(store, today, office.refs)


@pytest.mark.parametrize("seed", range(6, 8))
def test_every_moment_of_the_past_is_told_as_its_tables_told_it(sqlite_store, seed):
    office = RandomOffice(sqlite_store, seed)
    then = []
    for _ in range(6):
        office.work(20)
        answers = every_read(sqlite_store, office.today(), office.refs)
        then.append((office.today(), office.now, list(office.refs), answers))
        office.now += timedelta(minutes=1)

    for day, instant, refs, answers in then:
        past = _look(office.desk(), day, instant)
        told = every_read(past, day, refs)
        assert told == answers


@pytest.mark.parametrize("seed", range(2))
def test_a_fold_of_what_was_known_is_a_replay_of_those_entries_only(sqlite_store, seed):
    office = RandomOffice(sqlite_store, seed)
    office.work(60)
    desk = office.desk()

    for ref in office.refs:
        entries = sqlite_store.entries(ref)
        for number, entry in enumerate(entries, 1):
            at_ = datetime.fromisoformat(entry.fields["recorded_at"])
            known = [
                one for one in entries if one.fields["recorded_at"] <= entry.fields["recorded_at"]
            ]
            moment = Moment(as_of=at_.astimezone(desk.zone).date(), known_at=at_)
            assert len(known) >= number
            assert moment.case(entries, desk.law()) == fold(known)


def _later(desk, days):
    return a_desk(desk.store, desk.clock() + timedelta(days=days))


def test_late_entries_leave_the_report_for_a_day_as_it_was_unless_asked_for(store):
    june = a_desk(store, at("2024-06-28"))
    units(june)
    ref = nominate(june, Nominee(name="Phạm Thị Bé"), "DV", on=date(2024, 6, 1)).case.ref
    day, end = date(2024, 6, 30), end_of(date(2024, 6, 30), june)
    before = every_read(_look(june, day, end), day, [ref])

    july = a_desk(store, at("2024-07-20"))
    advance(july, ref, Event.ENROL, on=date(2024, 6, 20), document="5-CV")
    nominate(july, Nominee(name="Lê Văn Tám"), "DV", on=date(2024, 6, 29))
    record(july, ref, FactKind.CERTIFICATE, {}, on=date(2024, 7, 5), document="GCN")

    report = every_read(_look(july, day, end), day, [ref])
    known_now = every_read(_look(july, day, july.clock()), day, [ref])
    assert report == before
    assert report["counts"] == {"nominated": 1}
    assert known_now["counts"] == {"course": 1, "nominated": 1}
    assert known_now["dossiers"][ref].facts == ()  # the certificate is of July


def test_a_day_corrected_later_is_the_day_that_counts_once_it_is_known(desk_with_units):
    desk = desk_with_units
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    day = date(2024, 1, 20)
    correct(desk, ref, 2, effective_on=date(2024, 1, 15), reason="theo sổ")

    found = _look(desk, day, desk.clock()).dossier(ref)

    assert found.case.state is State.COURSE
    assert found.case.since == date(2024, 1, 15)


def test_where_entries_in_between_are_left_out_the_deadlines_follow_from_the_case(desk_with_units):
    desk = desk_with_units
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.APPLICATION, {}, on=date(2024, 8, 1))
    correct(desk, ref, 3, effective_on=date(2024, 4, 2), reason="theo sổ")

    found = _look(desk, date(2024, 4, 20), desk.clock()).dossier(ref).case

    assert (found.state, found.seq) == (State.COURSE, 6)
    assert [(one.rule, one.due_on) for one in found.deadlines] == [
        ("course-certificate", date(2029, 4, 2))
    ]


def test_a_case_that_was_opened_later_did_not_exist_then(desk_with_units):
    desk = desk_with_units
    ref = a_case(desk)
    past = _look(desk, date(2024, 1, 4), desk.clock())

    with pytest.raises(NotFoundError) as refused:
        past.dossier(ref)

    assert refused.value.what.en == "This case did not exist then."
    assert past.dossier("HS-2026-9999") is None
    assert list(past.cases(CaseFilter())) == []
    assert past.heads([ref]) == {}


def test_nothing_is_written_into_the_past(desk_with_units):
    desk = desk_with_units
    ref = a_case(desk)
    past = _look(desk, desk.today(), desk.clock())

    with pytest.raises(RefusedError) as refused:
        note(a_desk(past), ref, "đã gọi")

    assert refused.value.what.en == "This is a look at the past; nothing is written (note)."
    assert desk.store.dossier(ref).case.seq == 1


@pytest.fixture
def desk_with_units(sqlite_store):
    """A desk on 23 November 2026, with a city."""
    desk = a_desk(sqlite_store)
    units(desk)
    return desk


def test_screenings_stand_as_they_stood(store):
    desk = a_desk(store)
    units(desk)
    member = a_member(desk)
    ref = opened(desk, member)
    other = opened(desk, a_member(desk, name="Lê Văn Tám"))
    take_screening_to(desk, ref, ScreeningState.HELPED)
    now = _look(desk, desk.today(), desk.clock())
    filters = [
        ScreeningFilter(),
        ScreeningFilter(states=(ScreeningState.HELPED,)),
        ScreeningFilter(units=("nowhere",)),
        ScreeningFilter(case=member),
        ScreeningFilter(person=store.dossier(member).case.person, limit=1),
    ]

    assert now.screening(ref) == store.screening(ref)
    assert [now.screenings(one) for one in filters] == [store.screenings(one) for one in filters]
    assert now.tasks(FOR_GOOD) == store.tasks(FOR_GOOD)
    assert [entry.seq for entry in now.entries(ref)] == [entry.seq for entry in store.entries(ref)]
    assert other in {one.ref for one in now.screenings(ScreeningFilter())}

    before = _look(desk, desk.today(), desk.clock() - timedelta(seconds=1))
    assert before.screening(ref) is None
    assert before.screenings(ScreeningFilter()) == []


def test_alerts_stand_on_what_was_open_with_the_answers_of_then(store):
    desk = a_desk(store, at("2026-11-20"))
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    rules = tuple(one.rule for one in store.dossier(ref).case.deadlines)
    steps = [Step(rules=rules, days=0, following=None)]
    store.alerts.sweep(steps, date(2026, 11, 20), at("2026-11-20", 4))
    first, second, *_ = sorted(store.alerts.alerts(date(2026, 11, 20)), key=lambda one: one.id)
    then = a_desk(store, at("2026-11-21"))
    acknowledge(then, store.alerts, first.id, reason="đã gọi")
    snooze(
        then,
        store.alerts,
        second.id,
        until=date(2026, 11, 22),
        reason="chờ họp",
        longest=30,
        approved_by="hoa",
    )
    later = a_desk(store, at("2026-11-23"))

    def told(as_of, known_at, **more):
        found = _look(later, as_of, known_at).alerts.alerts(as_of, **more)
        return {one.id: (one.state, one.answered_by) for one in found}

    before, answered, over = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
    assert told(before, at("2026-11-20", 3), everything=True) == {}
    assert told(before, at("2026-11-20", 5))[first.id] == (AlertState.RAISED, None)
    assert told(answered, at("2026-11-21"))[first.id] == (AlertState.ACKNOWLEDGED, "lan")
    assert second.id not in told(answered, at("2026-11-21"))
    assert told(over, at("2026-11-23"))[second.id] == (AlertState.RAISED, "lan")
    assert told(over, at("2026-11-23"), units=("CVA",)) == {}
    every = _look(later, over, at("2026-11-23")).alerts.alerts(over, everything=True)
    assert every == list(store.alerts.alerts(over, everything=True))

    today = _look(later, over, at("2026-11-23"))
    assert sorted(today.alerts_on(ref), key=lambda one: one.id) == list(store.alerts_on(ref))
    hold(later, ref, Reason.ABSENT)
    held = told(over, later.clock())
    loud = {one.id for one in every if one.rule in NEVER_ALONE}
    assert {held[number][0] for number in held.keys() - loud} == {AlertState.INHIBITED}
    assert AlertState.INHIBITED not in {held[number][0] for number in loud}
    advance(
        later,
        ref,
        Event.ANNUL,
        to=State.CLOSED,
        reason_code="conditions-breached",
        document="1-QĐ",
        approved_by="hoa",
    )
    assert told(over, later.clock()) == {}
    settled = told(over, later.clock(), everything=True)
    assert {state for state, _ in settled.values()} == {AlertState.SETTLED}


def test_a_person_corrected_later_is_said_to_be(desk_with_units):
    desk = desk_with_units
    ref = a_case(desk)
    later = a_desk(desk.store, at("2026-11-24"))
    correct_person(later, ref, {"residence": "Khu phố 3"}, reason="theo sổ")

    assert _look(later, desk.today(), desk.clock()).person_corrected_since(ref)
    assert not _look(later, later.today(), later.clock()).person_corrected_since(ref)
    assert not desk.store.person_corrected_since(ref)


def test_who_looks_back_is_asked_of_the_open_store_and_no_connection_is_left_behind(store):
    past = _look(a_desk(store), date(2026, 11, 23), at("2026-11-23"))

    assert past.seat("lan") == store.seat("lan")
    assert "_hot" not in past.__dict__  # nobody closes it: the store that was opened is closed
