"""`ketnap quota forecast` and `ketnap quota whatif`."""

from __future__ import annotations

import json
import os
from datetime import date

import pytest
from builders import a_case, a_desk, at, take_to
from filling import fill, fill_units
from terminals import at_terminal
from waits import province

from storage.as_of import AsOfStore
from workflow.milestones import Milestones
from workflow.moment import Moment
from workflow.states import State

TODAY = date(2026, 11, 23)
CODES = ("U000", "U001", "U002", "U003")


@pytest.fixture
def office(counter):
    """Four units with eight years of cases; three have a target."""
    fill_units(counter.store, CODES, "TP1")
    fill(counter.store, province(units=4, years=8, per_year=14, until=TODAY, seed=3))
    for code, target in (("U000", "12"), ("U001", "40"), ("U002", "14")):
        counter.says("quota", "set", code, "2026", "--target", target)
    return counter


def test_every_unit_has_a_range_around_its_middle(office):
    rows = office.items("quota", "forecast")

    assert [row["unit"] for row in rows] == ["U000", "U001", "U002", "U003"]
    for row in rows:
        assert row["admitted"] <= row["forecast_low"] <= row["forecast_median"]
        assert row["forecast_median"] <= row["forecast_high"]
    assert rows[1]["chance"] == "0.00"
    assert rows[3]["chance"] is None


def test_the_league_has_the_ranges_of_the_forecast(office):
    keys = ("unit", "admitted", "forecast_low", "forecast_high")
    ranges = {row["unit"]: [row[key] for key in keys] for row in office.items("quota", "forecast")}

    league = office.items("quota", "league")

    assert {row["unit"]: [row[key] for key in keys] for row in league} == ranges


def test_the_league_judges_by_the_range(office):
    rows = {row["unit"]: row for row in office.items("quota", "league")}

    for row in rows.values():
        if row["target"] and row["missing"]:
            reachable = row["forecast_high"] >= row["target"]
            assert row["verdict"] == ("close" if reachable else "at-risk")
    assert rows["U001"]["verdict"] == "at-risk"


def test_the_same_question_gets_the_same_answer_to_the_byte(office):
    once, again = (office.says("quota", "forecast", "-o", "csv") for _ in range(2))

    assert once == again
    assert office.says("quota", "forecast", "--seed", "5", "-o", "json") != once


def test_people_read_the_range_its_chance_and_its_grounds(office):
    lines = office.says("quota", "forecast", "-o", "table").splitlines()

    whole = json.loads(office.says("quota", "forecast", "-o", "json"))
    low, high = whole["total"]["forecast_low"], whole["total"]["forecast_high"]
    total = lines[5].split()
    assert lines[0].split("  ")[-1] == "ĐẠT CHỈ TIÊU"
    assert total[0] == "Cộng"
    assert f"{low}–{high}" in total
    assert "< 1 %" in lines[2]
    assert lines[6].startswith("Khoảng 80 % từ 1000 lượt chơi thử (số khởi đầu 20261123); căn cứ ")
    assert whole["basis"] == "history"
    assert (whole["seed"], whole["plays"]) == (20261123, 1000)


def test_a_store_without_history_tells_the_bounds(counter):
    desk = a_desk(counter.store)
    for born in ("1998-05-02", "1999-05-02"):
        take_to(desk, a_case(desk, born=born), State.VERIFICATION)
    counter.says("quota", "set", "DV", "2026", "--target", "4")

    whole = json.loads(counter.says("quota", "forecast", "-o", "json"))
    said = counter.says("quota", "forecast", "-o", "table", "--lang", "en")

    (row,) = whole["items"]
    assert whole["basis"] == "bounds"
    assert (row["forecast_low"], row["forecast_median"], row["forecast_high"]) == (0, None, 2)
    assert "Less than a year, or than ten decisions, with a known wait" in said


def test_an_empty_year_says_so(counter):
    result = counter.type("quota", "forecast", "-o", "table")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Năm 2026 chưa có chỉ tiêu, cũng chưa có ai trên đường kết nạp.\n"


