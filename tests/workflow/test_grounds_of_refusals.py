"""What a refusal rests on: the row of the law behind it, and how sure the least sure one is."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, missing, ready_to_admit, take_to, told, vote

from workflow.actions.advance import advance, consider
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import Event, State

JULY = date(2024, 7, 15)


def about(desk, ref, event, condition, on=JULY):
    return [one for one in missing(desk, ref, event, on) if one.condition == condition]


def test_a_missing_certificate_rests_on_the_point_that_makes_it_compulsory(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)

    (asked,) = about(desk, ref, Event.OPEN_FILE, "course-certificate")

    assert told(asked)[0] == (
        "chưa có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng"
        " (điểm 3.1, 01-HD/TW ngày 28/09/2021)"
    )


@pytest.mark.parametrize(
    ("on", "source"),
    [
        (date(2021, 7, 29), "điểm I.1.1, 09-HD/BTCTW ngày 05/06/2017"),
        (date(2024, 2, 1), "điểm I.1.1, 12-HD/BTCTW ngày 18/01/2022; chưa xác minh"),
        (date(2026, 8, 3), "điểm I.1.1, 12-HD/BTCTW ngày 18/01/2022; chưa xác minh"),
    ],
)
def test_who_attends_the_course_is_approved_by_the_guidance_of_the_day(desk, on, source):
    ref = a_case(desk, on=date(2020, 1, 6))

    (asked,) = about(desk, ref, Event.ENROL, "decision", on)

    assert told(asked)[0] == (f"chưa có số quyết định của cấp có thẩm quyền (--doc) ({source})")


def test_that_a_small_cell_may_not_meet_rests_on_one_source(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", 2, 2), on=date(2024, 6, 21))

    (small,) = about(desk, ref, Event.ADMIT, "cell-minimum")

    assert told(small)[0].endswith("(khoản 1 Điều 24, Điều lệ Đảng ngày 19/01/2011; chưa xác minh)")


def test_a_vote_before_the_end_of_probation_is_refused_by_a_rule_of_one_source(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    record(desk, ref, FactKind.VOTE, vote("cell", "recognition"), on=date(2024, 12, 20))

    (early,) = about(desk, ref, Event.RECOGNISE, "recognition-cell", date(2025, 9, 1))

    assert told(early)[0] == (
        "chi bộ xét công nhận ngày 20/12/2024, trước khi hết thời gian dự bị (01/08/2025)"
        " (điểm 4.2, 294-QĐ/TW ngày 26/05/2025; chưa xác minh)"
    )


def test_a_share_of_a_base_that_leaves_members_out_is_as_sure_as_the_rule_on_the_base(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    left_out = {"roster": "12", "left_out_moved": "2", "present": "10", "for": "5", "against": "5"}
    ballot = {"body": "cell", "purpose": "admission", **left_out}
    record(desk, ref, FactKind.VOTE, ballot, on=date(2025, 7, 10))

    (short,) = about(desk, ref, Event.ADMIT, "cell-vote", date(2025, 7, 20))

    assert told(short)[0] == (
        "chi bộ: 5/10 tán thành (50,00 %), cần ít nhất 7 (2/3 tổng số)"
        " (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011; chưa xác minh)"
    )


def test_a_share_that_counts_no_written_vote_is_unverified_too(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    values = vote("cell", "admission", 5, 9) | {"present": "7", "against": "2", "written": "2"}
    record(desk, ref, FactKind.VOTE, values | {"written_reason": "Ốm nặng"}, on=date(2024, 6, 21))

    (short,) = about(desk, ref, Event.ADMIT, "cell-vote")

    assert told(short)[0].endswith("; chưa xác minh)")


def test_a_verified_refusal_hides_no_unverified_wording_of_the_same_document(desk):
    """Age is verified under 208-QĐ/TW, the authority of the standing committee is not."""
    ref = a_case(desk, born="2009-05-02", on=date(2026, 8, 3))
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2026, 8, 4), document="1", issuer="TT")
    advance(desk, ref, Event.ENROL, on=date(2026, 8, 5), document="05-CV/ĐU")
    advance(desk, ref, Event.OPEN_FILE, on=date(2026, 8, 6))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2026, 9, 10))
    for kind, values in (
        (FactKind.VOTE, vote("standing-committee", "admission")),
        (FactKind.DECISION, {"purpose": "admission"}),
    ):
        record(desk, ref, kind, values, on=date(2026, 9, 20), document="9-QĐ", issuer="DV")

    _, unmet, shown = consider(desk, ref, Event.ADMIT, on=date(2026, 9, 20))
    (basis,) = [one for one in shown if one.kind == "unverified-basis"]

    assert {
        (one.condition, one.confidence.value) for one in unmet if "208" in one.source.cite("vi")
    } == {("age", "high")}
    assert "Thẩm quyền ở đảng ủy cơ sở" in basis.text.vi
