"""A due day is explained so that it can be counted again with a pencil."""

import sys
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Calendar
from rules.due import due_day, due_days, explain_due
from rules.rulebook import Rulebook

RULEBOOK = Rulebook.open()
CALENDAR = Calendar.open()


def explained(rule_id: str, governed: date, start: date):
    rule = RULEBOOK[rule_id]
    return explain_due(rule.on(governed), rule, start, CALENDAR)


def test_the_count_of_a_ceremony_can_be_checked_by_hand():
    due = explained("ceremony", date(2026, 7, 20), date(2026, 7, 24))

    assert due.text("vi") == (
        "Tổ chức lễ kết nạp: 30 ngày làm việc, tính từ ngày chi bộ nhận được quyết định kết nạp.\n"
        "Căn cứ: điểm 4.1, 294-QĐ/TW ngày 26/05/2025 (đã xác minh);"
        " nội dung ceremony@2025-07-01.\n"
        "Ghi chú: Căn cứ ghi nội dung này giữ nguyên đến hết 25/07/2026;"
        " toàn văn 20-QĐ/TW (từ 08/04/2026) chưa đọc được.\n"
        "Ngày bắt đầu (ngày 0): thứ Sáu 24/07/2026\n"
        "Không tính 13 ngày thứ Bảy, Chủ nhật và 3 ngày nghỉ:\n"
        "  - thứ Hai 31/08/2026: nghỉ, hoán đổi với thứ Bảy 22/08/2026"
        " [văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)]\n"
        "  - thứ Ba 01/09/2026: nghỉ liền kề Quốc khánh"
        " [văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)]\n"
        "  - thứ Tư 02/09/2026: Quốc khánh 2/9"
        " [văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)]\n"
        "Có tính các ngày làm bù:\n"
        "  - thứ Bảy 22/08/2026: làm bù cho ngày 31/08/2026"
        " [văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)]\n"
        "Kiểm tra: sau ngày 0 có 46 ngày − 13 − 3 = 30 ngày làm việc.\n"
        "Hạn cuối (tính hết ngày): thứ Ba 08/09/2026"
    )


def test_a_count_without_days_off_says_only_the_weekends():
    due = explained("ceremony", date(2026, 10, 1), date(2026, 10, 1))

    assert due.text("en") == (
        "Hold the admission ceremony: 30 working days, counted from the day"
        " the admission decision was issued.\n"
        "Source: 208-QĐ/TW of 2026-07-26 (unverified: one source);"
        " wording ceremony@2026-07-26.\n"
        "Note: From one training question bank; the full text of 208-QĐ/TW was not seen.\n"
        "Starts (day 0): Thursday 2026-10-01\n"
        "Not counted: 12 weekend days.\n"
        "Check: 42 days after day 0 − 12 = 30 working days.\n"
        "Due (the day counts whole): Thursday 2026-11-12"
    )


def test_a_count_in_months_leaves_nothing_out():
    due = explained("probation", date(2024, 2, 29), date(2024, 2, 29))

    assert due.text("en") == (
        "Probation: 12 months, counted from the day the admission ceremony was held.\n"
        "Source: Art. 5.1, Party Charter of 2011-01-19 (verified); wording probation@2011-01-19.\n"
        "Starts (day 0): Thursday 2024-02-29\n"
        "2025-02 has no day 29: its last day is taken.\n"
        "Due (the day counts whole): Friday 2025-02-28"
    )
    assert due.estimated is False


def test_a_length_nobody_starts_is_explained_without_an_event():
    due = explained("admission-decision-extension", date(2026, 11, 2), date(2026, 11, 2))

    assert due.text("vi").splitlines()[0] == "Gia hạn quyết định kết nạp: 30 ngày làm việc."


def test_a_count_into_an_undecided_year_ends_with_a_warning():
    due = explained("ceremony", date(2026, 12, 1), date(2026, 12, 1))

    assert due.estimated is True
    assert due.text("vi").splitlines()[-1] == (
        "Lưu ý: lịch nghỉ của khoảng này chưa được công bố hết; ngày trên là ước tính."
    )
    assert due.skipped[0].source.en == "Art. 112.1, Labour Code 45/2019/QH14 of 2019-11-20"


def test_an_extension_is_counted_on_from_the_length_itself():
    rule = RULEBOOK["admission-decision"]
    version = rule.on(date(2024, 6, 20))

    due = explain_due(version, rule, date(2024, 6, 20), CALENDAR, more=10)

    assert due.due_on == date(2024, 9, 30)
    assert due.text("vi").splitlines()[-2:] == [
        "Kiểm tra: sau ngày 0 có 102 ngày − 30 − 2 = 60 + 10 ngày làm việc.",
        "Hạn cuối (tính hết ngày): thứ Hai 30/09/2024",
    ]


def test_calendar_days_are_counted_as_they_come():
    version = RULEBOOK.on("transfer-present", date(2026, 2, 10))

    assert due_day(version, date(2026, 2, 10), CALENDAR) == date(2026, 3, 12)


def test_a_rule_that_is_no_length_has_no_due_day():
    with pytest.raises(
        TypeError,
        match=r"^cell-minimum@2011-01-19 is measured in people; no due day can be counted$",
    ):
        due_day(RULEBOOK.on("cell-minimum", date(2026, 1, 1)), date(2026, 1, 1), CALENDAR)


@given(st.dates(date(2023, 1, 1), date(2028, 6, 1)), st.sampled_from(RULEBOOK.timers()))
def test_the_explanation_re_derives_the_due_day(start, rule):
    version = rule.versions[-1]
    due = explain_due(version, rule, start, CALENDAR)
    span = (due.due_on - start).days

    assert due.due_on == due_day(version, start, CALENDAR)
    if version.unit == "working days":
        assert span - due.weekend_days - len(due.skipped) == version.number
        assert all(day.day.isoweekday() < 6 for day in due.skipped)
        assert all(day.day.isoweekday() >= 6 for day in due.added)
    else:
        assert due.skipped == due.added == ()


@given(st.lists(st.dates(date(2023, 1, 1), date(2028, 6, 1))), st.sampled_from(RULEBOOK.timers()))
def test_many_due_days_are_those_of_each_start_in_its_place(starts, rule):
    version = rule.versions[-1]

    counted = due_days(version, starts, CALENDAR)

    assert counted == [due_day(version, start, CALENDAR) for start in starts]


def test_a_million_due_days_take_less_than_two_seconds():
    version = RULEBOOK.on("ceremony", date(2026, 10, 1))
    starts = [date(2016, 1, 4) + timedelta(days=n % 4000) for n in range(1_000_000)]

    # Processor time, as below; tracing does not reach into the comprehensions' inner loops.
    begun = time.process_time()
    counted = due_days(version, starts, CALENDAR)

    assert time.process_time() - begun < 2
    assert len(counted) == 1_000_000
    assert counted[4000] == counted[0] == due_day(version, starts[0], CALENDAR)


def test_two_hundred_thousand_due_days_take_less_than_two_seconds():
    version = RULEBOOK.on("ceremony", date(2026, 10, 1))
    starts = [date(2023, 1, 1) + timedelta(days=n % 1400) for n in range(200_000)]

    # Processor time: what others do on the machine is not ours. Tracing triples it, hence four.
    begun = time.process_time()
    due_days = [due_day(version, start, CALENDAR) for start in starts]

    assert time.process_time() - begun < (4 if sys.gettrace() or "coverage" in sys.modules else 2)
    assert due_days[0] == date(2023, 2, 20)
