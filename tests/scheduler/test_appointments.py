"""A deadline in a calendar says no more than it may, and always that its day is unverified."""

from __future__ import annotations

from datetime import date

import pytest

from rules.text import Text
from scheduler.appointments import appointments
from scheduler.detail import Detail
from scheduler.wording import Words
from workflow.reminders import DigestLine

WORDS = Words(
    rule=lambda _: Text("Nộp lý lịch đảng viên", "Hand in the member's CV"),
    verified=lambda version: version == "member-cv@2021-07-30",
    unit=lambda _: "Chi bộ 1",
)


@pytest.mark.parametrize(
    ("version", "detail", "vi", "en"),
    [
        (
            "member-cv@2021-07-30",
            Detail.FULL,
            "Nộp lý lịch đảng viên: HS-2026-0001 · Lê Văn Ba",
            "Hand in the member's CV: HS-2026-0001 · Lê Văn Ba",
        ),
        (
            "member-cv@2025-07-01",
            Detail.FULL,
            "Nộp lý lịch đảng viên: HS-2026-0001 · Lê Văn Ba (chưa xác minh)",
            "Hand in the member's CV: HS-2026-0001 · Lê Văn Ba (unverified)",
        ),
        (
            "member-cv@2025-07-01",
            Detail.REF,
            "Đến hạn: HS-2026-0001 (chưa xác minh)",
            "Due: HS-2026-0001 (unverified)",
        ),
    ],
)
def test_an_appointment_says_that_its_day_rests_on_an_unverified_wording(version, detail, vi, en):
    line = DigestLine(
        case="HS-2026-0001",
        name="Lê Văn Ba",
        unit="CB1",
        rule="member-cv",
        version=version,
        due_on=date(2026, 11, 23),
        rungs=(0,),
    )

    (found,) = appointments([line], detail, WORDS)

    assert found.title == Text(vi, en)
