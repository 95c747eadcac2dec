"""Acceptance test 1 of the source article, and what surrounds it."""

from __future__ import annotations

import pytest

from planning.history import YearResult, history


def a_year(year: int, target: int | None, admitted: int | None, source=None) -> YearResult:
    return YearResult(year=year, target=target, admitted=admitted, target_source=source)


ARTICLE = [
    a_year(2020, 144, 85, "suy ra"),
    a_year(2021, 144, 150, "suy ra"),
    a_year(2022, 146, 147, "suy ra"),
    a_year(2023, 180, None, "NQ 11"),
]


def test_acceptance_1_the_articles_figures_print_with_its_percentages_and_the_true_total():
    table = history(ARTICLE)

    assert [row.percent.text("vi") for row in table.rows] == [
        "59,03 %",
        "104,17 %",
        "100,68 %",
        "—",
    ]
    assert table.total is not None
    assert table.total.percent.with_figures("vi") == "382/434 = 88,02 %"
    assert table.total.label == "2020–2022"
    assert table.total.years == (2020, 2021, 2022)
    assert [row.target_source for row in table.rows] == ["suy ra", "suy ra", "suy ra", "NQ 11"]


def test_a_total_is_sum_of_sum_and_not_the_mean_of_the_percentages():
    total = history(ARTICLE).total

    assert total is not None
    assert total.percent.plain() == "88.02"  # the mean of the three would be 87.96


def test_results_are_compared_with_the_year_before_and_a_target_where_there_is_no_result():
    table = history(ARTICLE)

    assert [row.compared("vi") for row in table.rows] == [
        "—",
        "+76,47 %",
        "−2,00 %",
        "+23,29 % chỉ tiêu",
    ]
    assert table.rows[3].compared("en") == "+23.29 % target"


def test_a_missing_year_between_leaves_nothing_to_compare_with():
    table = history([a_year(2022, 146, 147), a_year(2020, 144, 85), a_year(2024, 180, None)])

    assert [row.year for row in table.rows] == [2020, 2022, 2024]
    assert [row.compared("vi") for row in table.rows] == ["—", "—", "—"]
    assert table.total is not None
    assert table.total.label == "2020, 2022"


def test_a_total_over_a_year_without_target_has_no_percentage():
    total = history([a_year(2020, None, 85), a_year(2021, 144, 150)]).total

    assert total is not None
    assert (total.target, total.admitted) == (None, 235)
    assert total.percent.text("vi") == "—"


def test_without_any_result_there_is_no_total():
    assert history([a_year(2023, 180, None)]).total is None
    assert history([]).total is None


def test_a_year_given_twice_is_refused():
    with pytest.raises(ValueError, match="a year is given twice"):
        history([a_year(2020, 144, 85), a_year(2020, 144, 86)])