def test_the_back_test_prints_how_often_the_ranges_held(office):
    whole = json.loads(office.says("quota", "forecast", "--backtest", "-o", "json"))
    lines = office.says("quota", "forecast", "--backtest", "-o", "table").splitlines()

    assert [row["on"] for row in whole["items"]][:3] == ["2023-03-31", "2023-06-30", "2023-09-30"]
    assert len(whole["items"]) == 12
    assert float(whole["coverage"]["units"]) >= 80
    held = sum(row["held"] for row in whole["items"])
    assert whole["coverage"]["units"] == f"{100 * held / 48:.2f}"
    assert lines[-2].startswith(f"Khoảng chứa đúng số thực tế: từng tổ chức {held}/48 = ")
    below = sum(row["came"] < row["forecast_low"] for row in whole["items"])
    above = sum(row["came"] > row["forecast_high"] for row in whole["items"])
    assert (whole["below"], whole["above"], whole["years"]) == (below, above, 3)
    assert 12 - below - above == sum(row["total_held"] for row in whole["items"])
    assert lines[-1].startswith(f"Toàn bộ: {below} lần thấp hơn khoảng, {above} lần cao hơn. ")


def test_a_back_test_without_history_says_so(counter):
    result = counter.type("quota", "forecast", "--backtest", "-o", "table")

    assert result.exit_code == 0
    assert result.stderr == "Chưa có năm nào đã qua đủ số liệu để thử dự báo.\n"


def test_another_target_has_another_chance_and_is_not_written(office):
    before = office.items("quota", "show")

    rows = office.items("quota", "whatif", "U001=1", "U003=500")
    said = office.says("quota", "whatif", "U001=1", "U003=500", "-o", "table").splitlines()

    assert [(row["target"], row["tried"]) for row in rows] == [(40, 1), (None, 500)]
    assert [(row["chance_before"], row["chance"]) for row in rows] == [
        ("0.00", "100.00"),
        (None, "0.00"),
    ]
    assert "✓ đã đạt" in said[1]
    assert said[-1] == "Tổng chỉ tiêu của các tổ chức này: 40 → 501. Chỉ thử, chưa ghi gì."
    assert office.items("quota", "show") == before


def test_a_unit_that_passed_its_quota_on_is_tried_below(office):
    office.says("quota", "set", "TP1", "2026", "--target", "60")

    result = office.type("quota", "whatif", "TP1=50", "-o", "table")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "✗ TP1 đã phân bổ chỉ tiêu cho cấp dưới, nên không có dự báo riêng.\n"
        "  Tiếp theo: thử từng tổ chức cấp dưới: ketnap quota forecast\n"
    )


def test_a_terminal_of_eighty_columns_has_room_for_the_range(office):
    env = {key: value for key, value in office.env().items() if value is not None}

    code, shown = at_terminal(
        ("quota", "forecast"), {**os.environ, **office.path(), **env}, columns=80
    )

    table = [line.rstrip() for line in shown.splitlines()]
    assert code == 0
    assert max(map(len, table)) <= 80
    assert "DỰ BÁO 31/12" in table[0]


def test_the_past_has_the_milestones_of_the_present(store):
    desk = a_desk(store, at("2026-11-23"))
    from builders import units

    units(desk)
    for year, state in enumerate(
        (State.NOMINATED, State.COURSE, State.ADMITTED, State.FULL_MEMBER), 1990
    ):
        take_to(desk, a_case(desk, born=f"{year}-05-02"), state)
    moment = Moment(as_of=TODAY, known_at=at("2026-11-23"))

    def seen(figures, since):
        return sorted(figures.milestones(since), key=lambda one: one.ref)

    now = seen(store.figures, date(2020, 1, 1))

    assert seen(AsOfStore(store, moment, desk.law).figures, date(2020, 1, 1)) == now
    assert now[2] == Milestones(
        "HS-2026-0003",
        "DV",
        State.ADMITTED,
        date(2024, 7, 15),
        False,
        date(2024, 1, 5),
        date(2024, 2, 1),
        date(2024, 5, 2),
        date(2024, 7, 15),
    )
    assert (now[3].ceremony, now[3].recognised) == (date(2024, 8, 1), date(2025, 9, 10))
    assert seen(store.figures, date(2025, 1, 1)) == [*now[:2], now[3]]


def test_the_waits_are_counted_with_those_who_still_wait(office):
    rows = office.items("quota", "forecast", "--waits")

    assert [row["state"] for row in rows] == ["nominated", "course", "verification"]
    for row in rows:
        assert row["began"] == row["moved"] + row["dropped"] + row["waiting"]
        assert row["quarter"] < row["half"] < row["most"]
    assert "Ba cột cuối: số ngày" in office.says("quota", "forecast", "--waits", "-o", "table")


