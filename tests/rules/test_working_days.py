"""Working days: decided years, the estimate beyond them, and what was known on a day."""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from estimates import FILE, written
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Calendar
from rules.calendar_lines import load_year
from rules.errors import RulebookError
from rules.estimate import KEPT_YEARS, estimated_days_off, reckoned_days_off

ALL_WE_KNOW = Calendar.open()
SPAN = st.dates(date(2022, 1, 1), date(2029, 12, 31))
LINES = """\
year = 2026

[[lines]]
day = 2026-01-01
off = true
name = { vi = "Tết Dương lịch", en = "New Year's Day" }
source = { document = "45/2019/QH14 2019-11-20", article = "112.1" }
announced_on = 2019-11-20
confidence = "high"

[[lines]]
day = 2026-01-10
off = false
name = { vi = "làm bù", en = "worked" }
source = { text = { vi = "chưa xác minh", en = "not verified" } }
announced_on = 2025-12-25
confidence = "low"
"""


def counted_by_hand(start: date, n: int) -> date:
    day = start
    while n:
        day += timedelta(days=1)
        n -= ALL_WE_KNOW.is_working(day)
    return day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 1, 17), False),
        (date(2026, 8, 31), False),
        (date(2026, 8, 22), True),
        (date(2026, 9, 1), False),
        (date(2026, 9, 3), True),
        (date(2026, 11, 24), False),
        (date(2025, 11, 24), True),
        (date(2026, 4, 27), False),
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2025, 5, 2), False),
        (date(2025, 4, 26), True),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2023, 5, 3), False),
        (date(2023, 9, 4), False),
        (date(2026, 11, 23), True),
    ],
)
def test_decided_days_are_what_was_decided(day, working):
    assert ALL_WE_KNOW.is_working(day) is working
    assert ALL_WE_KNOW.day(day).working is working


@pytest.mark.parametrize("year", range(2016, 2028))
def test_decided_years_agree_with_the_library_but_for_the_listed_days(year):
    library = holidays.country_holidays("VN", years=year)
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    differing = [day for day in days if library.is_working_day(day) != ALL_WE_KNOW.is_working(day)]

    # Dispatch 12729/VPCP-KGVX of 25 December 2025, which the library lacks.
    assert differing == ([date(2026, 1, 2), date(2026, 1, 10)] if year == 2026 else [])


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 7, 24), 30, date(2026, 9, 8)),
        (date(2026, 1, 20), 30, date(2026, 3, 10)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 9, 5), 1, date(2026, 9, 7)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2024, 12, 31), 600, date(2027, 6, 3)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, n, end):
    assert ALL_WE_KNOW.add_working_days(start, n) == end
    assert counted_by_hand(start, n) == end


@given(SPAN, st.integers(1, 400))
def test_counting_agrees_with_a_count_by_hand(start, n):
    end = ALL_WE_KNOW.add_working_days(start, n)

    assert end == counted_by_hand(start, n)
    assert ALL_WE_KNOW.is_working(end)
    assert ALL_WE_KNOW.working_days_between(start, end) == n


@given(SPAN, SPAN)
def test_days_between_agree_with_a_count_by_hand(start, end):
    days = range(1, (end - start).days + 1)
    expected = sum(ALL_WE_KNOW.is_working(start + timedelta(days=n)) for n in days)

    assert ALL_WE_KNOW.working_days_between(start, end) == expected


@pytest.mark.parametrize("n", [0, -1])
def test_no_rule_asks_for_less_than_one_working_day(n):
    with pytest.raises(ValueError, match=rf"^{n} working days cannot be counted; at least 1$"):
        ALL_WE_KNOW.add_working_days(date(2026, 7, 24), n)


def test_a_day_off_says_why_and_where_it_was_decided():
    swapped = ALL_WE_KNOW.day(date(2026, 1, 2))
    substitute = ALL_WE_KNOW.day(date(2026, 4, 27))

    assert swapped.why is not None
    assert swapped.why.vi == "nghỉ, hoán đổi với thứ Bảy 10/01/2026"
    assert swapped.source == "12729/VPCP-KGVX ngày 25/12/2025"
    assert swapped.estimated is False
    assert substitute.why is not None
    assert substitute.why.en == "Hùng Kings' Commemoration Day (substitute)"
    assert substitute.source == ("khoản 3 Điều 111, Bộ luật Lao động 45/2019/QH14 ngày 20/11/2019")


def test_a_plain_day_needs_no_source():
    monday, saturday = ALL_WE_KNOW.day(date(2026, 11, 23)), ALL_WE_KNOW.day(date(2026, 11, 28))

    assert (monday.working, monday.why, monday.source) == (True, None, None)
    assert saturday.working is False
    assert saturday.why is not None
    assert saturday.why.vi == "thứ Bảy"
    assert saturday.source is None


def test_years_nobody_has_decided_are_estimates_and_say_so():
    tet, later = ALL_WE_KNOW.day(date(2027, 2, 8)), ALL_WE_KNOW.day(date(2028, 1, 26))

    assert ALL_WE_KNOW.decided_until() == date(2026, 12, 31)
    assert (tet.working, later.working) == (False, False)
    assert (tet.estimated, later.estimated) == (True, True)
    assert tet.source == (
        "ước tính theo 10065/VPCP-KGVX ngày 02/10/2026, chưa xác minh: chưa có nguồn xác nhận"
    )
    assert later.source == "ước tính, chưa có quyết định công bố"
    assert ALL_WE_KNOW.is_estimated(date(2026, 12, 1), date(2026, 12, 31)) is False
    assert ALL_WE_KNOW.is_estimated(date(2026, 12, 1), date(2027, 1, 1)) is True
    assert ALL_WE_KNOW.is_estimated(date(2015, 12, 31), date(2016, 1, 31)) is True


