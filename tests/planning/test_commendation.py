"""Criteria of a commendation: data that ask; what is not on file is neither yes nor no."""

from __future__ import annotations

import pytest

from planning.commendation import UnitKnown, shortlist
from planning.criteria import Holds, criteria_of
from planning.league import UnitProgress, league
from planning.member_grades import MembersGraded
from rules.units import Confidence
from workflow.errors import InputError

YES, NO, UNKNOWN = Holds.YES, Holds.NO, Holds.UNKNOWN
HEAD = 'id = "x"\ntitle = { vi = "x", en = "x" }\n'
TAIL = 'source = { vi = "5-QĐ/TU", en = "5-QĐ/TU" }\nconfidence = "high"\n'


def a_file(folder, asked: str, table: str = "criteria"):
    path = folder / "tieu-chi.toml"
    path.write_text(f"[[{table}]]\n{HEAD}{asked}\n{TAIL}", encoding="utf-8")
    return path


def a_row(target: int = 2, admitted: int = 1):
    one = UnitProgress(
        unit="DV",
        name="DV",
        target=target,
        admitted=admitted,
        in_pipeline=0,
        able_this_year=0,
    )
    return league([one]).rows[0]


def answer(folder, asked: str, **known):
    """What one criterion says of a unit."""
    (found,) = shortlist(
        [UnitKnown(row=a_row(), **known)], criteria_of(a_file(folder, asked)).units
    )
    (one,) = found.judged.answers
    return one.holds, one.value


@pytest.mark.parametrize(
    ("asked", "known", "expected"),
    [
        ('measure = "percent"\nat_least = 50', {}, (YES, "50.00")),
        ('measure = "percent"\nat_least = 51', {}, (NO, "50.00")),
        ('measure = "admitted"\nat_least = 1', {}, (YES, "1")),
        ('measure = "admitted"\nat_least = 2', {}, (NO, "1")),
        ('measure = "growth"\nat_least = 1', {"before": 0}, (YES, "1")),
        ('measure = "growth"\nat_least = 1', {"before": 1}, (NO, "0")),
        ('measure = "growth"\nat_least = 1', {}, (UNKNOWN, None)),
        ('measure = "unit-grade"\ngrade = "good"', {"grade": "excellent"}, (YES, "excellent")),
        ('measure = "unit-grade"\ngrade = "good"', {"grade": "good"}, (YES, "good")),
        ('measure = "unit-grade"\ngrade = "good"', {"grade": "completed"}, (NO, "completed")),
        ('measure = "unit-grade"\ngrade = "good"', {}, (UNKNOWN, None)),
    ],
)
def test_a_figure_or_a_grade_of_the_unit_is_held_against_what_is_asked(
    tmp_path, asked, known, expected
):
    assert answer(tmp_path, asked, **known) == expected


def members(*codes: str, lacking: int = 0, **more) -> MembersGraded:
    return MembersGraded(
        given={f"HS-{n}": code for n, code in enumerate(codes)},
        lacking=tuple(f"HS-x{n}" for n in range(lacking)),
        **more,
    )


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (members("completed", "good"), (YES, "2/2")),
        (members("not-completed", "good"), (NO, "1/2")),
        (members("not-completed", lacking=3, outside=2), (NO, "0/6")),
        (members("good", lacking=1), (UNKNOWN, "1/2")),
        (members("good", outside=1), (UNKNOWN, "1/2")),
        (members("good", whole=False), (UNKNOWN, "1/1")),
        (members(), (UNKNOWN, "0/0")),
        (members(lacking=3, outside=9, tally={"good": 9, "completed": 3}), (YES, "12/12")),
        (members(whole=False, tally={"good": 9}), (YES, "9/9")),
        (members(tally={"good": 9, "not-completed": 1}), (NO, "9/10")),
        (members("not-completed", tally={"good": 9}), (NO, "9/9")),
        (members(tally={"good": 0}), (UNKNOWN, "0/0")),
    ],
)
def test_no_member_below_a_grade_is_sure_only_when_every_member_was_graded(
    tmp_path, known, expected
):
    asked = 'measure = "none-below"\ngrade = "completed"'

    assert answer(tmp_path, asked, members=known) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (members("good", "good", "good", "completed"), (YES, "3/4")),
        (members("good", "good", "completed", "completed"), (NO, "2/4")),
        (members("good", "good", "good", lacking=1), (YES, "3/4")),
        (members("good", "good", "completed", outside=1), (UNKNOWN, "2/4")),
        (members("good", "completed", "completed", lacking=1), (NO, "1/4")),
        (members("good", whole=False), (UNKNOWN, "1/1")),
        (members(), (UNKNOWN, "0/0")),
        (members(lacking=3, outside=9, tally={"good": 9, "completed": 3}), (YES, "9/12")),
        (members("good", tally={"good": 8, "completed": 3}), (NO, "8/11")),
    ],
)
def test_a_share_of_the_members_is_decided_as_soon_as_the_unknown_cannot_change_it(
    tmp_path, known, expected
):
    asked = 'measure = "share-graded"\ngrade = "good"\nat_least = 75'

    assert answer(tmp_path, asked, members=known) == expected


