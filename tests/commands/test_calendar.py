"""`ketnap rules calendar` as an officer reads it."""

import json

import pytest


def items(text: str):
    return json.loads(text)["items"]


def test_a_month_is_a_grid_with_its_days_off_and_their_sources(done):
    assert done("rules", "calendar", "show", "09/2026", "-o", "table").splitlines() == [
        "Tháng 09/2026",
        "Hai  Ba   Tư   Năm  Sáu  Bảy  CN",
        "      1*   2*   3    4    5    6",
        " 7    8    9   10   11   12   13",
        "14   15   16   17   18   19   20",
        "21   22   23   24   25   26   27",
        "28   29   30",
        "20 ngày làm việc",
        "* nghỉ   + làm bù   ? ước tính, chưa có quyết định",
        (
            "  01/09/2026 * nghỉ liền kề Quốc khánh"
            " [văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)]"
        ),
        (
            "  02/09/2026 * Quốc khánh 2/9"
            " [văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)]"
        ),
    ]


def test_days_off_in_a_row_with_one_source_share_a_line(done):
    lines = done("--lang", "en", "rules", "calendar", "show", "2027-02", "-o", "table").splitlines()

    assert lines[-1] == (
        "  2027-02-04 → 2027-02-10 *? Lunar New Year [estimate after 10065/VPCP-KGVX of 2026-10-02,"
        " unverified: no source confirms it]"
    )
    assert lines[2] == " 1    2    3    4*?  5*?  6*?  7*?"


def test_a_month_for_programs_holds_every_day(done):
    rows = items(done("rules", "calendar", "show", "2026-08", "-o", "json"))

    assert len(rows) == 31
    assert rows[21] == {
        "day": "2026-08-22",
        "working": True,
        "why": "làm bù cho ngày 31/08/2026",
        "source": "văn bản của Văn phòng Chính phủ, tháng 10/2025 (số chưa xác minh)",
        "announced_on": "2025-10-13",
        "estimated": False,
        "unit": None,
    }
    assert (rows[0]["working"], rows[0]["why"], rows[0]["source"]) == (False, "thứ Bảy", None)


def test_a_year_lists_what_is_not_as_usual(done):
    text = done("rules", "calendar", "show", "2020", "-o", "table")

    assert text.splitlines()[-1] == "2020: 12 ngày, 0 ước tính. Lịch đã quyết định đến 31/12/2026."
    assert "4544/TB-LĐTBXH ngày 25/10/2019" in text
    assert len(items(done("rules", "calendar", "show", "-o", "json"))) == 17


def test_what_was_known_on_a_day_leaves_out_what_came_later(done):
    before = ("--calendar-as-of", "2025-12-24", "-o", "tsv")
    after = ("--calendar-as-of", "2025-12-25", "-o", "tsv")

    assert "2026-01-02" not in done("rules", "calendar", "show", "2026", *before)
    assert "2026-01-02" in done("rules", "calendar", "show", "2026", *after)


@pytest.mark.parametrize("typed", ["20277", "2027-13", "0/2027", "tháng 2", "1900", "02/27"])
def test_what_is_no_year_or_month_is_refused(ketnap, typed):
    result = ketnap("rules", "calendar", "show", typed)

    assert result.exit_code == 2
    assert f"“{typed}” không phải năm hay tháng; viết như 2027 hoặc 02/2027." in result.stderr


def test_the_horizon_says_how_far_the_calendar_is_decided(done):
    assert done("rules", "calendar", "horizon").splitlines() == [
        "Lịch nghỉ đã công bố tới 31/12/2026; các hạn sau đó là tạm tính.",
        "Mới quyết định một phần: năm 2027. Xem: ketnap rules calendar show 2027",
        "Không hạn nào đang mở dựa trên ngày ước tính.",
    ]
    assert items(done("rules", "calendar", "horizon", "-o", "json")) == [
        {
            "decided_until": "2026-12-31",
            "partly": [2027],
            "estimated_deadlines": 0,
            "outdated_cases": 0,
        }
    ]


def test_the_horizon_needs_no_store(ketnap, tmp_path):
    result = ketnap("rules", "calendar", "horizon", KETNAP_DB=str(tmp_path / "none.db"))

    assert (result.exit_code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 2
