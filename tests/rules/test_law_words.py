"""Small values of the law: months, ages, shares, education, sources, wordings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.age import age_verdict
from rules.education import Education
from rules.milestones import Milestone
from rules.months import add_months, months_between_by_month
from rules.rulebook import Rulebook
from rules.share import Share
from rules.source import Source
from rules.text import Text
from rules.units import Confidence, Unit
from rules.wording import value_text

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1930, 1, 1), date(2090, 12, 31))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.open()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 1, 31), 12, date(2026, 1, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert add_months(start, months) == end


@given(DAYS, st.integers(1, 120))
def test_months_added_are_months_counted(day, months):
    later = add_months(day, months)

    assert months_between_by_month(day, later) == months
    assert later.day == day.day or (later.day < day.day and add_months(later, 1).day >= later.day)


def test_an_age_can_only_be_asked_of_an_age(rulebook):
    with pytest.raises(
        TypeError, match=r"^cell-minimum@2011-01-19 is measured in people, not in years$"
    ):
        age_verdict(rulebook.on("cell-minimum", TODAY), TODAY, TODAY)
    with pytest.raises(
        TypeError, match=r"^education@2026-07-26 is measured in education, not in years$"
    ):
        age_verdict(rulebook.on("education", TODAY), TODAY, TODAY)


@pytest.mark.parametrize(
    ("share", "of", "least"),
    [
        (Share(numerator=2, denominator=3, strict=False), 30, 20),
        (Share(numerator=2, denominator=3, strict=False), 31, 21),
        (Share(numerator=2, denominator=3, strict=False), 3, 2),
        (Share(numerator=1, denominator=2, strict=True), 10, 6),
        (Share(numerator=1, denominator=2, strict=True), 9, 5),
    ],
)
def test_the_least_number_of_votes_is_a_whole_number(share, of, least):
    assert share.least(of) == least


@given(st.integers(1, 10_000), st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_the_least_number_of_votes_passes_and_one_fewer_does_not(of, a, b, strict):
    share = Share(numerator=min(a, b), denominator=max(a, b), strict=strict)
    least = share.least(of)

    assert share.met(least, of)
    assert not share.met(least - 1, of)


@pytest.mark.parametrize(
    ("yes", "of", "shown"),
    [(5, 9, "55,56 %"), (2, 3, "66,67 %"), (1, 800, "0,13 %"), (9, 9, "100,00 %"), (0, 0, "—")],
)
def test_a_share_of_votes_is_shown_with_two_places_a_half_rounded_up(yes, of, shown):
    assert Share.percent(yes, of).vi == shown
    assert Share.percent(yes, of).en == shown.replace(",", ".")


def test_levels_of_education_are_compared_by_rank():
    assert Education.UPPER_SECONDARY.reaches(Education.LOWER_SECONDARY_DIPLOMA)
    assert Education.PRIMARY.reaches(Education.PRIMARY)
    assert not Education.LITERATE.reaches(Education.PRIMARY)


@pytest.mark.parametrize(
    ("source", "vi", "en"),
    [
        (
            Source(document="294-QĐ/TW 2025-05-26", point="4.1"),
            "điểm 4.1, 294-QĐ/TW ngày 26/05/2025",
            "point 4.1, 294-QĐ/TW of 2025-05-26",
        ),
        (
            Source(document="Điều lệ Đảng 2011-01-19", article="5.1"),
            "khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011",
            "Art. 5.1, Party Charter of 2011-01-19",
        ),
        (
            Source(document="58-QĐ/TW 2022-02-08", article="10"),
            "Điều 10, 58-QĐ/TW ngày 08/02/2022",
            "Art. 10, 58-QĐ/TW of 2022-02-08",
        ),
        (
            Source(document="208-QĐ/TW 2026-07-26"),
            "208-QĐ/TW ngày 26/07/2026",
            "208-QĐ/TW of 2026-07-26",
        ),
        (
            Source(document="38-HD/BTCTW 2025"),
            "38-HD/BTCTW năm 2025",
            "38-HD/BTCTW of 2025",
        ),
        (Source(text=Text(vi="tập quán", en="practice")), "tập quán", "practice"),
        (Source(), "", ""),
    ],
)
def test_a_source_is_cited_in_both_languages(source, vi, en):
    assert source.cite("vi") == vi
    assert source.cite("en") == en


@pytest.mark.parametrize(
    ("rule_id", "vi", "en"),
    [
        ("ceremony", "30 ngày làm việc", "30 working days"),
        ("probation", "12 tháng", "12 months"),
        ("cell-vote", "ít nhất 2/3 số phiếu", "at least 2/3 of the votes"),
        ("standing-committee-vote", "trên 1/2 số phiếu", "more than 1/2 of the votes"),
        ("age", "từ 18 đến 60 tuổi (tính theo tháng)", "18 to 60 years (counted by month)"),
        (
            "education",
            "ít nhất hoàn thành chương trình trung học cơ sở",
            "at least: lower-secondary programme completed",
        ),
        ("yearly-growth", "3–4 %", "3–4 %"),
        ("removal-standards", "2 năm", "2 years"),
        ("party-age", "", ""),
    ],
)
def test_a_value_is_said_in_words(rulebook, rule_id, vi, en):
    assert value_text(rulebook.on(rule_id, TODAY)) == Text(vi=vi, en=en)


def test_every_word_of_the_vocabularies_has_a_label():
    labels = [word.label for words in (Milestone, Unit, Confidence, Education) for word in words]

    assert [label.vi for label in labels].count("") == 1  # a rule without a value has no unit
    assert Confidence.LOW.label.vi == "chưa xác minh: chưa có nguồn xác nhận"
