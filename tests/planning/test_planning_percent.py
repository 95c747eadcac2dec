from __future__ import annotations

from decimal import Decimal

import pytest

from planning.percent import Change, Percent


@pytest.mark.parametrize(
    ("part", "whole", "vi", "en", "plain"),
    [
        (85, 144, "59,03 %", "59.03 %", "59.03"),
        (150, 144, "104,17 %", "104.17 %", "104.17"),
        (147, 146, "100,68 %", "100.68 %", "100.68"),
        (382, 434, "88,02 %", "88.02 %", "88.02"),
        (372, 434, "85,71 %", "85.71 %", "85.71"),
        (0, 4, "0,00 %", "0.00 %", "0.00"),
        (1, 1, "100,00 %", "100.00 %", "100.00"),
        (1, 800, "0,13 %", "0.13 %", "0.13"),  # 0.125: a half goes up, also after an even digit
    ],
)
def test_a_percentage_prints_with_two_places_rounded_half_up(part, whole, vi, en, plain):
    percent = Percent.of(part, whole)

    assert (percent.text("vi"), percent.text("en"), percent.plain()) == (vi, en, plain)


@pytest.mark.parametrize(("part", "whole"), [(5, 0), (5, None), (None, 5), (None, None)])
def test_a_percentage_of_nothing_is_a_dash_for_people_and_nothing_for_machines(part, whole):
    percent = Percent.of(part, whole)

    assert percent.text("vi") == "—"
    assert percent.plain() is None
    assert percent.exact is None
    assert percent.rounded() is None
    assert percent.truncated() is None


def test_a_percentage_never_stands_without_its_figures():
    assert Percent.of(382, 434).with_figures("vi") == "382/434 = 88,02 %"
    assert Percent.of(382, 434).with_figures("en") == "382/434 = 88.02 %"
    assert Percent.of(None, 180).with_figures("vi") == "—/180 = —"


def test_cutting_digits_off_gives_what_some_publications_print():
    assert Percent.of(8, 9).truncated(1) == Decimal("88.8")
    assert Percent.of(8, 9).rounded(1) == Decimal("88.9")
    assert Percent.of(1150, 2873).truncated() == Decimal("40.02")
    assert Percent.of(1150, 2873).rounded() == Decimal("40.03")


def test_equal_fractions_are_equal_percentages_however_they_are_written():
    assert Percent.of(2, 3).exact == Percent.of(4, 6).exact


@pytest.mark.parametrize(
    ("before", "after", "vi", "en", "plain"),
    [
        (85, 150, "+76,47 %", "+76.47 %", "76.47"),
        (150, 147, "−2,00 %", "−2.00 %", "-2.00"),
        (146, 180, "+23,29 %", "+23.29 %", "23.29"),
        (147, 180, "+22,45 %", "+22.45 %", "22.45"),
        (144, 144, "0,00 %", "0.00 %", "0.00"),
        (100_000, 99_999, "0,00 %", "0.00 %", "0.00"),  # a rounded nothing has no sign
        (800, 799, "−0,13 %", "−0.13 %", "-0.13"),  # -0.125: a half goes away from zero
    ],
)
def test_a_change_shows_its_sign(before, after, vi, en, plain):
    change = Change(before=before, after=after)

    assert (change.text("vi"), change.text("en"), change.plain()) == (vi, en, plain)


@pytest.mark.parametrize(("before", "after"), [(None, 5), (0, 5), (5, None)])
def test_a_change_from_nothing_is_a_dash(before, after):
    change = Change(before=before, after=after)

    assert change.text("vi") == "—"
    assert change.plain() is None
