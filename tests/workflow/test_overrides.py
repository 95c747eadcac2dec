"""A waived condition has a reason and a second person, and is marked for ever."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, take_to

from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.deeds import deed
from workflow.errors import RefusedError
from workflow.listing import CaseFilter
from workflow.reasons import Reason
from workflow.states import Event, State
from workflow.verification import verify


def open_file(desk, ref, approved_by="hoa", reason="Có bản gốc"):
    return advance(
        desk,
        ref,
        Event.OPEN_FILE,
        on=date(2024, 5, 2),
        overrides={"course-certificate"},
        reason=reason,
        approved_by=approved_by,
    )


@pytest.fixture
def ref(desk) -> str:
    found = a_case(desk)
    advance(desk, found, Event.ENROL, on=date(2024, 2, 1), document="5-CV")
    return found


def test_a_waived_condition_marks_the_case_and_its_entry(desk, ref):
    moved = open_file(desk, ref)

    assert moved.case.waived == ("course-certificate",)
    assert desk.store.dossier(ref).case.waived == ("course-certificate",)
    assert [line.waived for line in desk.store.cases(CaseFilter())] == [1]
    assert deed(moved.entry.fields).vi == (
        "Lập hồ sơ, bắt đầu thẩm tra [! bỏ qua: course-certificate]"
    )
    assert deed(moved.entry.fields).en.endswith("[! waived: course-certificate]")
    assert verify(desk.store.audit).intact


def test_nothing_takes_the_mark_off_again(desk, ref):
    open_file(desk, ref)
    seq = desk.store.dossier(ref).case.seq
    correct(desk, ref, seq, effective_on=date(2024, 5, 6), reason="Ghi nhầm ngày")
    advance(
        desk, ref, Event.RETURN_FILE, to=State.COURSE, on=date(2024, 6, 3), reason_code=Reason.OTHER
    )
    advance(desk, ref, Event.CLOSE, on=date(2024, 6, 4), reason_code=Reason.WITHDRAWN)

    assert desk.store.dossier(ref).case.waived == ("course-certificate",)
    assert verify(desk.store.audit).intact


@pytest.mark.parametrize("second", ["lan", " Lan "])
def test_the_second_person_is_somebody_else_however_the_name_is_typed(desk, ref, second):
    with pytest.raises(RefusedError, match="The approver must be a second person"):
        open_file(desk, ref, approved_by=second)


@pytest.mark.parametrize("missing", [{"approved_by": None}, {"reason": None}])
def test_a_reason_and_a_second_person_are_both_needed(desk, ref, missing):
    with pytest.raises(RefusedError, match="needs --reason and --approved-by"):
        open_file(desk, ref, **missing)

    assert desk.store.dossier(ref).case.waived == ()


def test_a_correction_that_waives_a_lapse_marks_the_case_too(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)  # the certificate, entry 3, is of 1 April 2024

    correct(
        desk,
        ref,
        3,
        effective_on=date(2019, 4, 1),
        reason="Theo bản gốc",
        overrides={"course-certificate"},
        approved_by="hoa",
    )

    assert desk.store.dossier(ref).case.waived == ("course-certificate",)
    assert verify(desk.store.audit).intact