def test_who_fails_one_criterion_is_not_open_and_a_unit_without_a_target_is_not_asked(tmp_path):
    path = a_file(tmp_path, 'measure = "unit-grade"\ngrade = "good"')
    more = '\n[[criteria]]\nid = "y"\ntitle = { vi = "y", en = "y" }\n'
    asked = f'{path.read_text("utf-8")}{more}measure = "admitted"\nat_least = 2\n{TAIL}'
    path.write_text(asked, encoding="utf-8")
    criteria = criteria_of(path).units

    failed, without = a_row(), a_row(target=0)
    (one,) = shortlist([UnitKnown(row=failed), UnitKnown(row=without)], criteria)
    (other,) = shortlist([UnitKnown(row=a_row(admitted=2))], criteria)
    (met,) = shortlist([UnitKnown(row=a_row(admitted=2), grade="good")], criteria)

    assert (one.judged.shortlisted, one.judged.open) == (False, False)
    assert (other.judged.shortlisted, other.judged.open) == (False, True)
    assert (met.judged.shortlisted, met.judged.open) == (True, False)
    assert (one.judged.ids(NO), one.judged.ids(UNKNOWN)) == (("y",), ("x",))


def test_what_the_package_ships_is_marked_as_unverified():
    shipped = criteria_of()

    assert {one.confidence for one in (*shipped.units, *shipped.people)} == {Confidence.LOW}


@pytest.mark.parametrize(
    ("asked", "table", "told"),
    [
        ('measure = "percent"\nweight = 2', "criteria", "weight"),
        ("", "criteria", "measure = ?"),
        ('measure = "percent"', "criteria", "measure = percent: at_least = ?"),
        (
            'measure = "share-graded"\ngrade = "good"',
            "criteria",
            "measure = share-graded: at_least, grade = ?",
        ),
        (
            'measure = "percent"\nat_least = 1\ngrade = "good"',
            "criteria",
            "measure = percent: at_least = ?",
        ),
        (
            'measure = "unit-grade"\ngrade = "great"',
            "criteria",
            "grade = great (excellent, good, completed, not-completed)",
        ),
        (
            'measure = "helped"\nat_least = 1',
            "criteria",
            ("measure = helped (admitted, growth, none-below, percent, share-graded, unit-grade)"),
        ),
        ('measure = "percent"\nat_least = 1', "people", "measure = percent (grade, helped)"),
        ('measure = "weather"\nat_least = 1', "people", "measure = weather (grade, helped)"),
        ('measure = "percent"\nat_least = 1', "criterion", "criterion"),
    ],
)
def test_a_file_of_another_shape_is_refused_naming_what_is_wrong(tmp_path, asked, table, told):
    with pytest.raises(InputError) as refused:
        criteria_of(a_file(tmp_path, asked, table))

    assert str(refused.value) == f"The criteria in tieu-chi.toml cannot be read: {told}."


def test_one_name_stands_for_one_criterion(tmp_path):
    path = a_file(tmp_path, 'measure = "admitted"\nat_least = 1')
    path.write_text(path.read_text("utf-8") * 2, encoding="utf-8")

    with pytest.raises(InputError, match="id = x ×2"):
        criteria_of(path)
