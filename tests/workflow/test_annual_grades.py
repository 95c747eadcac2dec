"""What the annual classification says before a decision on a member."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, ready_to_recognise, recorded, take_to
from screenings import a_member, ballot, opened, step, views

from rules.grades import grades
from workflow.actions.advance import consider
from workflow.annual_grades import years_of_concern
from workflow.errors import InputError
from workflow.facts import FactKind
from workflow.registers.grading import grade_many
from workflow.screening.deciding import consider_screening
from workflow.screening.grounds import Ground
from workflow.screening.opening import open_screening
from workflow.screening.states import ScreeningEvent
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


OPENED = date(2026, 3, 2)


def told(notices) -> list[tuple[str, str | None]]:
    """Notices on grades: the sentence without its source, and the command that settles it."""
    return [(one.text.en, one.remedy and one.remedy.en) for one in notices]


def opening(desk, member: str, ground: Ground, on: date = OPENED):
    return open_screening(desk, member, ground, on=on, dry_run=True)


def test_a_screening_for_years_of_breach_shows_the_grades_of_as_many_years(desk):
    member = a_member(desk)
    graded(desk, member, 2024, OF_CONCERN[0])
    graded(desk, member, 2025, OF_CONCERN[0])

    shown = opening(desk, member, Ground.STANDARDS_BREACHED).notices

    assert told(shown) == [
        (
            (
                "this ground speaks of 2 years in a row; grades: 2025: Tasks not completed;"
                " 2024: Tasks not completed"
            ),
            None,
        )
    ]
    assert [(one.source, one.confidence) for one in shown] == [
        (grades().source, grades().confidence)
    ]


def test_a_year_without_a_grade_is_named_with_the_command_that_records_it(desk):
    member = a_member(desk)
    graded(desk, member, 2025, "good")

    assert told(opening(desk, member, Ground.STANDARDS_BREACHED).notices) == [
        (
            (
                "this ground speaks of 2 years in a row; grades: 2025: Tasks completed well;"
                " 2024: not on file"
            ),
            f"ketnap review set … {member} --year 2024",
        )
    ]


def test_the_grade_of_the_year_that_runs_counts_as_soon_as_it_is_given(desk):
    member = a_member(desk)
    graded(desk, member, 2025, "good")
    on = date(2025, 12, 31)

    ((sentence, _),) = told(opening(desk, member, Ground.STANDARDS_BREACHED, on).notices)

    assert sentence.endswith("2025: Tasks completed well; 2024: not on file")


@pytest.mark.parametrize(
    ("grade", "expected"), [(OF_CONCERN[0], ["grade of 2025: Tasks not completed"]), ("good", [])]
)
def test_on_another_ground_the_newest_grade_is_shown_where_it_is_of_concern(desk, grade, expected):
    member = a_member(desk)
    graded(desk, member, 2025, grade)

    assert [one for one, _ in told(opening(desk, member, Ground.NO_PROGRESS).notices)] == expected


def test_who_judges_a_screened_member_sees_the_grades_and_who_closes_it_does_not(desk):
    member = a_member(desk)
    ref = opened(desk, member)
    graded(desk, member, 2024, OF_CONCERN[0])
    on = date(2025, 2, 10)

    def asked(event: ScreeningEvent) -> list[str]:
        return [one for one, _ in told(consider_screening(desk, ref, event, on=on)[2])]

    assert asked(ScreeningEvent.ENLIST) == ["grade of 2024: Tasks not completed"]
    assert asked(ScreeningEvent.CLOSE) == []
    views(desk, ref)
    ballot(desk, ref)
    listed = step(desk, ref, ScreeningEvent.ENLIST, on)
    assert [one for one, _ in told(listed.notices)] == ["grade of 2024: Tasks not completed"]


def test_before_the_ground_was_law_nothing_is_said_of_its_years(desk):
    ref = opened(desk, a_member(desk), Ground.STANDARDS_BREACHED)

    found = consider_screening(desk, ref, ScreeningEvent.ENLIST, on=date(2020, 1, 6))

    assert found[2] == ()


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ({}, 0),
        ({2025: "good", 2024: OF_CONCERN[0]}, 0),
        ({2025: OF_CONCERN[0], 2024: "good"}, 1),
        ({2025: OF_CONCERN[0], 2024: OF_CONCERN[0], 2022: OF_CONCERN[0]}, 2),
    ],
)
def test_years_in_a_row_end_at_another_grade_and_at_a_year_without_one(given, years):
    assert years_of_concern(given, 2025) == years


def reported(desk, **tallies: dict[str, int]):
    graded_units = dict.fromkeys(("DV", *tallies), "good")
    (one,) = grade_many(desk, 2025, {}, graded_units, tallies=tallies).units
    return one


def test_an_organisation_reports_how_many_members_got_each_grade_and_may_do_so_anew(desk):
    first = reported(desk, DV={"good": 40, "not-completed": 2})
    later = reported(desk, DV={"good": 42})

    assert first.data["members"] == {
        "excellent": 0,
        "good": 40,
        "completed": 0,
        "not-completed": 2,
    }
    assert later.data["members"] == {**dict.fromkeys(grades().codes, 0), "good": 42}
    kept = grade_many(desk, 2025, {}, {"DV": "excellent"}).units[0].data
    assert (kept["grade"], kept["members"]["good"]) == ("excellent", 42)


@pytest.mark.parametrize(
    ("tallies", "told"),
    [
        ({"DV": {"great": 1}}, "There is no grade “great”"),
        ({"DV": {"good": -1}}, "The members of DV by grade go with the grade"),
        ({"CVA": {"good": 1}}, "The members of CVA by grade go with the grade"),
    ],
)
def test_a_report_of_members_that_cannot_be_is_refused_and_nothing_is_written(desk, tallies, told):
    before = desk.store.entry_count()

    with pytest.raises(InputError, match=told):
        grade_many(desk, 2025, {}, {"DV": "good"}, tallies=tallies)

    assert desk.store.entry_count() == before
