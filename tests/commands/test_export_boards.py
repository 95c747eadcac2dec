"""The sheets on a committee's wall: progress, probation, verification; in their usual columns."""

from __future__ import annotations

import csv
from datetime import date

import openpyxl
import pytest
from builders import a_case, take_to
from sqlalchemy import Engine, event

from commands.quota_forecast import between
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import State


@pytest.fixture
def exported(counter, tmp_path):
    """The rows of an exported sheet, as text, under their headings."""

    def rows(*words):
        path = tmp_path / f"{words[0]}.csv"
        counter.says("export", words[0], str(path), *words[1:], "--force", "-q")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return rows


def test_progress_sums_to_its_last_line_and_tells_what_the_league_tells(counter, exported) -> None:
    desk = counter.desk()
    for unit, target in (("TP", "6"), ("DV", "4"), ("CVA", "2")):
        counter.says("quota", "set", unit, "2026", "--target", target, "--base", "1-NQ/TU", "-q")
    take_to(desk, a_case(desk), State.VERIFICATION)

    *units, total = exported("progress")

    league = {row["name"]: row for row in counter.items("quota", "league")}
    assert list(total) == [
        "Đơn vị",
        "Chỉ tiêu",
        "Đã kết nạp",
        "Tỷ lệ",
        "Đang thẩm tra",
        "Đã trả lại",
        "Nguồn còn lại",
        "Dự báo",
        "Cùng kỳ",
    ]
    assert [row["Đơn vị"] for row in units] == [name for name in league if league[name]["unit"]]
    for row in units:
        mine = league[row["Đơn vị"]]
        assert (int(row["Chỉ tiêu"]), int(row["Nguồn còn lại"])) == (
            mine["target"],
            mine["in_pipeline"],
        )
    assert total["Đơn vị"] == "Cộng"
    assert {row["Đơn vị"]: row["Dự báo"] for row in units} == {
        name: between(league[name]["forecast_low"], league[name]["forecast_high"])
        for name in (row["Đơn vị"] for row in units)
    }
    for column in ("Chỉ tiêu", "Đã kết nạp", "Đang thẩm tra", "Đã trả lại", "Nguồn còn lại"):
        assert int(total[column]) == sum(int(row[column]) for row in units)
    assert total["Đang thẩm tra"] == "1"


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_the_figures_of_the_year_are_counted_once_for_all_columns(counter, exported, year):
    counter.says("quota", "set", "DV", year, "--target", "4", "--base", "1-NQ/TU", "-q")
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        exported("progress", "--year", year)
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert len([one for one in asked if "FROM quota" in one]) == 1
    counting = [one for one in asked if "count(*)" in one and "substr(" in one]
    assert len(counting) == 1


def test_nobody_is_on_the_way_in_a_year_that_is_over(counter, exported) -> None:
    counter.says("quota", "set", "DV", "2025", "--target", "4", "--base", "1-NQ/TU", "-q")
    take_to(counter.desk(), a_case(counter.desk()), State.VERIFICATION)

    rows = exported("progress", "--year", "2025")

    assert {(row["Đang thẩm tra"], row["Nguồn còn lại"]) for row in rows} == {("0", "0")}


def test_progress_as_a_workbook_has_its_title_and_day(counter, tmp_path) -> None:
    path = tmp_path / "tien-do.xlsx"

    counter.says("export", "progress", str(path), "-q")

    sheet = openpyxl.load_workbook(path).worksheets[0]
    said = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
    assert "Tiến độ kết nạp đảng viên năm 2026" in said
    assert "Cùng kỳ" in said


def test_probation_tells_both_days_the_helper_and_what_is_late(counter, exported) -> None:
    desk = counter.desk()
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 8, 1))
    record(desk, ref, FactKind.LATE_EXPLANATION, {"fault": "organisation"}, on=date(2026, 10, 1))

    (row,) = exported("probation", "--overdue")

    case = counter.store.dossier(ref).case
    (advanced,) = [
        one.fields for one in counter.store.entries(ref) if one.fields.get("event") == "admit"
    ]
    due = case.deadline("recognition-cell")
    late = (date(2026, 11, 23) - due.due_on).days
    assert row["Số QĐ"] == advanced["document"]["number"]
    assert row["Người giúp đỡ"] == "Lê Văn Tám"
    assert row["Hạn xét"] == f"{due.due_on:%d/%m/%Y}"
    assert row["Hết dự bị"] == f"{case.deadline('probation').due_on:%d/%m/%Y}"
    assert row["Tình trạng"].startswith(f"quá hạn {late} ngày")
    assert row["Lý do chậm"] == "do tổ chức"


def test_a_letter_is_followed_by_number_and_day_and_says_nothing_of_its_content(
    counter, exported
) -> None:
    desk = counter.desk()
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for number, on in (("7-CV/ĐU", date(2026, 9, 1)), ("8-CV/ĐU", date(2026, 11, 20))):
        record(
            desk,
            ref,
            FactKind.VERIFICATION_LETTER,
            {"addressee": "Đảng ủy xã Mẫu"},
            on=on,
            document=number,
        )
    record(
        desk,
        ref,
        FactKind.VERIFICATION_REPLY,
        {"letter": "8-CV/ĐU", "result": "clear"},
        on=date(2026, 11, 22),
        document="3-TL/ĐU",
    )

    waiting, answered = [
        row for row in exported("letters") if row["Số CV"] in {"7-CV/ĐU", "8-CV/ĐU"}
    ]

    assert (waiting["Số CV"], waiting["Nơi gửi"]) == ("7-CV/ĐU", "Đảng ủy xã Mẫu")
    assert waiting["Trạng thái"].startswith("quá hạn ")
    assert (answered["Ngày trả lời"], answered["Trạng thái"]) == ("22/11/2026", "đã trả lời")
    assert "clear" not in str([waiting, answered])
    assert [row["Số CV"] for row in exported("letters", "--overdue")] == ["7-CV/ĐU"]
