"""Everything that a correction moves is told before it is written, and kept in its entry."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, at, ready_to_admit, take_to, units

from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.record import record
from workflow.actions.transfer import transfer
from workflow.consequences import DayMoved, QuotaMoved
from workflow.deeds import deed
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.states import Event, State
from workflow.verification import verify

ADMISSION = 15


def _taken_over(desk, *, facts=(), state=State.VERIFICATION, days=None):
    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Bé").person(date(2026, 11, 23)),
        unit="DV",
        state=state,
        on=date(2024, 9, 1),
        days=days or {},
        facts=facts,
    )
    return take_over(desk, [newcomer], file_name="ds.csv", sha256="ab" * 32).refs[0]


def _facts():
    return (
        KnownFact(kind="certificate", on=date(2023, 3, 1), document="1-GCN", issuer="TT"),
        KnownFact(
            kind="recommendation",
            on=date(2024, 8, 1),
            data={"by": "member"},
            private={"who": "Trần Đại Quỳnh"},
        ),
        KnownFact(
            kind="recommendation",
            on=date(2024, 8, 2),
            data={"by": "member"},
            private={"who": "Đặng Thị Ánh"},
        ),
    )


def test_a_decision_moved_over_new_year_moves_both_quota_counts(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)

    moved = correct(desk, ref, ADMISSION, effective_on=date(2025, 1, 6), reason="nhầm ngày")

    assert moved.consequences.quota == (
        QuotaMoved(year=2024, unit="DV", change=-1),
        QuotaMoved(year=2025, unit="DV", change=1),
    )
    assert moved.entry.fields["data"]["moved"]["quota"] == [
        {"year": 2024, "unit": "DV", "change": -1},
        {"year": 2025, "unit": "DV", "change": 1},
    ]


def test_an_admission_counts_for_the_unit_that_proposed_it_wherever_the_case_went(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    transfer(desk, ref, "offer", to="CVA")
    transfer(desk, ref, "accept")

    moved = correct(desk, ref, ADMISSION, effective_on=date(2025, 1, 6), reason="x", dry_run=True)

    assert {one.unit for one in moved.consequences.quota} == {"DV"}


def test_a_day_that_a_list_did_not_know_adds_an_admission(desk):
    ref = _taken_over(desk, state=State.PROBATION)

    moved = correct(desk, ref, 1, values={"admit": "2024-08-10"}, reason="theo sổ")

    assert moved.consequences.days == (DayMoved(what="admit", old=None, new=date(2024, 8, 10)),)
    assert moved.consequences.quota == (QuotaMoved(year=2024, unit="DV", change=1),)
    assert moved.entry.fields["data"]["moved"]["days"] == {"admit": [None, "2024-08-10"]}


def test_party_age_and_effective_day_of_a_member_move_with_the_decision(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)

    moved = correct(desk, ref, ADMISSION, effective_on=date(2024, 7, 16), reason="nhầm ngày")

    assert {one.what: (one.old, one.new) for one in moved.consequences.days} == {
        "admit": (date(2024, 7, 15), date(2024, 7, 16)),
        "party-age": (date(2024, 7, 15), date(2024, 7, 16)),
    }
    assert moved.consequences.event is None


def test_conditions_of_the_next_step_that_are_newly_unmet_are_named(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)

    moved = correct(desk, ref, 13, void=True, reason="của hồ sơ khác", dry_run=True)

    assert [one.condition for one in moved.consequences.unmet] == ["cell-resolution"]
    assert moved.consequences.summary() == {"conditions": {"unmet": ["cell-resolution"]}}


def test_nothing_moved_leaves_nothing_in_the_log(desk):
    ref = a_case(desk)

    moved = correct(desk, ref, 1, document="02-NQ/CB", reason="nhầm số")

    assert moved.entry.fields["data"] == {"of": 1, "set": {"number": "02-NQ/CB"}}


@pytest.mark.parametrize("named", ["certificate", "1", "01"])
def test_a_fact_within_a_first_entry_is_corrected_by_kind_or_number(desk, named):
    ref = _taken_over(desk, facts=_facts())

    moved = correct(
        desk, ref, 1, fact=named, effective_on=date(2023, 3, 8), document="2-GCN", reason="nhầm"
    )

    fact = desk.store.dossier(ref).case.latest(FactKind.CERTIFICATE)
    assert (fact.on, fact.document, fact.issuer) == (date(2023, 3, 8), "2-GCN", "TT")
    assert moved.entry.fields["data"]["fact"] == 1
    assert deed(moved.entry.fields).en == "Correction of entry 1.1"
    assert [(old.rule, new) for old, new in moved.superseded] == [
        ("course-certificate", date(2028, 3, 8))
    ]
    assert fold(desk.store.entries(ref)) == desk.store.dossier(ref).case


def test_a_fact_within_a_first_entry_may_never_have_been(desk):
    ref = _taken_over(desk, facts=_facts())

    correct(desk, ref, 1, fact="2", void=True, reason="của người khác")
    correct(desk, ref, 1, fact="3", values={"known_since": "2015-01-01"}, reason="bổ sung")

    (fact,) = desk.store.dossier(ref).case.facts_of(FactKind.RECOMMENDATION)
    assert (fact.on, fact.data["known_since"]) == (date(2024, 8, 2), "2015-01-01")
    assert fold(desk.store.entries(ref)) == desk.store.dossier(ref).case


def test_a_name_within_a_first_entry_is_sealed_again(store):
    desk = a_desk(store)
    units(desk)
    ref = _taken_over(desk, facts=_facts())

    moved = correct(desk, ref, 1, fact="2", values={"who": "Lê Văn Chín"}, reason="nhầm tên")

    assert "Chín" not in moved.entry.body
    assert verify(store.audit).intact


@pytest.mark.parametrize("named", ["recommendation", "4", "cv", ""])
def test_a_fact_that_is_not_one_of_the_entry_is_answered_with_those_that_are(desk, named):
    ref = _taken_over(desk, facts=_facts())

    with pytest.raises(NotFoundError) as refused:
        correct(desk, ref, 1, fact=named, void=True, reason="nhầm")

    assert refused.value.what.en == f"“{named}” is not one fact of entry 1, which holds 3."
    assert [one.en for one in refused.value.why] == [
        "1.1: Awareness-course certificate, 2023-03-01",
        "1.2: Recommendation, 2024-08-01",
        "1.3: Recommendation, 2024-08-02",
    ]


def test_the_day_of_a_transfer_is_corrected(desk):
    ref = a_case(desk)
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 3, 1))
    transfer(desk, ref, "accept", on=date(2024, 3, 10))

    correct(desk, ref, 2, effective_on=date(2024, 3, 5), document="9-CV", reason="nhầm ngày")

    with pytest.raises(RefusedError) as refused:
        correct(desk, ref, 2, effective_on=date(2024, 3, 11), reason="nhầm ngày")
    assert refused.value.what.en == (
        "Corrected so, the transfer in entry 3 (2024-03-10) would lie before what it has to"
        " follow (2024-03-11)."
    )
    with pytest.raises(InputError):
        correct(desk, ref, 2, values={"to": "DV"}, reason="nhầm nơi")


def test_a_case_is_not_opened_after_it_was_handed_over(desk):
    ref = a_case(desk)
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 3, 1))

    with pytest.raises(RefusedError) as refused:
        correct(desk, ref, 1, effective_on=date(2024, 3, 2), reason="nhầm ngày")

    assert "the transfer in entry 2 (2024-03-01)" in refused.value.what.en


def test_transfers_that_stood_so_before_do_not_stop_another_correction(desk):
    ref = a_case(desk)
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 3, 1))
    transfer(desk, ref, "decline", on=date(2024, 3, 10))
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 3, 5))

    moved = correct(desk, ref, 1, document="02-NQ/CB", reason="nhầm số")

    assert moved.entry.seq == 5


def test_an_extension_is_not_corrected_beyond_what_the_law_allows(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    days = {"purpose": "admission", "days": "10"}
    record(desk, ref, FactKind.EXTENSION, days, on=date(2024, 6, 25), document="3-CV")

    with pytest.raises(RefusedError):
        correct(desk, ref, 15, values={"days": "500"}, reason="nhầm")
    correct(desk, ref, 15, values={"days": "5"}, reason="nhầm")
    advance(desk, ref, Event.ADMIT, on=date(2024, 7, 15), document="99-QĐ/TU")
    correct(desk, ref, 15, values={"days": "7"}, reason="nhầm")

    (fact,) = desk.store.dossier(ref).case.facts_of(FactKind.EXTENSION)
    assert fact.data["days"] == 7


def test_a_correction_on_another_desk_tells_of_today_there(store):
    desk = a_desk(store, at("2024-06-21"))
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)

    moved = correct(desk, ref, 2, effective_on=date(2024, 2, 2), reason="nhầm ngày")

    assert moved.consequences.event is Event.OPEN_FILE
