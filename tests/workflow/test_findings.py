"""What an inspection found goes from its record to its answer, with its case or its unit's heir."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, a_desk, units

from storage.as_of import AsOfStore
from storage.scoped import ScopedStore
from workflow.account import Account, Grant, Seat
from workflow.actions.erase import _streams
from workflow.actions.reorganise import reorganise
from workflow.actions.samples import record_sample
from workflow.deeds import deed
from workflow.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from workflow.inspection.sample import Sample, Stratum
from workflow.moment import Moment
from workflow.policy import require, sight_of
from workflow.registers.finding_days import correct_finding
from workflow.registers.finding_steps import answer_finding, record_finding, withdraw_finding
from workflow.registers.findings import FindingState, findings, standing_on
from workflow.registers.register import Register
from workflow.reorganising.asking import Terms, merging
from workflow.roles import Role
from workflow.verification import verify

WHAT, PAPER = "Thiếu chữ ký ở mẫu 4-KNĐ", "7-KL/UBKT"
FOUND, TODAY = date(2026, 11, 20), date(2026, 11, 23)
TS = "finding/TS-2026-0001"


@pytest.fixture
def desk(store):
    made = a_desk(store)
    units(made)
    return made


def found(desk, about="DV", **more):
    return record_finding(desk, about, WHAT, PAPER, on=FOUND, **more)


def of(desk, unit, role=Role.OFFICER):
    """The desk of somebody with one role over one unit."""
    given = Grant(account="hoa", seq=2, role=role, unit=unit, from_on=date(2020, 1, 1), by="lan")
    account = Account(name="hoa", seq=1, since=date(2020, 1, 1), grants=(given,))
    seat = Seat(name="hoa", alone=False, account=account)
    sight = sight_of(seat, TODAY, desk.store.units(TODAY))
    return replace(desk, store=ScopedStore(desk.store, sight), actor="hoa")


def drawn(desk, *refs):
    stratum = Stratum(name="DV", population=len(refs), refs=refs)
    sample = Sample(
        seed="s", by="unit", unit=None, first=None, last=None, strata=(stratum,), as_of=TODAY
    )
    return record_sample(desk, sample).number


def test_a_finding_about_a_case_is_recorded_and_answered(desk):
    ref = a_case(desk)
    number = drawn(desk, ref)

    done = found(desk, ref, mend_by=date(2026, 11, 21), sample=number)

    assert (done.ref, done.case, done.sample, done.record.unit) == (
        "TS-2026-0001",
        ref,
        number,
        "DV",
    )
    assert (done.record.document, done.stands, done.overdue_days(TODAY)) == (PAPER, True, 2)
    assert list(desk.store.unsealed(TS).values()) == [WHAT]
    assert WHAT not in str([one.fields for one in desk.store.entries(TS)])
    assert [one.ref for one in standing_on(desk.store, ref)] == [done.ref]

    after = answer_finding(desk, "0001", "12-BC/ĐU", note="Đã bổ sung chữ ký")

    assert (after.state, after.ended_on, after.answer) == (FindingState.MENDED, TODAY, "12-BC/ĐU")
    assert after.overdue_days(TODAY) == 0
    assert standing_on(desk.store, ref) == []
    assert sorted(desk.store.unsealed(TS).values()) == sorted([WHAT, "Đã bổ sung chữ ký"])
    assert [deed(one.fields).en for one in desk.store.entries(TS)] == [
        "Finding recorded",
        "Finding mended",
    ]
    assert verify(desk.store.audit).breaks == ()


def test_a_finding_about_an_organisation_is_withdrawn_with_its_reason(desk):
    done = found(desk, "Chu Văn An")
    assert (done.case, done.record.unit, done.mend_by, done.sample) == (None, "CVA", None, None)
    assert (done.ended_on, done.answer, done.overdue_days(TODAY)) == (None, None, 0)

    after = withdraw_finding(desk, done.ref, "Có trong hồ sơ giấy")

    assert (after.state, after.ended_on) == (FindingState.WITHDRAWN, TODAY)
    assert "Có trong hồ sơ giấy" in desk.store.unsealed(TS).values()


def test_what_is_over_is_not_answered_or_withdrawn_again(desk):
    found(desk)
    answer_finding(desk, "0001", "12-BC")

    with pytest.raises(RefusedError, match="is mended already"):
        answer_finding(desk, "0001", "13-BC")
    with pytest.raises(RefusedError, match="is mended already"):
        withdraw_finding(desk, "0001", "Nhầm")


def test_a_day_that_does_not_fit_is_refused(desk):
    with pytest.raises(RefusedError, match="has not come yet"):
        record_finding(desk, "DV", WHAT, PAPER, on=date(2026, 11, 24))
    with pytest.raises(InputError, match="mend-by"):
        found(desk, mend_by=date(2026, 11, 19))
    found(desk, mend_by=FOUND)
    with pytest.raises(RefusedError, match="lies before it"):
        answer_finding(desk, "0001", "12-BC", on=date(2026, 11, 19))
    with pytest.raises(RefusedError, match="has not come yet"):
        withdraw_finding(desk, "0001", "Nhầm", on=date(2026, 11, 24))
    assert len(desk.store.entries(TS)) == 1


def test_a_day_before_any_known_wording_opens_no_deadline(desk):
    early = date(2016, 1, 5)

    done = record_finding(desk, "DV", WHAT, PAPER, on=early, mend_by=date(2016, 2, 5))

    assert done.mend_by == date(2016, 2, 5)
    assert "opens" not in desk.store.entries(TS)[0].fields


def test_what_is_missing_is_asked_for(desk):
    with pytest.raises(InputError, match="--what"):
        record_finding(desk, "DV", " ", PAPER)
    with pytest.raises(InputError, match="--doc"):
        record_finding(desk, "DV", WHAT, " ")
    with pytest.raises(NotFoundError, match="case"):
        record_finding(desk, "không có", WHAT, PAPER)
    found(desk)
    with pytest.raises(InputError, match="--doc"):
        answer_finding(desk, "0001", "")
    with pytest.raises(InputError, match="--reason"):
        withdraw_finding(desk, "0001", "")


def test_a_sample_that_did_not_draw_the_file_is_not_named(desk):
    ref, other = a_case(desk), a_case(desk, born="1999-01-01")
    number = drawn(desk, other)

    with pytest.raises(RefusedError, match=f"did not draw {ref}"):
        found(desk, ref, sample=number)
    with pytest.raises(NotFoundError, match="no sample 9"):
        found(desk, ref, sample=9)
    assert found(desk, "DV", sample=number).sample == number


def test_a_request_is_carried_out_once_and_a_rehearsal_writes_nothing(desk):
    assert found(desk, dry_run=True).ref == "TS-2026-0001"
    assert findings(desk.store) == []

    for _ in range(2):
        assert found(desk, request="r1").ref == "TS-2026-0001"
    with pytest.raises(ConflictError):
        found(desk, "CVA", request="r1")
    for _ in range(2):
        assert answer_finding(desk, "0001", "12-BC", request="r2").record.seq == 2
    found(desk)
    for _ in range(2):
        assert withdraw_finding(desk, "0002", "Nhầm", request="r3").record.seq == 2
    assert len(desk.store.entries(TS)) == 2


def test_findings_are_seen_by_who_sees_the_unit_and_written_by_officers_alone(desk):
    ref = a_case(desk)
    found(desk, ref)
    found(desk, "CVA")
    mine, other, auditor = of(desk, "DV"), of(desk, "CVA"), of(desk, "DV", Role.AUDITOR)
    referrer = of(desk, None, Role.REFERRER)

    seen = [[one.ref for one in findings(d.store)] for d in (mine, other, auditor, referrer)]

    assert seen == [["TS-2026-0001"], ["TS-2026-0002"], ["TS-2026-0001"], []]
    assert [len(d.store.entries(TS)) for d in (mine, other, referrer)] == [1, 0, 0]
    assert mine.store.record(TS).data["case"] == ref
    for closed in (other, referrer):
        with pytest.raises(NotPermittedError):
            closed.store.record(TS)
    with pytest.raises(NotPermittedError):
        require(auditor.store.sight.seat, "finding", TODAY)
    require(mine.store.sight.seat, "finding", TODAY)
    assert answer_finding(mine, "0001", "12-BC").state is FindingState.MENDED


def test_a_finding_goes_with_its_case_and_that_of_a_unit_with_the_heir(desk):
    ref = a_case(desk)
    found(desk, ref)
    found(desk, "DV")
    withdraw_finding(desk, "0002", "Nhầm")
    found(desk, "CVA")
    ward = Terms(on=date(2026, 11, 22), document="9-NQ/TU", issuer="TP")

    done = reorganise(desk, merging(desk, ["DV"], "CVA", ward))

    assert done.findings == {("DV", "CVA"): 1}
    heir = of(desk, "CVA")
    assert [one.ref[-1] for one in findings(heir.store)] == ["1", "2", "3"]
    told = desk.store.entries("finding/TS-2026-0002")[-1].fields
    assert (told["event"], told["data"]) == ("finding-moved", {"goes_to": "CVA"})
    assert deed(told).en == "Finding goes on with the heir"
    after = answer_finding(heir, "0001", "12-BC")
    assert heir.store.entries(TS)[-1].fields["unit"] == "CVA"
    assert after.record.unit == "DV"  # where it was found
    then = Moment(as_of=date(2026, 11, 21), known_at=desk.clock())
    past = AsOfStore(desk.store, then, desk.law)
    states = {one.ref[-1]: one.state for one in past.records(Register.FINDING)}
    assert states == {"1": "open", "2": "open", "3": "open"}
    assert verify(desk.store.audit).breaks == ()


def test_what_was_found_about_a_person_goes_when_they_are_erased(desk):
    ref = a_case(desk)
    found(desk, ref)
    found(desk, "DV")
    case = desk.store.dossier(ref).case

    streams = _streams(desk, [case])

    assert TS in streams
    assert "finding/TS-2026-0002" not in streams


def test_the_day_for_mending_is_put_off_and_its_deadline_goes_with_it(desk):
    ref = a_case(desk)
    found(desk, ref, mend_by=date(2026, 11, 22))

    after = correct_finding(desk, "0001", date(2026, 12, 31), "Chờ cấp trên", document="9-CV")

    assert (after.mend_by, after.stands, after.overdue_days(TODAY)) == (
        date(2026, 12, 31),
        True,
        0,
    )
    last = desk.store.entries(TS)[-1].fields
    (closed,), (opened,) = last["closes"], last["opens"]
    assert (closed["how"], opened["due"], last["document"]) == (
        "superseded",
        "2026-12-31",
        {"number": "9-CV"},
    )
    assert last["text"].keys() == {"sealed"}
    assert deed(last).en == "Day for mending a finding changed"
    assert "Chờ cấp trên" in desk.store.unsealed(TS).values()
    (duty,) = [one for one in desk.store.alerts.duties(TODAY) if one.rule == "finding-mend"]
    assert (duty.due_on, duty.moved, duty.unit) == (date(2026, 12, 31), 1, "DV")
    answer_finding(desk, "0001", "12-BC")
    assert [one for one in desk.store.alerts.duties(TODAY) if one.rule == "finding-mend"] == []
    assert verify(desk.store.audit).breaks == ()


def test_a_finding_without_a_day_gets_one_and_a_deadline(desk):
    found(desk)

    correct_finding(desk, "0001", date(2026, 12, 31), "Văn bản bổ sung")

    (duty,) = desk.store.alerts.duties(TODAY)
    assert duty.due_on == date(2026, 12, 31)
    withdraw_finding(desk, "0001", "Nhầm")
    assert desk.store.alerts.duties(TODAY) == []
    assert verify(desk.store.audit).breaks == ()


def test_a_new_day_that_does_not_fit_is_refused(desk):
    found(desk, mend_by=date(2026, 12, 1))
    later = date(2026, 12, 31)

    with pytest.raises(InputError, match="before the finding"):
        correct_finding(desk, "0001", date(2026, 11, 19), "Nhầm")
    with pytest.raises(InputError, match="already"):
        correct_finding(desk, "0001", date(2026, 12, 1), "Nhầm")
    with pytest.raises(InputError, match="--reason"):
        correct_finding(desk, "0001", later, " ")
    with pytest.raises(RefusedError, match="lies before it"):
        correct_finding(desk, "0001", later, "Nhầm", on=date(2026, 11, 19))
    assert correct_finding(desk, "0001", later, "Nhầm", dry_run=True).mend_by == later
    assert len(desk.store.entries(TS)) == 1
    for _ in range(2):
        assert correct_finding(desk, "0001", later, "Nhầm", request="r1").record.seq == 2
    answer_finding(desk, "0001", "12-BC")
    with pytest.raises(RefusedError, match="is mended already"):
        correct_finding(desk, "0001", date(2027, 1, 31), "Nhầm")
