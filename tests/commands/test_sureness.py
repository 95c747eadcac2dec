"""A due day that rests on an unverified wording says so, wherever it is printed."""

from __future__ import annotations

from datetime import date

from builders import a_case, take_to

from commands.office_desk import Office
from commands.sureness import grounds, uncertain
from workflow.case import Deadline
from workflow.states import State


def a_deadline(version: str) -> Deadline:
    return Deadline(
        rule=version.partition("@")[0],
        version=version,
        started_by=1,
        opened_by=1,
        start_on=date(2026, 8, 3),
        due_on=date(2026, 9, 3),
    )


def test_the_deadlines_of_a_case_carry_source_and_confidence(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)

    (row,) = counter.items("case", "show", ref)
    found = {one["rule"]: (one["confidence"], one["source"]) for one in row["deadlines"]}

    assert found["probation"] == ("high", "khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011")
    assert found["member-cv"] == ("medium", "điểm 2.2, 12-HD/BTCTW ngày 18/01/2022")
    shown = counter.says("case", "show", ref, "-o", "table")
    assert "Đảng viên mới nộp lý lịch đảng viên (chưa xác minh)\n" in shown
    assert "  Thời gian dự bị\n" in shown


def test_a_wording_that_is_gone_cannot_be_verified() -> None:
    office = Office()

    assert uncertain(office, a_deadline("gone@2020-01-01")) == " (chưa xác minh)"
    assert uncertain(office, a_deadline("ceremony@2020-01-01")) == " (chưa xác minh)"
    assert uncertain(office, a_deadline("probation@2011-01-19")) == ""
    assert grounds(office, "gone@2020-01-01") == {"source": None, "confidence": None}


def test_a_worklist_marks_what_rests_on_an_unverified_wording(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)

    rows = {row["rule"]: row for row in counter.items("next")}
    table = counter.says("next", "-o", "table")

    assert rows["member-cv"]["confidence"] == "medium"
    assert rows["member-cv"]["task"] == "Đảng viên mới nộp lý lịch đảng viên"
    assert "! Đảng viên mới nộp lý lịch" in table
    assert "! Thời gian dự bị" not in table
    assert "!: căn cứ chưa xác minh." in table


def test_lists_of_cases_mark_a_next_day_that_rests_on_an_unverified_wording(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)
    name = "Mỹ Hương"

    for words in (("case", "list"), ("find", name)):
        (row,) = counter.items(*words)
        table = counter.says(*words, "-o", "table")
        assert (row["next_rule"], row["confidence"]) == ("member-cv", "medium")
        assert f"{date.fromisoformat(row['next_due']):%d/%m/%Y} !" in table
        assert "!: căn cứ chưa xác minh." in table
        assert counter.items(*words, "--known-at", "now") == [row]


def test_lists_of_cases_mark_nothing_where_the_wording_is_verified(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)

    (row,) = counter.items("case", "list")
    table = counter.says("case", "list", "-o", "table")

    assert row["confidence"] == "high"
    assert "!" not in table
