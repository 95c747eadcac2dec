"""What the annual classification says before a decision on a member."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, ready_to_recognise, recorded, take_to

from rules.grades import grades
from workflow.actions.advance import consider
from workflow.facts import FactKind
from workflow.states import Event, State

DECIDED = date(2025, 9, 10)
OF_CONCERN = [one.code for one in grades().grades if one.concern]


@pytest.fixture
def probationer(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    ready_to_recognise(desk, ref)
    return ref


def graded(desk, ref: str, year: int, grade: str, on: date | None = None) -> None:
    values = {"year": str(year), "grade": grade}
    recorded(desk, ref, FactKind.CLASSIFICATION, values, on or date(year, 12, 20))


def shown(desk, ref: str, on: date = DECIDED) -> list[tuple[str, str]]:
    """The notices on grades before a recognition, in both languages; nothing is refused."""
    _, missing, notices = consider(desk, ref, Event.RECOGNISE, on=on)
    assert [one.condition for one in missing if one.condition != "decision"] == []
    told = [one.sentence() for one in notices if one.kind == "annual-grade"]
    return [(one.vi, one.en) for one in told]


def test_a_probationer_graded_low_is_told_of_at_the_recognition_as_unverified(desk, probationer):
    graded(desk, probationer, 2024, OF_CONCERN[0])

    assert shown(desk, probationer) == [
        (
            (
                "xếp loại năm 2024: Không hoàn thành nhiệm vụ (bốn mức thường dùng; chưa đối chiếu"
                " với văn bản; chưa xác minh)"
            ),
            (
                "grade of 2024: Tasks not completed (the four levels in common use; not checked"
                " against a document; unverified)"
            ),
        )
    ]


@pytest.mark.parametrize("grade", [one.code for one in grades().grades if not one.concern])
def test_another_grade_is_no_news_at_the_recognition(desk, probationer, grade):
    graded(desk, probationer, 2024, grade)

    assert shown(desk, probationer) == []


def test_a_probationer_without_a_grade_is_passed_over_in_silence(desk, probationer):
    assert shown(desk, probationer) == []


def test_the_grade_of_the_newest_year_counts(desk, probationer):
    graded(desk, probationer, 2023, OF_CONCERN[0], date(2024, 9, 20))
    graded(desk, probationer, 2024, "good")

    assert shown(desk, probationer) == []


def test_a_grade_given_after_the_day_of_the_decision_was_not_there_yet(desk, probationer):
    graded(desk, probationer, 2025, OF_CONCERN[0])

    assert shown(desk, probationer) == []
    assert len(shown(desk, probationer, date(2025, 12, 20))) == 1
