"""`ketnap quota plan | set-plan | files | receive | receipt | revisions`."""

from __future__ import annotations

import pytest
import time_machine
from builders import a_case, take_to

from workflow.states import State


@pytest.fixture
def city(counter):
    """The ward has a case on the course, a target of two and a file date."""
    take_to(counter.desk(), a_case(counter.desk()), State.COURSE)
    counter.says("quota", "set", "DV", "2026", "--target", "2")
    counter.says("quota", "set-plan", "2026", "TP", "--files-before", "31/10/2026")
    return counter


def test_a_plan_is_set_shown_and_inherited(city, tmp_path):
    said = city.says(
        *("quota", "set-plan", "2026", "DV", "--base", "5-KH", "--files-before", "15/10/2026")
    )
    rows = {row["unit"]: row for row in city.items("quota", "plan", "2026")}

    assert said == "✓ Kế hoạch 2026 của DV: căn cứ 5-KH; nộp hồ sơ trước 15/10/2026.\n"
    assert (rows["DV"]["files_set_by"], rows["CVA"]["files_set_by"]) == ("DV", "TP")
    assert (rows["CVA"]["files_before"], rows["CVA"]["own"]) == ("2026-10-31", False)
    city.says("quota", "plan", "--xlsx", str(tmp_path / "plan.xlsx"))
    assert city.type("quota", "plan", "2025", "-o", "table").stderr == (
        "Năm 2025 chưa có kế hoạch. Lập: ketnap quota set-plan 2025 TỔ_CHỨC\n"
    )


@pytest.mark.parametrize(
    ("instant", "said", "late"),
    [
        ("2026-10-30T16:59:00+00:00", "  Đúng hạn: trước 31/10/2026.\n", 0),
        ("2026-10-30T17:00:00+00:00", "! Muộn: hạn là trước 31/10/2026.\n", 1),
    ],
)
def test_a_file_is_in_time_by_the_clock_of_viet_nam(city, instant, said, late):
    with time_machine.travel(instant, tick=False):
        receipt = city.says("quota", "receive", "DV", "0001")
        (row,) = city.items("quota", "files", "2026")

    assert receipt.endswith(said)
    kept = [row[key] for key in ("unit", "due", "sent", "late", "accepted", "returned", "missing")]
    assert kept == ["DV", 2, 1, late, 0, 0, 1]


def test_a_receipt_is_printed_again(city):
    received = city.says("quota", "receive", "DV", "0001", "--on", "20/11/2026")
    (row,) = city.items("quota", "receipt", "0001")

    assert received == (
        "✓ Biên nhận BN-2026-0001: DV nộp 1 hồ sơ ngày 20/11/2026.\n"
        "  HS-2026-0001\n"
        "! Muộn: hạn là trước 31/10/2026.\n"
    )
    assert city.says("quota", "receipt", "BN-2026-0001", "-o", "table") == received
    assert (row["case"], row["late"]) == ("HS-2026-0001", True)


def test_a_receipt_without_a_file_date_says_nothing_of_time(city):
    text = city.says("quota", "receive", "DV", "0001", "--on", "20/11/2025")

    assert text.count("\n") == 2


def test_the_table_of_files_sums_up_and_is_empty_where_nothing_is_due(city, tmp_path):
    table = city.says("quota", "files", "-o", "table")
    city.says("quota", "files", "--xlsx", str(tmp_path / "files.xlsx"))

    assert table.endswith("Đã nộp 0 hồ sơ, còn thiếu 2.\n")
    assert city.type("quota", "files", "2020", "-o", "table").stderr == (
        "Năm 2020 chưa giao chỉ tiêu và chưa nhận hồ sơ nào.\n"
    )


def test_the_revisions_of_a_target_are_told_with_their_reasons(city):
    city.says("quota", "set", "DV", "2026", "--target", "3", "--reason", "Thêm nguồn")

    rows = city.items("quota", "revisions", "DV", "2026")

    assert [(row["seq"], row["target"], row["reason"]) for row in rows] == [
        (1, 2, None),
        (2, 3, "Thêm nguồn"),
    ]
    assert city.type("quota", "revisions", "DV", "2020", "-o", "table").stderr == (
        "DV chưa có chỉ tiêu 2020.\n"
    )


def test_a_file_that_nobody_decided_on_goes_to_the_heir_with_the_place_it_is_for(city):
    city.says("quota", "receive", "DV", "0001", "--on", "30/10/2026")
    city.says("unit", "merge", "DV", "--into", "CVA", "--on", "01/11/2026", "--doc", "9-NQ", "-y")

    (row,) = city.items("quota", "files", "2026")

    kept = [row[key] for key in ("unit", "due", "sent", "late", "missing")]
    assert kept == ["CVA", 2, 1, 0, 1]


def test_a_file_that_is_handed_in_again_is_named_with_its_first_receipt(city):
    city.says("quota", "receive", "DV", "0001", "--on", "30/10/2026")

    again = city.says("quota", "receive", "DV", "0001", "--on", "02/11/2026")
    (row,) = city.items("quota", "files", "2026")

    assert again.endswith(
        "! HS-2026-0001 đã nộp ngày 30/10/2026 (BN-2026-0001): không tính hai lần.\n"
    )
    assert (row["sent"], row["late"]) == (1, 0)
