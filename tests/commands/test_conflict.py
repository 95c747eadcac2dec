"""Two officers at one case: one wins, the other is told who did what."""

from __future__ import annotations

import os
import subprocess
import sys

from builders import a_case

# A process that the system knows as this account: the program itself believes no variable.
_AS = "from commands import account; account.of_process = lambda: '{}'; import cli; cli.main()"
STEP = ("case", "advance", "0001", "enrol", "--doc", "5-CV", "--on", "2024-02-01", "-y")
TOLD = (
    "✗ Hồ sơ HS-2026-0001 vừa được hoa ghi “Cử học lớp nhận thức về Đảng” lúc"
    " 23/11/2026 10:00; chưa ghi gì thêm.\n"
    "  Tiếp theo: ketnap case show HS-2026-0001\n"
)


def test_who_comes_second_is_told_who_did_what_and_when(counter) -> None:
    a_case(counter.desk())
    assert counter.type(*STEP, LOGNAME="hoa").exit_code == 0

    late = counter.type(*STEP)

    assert (late.exit_code, late.stdout, late.stderr) == (6, "", TOLD)


def test_a_step_that_rests_on_an_older_look_is_stopped(counter) -> None:
    a_case(counter.desk())
    assert counter.type(*STEP, LOGNAME="hoa").exit_code == 0

    result = counter.type("case", "advance", "0001", "close", "-y", "--seen", "1")

    assert (result.exit_code, result.stdout, result.stderr) == (6, "", TOLD)
    assert counter.items("case", "show", "0001")[0]["seq"] == 2


def test_a_step_that_rests_on_the_newest_look_goes_ahead(counter) -> None:
    a_case(counter.desk())

    assert counter.type(*STEP, "--seen", "1").exit_code == 0


def test_the_same_request_is_carried_out_once(counter) -> None:
    a_case(counter.desk())
    counter.says(*STEP, "--request-id", "r-1")

    again = counter.says(*STEP, "--request-id", "r-1")

    assert again == (
        "✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.\n"
        "  Nguyễn Thị Mỹ Hương (HS-2026-0001) · Đảng bộ phường Đô Vinh\n"
        "  Mục 2: Được giới thiệu → Lớp nhận thức, hiệu lực 01/02/2024.\n"
        "  Ghi nhận 23/11/2026 10:00.\n"
        "  Tiếp theo: ketnap case why HS-2026-0001 open-file\n"
    )
    assert counter.items("case", "show", "0001")[0]["seq"] == 2


def test_a_request_id_is_not_lent_to_another_step(counter) -> None:
    a_case(counter.desk())
    counter.says(*STEP, "--request-id", "r-1")

    result = counter.type("case", "note", "0001", "Đã gọi", "--request-id", "r-1")

    assert result.exit_code == 6
    assert result.stderr.startswith("✗ Mã yêu cầu r-1 đã dùng cho một việc khác")


def test_a_dry_run_writes_nothing_at_all(counter) -> None:
    a_case(counter.desk())
    before = counter.store.entry_count()

    for words in (
        STEP,
        ("case", "note", "0001", "Đã gọi"),
        ("case", "hold", "0001", "own-request"),
        ("case", "transfer", "0001", "--to", "CVA"),
        ("case", "record", "0001", "cv", "--on", "2024-02-01"),
        ("case", "correct", "0001", "1", "--on", "2024-01-04", "--reason", "Theo biên bản"),
        ("case", "correct", "0001", "person", "--set", "born=1998", "--reason", "Khai sinh"),
        ("case", "nominate", "Lê Văn Tám", "--unit", "DV"),
        ("case", "advance", "0001", "close", "--reason-code", "died"),
    ):
        shown = counter.says(*words, "-n", "--request-id", "r-2")
        assert shown.startswith("Chạy thử — chưa ghi gì.\n")

    assert counter.store.entry_count() == before
    assert counter.store.done("r-2") is None


def test_two_processes_race_for_one_case_and_one_wins(counter) -> None:
    a_case(counter.desk())
    whole = {**os.environ, **counter.path()}
    whole |= {key: value for key, value in counter.env().items() if value is not None}

    racing = [
        subprocess.Popen(
            [sys.executable, "-c", _AS.format(officer), *STEP],
            env=whole,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for officer in ("lan", "hoa")
    ]
    told = [process.communicate(timeout=120) for process in racing]

    codes = [process.returncode for process in racing]
    assert sorted(codes) == [0, 6]
    winner, loser = codes.index(0), codes.index(6)
    officer = ("lan", "hoa")[winner]
    assert told[winner][0].startswith("✓ Đã ghi mục 2: Được giới thiệu → Lớp nhận thức")
    assert told[loser][0] == ""
    assert told[loser][1].startswith(
        f"✗ Hồ sơ HS-2026-0001 vừa được {officer} ghi “Cử học lớp nhận thức về Đảng” lúc "
    )
    assert counter.items("case", "show", "0001")[0]["seq"] == 2
    assert counter.items("audit", "verify")[0]["intact"] is True
