"""A ballot counts all full members of the cell but those the law leaves out, and adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import WARD, a_case, missing, take_to, told, vote

from workflow.actions.correct import correct
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.actions.registers import add_units
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.states import Event, State
from workflow.unit import UnitStatus

DAY = date(2026, 9, 1)
CELL = {"body": "cell", "purpose": "admission"}
ROSTER = {
    **CELL,
    "roster": "12",
    "left_out_moved": "2",
    "left_out_exempt": "1",
    "present": "7",
    "for": "6",
    "against": "1",
}


@pytest.fixture
def ref(desk) -> str:
    """A case whose file is being verified."""
    found = a_case(desk)
    take_to(desk, found, State.VERIFICATION)
    return found


def _vote(desk, ref, on=DAY, **values):
    return record(desk, ref, FactKind.VOTE, values, on=on)


def _refused(desk, ref, **values) -> list[str]:
    with pytest.raises(InputError) as problem:
        _vote(desk, ref, **values)
    return [one.vi for one in problem.value.why]


def _shares(desk, ref, on=DAY):
    return [one for one in missing(desk, ref, Event.ADMIT, on) if one.condition == "cell-vote"]


def test_the_base_is_the_roster_less_those_left_out(desk, ref):
    moved = _vote(desk, ref, **ROSTER)

    assert moved.case.facts[-1].data["electors"] == 9
    assert _shares(desk, ref) == []


def test_who_is_absent_without_a_status_stays_in_the_base(desk, ref):
    _vote(desk, ref, **{**ROSTER, "present": "6", "for": "5"})

    (share,) = _shares(desk, ref)
    assert told(share)[:2] == (
        (
            "chi bộ: 5/9 tán thành (55,56 %), cần ít nhất 6 (2/3 tổng số)"
            " (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011; chưa xác minh)"
        ),
        (
            "the cell: 5/9 in favour (55.56 %); at least 6 are needed (2/3 of all)"
            " (Art. 4.3, Party Charter of 2011-01-19; unverified)"
        ),
    )
    assert share.remedy.vi.startswith(f"ketnap case record {ref} vote --set body=cell")


def test_an_exempted_member_who_came_is_counted(desk, ref):
    values = {**ROSTER, "left_out_exempt": "0", "exempt_present": "1", "present": "8", "for": "7"}

    moved = _vote(desk, ref, **values)

    assert moved.case.facts[-1].data["electors"] == 10
    assert _shares(desk, ref) == []


def test_nobody_is_left_out_where_no_wording_says_so(desk, ref):
    day = date(2024, 6, 20)
    _vote(desk, ref, on=day, **ROSTER)

    (share,) = _shares(desk, ref, day)
    assert share.problem.en.startswith("the cell: 6/12 in favour (50.00 %); at least 8 are needed")


def test_what_absent_members_wrote_is_not_in_favour_and_the_refusal_says_so(desk, ref):
    values = {**ROSTER, "present": "6", "for": "5", "written": "1", "written_reason": "Đi công tác"}
    moved = _vote(desk, ref, **values)

    (share,) = _shares(desk, ref)
    assert share.problem.vi.endswith("; 1 ý kiến gửi bằng văn bản không tính là tán thành")
    assert "1 given in writing are not counted in favour" in share.problem.en
    assert moved.case.facts[-1].data["written_reason"].keys() == {"sealed"}


def test_everything_that_does_not_add_up_is_named_at_once(desk, ref):
    bad = {
        **ROSTER,
        "electors": "10",
        "present": "11",
        "for": "9",
        "against": "2",
        "blank": "2",
        "exempt_present": "12",
        "written": "1",
    }

    assert _refused(desk, ref, **bad) == [
        "tổng số có quyền biểu quyết (10) khác 12 − 3 = 9",
        "ghi ý kiến bằng văn bản thì cần lý do (--set written_reason=…)",
        "có mặt (11) nhiều hơn tổng số (10)",
        "tán thành + không tán thành + phiếu trắng (13) nhiều hơn có mặt (11)",
        "miễn sinh hoạt có dự (12) nhiều hơn có mặt (11)",
    ]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {**ROSTER, "left_out_moved": "12"},
            "không tính (13) nhiều hơn tổng số đảng viên chính thức (12)",
        ),
        (
            {**CELL, "present": "3", "for": "3", "against": "0"},
            "thiếu Tổng số có quyền biểu quyết (--set electors=…)",
        ),
        (
            {**vote("cell", "admission"), "left_out_moved": "1"},
            "ghi người không tính thì cần tổng số đảng viên chính thức (--set roster=…)",
        ),
        (
            {**ROSTER, "body": "committee"},
            "danh sách đảng viên chính thức chỉ dùng cho chi bộ; cấp ủy thì ghi electors",
        ),
        (
            {**ROSTER, "present": "9", "written": "1", "written_reason": "Đi xa"},
            "có mặt + gửi văn bản (10) nhiều hơn tổng số (9)",
        ),
        (
            {**ROSTER, "roster": "x"},
            ("Tổng số đảng viên chính thức (roster): “x” không đọc được; cần số nguyên từ 0"),
        ),
        ({**CELL, "roster": "9", "for": "6", "against": "1"}, "thiếu Có mặt (--set present=N)"),
    ],
)
def test_a_ballot_that_does_not_add_up_says_what(desk, ref, values, problem):
    assert problem in _refused(desk, ref, **values)


def test_a_corrected_roster_moves_the_base(desk, ref):
    seq = _vote(desk, ref, **ROSTER).case.seq

    correct(desk, ref, seq, values={"roster": "14"}, reason="Đếm sót hai người")
    (share,) = _shares(desk, ref)
    correct(desk, ref, seq, values={"for": "7", "against": "0"}, reason="Biên bản ghi 7")

    assert share.problem.en.startswith("the cell: 6/11 in favour")
    fact = fold(desk.store.entries(ref)).latest(FactKind.VOTE)
    assert (fact.data["roster"], fact.data["electors"], fact.data["for"]) == (14, 11, 7)
    with pytest.raises(InputError):
        correct(desk, ref, seq, values={"electors": "10"}, reason="Sai")


def test_a_cell_below_the_minimum_may_not_act_however_it_voted(desk, ref):
    _vote(desk, ref, **{**CELL, "roster": "2", "present": "2", "for": "2", "against": "0"})

    (found,) = [
        one for one in missing(desk, ref, Event.ADMIT, DAY) if one.condition == "cell-minimum"
    ]
    assert told(found)[0] == (
        "chi bộ chỉ có 2 đảng viên chính thức, cần ít nhất 3; cấp trên bổ sung hoặc ghép chi bộ rồi"
        " chi bộ xét lại (khoản 1 Điều 24, Điều lệ Đảng ngày 19/01/2011; chưa xác minh)"
    )
    assert found.remedy.en == (
        f"ketnap case record {ref} vote --set body=cell --set purpose=admission … --on …"
    )


def test_the_minimum_counts_the_roster_not_those_who_came(desk, ref):
    _vote(
        desk,
        ref,
        **{
            **CELL,
            "roster": "3",
            "left_out_moved": "1",
            "present": "2",
            "for": "2",
            "against": "0",
        },
    )

    assert "cell-minimum" not in [one.condition for one in missing(desk, ref, Event.ADMIT, DAY)]


def test_a_ballot_is_on_one_person(desk, ref):
    with pytest.raises(RefusedError) as refused:
        _vote(desk, ref, **{**ROSTER, "people": "2"})

    assert refused.value.what.vi == (
        "Một phiếu chỉ biểu quyết một người, phiếu này 2 người: biểu quyết từng người, ghi vào"
        " hồ sơ của từng người (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011)."
    )
    _vote(desk, ref, **{**ROSTER, "people": "1"})


def test_two_people_voted_on_one_day_with_the_same_numbers_each_have_their_ballot(desk, ref):
    other = nominate(
        desk, Nominee(name="Trần Văn Bảy"), "DV", on=date(2024, 1, 5), document="02-NQ"
    ).case.ref

    _vote(desk, ref, **ROSTER)
    _vote(desk, other, **ROSTER)

    facts = [fold(desk.store.entries(one)).facts[-1] for one in (ref, other)]
    assert facts[0].data == facts[1].data


def test_a_ballot_number_follows_from_the_ballots_on_record(desk, ref):
    _vote(desk, ref, on=date(2026, 8, 1), **{**ROSTER, "ballot": "1"})
    _vote(desk, ref, **{**vote("committee", "admission"), "ballot": "1"})

    with pytest.raises(InputError) as refused:
        _vote(desk, ref, **{**ROSTER, "ballot": "3"})
    with pytest.raises(InputError) as early:
        _vote(desk, ref, on=date(2026, 7, 1), **{**ROSTER, "ballot": "2"})

    assert refused.value.what.vi == (
        "Đã ghi 1 lần biểu quyết trước đó (01/08/2026); đây là lần 2, không phải 3."
    )
    assert early.value.what.vi == "Đã ghi 0 lần biểu quyết trước đó; đây là lần 1, không phải 2."
    _vote(desk, ref, **{**ROSTER, "ballot": "2"})


def test_a_roster_that_differs_from_the_register_is_a_warning(desk):
    cell = replace(
        WARD, code="CB1", name="Chi bộ 1", status=UnitStatus.CELL, parent="DV", members=12
    )
    add_units(desk, [cell, replace(cell, code="CB2", name="Chi bộ 2", members=None)])

    def noticed(unit: str, roster: str) -> list[str]:
        nominee = Nominee(name="Lê Thị Năm")
        found = nominate(desk, nominee, unit, on=date(2024, 1, 5), document="1", another=True)
        values = {**CELL, "roster": roster, "present": "6", "for": "6", "against": "0"}
        return [one.text.vi for one in _vote(desk, found.case.ref, **values).notices]

    assert noticed("CB1", "12") == []
    assert noticed("CB1", "11") == [
        "danh sách khi biểu quyết có 11 đảng viên chính thức, sổ tổ chức ghi 12 (CB1)"
    ]
    assert noticed("CB2", "11") == []
    assert noticed("DV", "11") == []