def test_probations_are_counted_in_the_month_they_end(counter):
    desk = a_desk(counter.store)
    for born in ("1998-05-02", "1999-05-02"):
        take_to(desk, a_case(desk, born=born), State.PROBATION)

    rows = counter.items("quota", "forecast", "--probation")
    shown = counter.says("quota", "forecast", "--probation", "-o", "table").splitlines()
    past = counter.type("quota", "forecast", "--probation", "--known-at", "now", "-o", "json")

    assert rows == [{"month": "2025-08", "ends": 2, "passed": True}]
    assert shown[1].split() == ["08/2025", "2", "▲", "chờ", "xét"]
    assert shown[-1] == "2 người đang dự bị, theo tháng hết thời gian dự bị."
    assert json.loads(past.stdout)["items"] == rows


def test_only_one_view_at_a_time(office):
    result = office.type("quota", "forecast", "--waits", "--cases", "U000")

    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Lỗi: Chỉ dùng một trong --backtest, --waits, --probation, --cases.\n"
    )


def test_both_counts_of_a_line_of_the_forecast_open_into_their_cases(office):
    for row in office.items("quota", "forecast"):
        cases = office.items("quota", "forecast", "--cases", row["unit"])
        columns = [one["column"] for one in cases]
        assert columns.count("admitted") == row["admitted"] > 0
        assert columns.count("in_pipeline") == row["in_pipeline"] > 0
        assert {one["unit"] for one in cases} == {row["unit"]}
        odds = [float(one["chance"]) / 100 for one in cases if one["column"] == "in_pipeline"]
        middle = row["admitted"] + sum(odds)
        assert row["forecast_low"] - 0.5 < middle < row["forecast_high"] + 0.5
        assert {one["chance"] for one in cases if one["column"] == "admitted"} == {None}


def test_a_case_of_the_forecast_tells_its_state_its_chance_and_that_it_is_on_hold(office):
    begun = date(2026, 3, 2)
    held, free = (
        Milestones(f"HS-99{n}", "U001", State.VERIFICATION, begun, n == 0, None, None, begun)
        for n in range(2)
    )
    fill(office.store, [held, free])

    told = {one["ref"]: one for one in office.items("quota", "forecast", "--cases", "U001")}
    said = office.says("quota", "forecast", "--cases", "u001", "-o", "table").splitlines()

    assert [(told[one.ref]["state"], told[one.ref]["held"]) for one in (held, free)] == [
        ("verification", True),
        ("verification", False),
    ]
    assert told[held.ref]["chance"] is None
    assert 0 < float(told[free.ref]["chance"]) < 100
    shown = {line.split()[0]: line.split()[-5:] for line in said}
    assert shown[held.ref] == ["nguồn", "‖", "Thẩm", "tra", "—"]
    assert shown[free.ref][-1] == "%"
    assert said[-1].startswith("Tới 31/12: khả năng được kết nạp, theo thời gian chờ trước đây")


def test_cases_of_a_forecast_of_the_past_are_those_of_then(counter):
    desk = a_desk(counter.store, at("2024-12-20"))
    admitted, waiting = (a_case(desk, born=f"199{n}-05-02") for n in range(2))
    take_to(desk, admitted, State.ADMITTED)
    take_to(desk, waiting, State.VERIFICATION)

    def then(day):
        found = counter.items("quota", "forecast", "--as-of", day, "--cases", "DV")
        (row,) = counter.items("quota", "forecast", "--as-of", day)
        assert [one["column"] for one in found].count("admitted") == row["admitted"]
        assert [one["column"] for one in found].count("in_pipeline") == row["in_pipeline"]
        return {one["ref"]: (one["column"], one["state"]) for one in found}

    assert then("2024-12-31") == {
        admitted: ("admitted", "admitted"),
        waiting: ("in_pipeline", "verification"),
    }
    assert then("2026-11-20") == {waiting: ("in_pipeline", "verification")}


def test_cases_of_a_forecast_without_history_have_no_chance(counter):
    a_case(a_desk(counter.store))

    (one,) = counter.items("quota", "forecast", "--cases", "DV")
    said = counter.says("quota", "forecast", "--cases", "DV", "-o", "table")
    refused = counter.type("quota", "forecast", "--cases", "ZZ")

    assert (one["column"], one["state"], one["chance"]) == ("in_pipeline", "nominated", None)
    assert said.splitlines()[1].split()[-1] == "—"
    assert said.splitlines()[-2:] == [
        "Kết nạp 0 hồ sơ, trong nguồn 1 hồ sơ.",
        "Chưa đủ số liệu để ước lượng khả năng của từng hồ sơ.",
    ]
    assert (refused.exit_code, refused.stderr) == (
        3,
        "✗ Dự báo 2026 không có dòng “ZZ”.\n  Tiếp theo: các dòng: DV\n",
    )
