"""A report cannot contradict itself: sums, percentages and sentences come from one set of cases."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.periods import Period, Span
from planning.report import DAY_OF, Figure, Line, Report, report
from workflow.errors import InputError
from workflow.milestones import Milestones
from workflow.states import State

UNITS = ("DV", "CVA", "BA", "cũ")
DAYS = st.none() | st.dates(date(2024, 6, 1), date(2026, 12, 31))
CASES = st.lists(
    st.builds(
        lambda unit, state, since, days: (unit, state, since, *days),
        st.sampled_from(UNITS),
        st.sampled_from(State),
        st.dates(date(2024, 6, 1), date(2026, 12, 31)),
        st.tuples(*[DAYS] * 6),
    ),
    max_size=40,
)
PERIODS = st.sampled_from(
    [
        Period.month(2026, 2),
        Period.month(2026, 10),
        Period.quarter(2026, 3),
        Period.year(2026).until(date(2026, 11, 23)),
    ]
)
LINES = [
    Line(unit="DV", name="Đô Vinh", units=frozenset({"DV", "DV-1"}), target=3),
    Line(unit="CVA", name="Chu Văn An", units=frozenset({"CVA"}), target=2),
    Line(unit="BA", name="Bảo An", units=frozenset({"BA"}), target=0),
]


def made(drawn: list[tuple], period: Period) -> Report:
    cases = [
        Milestones(f"HS-{place:03d}", unit, state, since, False, *days)
        for place, (unit, state, since, *days) in enumerate(drawn)
    ]
    return report(cases, period, LINES, lambda code: code)


def rounded(part: int, whole: int) -> str:
    exact = Decimal(100 * part) / Decimal(whole)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")


@given(CASES, PERIODS)
def test_the_units_add_up_to_the_figure(drawn, period):
    found = made(drawn, period)
    admitted, total = found.count(Figure.ADMITTED), found.total

    assert sum(len(line.cases) for line in found.units) == len(admitted.cases) == len(total.cases)
    assert sum(len(line.before) for line in found.units) == len(admitted.before)
    assert total.cases == admitted.cases
    assert total.target == 5
    assert len(set(total.year_to_date)) == len(total.year_to_date)


@given(CASES, PERIODS)
def test_every_figure_is_the_number_of_cases_whose_day_lies_in_the_period(drawn, period):
    found = made(drawn, period)

    for one in found.counts:
        expected = [
            f"HS-{place:03d}"
            for place, (unit, state, since, *days) in enumerate(drawn)
            if period.holds(DAY_OF[one.figure](Milestones("", unit, state, since, False, *days)))
        ]
        assert list(one.cases) == expected
        assert not set(one.cases) & set(one.before)


@given(CASES, PERIODS)
def test_the_sentence_says_what_the_table_says(drawn, period):
    found = made(drawn, period)
    admitted, total = found.count(Figure.ADMITTED), found.total

    text = found.sentence.vi
    now, before = len(admitted.cases), len(admitted.before)
    assert f"kết nạp {now} đảng viên (cùng kỳ năm trước {before}" in text
    assert (f", bằng {rounded(now, before)} %)" in text) if before else "bằng" not in text
    done = len(total.year_to_date)
    assert text.endswith(f"lũy kế từ đầu năm {done}/5 = {rounded(done, 5)} %.")


@given(CASES, PERIODS)
def test_the_league_sentence_counts_the_rows_of_this_table(drawn, period):
    found = made(drawn, period)
    numbers = [int(one) for one in re.findall(r"(\d+) đơn vị", found.league.sentence.vi)]

    above, reached, below = numbers[:3]
    with_target = [line for line in found.units if line.target]
    assert above == sum(len(line.year_to_date) > line.target for line in with_target)
    assert reached == sum(len(line.year_to_date) == line.target for line in with_target)
    assert above + reached + below == len(with_target) == 2


@given(CASES, PERIODS)
def test_percentages_are_made_of_the_two_figures_beside_them(drawn, period):
    for line in made(drawn, period).units:
        if line.target:
            assert line.percent.text("vi") == f"{rounded(len(line.year_to_date), line.target)} %"
        else:
            assert line.percent.text("vi") == "—"


def test_a_unit_below_counts_under_its_line_and_a_stranger_gets_one():
    day = date(2026, 10, 5)
    rest = (None, None, None, day, None, None)
    drawn = [("DV-1", State.ADMITTED, day, *rest), ("XA", State.ADMITTED, day, *rest)]

    found = made(drawn, Period.month(2026, 10))

    assert [(line.unit, len(line.cases)) for line in found.units] == [
        ("DV", 1),
        ("CVA", 0),
        ("BA", 0),
        ("XA", 1),
    ]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.month(2026, 2), date(2025, 2, 1), date(2025, 2, 28)),
        (Period.month(2025, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (Period.quarter(2026, 1), date(2025, 1, 1), date(2025, 3, 31)),
        (Period.year(2026), date(2025, 1, 1), date(2025, 12, 31)),
        (Period.month(2024, 2).until(date(2024, 2, 29)), date(2023, 2, 1), date(2023, 2, 28)),
        (Period.year(2024).until(date(2024, 2, 29)), date(2023, 1, 1), date(2023, 2, 28)),
        (Period.year(2026).until(date(2026, 11, 23)), date(2025, 1, 1), date(2025, 11, 23)),
    ],
)
def test_the_same_period_of_the_year_before(period, first, last):
    before = period.year_before

    assert (before.first, before.last, before.whole) == (first, last, period.whole)


@pytest.mark.parametrize(
    ("typed", "span", "expected"),
    [
        ("2026-10", Span.MONTH, Period.month(2026, 10)),
        ("1/2026", Span.MONTH, Period.month(2026, 1)),
        ("2026-Q3", Span.QUARTER, Period.quarter(2026, 3)),
        ("q1/2026", Span.QUARTER, Period.quarter(2026, 1)),
        (" 2026 ", Span.YEAR, Period.year(2026)),
    ],
)
def test_a_period_as_officers_type_it(typed, span, expected):
    assert Period.read(typed, span) == expected


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2026-13", Span.MONTH),
        ("2026-0", Span.MONTH),
        ("2026-Q5", Span.QUARTER),
        ("2026-10", Span.YEAR),
        ("tháng 10", Span.MONTH),
        ("0000-10", Span.MONTH),
    ],
)
def test_what_is_no_period_is_refused_with_an_example(typed, span):
    with pytest.raises(InputError) as caught:
        Period.read(typed, span)

    assert caught.value.what.en == f"Cannot read the period “{typed}”."


def test_a_period_that_has_not_begun_is_refused():
    with pytest.raises(InputError) as caught:
        Period.quarter(2027, 1).until(date(2026, 11, 23))

    assert caught.value.what.vi == "Quý I/2027 chưa bắt đầu vào ngày 23/11/2026."


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(Span))
def test_every_day_lies_in_the_period_that_contains_it(day, span):
    period = Period.containing(day, span)

    assert period.holds(day)
    assert not period.holds(period.first - timedelta(days=1))
    assert period.until(period.last) == period
    assert period.name.vi.split()[0] in {"Tháng", "Quý", "Năm"}
