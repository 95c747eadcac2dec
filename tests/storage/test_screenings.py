"""Screenings in a store: found, listed, written once, and moved by one officer at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_desk, at, units
from screenings import HELP_BEGAN, a_member, ballot, found, opened, step, take_screening_to, views

from workflow.errors import ConflictError, EventRefusedError, NotFoundError
from workflow.screening.deciding import decide
from workflow.screening.facts import FindingKind
from workflow.screening.finding import find_screening
from workflow.screening.grounds import Ground
from workflow.screening.listing import ScreeningFilter
from workflow.screening.opening import open_screening
from workflow.screening.recording import record_finding
from workflow.screening.states import CloseReason, ScreeningEvent, ScreeningState
from workflow.verification import verify

E, S = ScreeningEvent, ScreeningState


@pytest.fixture
def desk(store):
    made = a_desk(store)
    units(made)
    return made


@pytest.fixture
def screening(desk):
    return opened(desk, a_member(desk))


def test_a_screening_is_found_by_reference_tail_case_and_name(desk, screening):
    other = opened(desk, a_member(desk, "Trần Văn Bảy", unit="CVA"))

    for typed in (screening, "sl-2026-0001", "0001", "HS-2026-0001", "pham thi sau"):
        assert find_screening(desk, typed).screening.ref == screening
    assert find_screening(desk, "Trần Văn Bảy").screening.ref == other


def test_a_number_is_never_taken_for_a_case(desk, screening):
    a_member(desk, "Trần Văn Bảy")  # HS-2026-0002, without a screening

    for typed in ("0002", "SL-2026-0002", "HS-2026-0002", "%"):
        with pytest.raises(NotFoundError):
            find_screening(desk, typed)


def test_a_tail_that_fits_several_screenings_is_not_guessed(desk, screening):
    last_year = a_desk(desk.store, at("2025-06-02"))
    opened(last_year, a_member(last_year, "Trần Văn Bảy"))

    with pytest.raises(NotFoundError) as caught:
        find_screening(desk, "0001")

    assert caught.value.what.en == "“0001” stands for several screenings; type the whole reference."
    assert [one.en for one in caught.value.why] == ["SL-2025-0001", screening]


def test_the_newest_screening_of_a_member_goes_by_the_name(desk, screening):
    decide(desk, screening, E.CLOSE, reason_code=CloseReason.OTHER)
    second = opened(desk, "HS-2026-0001", Ground.CARD_GIVEN_UP)

    assert find_screening(desk, "Phạm Thị Sáu").screening.ref == second
    lines = desk.store.screenings(ScreeningFilter(case="HS-2026-0001"))
    assert [(one.ref, one.state) for one in lines] == [(screening, S.CLOSED), (second, S.REVIEW)]


def test_a_list_is_filtered_by_state_unit_person_and_length(desk, screening):
    other = opened(desk, a_member(desk, "Trần Văn Bảy", unit="CVA"))
    take_screening_to(desk, other, S.HELPED)
    person = desk.store.dossier("HS-2026-0001").person.id

    def refs(**wanted):
        return [one.ref for one in desk.store.screenings(ScreeningFilter(**wanted))]

    assert refs() == [screening, other]
    assert refs(states=(S.HELPED, S.LISTED)) == [other]
    assert refs(units=("DV",)) == [screening]
    assert refs(person=person) == [screening]
    assert refs(limit=1) == [screening]


def test_the_help_stands_in_the_worklist_with_the_name_of_the_member(desk, screening):
    take_screening_to(desk, screening, S.HELPED)

    (task,) = desk.store.tasks(date(2026, 12, 31))
    assert (task.ref, task.name, task.unit) == (screening, "Phạm Thị Sáu", "DV")
    assert (task.rule, task.start_on, task.due_on) == (
        "screening-help",
        HELP_BEGAN,
        date(2026, 3, 10),
    )
    assert desk.store.tasks(date(2026, 12, 31), ("CVA",)) == []


def test_a_request_opens_records_and_decides_once(desk):
    member = a_member(desk)
    day = date(2025, 1, 6)

    first, again = (
        open_screening(desk, member, Ground.NO_PROGRESS, on=day, request="r-1") for _ in range(2)
    )
    ref = first.screening.ref
    values = {"result": "below-standard"}
    noted, noted_again = (
        record_finding(desk, ref, FindingKind.REVIEW, values, on=day, request="r-2")
        for _ in range(2)
    )
    closed, closed_again = (
        decide(desk, ref, E.CLOSE, on=day, reason_code=CloseReason.OTHER, request="r-3")
        for _ in range(2)
    )

    assert (first.replayed, again.replayed) == (False, True)
    assert again == replace(first, replayed=True)
    assert noted_again == replace(noted, replayed=True)
    assert closed_again == replace(closed, replayed=True)
    assert closed_again.before is S.REVIEW
    assert desk.store.screening(ref).screening.seq == 3


def test_a_dry_run_writes_nothing(desk):
    member = a_member(desk)
    before = desk.store.entry_count()

    one = open_screening(desk, member, Ground.NO_PROGRESS, on=date(2025, 1, 6), dry_run=True)
    assert desk.store.screening(one.screening.ref) is None

    ref = opened(desk, member)
    values = {"result": "below-standard"}
    record_finding(desk, ref, FindingKind.REVIEW, values, dry_run=True)
    decide(desk, ref, E.CLOSE, reason_code=CloseReason.OTHER, dry_run=True)

    assert desk.store.entry_count() == before + 1
    assert desk.store.screening(ref).screening.state is S.REVIEW


def test_two_officers_at_one_screening_do_not_overwrite_each_other(desk, screening):
    views(desk, screening)
    ballot(desk, screening)
    theirs = a_desk(desk.store, actor="hoa")
    step(theirs, screening, E.ENLIST, date(2025, 2, 12))

    with pytest.raises(ConflictError) as late:
        step(desk, screening, E.ENLIST, date(2025, 2, 12))
    with pytest.raises(ConflictError) as older_look:
        decide(desk, screening, E.CLOSE, reason_code=CloseReason.OTHER, seen=5)

    told = (
        f"Case {screening} was moved by hoa (“Put on the list for help”, 2026-11-23 10:00);"
        " nothing was written."
    )
    assert late.value.what.en == older_look.value.what.en == told
    assert late.value.following.en == f"ketnap screen show {screening}"


def test_the_same_event_tried_again_much_later_is_a_mistake_and_no_conflict(desk, screening):
    views(desk, screening)
    ballot(desk, screening)
    step(desk, screening, E.ENLIST, date(2025, 2, 12))
    later = replace(desk, clock=lambda: at("2026-11-23") + timedelta(hours=2))

    with pytest.raises(Exception, match="possible events: help, close"):
        step(later, screening, E.ENLIST, date(2025, 2, 12))


def test_a_write_that_rests_on_an_older_entry_loses_the_race(desk, screening, monkeypatch):
    stale = desk.store.screening(screening)
    found(desk, screening, FindingKind.REVIEW, date(2025, 2, 3), result="below-standard")
    monkeypatch.setattr(desk.store, "screening", lambda _ref: stale)

    with pytest.raises(ConflictError) as caught:
        found(desk, screening, FindingKind.REVIEW, date(2025, 2, 4), result="meets-standard")

    assert "Review by the cell committee" in caught.value.what.en
    monkeypatch.undo()
    assert desk.store.screening(screening).screening.seq == 2
    assert verify(desk.store.audit).breaks == ()


def test_two_officers_cannot_open_two_screenings_of_one_member(desk, monkeypatch):
    member = a_member(desk)
    real = desk.store.screenings
    looks = iter([True])

    def blind(wanted):
        """Before the other officer has written; only the first look is that early."""
        if next(looks, False):
            assert list(real(wanted)) == []
            opened(a_desk(desk.store, actor="hoa"), member)
            return []
        return real(wanted)

    monkeypatch.setattr(desk.store, "screenings", blind)

    with pytest.raises(EventRefusedError) as caught:
        opened(desk, member)

    assert [one.condition for one in caught.value.unmet] == ["one-screening"]
    monkeypatch.undo()
    assert len(desk.store.screenings(ScreeningFilter(case=member))) == 1
    assert desk.store.counter("SL-2026") == 1
    assert verify(desk.store.audit).breaks == ()


def test_who_always_comes_second_gives_up_in_the_end(desk, monkeypatch):
    member = a_member(desk)
    opened(desk, member)
    monkeypatch.setattr(desk.store, "screenings", lambda _wanted: [])

    with pytest.raises(ConflictError):
        opened(desk, member)
