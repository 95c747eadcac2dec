"""Deciding a day: what moves, what becomes certain, who is told, and how it is taken back."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from builders import a_desk, at, letters, units

from rules.calendar import Calendar
from workflow.actions.correct import correct
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.pause import note
from workflow.actions.record import record
from workflow.actions.recount_deadlines import outdated_deadlines, recount_deadlines
from workflow.actions.registers import add_units
from workflow.actions.transfer import transfer
from workflow.deadlines import deadlines_of
from workflow.deeds import deed
from workflow.errors import (
    ConflictError,
    InputError,
    LostRaceError,
    NotFoundError,
    RefusedError,
    StaleCalendarError,
)
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.recount import Recount
from workflow.states import Event, State
from workflow.unit import Unit, UnitStatus
from workflow.verification import verify

TODAY = date(2026, 11, 23)
TET = tuple(date(2027, 2, day) for day in range(4, 11))
WAITING_IN_2027 = (*TET, date(2027, 9, 3))
STORM = date(2027, 1, 20)
CELL = Unit(
    code="CB1",
    name="Chi bộ khu phố 1",
    status=UnitStatus.CELL,
    parent="DV",
    from_on=date(2016, 1, 1),
)


def off(*days: date, **more):
    given = {"name": "nghỉ bão", "document": "77/UBND 20/11/2026", "reason": "bão số 9"}
    return Asked(days=days, off=True, **(given | more))


def tet(*days: date, **more):
    given = {
        "name": "Tết Âm lịch",
        "document": "10065/VPCP-KGVX 02/10/2026",
        "reason": "có bản gốc",
    }
    return Asked(days=days, off=True, announced_on=date(2026, 10, 2), **(given | more))


def back(*days: date, **more):
    return Asked(days=days, off=None, reason="hết bão", **more)


def worked(*days: date, **more):
    given = {"name": "làm bù", "document": "78/UBND 21/11/2026", "reason": "làm bù"}
    return Asked(days=days, off=False, **(given | more))


@pytest.fixture
def desk(store):
    found = a_desk(store)
    units(found)
    add_units(found, [CELL])
    return found


def later(desk, day="2026-11-23", hour=4):
    """The same office a little later: what was decided meanwhile is known."""
    moment = at(day, hour)
    return replace(desk, calendar=desk.calendar.reloaded(), clock=lambda: moment)


def people(number, ceremony=date(2026, 1, 5), unit="DV"):
    """Probationers: their cell considers them within 30 working days of 5 January 2027."""
    return [
        Newcomer(
            person=Nominee(name=f"Lê Thị {letters(one)}", born="1998-05-02").person(TODAY),
            unit=unit,
            state=State.PROBATION,
            on=ceremony,
            days={Event.HOLD_CEREMONY: ceremony},
        )
        for one in range(number)
    ]


def a_probationer(desk, unit="DV", ceremony=date(2026, 1, 5)):
    found = people(1, ceremony, unit)
    sha = f"{desk.store.entry_count():064d}"
    return take_over(desk, found, file_name="ds.csv", sha256=sha).refs[0]


def due(desk, ref, rule="recognition-cell"):
    one = desk.store.dossier(ref).case.deadline(rule)
    return one.due_on, one.estimated


def told(found):
    return [(one.ref, one.rule, one.old, one.new, one.because) for one in found.moved]


def sound(desk):
    """The log is intact, and every table follows from it."""
    found = verify(desk.store.audit)
    assert found.breaks == ()
    return found.entries


def test_a_day_off_moves_the_deadlines_whose_span_holds_it_and_lists_them(desk):
    ref = a_probationer(desk)
    assert due(desk, ref) == (date(2027, 2, 23), True)

    found = decide_days(desk, off(STORM))

    moved = (ref, "recognition-cell", date(2027, 2, 23), date(2027, 2, 24), (STORM,))
    assert told(found) == [moved]
    assert (found.moved[0].person, found.moved[0].unit) == ("Lê Thị aaaa", "DV")
    assert due(desk, ref) == (date(2027, 2, 24), True)
    last = desk.store.entries(ref)[-1].fields
    assert (last["kind"], last["event"], last["data"]) == (
        "rework",
        "calendar",
        {"days": ["2027-01-20"]},
    )
    assert [(one["version"], one["due"]) for one in last["opens"]] == [
        ("recognition-cell@2026-07-26", "2027-02-24")
    ]
    assert [(one["rule"], one["how"]) for one in last["closes"]] == [
        ("recognition-cell", "superseded")
    ]
    assert last["rules"] == ["recognition-cell@2026-07-26"]
    sound(desk)


def test_the_decision_stands_in_the_log_of_its_year(desk):
    decide_days(desk, off(STORM, announced_on=date(2026, 11, 20)))

    (entry,) = desk.store.entries("calendar/2027")
    assert entry.fields["kind"] == "calendar"
    assert entry.fields["event"] == "off"
    assert entry.fields["document"] == {"number": "77/UBND 2026-11-20"}
    assert entry.fields["data"] == {
        "day": "2027-01-20",
        "name": "nghỉ bão",
        "announced": "2026-11-20",
    }
    assert desk.store.unsealed("calendar/2027")[entry.fields["text"]["sealed"]] == "bão số 9"
    sound(desk)


def test_a_rehearsal_shows_the_review_and_writes_nothing(desk):
    ref = a_probationer(desk)
    before = desk.store.entry_count()

    found = decide_days(desk, off(STORM), dry_run=True)

    assert len(found.moved) == 1
    assert desk.store.entry_count() == before
    assert due(desk, ref) == (date(2027, 2, 23), True)
    assert later(desk).calendar.is_working(STORM) is True


def test_a_day_outside_every_span_moves_nothing(desk):
    ref = a_probationer(desk)

    found = decide_days(desk, off(date(2027, 3, 10)))

    assert (told(found), found.settled) == ([], 0)
    assert len(desk.store.entries(ref)) == 1


def test_an_expected_day_that_is_decided_moves_nothing_and_ends_the_estimate(desk):
    ref = a_probationer(desk)

    found = decide_days(desk, tet(*TET))

    assert (told(found), found.settled, found.unsettled) == ([], 1, 0)
    assert due(desk, ref) == (date(2027, 2, 23), False)
    assert desk.store.entries(ref)[-1].fields["marks"] == [
        {"estimated": False, "rule": "recognition-cell", "started_by": 1}
    ]
    assert "opens" not in desk.store.entries(ref)[-1].fields
    assert desk.store.estimated_deadlines() == 0
    assert later(desk).calendar.decided_until() == date(2027, 9, 2)
    sound(desk)


def test_a_year_is_decided_when_nothing_in_it_waits_any_more(desk):
    decide_days(desk, tet(*WAITING_IN_2027))

    calendar = later(desk).calendar
    assert calendar.decided_until() == date(2027, 12, 31)
    assert calendar.day(date(2027, 2, 4)).source == "10065/VPCP-KGVX ngày 02/10/2026"
    assert calendar.day(date(2027, 2, 4)).announced_on == date(2026, 10, 2)


def test_taking_a_decision_back_restores_every_deadline_exactly(desk):
    refs = [a_probationer(desk, ceremony=date(2026, 1, day)) for day in (5, 12, 19)]
    before = [desk.store.dossier(ref).case.deadlines for ref in refs]

    decide_days(desk, off(STORM, date(2027, 2, 11)))
    decide_days(later(desk), tet(*TET))
    found = decide_days(later(desk), back(STORM, date(2027, 2, 11), *TET))

    after = [desk.store.dossier(ref).case.deadlines for ref in refs]
    assert [bare(many) for many in after] == [bare(many) for many in before]
    assert (len(found.moved), found.unsettled) == (3, 0)
    sound(desk)


def bare(deadlines):
    """Deadlines whichever entry opened them."""
    return {replace(one, opened_by=0) for one in deadlines}


def test_certainty_is_taken_back_too(desk):
    ref = a_probationer(desk)
    decide_days(desk, tet(*TET))

    found = decide_days(later(desk), back(*TET))

    assert (found.settled, found.unsettled) == (0, 1)
    assert due(desk, ref) == (date(2027, 2, 23), True)
    sound(desk)


def test_a_decision_that_is_taken_back_brings_the_one_before_it_into_force(desk):
    ref = a_probationer(desk)
    decide_days(desk, off(STORM))
    decide_days(later(desk), worked(STORM))
    assert due(desk, ref) == (date(2027, 2, 23), True)

    decide_days(later(desk), back(STORM))

    assert due(desk, ref) == (date(2027, 2, 24), True)
    assert later(desk).calendar.is_working(STORM) is False


def test_a_saturday_worked_brings_a_deadline_forward(desk):
    ref = a_probationer(desk)

    found = decide_days(desk, worked(date(2027, 1, 23)))

    assert told(found) == [
        (
            ref,
            "recognition-cell",
            date(2027, 2, 23),
            date(2027, 2, 22),
            (date(2027, 1, 23),),
        )
    ]


def test_a_day_off_within_the_days_of_an_extension_moves_it_too(desk):
    resolved = KnownFact(
        kind="resolution", on=date(2026, 10, 12), data={"body": "cell", "purpose": "admission"}
    )
    newcomer = replace(
        people(1)[0],
        state=State.VERIFICATION,
        on=date(2026, 6, 1),
        days={Event.OPEN_FILE: date(2026, 6, 1)},
        facts=[resolved],
    )
    ref = take_over(desk, [newcomer], file_name="ds.csv", sha256="1" * 64).refs[0]
    assert due(desk, ref, "admission-decision") == (date(2027, 1, 6), True)
    granted = {"purpose": "admission", "days": "10"}
    record(desk, ref, FactKind.EXTENSION, granted, on=date(2026, 11, 20), document="9-CV/TU")
    assert due(desk, ref, "admission-decision") == (STORM, True)

    found = decide_days(later(desk), off(STORM))

    assert told(found) == [(ref, "admission-decision", STORM, date(2027, 1, 21), (STORM,))]
    assert recount_deadlines(later(desk), "xem lại").moved == []
    sound(desk)


def test_a_decision_over_the_package_moves_what_the_package_said(desk):
    """The ceremony counts over 24 November 2026, a day off of the package."""
    found = people(1)[0]
    admitted = replace(
        found,
        state=State.ADMITTED,
        on=date(2026, 11, 16),
        days={Event.ADMIT: date(2026, 11, 16)},
    )
    ref = take_over(desk, [admitted], file_name="ds.csv", sha256="1" * 64).refs[0]
    assert due(desk, ref, "ceremony") == (date(2026, 12, 29), False)

    decide_days(desk, worked(date(2026, 11, 24)))

    assert due(desk, ref, "ceremony") == (date(2026, 12, 28), False)
    sound(desk)


def test_a_units_own_day_counts_for_it_and_all_below_it_and_for_nobody_else(desk):
    ward, cell, school = (a_probationer(desk, unit) for unit in ("DV", "CB1", "CVA"))

    found = decide_days(desk, off(STORM, unit="phường Đô Vinh"))

    assert {one.ref for one in found.moved} == {ward, cell}
    assert due(desk, ward)[0] == due(desk, cell)[0] == date(2027, 2, 24)
    assert due(desk, school)[0] == date(2027, 2, 23)
    calendar = later(desk).calendar
    assert calendar.is_working(STORM) is True
    assert calendar.for_unit(("TP", "DV", "CB1")).day(STORM).unit == "DV"
    assert calendar.for_unit(("TP", "DV", "CB1")) is calendar.for_unit(("TP", "DV"))
    assert calendar.for_unit(("TP", "CVA")) is calendar
    assert [one.fields.get("unit") for one in desk.store.entries("calendar/2027")] == ["DV"]
    sound(desk)


def test_the_day_nearest_to_a_unit_goes_before_those_of_the_units_above(desk):
    ward, cell = a_probationer(desk, "DV"), a_probationer(desk, "CB1")
    decide_days(desk, off(STORM, unit="DV"))

    decide_days(later(desk), worked(STORM, unit="CB1"))

    assert due(desk, ward)[0] == date(2027, 2, 24)
    assert due(desk, cell)[0] == date(2027, 2, 23)
    sound(desk)


def test_a_new_case_of_a_unit_counts_by_the_units_own_days(desk):
    decide_days(desk, off(STORM, unit="DV"))

    ward, school = a_probationer(later(desk), "CB1"), a_probationer(later(desk), "CVA")

    assert due(desk, ward)[0] == date(2027, 2, 24)
    assert due(desk, school)[0] == date(2027, 2, 23)


def test_a_list_of_people_of_several_units_counts_for_each_by_its_own_days(desk):
    decide_days(desk, off(STORM, unit="DV"))
    both = [*people(1, unit="DV"), *people(1, unit="CVA")]

    refs = take_over(later(desk), both, file_name="ds.csv", sha256="1" * 64).refs

    assert [due(desk, ref)[0] for ref in refs] == [date(2027, 2, 24), date(2027, 2, 23)]


def test_a_case_that_goes_to_a_unit_with_days_of_its_own_is_counted_anew(desk):
    ref = a_probationer(desk, "CVA")
    decide_days(desk, off(STORM, unit="DV"))
    there = later(desk)

    transfer(there, ref, "offer", to="DV")
    moved = transfer(there, ref, "accept")

    assert [new for _, new in moved.superseded] == [date(2027, 2, 24)]
    assert due(desk, ref)[0] == date(2027, 2, 24)
    sound(desk)


def test_what_is_recorded_after_a_decision_keeps_to_it(desk):
    ref = a_probationer(desk)
    decide_days(desk, off(STORM))
    there = later(desk)

    note(there, ref, "đã báo chi bộ")
    correct(there, ref, 1, values={"hold-ceremony": "2026-01-06"}, reason="ghi nhầm")

    assert due(desk, ref)[0] == date(2027, 2, 25)
    case = desk.store.dossier(ref).case
    assert fold(desk.store.entries(ref)) == case
    assert {(one.rule, one.due_on) for one in deadlines_of(case, there.law())} == {
        (one.rule, one.due_on) for one in case.deadlines
    }
    sound(desk)


@pytest.mark.parametrize(
    ("asked", "refusal", "sentence"),
    [
        (off(), InputError, "Give 1 to 60 days, each of them once."),
        (off(STORM, STORM), InputError, "Give 1 to 60 days, each of them once."),
        (off(STORM, reason=" "), InputError, "Reason: must not be empty (--reason)."),
        (off(STORM, name=None), InputError, "Name: must not be empty (--name)."),
        (
            off(STORM, document="77/UBND"),
            InputError,
            "“77/UBND”: a document takes its number and its day, like “12-QĐ/TU 2026-11-23”.",
        ),
        (
            off(STORM, announced_on=date(2026, 11, 24)),
            RefusedError,
            "The day of announcement 2026-11-24 has not come yet.",
        ),
        (back(STORM), RefusedError, "There is no decision about 2027-01-20 to take back."),
        (
            worked(date(2026, 1, 2), announced_on=date(2025, 12, 24)),
            RefusedError,
            (
                "A later announcement about 2026-01-02 stands (announced 2025-12-25); the newest"
                " one holds, so nothing was written."
            ),
        ),
    ],
)
def test_what_cannot_be_decided_is_refused_with_a_reason(desk, asked, refusal, sentence):
    before = desk.store.entry_count()

    with pytest.raises(refusal) as caught:
        decide_days(desk, asked)

    assert caught.value.what.en == sentence
    assert desk.store.entry_count() == before


def test_an_unknown_unit_is_refused(desk):
    with pytest.raises(NotFoundError):
        decide_days(desk, off(STORM, unit="XX"))


def test_the_same_decision_twice_is_refused(desk):
    decide_days(desk, off(STORM))

    with pytest.raises(RefusedError) as caught:
        decide_days(later(desk), off(STORM))

    assert caught.value.what.vi == "Ngày 20/01/2027 đã được quyết định đúng như vậy."
    assert caught.value.following.vi == "ketnap rules calendar show 01/2027"


def test_an_older_announcement_does_not_undo_a_newer_one(desk):
    decide_days(desk, off(STORM, announced_on=date(2026, 11, 20)))

    for asked in (worked(STORM, announced_on=date(2026, 11, 19)),):
        with pytest.raises(RefusedError) as caught:
            decide_days(later(desk), asked)
        assert caught.value.what.vi == (
            "Ngày 20/01/2027 đã có quyết định công bố sau (công bố 20/11/2026); quyết định mới"
            " nhất được dùng, nên chưa ghi gì."
        )
    with pytest.raises(RefusedError, match="later announcement"):
        decide_days(later(desk), back(STORM, announced_on=date(2026, 11, 19)))


def test_a_request_is_carried_out_once(desk):
    ref = a_probationer(desk)

    first = decide_days(desk, off(STORM), request="r1")
    again = decide_days(later(desk), off(STORM), request="r1")

    assert (first.replayed, again.replayed) == (False, True)
    assert len(desk.store.entries(ref)) == 2
    with pytest.raises(ConflictError):
        decide_days(later(desk), off(TET[0]), request="r1")


def test_what_was_known_on_a_day_goes_by_the_announcement_or_by_the_record(desk):
    decide_days(desk, off(STORM, announced_on=date(2026, 11, 20)))
    decide_days(later(desk), off(date(2027, 1, 21)))

    known = later(desk).calendar
    days = (STORM, date(2027, 1, 21))

    assert [known.as_of(date(2026, 11, 19)).is_working(day) for day in days] == [True, True]
    assert [known.as_of(date(2026, 11, 20)).is_working(day) for day in days] == [False, True]
    assert [known.as_of(date(2026, 11, 23)).is_working(day) for day in days] == [False, False]


def test_a_decision_taken_back_was_known_until_then(desk):
    decide_days(desk, off(STORM))
    decide_days(later(desk, "2026-11-25"), back(STORM))

    known = later(desk).calendar

    assert known.as_of(date(2026, 11, 24)).is_working(STORM) is False
    assert known.as_of(date(2026, 11, 25)).is_working(STORM) is True


class Interrupted:
    """A store where somebody else gets in just before the first writes are carried out."""

    def __init__(self, store, interrupt, times=1):
        self._store, self._interrupt, self._left = store, interrupt, times

    def __getattr__(self, name):
        return getattr(self._store, name)

    def commit(self, change):
        if self._left:
            self._left -= 1
            self._interrupt()
        self._store.commit(change)


def test_somebody_who_writes_to_a_case_meanwhile_makes_the_decision_start_over(desk):
    ref = a_probationer(desk)
    store = Interrupted(desk.store, lambda: note(desk, ref, "xen vào"))

    found = decide_days(replace(desk, store=store), off(STORM))

    assert [one.new for one in found.moved] == [date(2027, 2, 24)]
    assert [one.fields["kind"] for one in desk.store.entries(ref)] == ["intake", "note", "rework"]
    sound(desk)


def test_a_case_opened_meanwhile_is_reworked_too(desk):
    opened = []
    store = Interrupted(desk.store, lambda: opened.append(a_probationer(desk)))

    found = decide_days(replace(desk, store=store), off(STORM))

    assert [one.ref for one in found.moved] == opened
    assert due(desk, opened[0])[0] == date(2027, 2, 24)
    sound(desk)


def test_whoever_is_interrupted_again_and_again_is_told_who_was_first(desk):
    ref = a_probationer(desk)
    store = Interrupted(desk.store, lambda: note(desk, ref, "xen vào"), times=9)

    with pytest.raises(ConflictError) as caught:
        decide_days(replace(desk, store=store), off(STORM))

    assert type(caught.value) is ConflictError
    assert desk.store.entries("calendar/2027") == []


def test_a_desk_that_knows_an_older_calendar_opens_no_deadline(desk):
    stale = later(desk)
    assert stale.calendar.is_working(STORM)
    decide_days(desk, off(STORM))

    with pytest.raises(StaleCalendarError) as caught:
        a_probationer(stale)

    assert caught.value.exit_code == 6
    assert caught.value.what.vi == (
        "Lịch ngày làm việc vừa được đổi; chưa ghi gì. Hãy gõ lại lệnh."
    )
    assert isinstance(caught.value, ConflictError)
    assert not isinstance(caught.value, LostRaceError)


class Mistaken:
    """A store that lists an open deadline of a case that has none like it."""

    def __init__(self, store, ref):
        self._store, self._ref = store, ref

    def __getattr__(self, name):
        return getattr(self._store, name)

    def open_deadlines(self, first, last):
        found = self._store.open_deadlines(first, last)
        return [replace(one, ref=self._ref) for one in found]


def test_what_the_law_no_longer_asks_of_a_case_is_let_alone(desk):
    ref, other = a_probationer(desk), a_probationer(desk, ceremony=date(2024, 1, 5))
    assert desk.store.dossier(other).case.deadlines

    found = decide_days(replace(desk, store=Mistaken(desk.store, other)), off(STORM))

    assert (told(found), due(desk, ref)[0]) == ([], date(2027, 2, 23))
    case = desk.store.dossier(ref).case
    stray = replace(case.deadlines[0], rule="age", version="age@2011-01-19", start_on=STORM)
    recount = Recount(
        rulebook=desk.rulebook,
        before=desk.calendar,
        after=later(desk).calendar,
        path_of=desk.path_of(),
    )
    assert stray not in recount.of_case(replace(case, deadlines=(stray,))).superseded


def test_a_recount_is_carried_out_once_has_a_reason_and_writes_nothing_in_vain(desk):
    decide_days(desk, off(STORM))
    old = replace(desk, calendar=Calendar.open())
    ref = a_probationer(old)
    there = later(desk)
    assert outdated_deadlines(there) == 1

    with pytest.raises(InputError):
        recount_deadlines(there, " ")
    seen = recount_deadlines(there, "bản mới", dry_run=True)
    first = recount_deadlines(there, "bản mới", request="r1")
    again = recount_deadlines(there, "bản mới", request="r1")
    idle = recount_deadlines(there, "bản mới")

    assert (
        told(seen)
        == told(first)
        == [(ref, "recognition-cell", date(2027, 2, 23), date(2027, 2, 24), ())]
    )
    assert (again.replayed, told(idle), outdated_deadlines(there)) == (True, [], 0)
    last = desk.store.entries(ref)[-1].fields
    assert (last["kind"], last["event"], "data" in last) == ("rework", "recount", False)
    assert desk.store.unsealed(ref)[last["text"]["sealed"]] == "bản mới"
    sound(desk)


def test_an_entry_of_the_calendar_tells_what_was_decided(desk):
    decide_days(desk, off(STORM))
    decide_days(later(desk), worked(STORM))
    decide_days(later(desk), back(STORM))

    assert [deed(one.fields).vi for one in desk.store.entries("calendar/2027")] == [
        "Quyết định ngày nghỉ 20/01/2027",
        "Quyết định ngày làm việc 20/01/2027",
        "Bỏ quyết định về ngày 20/01/2027",
    ]


def test_two_thousand_cases_are_reworked_in_one_go(sqlite_store):
    desk = a_desk(sqlite_store)
    units(desk)
    take_over(desk, people(2000), file_name="ds.csv", sha256="1" * 64)
    began = time.perf_counter()

    found = decide_days(later(desk), off(STORM))

    assert len(found.moved) == 2000
    assert time.perf_counter() - began < 30
    assert sqlite_store.entry_count() == 4 + 2000 + 1 + 2000
