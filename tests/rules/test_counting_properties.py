"""Counting held against a reference that walks from day to day, and explanations read back."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import law_reference
import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_back import read_back

from rules.calendar import Calendar
from rules.due import due_day, explain_due
from rules.rulebook import Rulebook

BOOK = Rulebook.open()
CALENDAR = Calendar.open()
LENGTHS = [rule for rule in BOOK.rules() if rule.unit.is_length]
DAY = timedelta(days=1)
FIRST, LAST = date(2016, 1, 1), date(2028, 12, 31)
ANY_DAY = st.dates(FIRST, date(2027, 6, 30))


def test_working_days_agree_with_a_day_by_day_reference_on_a_hundred_thousand_pairs():
    days = [FIRST + DAY * number for number in range((LAST - FIRST).days + 1)]
    # How many days were worked up to and with each day, one after the other.
    worked = list(accumulate(map(law_reference.is_worked, days)))
    the_nth = [day for day in days if law_reference.is_worked(day)]
    draw = random.Random(20261124)  # noqa: S311 - the same pairs at each run

    for _ in range(100_000):
        here, there = draw.randrange(len(days) - 400), draw.randrange(len(days))
        number = draw.randint(1, 130)
        assert CALENDAR.working_days_between(days[here], days[there]) == max(
            worked[there] - worked[here], 0
        )
        place = worked[here] + number - 1
        assert CALENDAR.add_working_days(days[here], number) == the_nth[place]


def wording(rule, day):
    return max((one for one in rule.versions if one.from_on <= day), key=lambda it: it.from_on)


@given(ANY_DAY, st.sampled_from(LENGTHS))
def test_a_due_day_is_what_the_plain_reference_counts(start, rule):
    version = wording(rule, max(start, rule.versions[0].from_on))
    plain = law_reference.wording(rule.id, version.from_on)

    assert due_day(version, start, CALENDAR) == law_reference.count(
        start, law_reference.rule_files()[rule.id]["unit"], plain["value"]
    )


@given(ANY_DAY, st.sampled_from(LENGTHS))
def test_who_counts_an_explanation_by_hand_comes_to_the_same_day(start, rule):
    version = wording(rule, max(start, rule.versions[0].from_on))
    due = explain_due(version, rule, start, CALENDAR)
    text = due.text("en")

    assert read_back(text) == due.due_on
    assert due.due_on.isoformat() in text.splitlines()[-2 if due.estimated else -1]


@given(ANY_DAY, st.sampled_from([rule for rule in LENGTHS if rule.unit == "working days"]))
def test_the_sum_under_an_explanation_is_right(start, rule):
    version = wording(rule, max(start, rule.versions[0].from_on))
    text = explain_due(version, rule, start, CALENDAR).text("vi")

    (line,) = [one for one in text.splitlines() if one.startswith("Kiểm tra")]
    whole, *taken, result = [int(one) for one in re.findall(r"\d+", line.partition("có")[2])]
    assert whole - sum(taken) == result == version.number


@pytest.fixture(scope="module")
def with_one_day_more(tmp_path_factory) -> tuple[Calendar, date]:
    """The calendar with one day off more, in October 2025, where no other stands."""
    folder: Path = tmp_path_factory.mktemp("calendar") / "calendar"
    shutil.copytree(law_reference.DATA / "calendar", folder)
    path, extra = folder / "2025.toml", date(2025, 10, 15)
    line = (
        f"\n[[lines]]\nday = {extra}\noff = true\nannounced_on = 2025-10-01\nconfidence = "
        '"high"\nname = { vi = "nghỉ thêm", en = "one day more" }\n'
        'source = { text = { vi = "thử", en = "trial" } }\n'
    )
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    return Calendar(folder, None), extra


@given(ANY_DAY, st.sampled_from(LENGTHS))
def test_a_day_off_outside_a_span_moves_nothing_and_within_it_one_working_day(
    with_one_day_more, start, rule
):
    calendar, extra = with_one_day_more
    version = wording(rule, max(start, rule.versions[0].from_on))
    before, after = due_day(version, start, CALENDAR), due_day(version, start, calendar)

    if rule.unit == "working days" and start < extra <= before:
        assert after == CALENDAR.add_working_days(before, 1)
    else:
        assert after == before


@given(ANY_DAY, st.sampled_from([rule for rule in LENGTHS if rule.id != "ceremony"]))
def test_another_rule_that_changes_moves_no_due_day_of_this_one(changed_ceremony, start, rule):
    other = changed_ceremony[rule.id]

    version = wording(rule, max(start, rule.versions[0].from_on))
    assert other == rule
    assert due_day(wording(other, version.from_on), start, CALENDAR) == due_day(
        version, start, CALENDAR
    )


@pytest.fixture(scope="module")
def changed_ceremony(tmp_path_factory) -> Rulebook:
    path = tmp_path_factory.mktemp("draft") / "ceremony.toml"
    text = (law_reference.DATA / "ceremony.toml").read_text("utf-8")
    path.write_text(text.replace("value = 30", "value = 5"), "utf-8")
    return BOOK.drafted(path)
