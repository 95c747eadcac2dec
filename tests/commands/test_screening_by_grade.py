"""Yearly grades feed the screening: who is to be looked at, and what is shown when it is opened."""

from __future__ import annotations

import json

import pytest
from screenings import a_member

from workflow.states import State


@pytest.fixture
def members(counter) -> tuple[str, str]:
    """One graded low two years in a row, one not graded; and one on probation."""
    desk = counter.desk()
    low, other = a_member(desk), a_member(desk, "Lê Thị Bảy", "CVA")
    probationer = a_member(desk, "Trần Thị Tám", state=State.PROBATION)
    for year in ("2024", "2025"):
        for ref in (low, probationer):
            counter.says("review", "set", "not-completed", ref, "--year", year)
    return low, other


def test_full_members_graded_low_are_listed_with_who_has_no_grade_and_what_to_do(counter, members):
    low, other = members

    (item,) = counter.items("screen", "graded", "--year", "2025")

    assert (item["ref"], item["years_in_a_row"], item["screening"]) == (low, 2, None)
    shown = counter.says("screen", "graded", "--year", "2025", "-o", "table", "--lang", "en")
    assert shown.endswith(
        "1 of 2 full members (the four levels in common use; not checked against a document;"
        " unverified: no source confirms it).\n"
        f"  ? 1 member(s) without a grade of 2025: {other}.\n"
        "  Make the list to fill in: ketnap review gaps --year 2025 --xlsx xep-loai.xlsx\n"
        "  Import it when filled in: ketnap review import xep-loai.xlsx --year 2025\n"
        f"  Try a screening: ketnap screen open {low} standards-breached -n\n"
    )
    assert counter.items("screen", "graded", "--year", "2025", "--unit", "CVA") == []
    assert counter.items("screen", "graded", "--year", "2025", "--as-of", "2026-11-22") == []
    coded = [counter.type("screen", "graded", "--year", year, "--exit-code") for year in _YEARS]
    assert [one.exit_code for one in coded] == [0, 8]


_YEARS = ("2023", "2025")


def test_opening_a_screening_shows_the_grades_of_the_years_before_and_after_it_is_written(
    counter, members
):
    low, other = members
    sentence = "lý do này nói về 2 năm liền; xếp loại 2025: Không hoàn thành nhiệm vụ; 2024:"

    tried = counter.says("screen", "open", low, "standards-breached", "-n", "-o", "table")
    written = counter.says("screen", "open", low, "standards-breached", "-y", "-o", "json")

    assert f"  ! {sentence} Không hoàn thành nhiệm vụ (bốn mức thường dùng" in tried
    (notice,) = json.loads(written)["items"][0]["notices"]
    assert (notice["kind"], notice["confidence"], notice["remedy"]) == ("annual-grade", "low", None)
    (item,) = counter.items("screen", "graded", "--year", "2025")
    assert item["screening"] == json.loads(written)["items"][0]["ref"]
    again = counter.says("screen", "open", other, "standards-breached", "-y", "-o", "table")
    assert f"      → ketnap review set … {other} --year 2025\n" in again
    why = counter.items("screen", "why", item["screening"], "enlist")
    assert [one["kind"] for one in why[0]["notices"]] == ["annual-grade"]
