"""Helpers are counted by name within a unit; who helped the most stands first."""

from __future__ import annotations

import pytest

from planning.criteria import Holds, criteria_of
from planning.helping import Helper, HelperKnown, Helping, helpers, helpers_judged


def test_a_helper_is_counted_once_a_case_under_one_unit_however_the_name_is_written():
    found = helpers(
        [
            Helping(helper="Lê Văn Tám", unit="DV", ref="HS-2026-0001"),
            Helping(helper="LE VAN TAM", unit="DV", ref="HS-2026-0003"),
            Helping(helper="Lê Văn Tám", unit="DV", ref="HS-2026-0003"),
            Helping(helper="Lê Văn Tám", unit="CVA", ref="HS-2026-0004"),
            Helping(helper="Trần Văn Ơn", unit="CVA", ref="HS-2026-0002"),
        ]
    )

    assert [(one.name, one.unit, one.refs) for one in found] == [
        ("Lê Văn Tám", "DV", ("HS-2026-0001", "HS-2026-0003")),
        ("Trần Văn Ơn", "CVA", ("HS-2026-0002",)),
        ("Lê Văn Tám", "CVA", ("HS-2026-0004",)),
    ]


def test_only_who_helped_enough_is_named():
    one = Helping(helper="Lê Văn Tám", unit="DV", ref="HS-2026-0001")

    assert helpers([one], at_least=2) == ()
    assert helpers([]) == ()


def of_people(folder, asked: str):
    path = folder / "tieu-chi.toml"
    path.write_text(
        f'[[people]]\nid = "x"\ntitle = {{ vi = "x", en = "x" }}\n{asked}\n'
        'source = { vi = "5-QĐ", en = "5-QĐ" }\nconfidence = "high"\n',
        encoding="utf-8",
    )
    return criteria_of(path).people


@pytest.mark.parametrize(
    ("asked", "grade", "expected"),
    [
        ('measure = "helped"\nat_least = 2', None, (Holds.YES, "2")),
        ('measure = "helped"\nat_least = 3', None, (Holds.NO, "2")),
        ('measure = "grade"\ngrade = "good"', "good", (Holds.YES, "good")),
        ('measure = "grade"\ngrade = "good"', "completed", (Holds.NO, "completed")),
        ('measure = "grade"\ngrade = "good"', None, (Holds.UNKNOWN, None)),
    ],
)
def test_a_criterion_for_people_asks_whom_they_helped_or_their_own_grade(
    tmp_path, asked, grade, expected
):
    helper = Helper(name="Lê Văn Tám", unit="DV", refs=("HS-1", "HS-2"))
    known = HelperKnown(helper=helper, member="HS-9", grade=grade)

    (one,) = helpers_judged([known], of_people(tmp_path, asked))

    (answer,) = one.judged.answers
    assert (answer.holds, answer.value) == expected
