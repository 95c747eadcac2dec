"""Every year since 2016: what was decided agrees with the weekdays, and with counts by hand."""

import re
import tomllib
from bisect import bisect_right
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

import rules.calendar
from rules.calendar import Calendar
from rules.calendar_lines import CalendarLine, load_year
from rules.errors import RulebookError
from rules.estimate import estimated_days_off
from rules.units import Confidence

FOLDER = Path(rules.calendar.__file__).with_name("data") / "calendar"
YEARS = range(2016, 2028)
LINES: dict[date, CalendarLine] = {
    line.day: line for year in YEARS for line in load_year(FOLDER / f"{year}.toml", str(year))
}
ALL_WE_KNOW = Calendar.open()
SATURDAY = 6
SWAPPED = re.compile(r"nghỉ, hoán đổi với thứ Bảy (\d\d)/(\d\d)/(\d{4})")
MADE_UP = re.compile(r"làm bù cho ngày (\d\d)/(\d\d)/(\d{4})")


def weekday(day: date) -> bool:
    return day.isoweekday() < SATURDAY


def named(pattern: re.Pattern[str], line: CalendarLine) -> date | None:
    found = pattern.fullmatch(line.name.vi)
    return None if found is None else date(int(found[3]), int(found[2]), int(found[1]))


def of_year(year: int, text: str) -> list[date]:
    return [day for day, line in LINES.items() if day.year == year and text in line.name.vi]


def test_a_day_worked_on_a_weekend_answers_a_weekday_off_and_the_other_way_round():
    off = {day: named(SWAPPED, line) for day, line in LINES.items() if named(SWAPPED, line)}
    worked = {day: named(MADE_UP, line) for day, line in LINES.items() if not line.off}

    assert len(off) == 6
    assert {worked_on: day for day, worked_on in off.items()} == worked
    assert all(weekday(day) and not weekday(saturday) for day, saturday in off.items())
    assert all(LINES[day].source == LINES[worked_on].source for day, worked_on in off.items())


def test_a_substitute_is_a_weekday_soon_after_a_holiday_on_a_weekend():
    substitutes = [day for day, line in LINES.items() if "(nghỉ bù)" in line.name.vi]

    assert len(substitutes) == 20
    for day in substitutes:
        holiday = LINES[day].name.vi.removesuffix(" (nghỉ bù)")
        before = [day - timedelta(days=n) for n in range(1, 6)]
        on_weekend = [one for one in before if one in LINES and LINES[one].name.vi == holiday]
        assert weekday(day)
        assert any(not weekday(one) for one in on_weekend), f"{day} stands in for no holiday"


@pytest.mark.parametrize("year", YEARS)
def test_tet_gives_five_weekdays_off_every_year(year):
    assert sum(weekday(day) for day in of_year(year, "Tết Âm lịch")) == 5


@pytest.mark.parametrize("year", YEARS)
def test_national_day_gives_one_weekday_off_and_two_from_2021(year):
    days = of_year(year, "Quốc khánh")

    assert sum(weekday(day) for day in days) == (1 if year < 2021 else 2)


@pytest.mark.parametrize("year", YEARS)
def test_every_holiday_of_the_law_stands_in_its_year(year):
    fixed = [date(year, month, day) for month, day in ((1, 1), (4, 30), (5, 1), (9, 2))]

    assert all(day in LINES and LINES[day].off for day in fixed)
    assert len(of_year(year, "Giỗ Tổ Hùng Vương (10/3 âm lịch)")) in {1, 2}
    assert (date(year, 11, 24) in LINES) is (year >= 2026)


def test_the_law_of_2012_is_cited_until_2020_and_that_of_2019_from_2021():
    cited = {
        day.year: line.source.document
        for day, line in LINES.items()
        if (day.month, day.day) in {(1, 1), (4, 30)}
    }

    assert [year for year, document in cited.items() if "10/2012/QH13" in str(document)] == [
        *range(2016, 2021)
    ]
    assert all("45/2019/QH14" in str(cited[year]) for year in range(2021, 2028))


def test_no_decision_is_announced_after_its_day():
    assert [day for day, line in LINES.items() if line.announced_on > day] == []


def test_only_2027_holds_days_that_nobody_has_seen_decided():
    undecided = {day for day, line in LINES.items() if not line.decided}

    assert undecided == {*(date(2027, 2, day) for day in range(4, 11)), date(2027, 9, 3)}
    assert {LINES[day].confidence for day in undecided} == {Confidence.LOW}


def test_a_line_that_is_not_decided_claims_no_more_than_low_confidence(tmp_path):
    path = tmp_path / "2027.toml"
    whole = (FOLDER / "2027.toml").read_text(encoding="utf-8")
    path.write_text(whole.replace('confidence = "low"', 'confidence = "medium"', 1), "utf-8")

    with pytest.raises(RulebookError, match="ngày chưa có quyết định"):
        load_year(path, "2027.toml")


