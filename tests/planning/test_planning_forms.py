"""The statistical forms: parts add up to the whole, what is not recorded is no zero."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import forms
from planning.forms import FORMS, age_on, fill
from planning.periods import Period
from workflow.admittee import Admittee, categories_of
from workflow.person import LOCKED, Person

YEAR = Period.year(2026)
PEOPLE = st.lists(
    st.builds(
        Person,
        id=st.just("p"),
        name=st.just("Lê A"),
        name_key=st.just("le a"),
        name_sort=st.just("a le"),
        born=st.sampled_from([None, "1990", "1970-02-01", "2000-12-31", "2007-06-30"]),
        sex=st.sampled_from([None, "male", "female"]),
        ethnic=st.sampled_from([None, "Kinh", "Chăm", "Ra-glai"]),
        religion=st.sampled_from([None, "Không", "Công giáo"]),
        occupation=st.sampled_from([None, "Công nhân may", "sinh viên", "giáo viên"]),
        education=st.sampled_from([None, "literate", "upper-secondary"]),
        tags=st.sampled_from([(), ("Đoàn viên ưu tú",), ("nông dân",)]),
    ),
    max_size=30,
)


def admitted(people: list[Person], **more) -> list[Admittee]:
    return [
        Admittee(
            ref=f"HS-{place}",
            unit="DV",
            on=date(2025 + place % 2, 6, 1),
            person=person,
            **more,
        )
        for place, person in enumerate(people)
    ]


@given(PEOPLE, st.sampled_from(FORMS))
def test_the_parts_of_a_section_add_up_to_all(people, name):
    found = fill(name, admitted(people), YEAR)
    whole = found.rows[0]

    assert whole.cases is not None
    assert whole.before is not None
    assert len(whole.cases) + len(whole.before) == len(people)
    for section in ("II.1", "II.2", "II.3", "B", "C"):
        rows = [row for row in found.rows if row.section == section]
        for side, all_ in (("cases", whole.cases), ("before", whole.before)):
            parts = [ref for row in rows for ref in getattr(row, side) or ()]
            assert not rows or sorted(parts) == sorted(all_)


@given(PEOPLE)
def test_nobody_counts_twice_in_a_section_of_parts(people):
    found = fill("2", admitted(people), YEAR)

    for section in ("II.1", "II.2", "II.3"):
        parts = [ref for row in found.rows if row.section == section for ref in row.cases or ()]
        assert len(parts) == len(set(parts))


def a_person(**known) -> Person:
    return Person(id="p", name="Lê A", name_key="le a", name_sort="a le", **known)


def test_each_row_counts_what_it_names():
    people = [
        a_person(ethnic="Chăm", sex="female", born="1996-06-02", tags=("Đoàn viên ưu tú",)),
        a_person(ethnic="Kinh", sex="male", born="1996-06-01", occupation="Công nhân may"),
        a_person(),
    ]
    some = [
        Admittee(ref=f"HS-{place}", unit="DV", on=date(2026, 6, 1), person=person)
        for place, person in enumerate(people)
    ]
    some.append(
        Admittee(
            ref="HS-9",
            unit="DV",
            on=date(2025, 6, 1),
            person=a_person(born="1960-01-01"),
            categories=frozenset({"private-owner"}),
            readmitted=True,
        )
    )

    found = {row.id: row for row in fill("2", some, YEAR).rows}

    assert found["I"].cases == ("HS-0", "HS-1", "HS-2")
    assert found["I"].ratio.plain() == "300.00"
    assert found["I.1"].cases == found["I.2"].cases == found["I.a"].cases == ("HS-0",)
    assert (found["I.3"].cases, found["I.3"].before) == ((), ("HS-9",))
    assert found["I.6"].before == ("HS-9",)
    assert found["II.1.9"].cases == ("HS-1",)
    assert found["II.2.1"].cases == ("HS-0", "HS-1")
    assert found["II.2.8"].before == ("HS-9",)
    assert found["II.2.9"].means == (Decimal("29.5"), Decimal("65.0"))
    assert found["II.2.9"].cases is None
    assert tuple(map(len, found["II.2.9"].opened)) == (2, 1)
    assert found["II.2.—"].cases == ("HS-2",)
    assert found["II.2.—"].own


def test_what_is_not_recorded_is_no_zero():
    found = {row.id: row for row in fill("2", [], YEAR).rows}

    assert found["II.4.4"].cases is None
    assert found["II.4.4"].ratio.exact is None
    assert found["I"].cases == ()
    assert found["II.2.9"].means == (None, None)


def test_what_is_locked_is_not_known_and_no_people_of_its_own():
    now = [
        Admittee(ref=f"HS-{n}", unit="DV", on=date(2026, 2, 1), person=a_person(ethnic=ethnic))
        for n, ethnic in enumerate((LOCKED, "Kinh"))
    ]

    of_two = {row.id: row for row in fill("2", now, YEAR).rows}
    of_2b = [row for row in fill("2B", now, YEAR).rows if row.section == "B"]

    assert (of_two["I.1"].cases, of_two["I.1"].before) == (None, None)
    assert [(row.label.vi, row.cases) for row in of_2b] == [
        ("Kinh", ("HS-1",)),
        ("Chưa rõ, chưa phân loại (ngoài mẫu)", ("HS-0",)),
    ]


def test_groups_come_with_the_commonest_first():
    people = [a_person(ethnic="Ra-glai"), a_person(), *[a_person(ethnic="Kinh")] * 4]
    now = [
        Admittee(ref=f"HS-{n}", unit="DV", on=date(2026, 2, 1), person=person)
        for n, person in enumerate(people)
    ]

    rows = [row for row in fill("2B", now, YEAR).rows if row.section == "B"]

    assert [(row.label.vi, len(row.cases or ())) for row in rows] == [
        ("Kinh", 4),
        ("Ra-glai", 1),
        ("Chưa rõ, chưa phân loại (ngoài mẫu)", 1),
    ]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1990-06-01", date(2026, 6, 1), 36),
        ("1990-06-02", date(2026, 6, 1), 35),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("1990", date(2026, 6, 1), None),
        (None, date(2026, 6, 1), None),
    ],
)
def test_an_age_is_of_years_completed(born, day, age):
    assert age_on(born, day) == age


def test_every_row_of_the_data_has_a_confidence_and_a_measure_that_there_is():
    folder = Path(forms.__file__).parent / "data"

    for name in FORMS:
        told = tomllib.loads((folder / f"form-{name.lower()}.toml").read_text("utf-8"))
        assert told["source"]
        for section in told["sections"]:
            for row in section["rows"]:
                assert row["confidence"] in {"high", "medium", "low"}
                assert set(row.get("count", {})) <= set(forms._MEASURES)


def test_categories_are_read_from_the_facts_of_a_case():
    facts = [
        ("category", {"category": "religion"}),
        ("left-party", {"reason": "removed"}),
        ("vote", {"body": "cell"}),
    ]

    assert categories_of(facts) == (frozenset({"religion"}), True)
    assert categories_of([]) == (frozenset(), False)
