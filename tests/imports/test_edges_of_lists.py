"""Lists at their edges: years before the first wording, unknown units, names that are taken."""

from __future__ import annotations

import csv
from datetime import date

import builders
import pytest

from office.case_days import impossible_days, probation_end, too_young
from office.unit_names import UnitNames
from rules.rulebook import Rulebook
from workflow.actions.advance import advance
from workflow.actions.pause import hold
from workflow.listing import CaseFilter
from workflow.reasons import Reason
from workflow.states import Event, State

TODAY = date(2026, 11, 23)


def test_days_before_the_first_wording_are_not_judged_by_it(ketnap, store, units, a_text):
    law = Rulebook.open()
    old = {"born": "1985", "ceremony_on": date(2005, 2, 1), "recognised_on": date(2005, 3, 1)}

    assert probation_end(date(2005, 2, 1), law) is None
    assert list(impossible_days(old, TODAY, law)) == []
    assert list(too_young({**old, "born": "1999"}, TODAY, law)) == []

    rows = [["Họ tên", "Chi bộ", "Ngày kết nạp", "Ngày chính thức"]]
    rows.append(["Lê An", "KP2", "01/02/2005", "01/03/2006"])
    assert ketnap("import", "cases", a_text(rows)).exit_code == 0
    case = store.dossier("HS-2026-0001").case
    assert (case.state, case.days) == (State.FULL_MEMBER, {"hold-ceremony": date(2005, 2, 1)})
    assert case.decided_on == date(2006, 3, 1)


def test_a_recognition_before_the_ceremony_is_out_of_order_and_nothing_else():
    days = {"ceremony_on": date(2025, 2, 1), "recognised_on": date(2024, 2, 1)}

    found = list(impossible_days(days, TODAY, Rulebook.open()))

    assert [(field, reason.vi) for field, reason in found] == [
        ("recognised_on", "trước “Ngày kết nạp” (01/02/2025)")
    ]


def test_only_the_day_that_has_not_come_is_named():
    days = {"file_on": date(2026, 1, 1), "decision_on": date(2026, 12, 1), "born": "1990-02-03"}

    found = list(impossible_days(days, TODAY, Rulebook.open()))

    assert [field for field, _ in found] == ["decision_on"]


def test_only_the_day_before_the_birth_is_named():
    days = {"file_on": date(1980, 1, 1), "decision_on": date(2026, 10, 1), "born": "1990-02-03"}

    found = list(impossible_days(days, TODAY, Rulebook.open()))

    assert [(field, reason.en) for field, reason in found] == [("file_on", "before the birth")]


def test_a_unit_is_written_by_name_where_that_is_enough():
    twin = [builders.WARD, builders.SCHOOL, builders.WARD]
    names = UnitNames(twin)

    assert names.label("DV") == "Đảng bộ phường Đô Vinh"
    assert names.label("GONE") == "GONE"
    assert names.named("dv") == "DV"


def test_a_unit_that_is_not_there_has_no_code():
    names = UnitNames([])

    assert names.code("X").reason.vi == "không có tổ chức này"
    with pytest.raises(KeyError, match="X"):
        names.named("X")


def test_when_every_name_for_an_error_workbook_is_taken_none_is_written(
    ketnap, units, a_text, tmp_path
):
    path = a_text([["Họ tên", "Chi bộ"], ["Lê An", "X"]])
    (tmp_path / "ds.loi.xlsx").touch()
    for number in range(2, 100):
        (tmp_path / f"ds.loi-{number}.xlsx").touch()

    result = ketnap("import", "cases", path)

    assert result.exit_code == 9
    assert result.stdout.splitlines()[-1] == "Chưa ghi gì vào kho: không dòng nào nhận được."


def test_an_error_workbook_that_cannot_be_written_does_not_hide_the_reasons(
    ketnap, units, tmp_path
):
    name = f"{'x' * 250}.csv"  # with “.loi” its name is longer than a file's can be
    (tmp_path / name).write_text("Họ tên,Chi bộ\nLê An,X\n", encoding="utf-8")

    result = ketnap("import", "cases", tmp_path / name)

    assert result.exit_code == 9
    assert "không có tổ chức này" in result.stdout
    assert result.stderr.startswith("Không ghi được x")


def test_what_was_decided_step_by_step_is_exported_with_its_paper_and_its_hold(
    ketnap, store, tmp_path
):
    desk = builders.a_desk(store)
    builders.units(desk)
    ref = builders.a_case(desk)
    builders.take_to(desk, ref, State.PROBATION)
    hold(desk, ref, Reason.OTHER, reason="xác minh thêm")

    ketnap("export", "cases", tmp_path / "ra.csv")
    ketnap("export", "due", tmp_path / "han.csv")

    with (tmp_path / "ra.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["Số quyết định kết nạp"], row["Cơ quan ra quyết định kết nạp"]) == (
        "99-QĐ/TU",
        "DV",
    )
    with (tmp_path / "han.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {one["Ghi chú"] for one in csv.DictReader(file)} == {
            "đang tạm dừng",
            "đang tạm dừng, chưa xác minh",
        }


def test_somebody_whose_case_was_closed_may_come_again(ketnap, store, units, a_text):
    rows = [["Họ tên", "Ngày sinh", "Chi bộ"], ["Lê An", "01/02/1990", "KP2"]]
    ketnap("import", "cases", a_text(rows))
    advance(
        builders.a_desk(store),
        "HS-2026-0001",
        Event.CLOSE,
        on=date(2026, 11, 23),
        reason_code=Reason.WITHDRAWN,
    )

    result = ketnap("import", "cases", a_text(rows, name="lai.csv", encoding="utf-16"))

    assert result.exit_code == 0
    assert len(store.cases(CaseFilter())) == 2


def test_a_name_no_file_can_have_is_refused_in_words(ketnap, units, a_text, tmp_path):
    path = a_text([["Họ tên", "Chi bộ"], ["Lê An", "X"]])
    long = tmp_path / f"{'x' * 300}.xlsx"

    exported = ketnap("export", "units", long)
    imported = ketnap("import", "cases", path, "--errors", long)

    assert (exported.exit_code, imported.exit_code) == (9, 9)
    assert exported.stderr.splitlines()[1] == ("  - thư mục không có, không ghi được hoặc hết chỗ")