def test_a_day_fixed_by_law_is_no_estimate_in_a_year_that_is_not_announced():
    assert ALL_WE_KNOW.day(date(2027, 4, 30)).estimated is False
    assert ALL_WE_KNOW.day(date(2027, 2, 4)).estimated is True
    assert ALL_WE_KNOW.day(date(2027, 3, 10)).estimated is True
    assert ALL_WE_KNOW.is_estimated(date(2027, 3, 1), date(2027, 3, 10)) is True


# Counted with a pencil: start, working days, last day, whether it is an estimate.
BY_HAND = [
    ("Tết 2016", "2016-02-03", 5, "2016-02-17", False),
    ("Tết 2017", "2017-01-24", 3, "2017-02-03", False),
    ("Tết 2018", "2018-02-12", 3, "2018-02-22", False),
    ("Tết 2019", "2019-01-31", 3, "2019-02-12", False),
    ("Tết 2020", "2020-01-21", 3, "2020-01-31", False),
    ("Tết 2021", "2021-02-08", 3, "2021-02-18", False),
    ("Tết 2022", "2022-01-27", 3, "2022-02-08", False),
    ("Tết 2023", "2023-01-13", 10, "2023-02-03", False),
    ("Tết 2024", "2024-01-31", 10, "2024-02-21", False),
    ("Tết 2025", "2025-01-20", 10, "2025-02-10", False),
    ("Tết 2026", "2026-02-09", 10, "2026-03-02", False),
    ("Tết 2027", "2027-01-28", 10, "2027-02-18", True),
    ("31/12/2018 off, 05/01/2019 worked", "2018-12-28", 4, "2019-01-05", False),
    ("29/04/2019 off, 04/05/2019 worked", "2019-04-26", 3, "2019-05-04", False),
    ("29/04/2024 off, 04/05/2024 worked", "2024-04-26", 5, "2024-05-07", False),
    ("26/04/2025 worked", "2025-04-25", 3, "2025-04-29", False),
    ("26/04/2025 worked, 02/05/2025 off", "2025-04-25", 5, "2025-05-06", False),
    ("02/01/2026 off, 10/01/2026 worked", "2026-01-01", 6, "2026-01-10", False),
    ("22/08/2026 worked, 31/08/2026 off", "2026-08-21", 9, "2026-09-07", False),
    ("one National Day in 2020", "2020-09-01", 2, "2020-09-04", False),
    ("two from 2021", "2021-08-31", 3, "2021-09-07", False),
    ("before and made up in 2023", "2023-08-30", 3, "2023-09-06", False),
    ("24 November 2025 is worked", "2025-11-21", 3, "2025-11-26", False),
    ("24 November 2026 is off", "2026-11-20", 3, "2026-11-26", False),
    ("24 November 2027 is off", "2027-11-23", 1, "2027-11-25", True),
    ("three days made up in May 2023", "2023-04-28", 2, "2023-05-05", False),
]


@pytest.mark.parametrize(
    ("start", "n", "end", "estimated"),
    [pytest.param(*rest, id=name) for name, *rest in BY_HAND],
)
def test_spans_over_holidays_end_where_a_count_by_hand_ends(start, n, end, estimated):
    first, last = date.fromisoformat(start), date.fromisoformat(end)

    assert ALL_WE_KNOW.add_working_days(first, n) == last
    assert ALL_WE_KNOW.is_estimated(first, last) is estimated


def worked_by_the_files(first: date, last: date) -> list[date]:
    """Every working day of a span, from the files and the estimate alone, day by day."""
    off: dict[date, bool] = {}
    for year in range(first.year, last.year + 1):
        path = FOLDER / f"{year}.toml"
        if path.is_file():
            lines = tomllib.loads(path.read_text(encoding="utf-8"))["lines"]
            off |= {line["day"]: line["off"] for line in lines}
        else:
            off |= dict.fromkeys(estimated_days_off(year), True)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if not off.get(day, not weekday(day))]


def test_a_hundred_thousand_counts_agree_with_a_day_by_day_reference():
    worked = worked_by_the_files(date(2016, 1, 1), date(2031, 12, 31))
    chance = Random(20261124)  # noqa: S311 - examples, not secrets
    first, span = date(2016, 1, 1).toordinal(), (date(2029, 12, 31) - date(2016, 1, 1)).days
    add, between = ALL_WE_KNOW.add_working_days, ALL_WE_KNOW.working_days_between

    for _ in range(100_000):
        start = date.fromordinal(first + chance.randrange(span))
        n = chance.randrange(1, 400)
        place = bisect_right(worked, start) + n - 1
        assert add(start, n) == worked[place], (start, n)
        end = date.fromordinal(first + chance.randrange(span))
        expected = max(0, bisect_right(worked, end) - bisect_right(worked, start))
        assert between(start, end) == expected, (start, end)
