"""`ketnap case correct` shows what moves before it writes, and names what would lapse."""

from __future__ import annotations

import json

import pytest
from builders import a_case, take_to

from workflow.states import State

FEW = ("case", "correct", "0001", "12", "--set", "for=3", "--set", "against=6", "--reason", "Sót")


def test_everything_that_moves_is_shown_before_anything_is_written(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.ADMITTED)
    words = ("case", "correct", ref, "15", "--on", "06/01/2025", "--reason", "Nhầm ngày")

    shown = counter.says(*words, "-n")
    written = counter.says(*words)

    moves = (
        "  Hạn dời: Tổ chức lễ kết nạp — 26/08/2024 → 24/02/2025\n"
        "  Ngày dời: Quyết định kết nạp — 15/07/2024 → 06/01/2025\n"
        "  Kết quả chỉ tiêu 2024 của DV: kết nạp 1 → 0\n"
        "  Kết quả chỉ tiêu 2025 của DV: kết nạp 0 → 1\n"
    )
    assert shown.startswith("Chạy thử — chưa ghi gì.\n")
    assert moves in shown
    assert moves in written
    assert counter.items("case", "show", ref)[0]["seq"] == 16
    assert counter.items("audit", "verify")[0]["intact"] is True


def test_alerts_of_a_day_that_moved_fall_away_by_number(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)
    counter.says("tick", "-q")
    standing = counter.items("alert", "list")
    words = ("case", "correct", ref, "18", "--on", "2024-08-05", "--reason", "Theo biên bản lễ")

    shown = counter.says(*words, KETNAP_LANG="en")

    numbers = ", ".join(str(one["id"]) for one in sorted(standing, key=lambda one: one["id"]))
    told = f"  Alerts that fall away with their deadline: {len(standing)} (no. {numbers})\n"
    assert standing
    assert told in shown
    assert "  Day moves: Hold the admission ceremony — 2024-08-01 → 2024-08-05\n" in shown
    assert counter.items("alert", "list") == []


def test_a_program_reads_what_moved(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.ADMITTED)

    words = ("case", "correct", ref, "15", "--on", "2025-01-06", "--reason", "x", "-n")
    (item,) = counter.items(*words)

    assert item["consequences"] == {
        "days": {"admit": ["2024-07-15", "2025-01-06"]},
        "quota": [
            {"change": -1, "unit": "DV", "year": 2024},
            {"change": 1, "unit": "DV", "year": 2025},
        ],
    }


def test_a_step_that_would_lapse_is_named_with_both_ways_out(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.ADMITTED)

    refused = counter.type(*FEW)

    first, second, *rest = refused.stderr.splitlines()
    assert refused.exit_code == 5
    assert first == (
        "✗ Không sửa được HS-2026-0001 như vậy: 1 bước đã ghi sẽ không còn đủ điều kiện."
    )
    assert second.startswith("  - mục 15, Quyết định kết nạp (15/07/2024): chi bộ: 3/9 tán thành")
    assert rest[-1] == (
        "  Tiếp theo: ketnap case advance HS-2026-0001 annul --reason-code procedure-breached …,"
        " rồi sửa; hoặc sửa với --override cell-vote --approved-by NGƯỜI_THỨ_HAI"
    )


def test_a_program_reads_which_steps_would_lapse(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.ADMITTED)

    told = json.loads(counter.type(*FEW, "-n", "-o", "json").stdout)

    assert (told["schema"], told["event"], told["allowed"]) == (
        "ketnap/refusal/1",
        "correct",
        False,
    )
    assert told["steps"] == [
        {
            "seq": 15,
            "event": "admit",
            "on": "2024-07-15",
            "conditions": ["cell-vote"],
            "waivable": True,
        }
    ]


def test_a_waived_lapse_is_marked_in_the_answer_and_in_the_log(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.ADMITTED)

    said = counter.says(*FEW, "--override", "cell-vote", "--approved-by", "hoa")

    assert "  ! Bỏ qua điều kiện: cell-vote; người chấp thuận: hoa." in said
    (newest, *_) = counter.items("audit", "log", "--case", "0001")
    assert newest["overrides"] == ["cell-vote"]


@pytest.mark.parametrize(
    ("born", "line"),
    [
        ("2007-01-01", "  Điều kiện của “Quyết định kết nạp” nay chưa đạt: chưa đủ 18 tuổi"),
        ("1998-05-02", "  Điều kiện của “Quyết định kết nạp” nay đạt: age\n"),
    ],
)
def test_conditions_of_the_next_step_are_told(counter, born, line) -> None:
    ref = a_case(counter.desk(), born="1998" if born.startswith("1998") else "1998-05-02")
    take_to(counter.desk(), ref, State.VERIFICATION)
    vote = ("body=cell", "purpose=admission", "electors=9", "present=9", "for=8", "against=1")
    fields = [part for one in vote for part in ("--set", one)]
    counter.says("case", "record", ref, "vote", *fields, "--on", "2024-06-20")

    said = counter.says("case", "correct", ref, "person", "--set", f"born={born}", "--reason", "x")

    assert line in said


def test_a_fact_of_somebody_taken_over_is_addressed_by_its_kind(counter) -> None:
    ref = a_case(counter.desk())

    refused = counter.type("case", "correct", ref, "1.certificate", "--void", "--reason", "x")

    assert refused.exit_code == 3
    assert refused.stderr == (
        "✗ “certificate” không chỉ đúng một sự việc trong mục 1; mục này giữ 0 sự việc.\n"
    )