def test_the_days_kept_beside_the_law_are_what_the_library_reckons():
    assert FILE.read_text(encoding="utf-8") == written()
    assert estimated_days_off(2030) == reckoned_days_off(2030)


def test_a_year_that_is_not_kept_is_asked_of_the_library():
    year = KEPT_YEARS.stop
    assert estimated_days_off(year) == reckoned_days_off(year)
    assert date(year, 9, 2) in estimated_days_off(year)


def test_an_estimate_knows_no_swap_before_it_is_announced():
    assert date(2026, 8, 31) not in estimated_days_off(2026)
    assert date(2026, 9, 2) in estimated_days_off(2026)


@pytest.mark.parametrize(
    ("known_on", "day", "working"),
    [
        (date(2025, 12, 24), date(2026, 1, 2), True),
        (date(2025, 12, 25), date(2026, 1, 2), False),
        (date(2025, 12, 24), date(2026, 1, 10), False),
        (date(2025, 12, 25), date(2026, 1, 10), True),
        (date(2025, 10, 12), date(2026, 8, 31), True),
        (date(2025, 10, 13), date(2026, 8, 31), False),
        (date(2025, 10, 12), date(2026, 2, 17), False),
        (date(2025, 10, 12), date(2026, 9, 1), False),
        (date(2025, 10, 12), date(2026, 1, 1), False),
        (date(2024, 4, 11), date(2024, 4, 29), True),
        (date(2024, 4, 12), date(2024, 4, 29), False),
    ],
)
def test_only_what_was_announced_by_then_counts(known_on, day, working):
    assert Calendar.open(known_on=known_on).is_working(day) is working


def test_an_estimated_day_near_a_known_decision_gives_way_to_it(tmp_path):
    later = LINES.replace(
        "[[lines]]\nday = 2026-01-10",
        '[[lines]]\nday = 2026-02-17\noff = true\nname = { vi = "Tết", en = "Tet" }\n'
        'source = { text = { vi = "x", en = "x" } }\nannounced_on = 2025-10-13\n'
        'confidence = "low"\n\n[[lines]]\nday = 2026-08-22',
    )
    (tmp_path / "2026.toml").write_text(later, encoding="utf-8")

    before = Calendar(tmp_path, date(2025, 12, 1))

    assert before.is_working(date(2026, 2, 18)) is True
    assert before.is_working(date(2026, 2, 17)) is False
    assert before.is_working(date(2026, 9, 2)) is False
    assert before.is_working(date(2026, 8, 22)) is False
    assert before.decided_until() == date(2026, 8, 21)


def test_what_is_decided_ends_before_the_first_day_not_yet_announced():
    assert Calendar.open(known_on=date(2025, 12, 24)).decided_until() == date(2026, 1, 1)
    assert Calendar.open(known_on=date(2026, 1, 12)).decided_until() == date(2026, 11, 23)
    assert Calendar.open(known_on=date(2026, 1, 13)).decided_until() == date(2026, 12, 31)


def test_a_gap_in_the_decided_years_ends_what_is_decided(tmp_path):
    for year in (2023, 2024, 2026):
        text = LINES.replace("2026", str(year)).replace("2024-01-10", "2024-01-13")
        text = text.replace("2023-01-10", "2023-01-14")
        (tmp_path / f"{year}.toml").write_text(text, encoding="utf-8")

    calendar = Calendar(tmp_path, None)

    assert calendar.decided_until() == date(2026, 12, 31)
    assert calendar.is_estimated(date(2026, 1, 1), date(2026, 2, 1)) is False
    assert calendar.is_estimated(date(2025, 12, 31), date(2026, 2, 1)) is True


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("year = 2026", "year = 2027", 1, "năm 2027 khác tên tệp."),
        (
            "day = 2026-01-10",
            "day = 2027-01-10",
            12,
            "mỗi ngày chỉ một dòng, trong năm của tệp, xếp theo thứ tự ngày.",
        ),
        (
            "day = 2026-01-10",
            "day = 2025-01-11",
            12,
            "mỗi ngày chỉ một dòng, trong năm của tệp, xếp theo thứ tự ngày.",
        ),
        (
            "day = 2026-01-10\noff = false",
            "day = 2026-01-01\noff = true",
            12,
            "mỗi ngày chỉ một dòng, trong năm của tệp, xếp theo thứ tự ngày.",
        ),
        (
            "day = 2026-01-10",
            "day = 2026-01-09",
            13,
            "chỉ thứ Bảy, Chủ nhật mới có thể là ngày làm bù.",
        ),
        (
            'source = { text = { vi = "chưa xác minh", en = "not verified" } }',
            "source = { }",
            15,
            "nguồn phải có “document” hoặc “text”.",
        ),
        ("announced_on = 2025-12-25\n", "", 11, "thiếu khóa “announced_on”."),
    ],
)
def test_a_calendar_file_out_of_order_is_refused(tmp_path: Path, old, new, line, problem):
    assert old in LINES
    path = tmp_path / "2026.toml"
    path.write_text(LINES.replace(old, new), encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load_year(path, "rules/data/calendar/2026.toml")

    assert caught.value.text.vi == f"rules/data/calendar/2026.toml, dòng {line}: {problem}"
