"""Acceptance test 2 of the source article, and the misprints other publications are known for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.claims import check_claims, read_claim
from planning.history import History, YearResult, history
from planning.percent import Percent
from planning.printed import Explanation, Figure, integer_targets
from workflow.errors import InputError


def years(*figures: tuple[int, int | None, int | None]) -> History:
    return history([YearResult(year=y, target=t, admitted=a) for y, t, a in figures])


ARTICLE = years((2020, 144, 85), (2021, 144, 150), (2022, 146, 147), (2023, 180, None))


def test_acceptance_2_the_published_total_is_off_by_10_and_both_hypotheses_are_named():
    (finding,) = check_claims(ARTICLE, {"total": 372})

    assert (finding.claim, finding.stated, finding.computed) == ("total", "372", "382")
    assert finding.agrees is False
    assert finding.difference == -10
    assert finding.summary.vi == ("Số công bố không khớp: tổng 372, cộng theo năm 382 (lệch 10).")
    assert finding.summary.en == (
        "The published figures disagree: total 372, the years add up to 382 (off by 10)."
    )
    total_wrong, year_wrong = finding.hypotheses
    assert total_wrong.vi == (
        "Cả 3 tỷ lệ theo năm đều khớp với số theo năm (chỉ tiêu 144, 144, 146) "
        "→ nhiều khả năng sai ở tổng."
    )
    assert total_wrong.en == (
        "Each of the 3 yearly percentages fits its year's figures (targets 144, 144, 146) "
        "→ most likely the total is wrong."
    )
    assert year_wrong.vi == (
        "Nếu số của một năm thừa 10: 2020: 75/144 = 52,08 % (đã in 59,03 %); "
        "2021: 140/144 = 97,22 % (đã in 104,17 %); 2022: 137/146 = 93,84 % (đã in 100,68 %) "
        "→ trái với tỷ lệ đã in, năm nào cũng vậy."
    )
    assert year_wrong.en == (
        "If one year's figure is 10 too high: 2020: 75/144 = 52.08 % (printed 59.03 %); "
        "2021: 140/144 = 97.22 % (printed 104.17 %); 2022: 137/146 = 93.84 % (printed 100.68 %) "
        "→ contradicts the printed percentage, whichever the year."
    )


def test_a_total_that_agrees_needs_no_hypothesis():
    (finding,) = check_claims(ARTICLE, {"total": 382})

    assert (finding.agrees, finding.difference, finding.hypotheses) == (True, 0, ())
    assert finding.summary.vi == "Số công bố khớp: tổng 382."
    assert finding.summary.en == "The published figure agrees: total 382."


def test_a_year_and_the_sum_of_targets_can_be_claimed_too():
    year, targets = check_claims(ARTICLE, {"2021": 140, "target": 430})

    assert (year.computed, year.agrees, year.hypotheses) == ("150", False, ())
    assert year.summary.vi == (
        "Số công bố không khớp: năm 2021 kết nạp 140, theo số liệu 150 (lệch 10)."
    )
    assert (targets.computed, targets.difference) == ("434", -4)
    assert targets.summary.vi == (
        "Số công bố không khớp: tổng chỉ tiêu 430, cộng theo năm 434 (lệch 4)."
    )


@pytest.mark.parametrize(
    ("table", "name"), [(ARTICLE, "2023"), (years(), "total"), (years(), "target")]
)
def test_what_is_not_on_record_cannot_agree(table, name):
    (finding,) = check_claims(table, {name: 5})

    assert (finding.computed, finding.agrees, finding.difference) == ("—", False, None)
    assert finding.summary.vi.startswith("Chưa có số liệu để đối chiếu: ")
    assert finding.hypotheses == ()


def test_an_unknown_claim_is_answered_with_the_names_there_are():
    with pytest.raises(InputError) as refusal:
        check_claims(ARTICLE, {"tong": 372})

    assert refusal.value.what.vi == "Không có số liệu nào tên “tong” trong kỳ này."
    assert refusal.value.following is not None
    assert refusal.value.following.vi == (
        "Các tên dùng được: total, target, 2020, 2021, 2022, 2023"
    )


def test_a_year_without_percentage_leaves_the_question_open():
    (finding,) = check_claims(years((2020, None, 85), (2021, 144, 150)), {"total": 230})

    (only,) = finding.hypotheses
    assert only.vi == (
        "Năm 2020 chưa có tỷ lệ nên chưa thể kết luận sai ở tổng hay ở số của một năm."
    )


def test_a_year_whose_percentage_prints_as_nothing_proves_nothing():
    (finding,) = check_claims(years((2020, 50_000, 1)), {"total": 2})

    assert len(finding.hypotheses) == 1


def test_a_year_that_would_fall_below_zero_is_ruled_out():
    (finding,) = check_claims(years((2020, 144, 5), (2021, 144, 150)), {"total": 100})

    assert finding.hypotheses[1].vi == (
        "Nếu số của một năm thừa 55: 2020: không thể, số sẽ âm; "
        "2021: 95/144 = 65,97 % (đã in 104,17 %) → trái với tỷ lệ đã in, năm nào cũng vậy."
    )
    assert "2020: impossible, below zero" in finding.hypotheses[1].en


def test_a_published_percentage_of_a_year_can_point_at_that_year():
    figures = [Figure.read("85/144=59.03"), Figure.read("150/144=97.22")]

    finding, first, second = check_claims(ARTICLE, {"total": 372}, figures)

    assert (first.agrees, second.agrees) == (True, False)
    year_wrong, total_wrong = finding.hypotheses
    assert year_wrong.vi.endswith("→ có thể là 2021.")
    assert year_wrong.en.endswith("→ it may be 2021.")
    assert total_wrong.vi == (
        "Sai ở tổng: chưa chắc, vì tỷ lệ đã in của 2021 không khớp với số của năm."
    )


def test_a_published_percentage_of_nothing_fits_no_year():
    finding, _ = check_claims(ARTICLE, {"total": 392}, [Figure.read("85/144=0")])

    year_wrong, total_wrong = finding.hypotheses
    assert year_wrong.vi.startswith(
        "Nếu số của một năm thiếu 10: 2020: 95/144 = 65,97 % (đã in 0 %)"
    )
    assert "2020" in total_wrong.vi


def test_several_targets_that_fit_are_shown_first_to_last():
    (finding,) = check_claims(years((2020, 400, 2), (2021, 144, 150)), {"total": 150})

    assert "(chỉ tiêu 397–404, 144)" in finding.hypotheses[0].vi


@pytest.mark.parametrize(
    ("figure", "computed", "explanation", "hypothesis"),
    [
        ("8/9=88.8", "88.89", Explanation.TRUNCATED, "Do cắt bỏ phần lẻ thay vì làm tròn."),
        ("1150/2873=40.02", "40.03", Explanation.TRUNCATED, "Do cắt bỏ phần lẻ thay vì làm tròn."),
        (
            "9/8=88,89 %",
            "112.50",
            Explanation.SWAPPED,
            "Do đổi chỗ hai số: tỷ lệ đã in là của 8/9.",
        ),
        (
            "9/8=88.8",
            "112.50",
            Explanation.SWAPPED_AND_TRUNCATED,
            "Do đổi chỗ hai số và cắt bỏ phần lẻ: tỷ lệ đã in là của 8/9.",
        ),
        (
            "7/9=50",
            "77.78",
            Explanation.NONE,
            "Cắt phần lẻ hay đổi chỗ hai số đều không ra tỷ lệ này: đề nghị xem lại văn bản gốc.",
        ),
        (
            "5/0=3",
            "—",
            Explanation.NONE,
            "Số đứng sau là 0 nên không có tỷ lệ nào: đề nghị xem lại văn bản gốc.",
        ),
    ],
)
def test_a_misprinted_percentage_is_found_and_explained(figure, computed, explanation, hypothesis):
    read = Figure.read(figure)
    (finding,) = check_claims(ARTICLE, {}, [read])

    assert read.explanation is explanation
    assert (finding.agrees, finding.computed) == (False, computed)
    assert [text.vi for text in finding.hypotheses] == [hypothesis]


def test_a_misprint_is_told_with_both_percentages():
    (finding,) = check_claims(ARTICLE, {}, [Figure.read("8/9=88.8")])

    assert (finding.claim, finding.stated) == ("8/9", "88.8")
    assert finding.summary.vi == ("Tỷ lệ công bố không khớp: 8/9 in là 88,8 %, tính ra 88,89 %.")
    assert finding.summary.en == (
        "The published percentage disagrees: 8/9 is printed as 88.8 %, it comes to 88.89 %."
    )


@pytest.mark.parametrize("figure", ["8/9=88.89", "8/9=88.9", "8/9=89", " 8 / 9 = 88,889 % "])
def test_a_percentage_agrees_at_the_places_it_was_printed_with(figure):
    (finding,) = check_claims(ARTICLE, {}, [Figure.read(figure)])

    assert (finding.agrees, finding.hypotheses) == (True, ())


@pytest.mark.parametrize(
    ("admitted", "percent", "targets"),
    [
        (85, "59.03", (144,)),
        (150, "104.17", (144,)),
        (147, "100,68 %", (146,)),
        (85, "59.0", (144,)),
        (85, "59", (143, 144, 145)),
        (1, "50", (2,)),
        (1, "12.5", (8,)),
        (2, "0.50", (397, 398, 399, 400, 401, 402, 403, 404)),
        (85, "59.10", ()),
        (0, "59.03", ()),
    ],
)
def test_a_printed_percentage_tells_the_whole_targets_it_can_come_from(admitted, percent, targets):
    assert integer_targets(admitted, percent) == targets


def test_a_half_belongs_to_the_percentage_above_it():
    targets = integer_targets(1, "0.13")

    assert (targets[0], targets[-1]) == (741, 800)  # 1/800 is 0.125 %, printed as 0.13 %


@given(admitted=st.integers(1, 2_000), target=st.integers(1, 2_000))
def test_the_targets_of_a_printed_percentage_are_all_that_print_it_and_no_others(admitted, target):
    percent = Percent.of(admitted, target).plain()
    assert percent is not None

    targets = integer_targets(admitted, percent)

    assert target in targets
    assert {Percent.of(admitted, each).plain() for each in targets} == {percent}
    assert Percent.of(admitted, targets[0] - 1).plain() != percent
    assert Percent.of(admitted, targets[-1] + 1).plain() != percent


def test_a_percentage_printed_as_nothing_tells_no_target():
    with pytest.raises(ValueError, match=r"0\.00 fits any large target"):
        integer_targets(1, "0.00")


@pytest.mark.parametrize("text", ["total=372", " TOTAL = 372 "])
def test_a_claim_is_read_however_it_is_spaced(text):
    assert read_claim(text) == ("total", 372)


@pytest.mark.parametrize("text", ["total", "total=", "=372", "total=-1", "total=٣٧٢", "a b=1", ""])
def test_a_claim_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(InputError) as refusal:
        read_claim(text)

    assert refusal.value.what.vi == f"Không đọc được số công bố “{text}”."
    assert refusal.value.following is not None
    assert refusal.value.following.vi == "Viết theo dạng TÊN=SỐ, ví dụ: total=372"


@pytest.mark.parametrize("text", ["8/9", "8:9=88", "8/9=", "8/9=8.8.8", "x/9=88", "8/9=-3", ""])
def test_a_figure_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(InputError) as refusal:
        Figure.read(text)

    assert refusal.value.what.vi == f"Không đọc được số liệu “{text}”."
    assert refusal.value.following is not None
    assert refusal.value.following.vi == "Viết theo dạng A/B=TỶ_LỆ, ví dụ: 8/9=88.8"
