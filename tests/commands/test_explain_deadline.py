"""`ketnap case explain-deadline`: a deadline in words that a pencil can check."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, at, ready_to_admit, take_to
from read_back import read_back

from workflow.actions.correct import correct
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import Event, State


@pytest.fixture
def ref(counter) -> str:
    found = a_case(counter.desk())
    take_to(counter.desk(), found, State.PROBATION)
    return found


def test_a_ceremony_is_explained_from_its_start_to_its_end(counter, ref) -> None:
    told = counter.says("case", "explain-deadline", "0001", "ceremony")

    assert told.split("\n\n")[2] == (
        "Tổ chức lễ kết nạp: hạn cuối thứ Sáu 30/08/2024 — thực hiện sớm 29 ngày\n"
        "  Bắt đầu: ngày chi bộ nhận được quyết định kết nạp, thứ Bảy 20/07/2024.\n"
        "    Mục 16: Chi bộ nhận quyết định kết nạp, ngày 20/07/2024;"
        " lan ghi lúc 23/11/2026 10:00.\n"
        "  Tổ chức lễ kết nạp: 30 ngày làm việc, tính từ ngày chi bộ nhận được quyết định"
        " kết nạp.\n"
        "  Căn cứ: điểm 4.1, 24-QĐ/TW ngày 30/07/2021 (đã xác minh);"
        " nội dung ceremony@2021-07-30.\n"
        "  Vì sao nội dung này: có hiệu lực từ 30/07/2021 đến 19/01/2025;"
        " chọn theo ngày ban hành quyết định kết nạp 15/07/2024 (mục 15).\n"
        "  Ngày bắt đầu (ngày 0): thứ Bảy 20/07/2024\n"
        "  Không tính 11 ngày thứ Bảy, Chủ nhật.\n"
        "  Kiểm tra: sau ngày 0 có 41 ngày − 11 = 30 ngày làm việc.\n"
        "  Hạn cuối (tính hết ngày): thứ Sáu 30/08/2024\n"
        "  Kết quả: thực hiện sớm 29 ngày, thứ Năm 01/08/2024.\n"
        "    Mục 18: Tổ chức lễ kết nạp, ngày 01/08/2024; lan ghi lúc 23/11/2026 10:00.\n"
    )


def test_a_provisional_deadline_says_what_it_waits_for_and_what_took_its_place(
    counter, ref
) -> None:
    told = counter.says("case", "explain-deadline", ref, "ceremony", "--lang", "en")

    assert told.split("\n\n")[1].splitlines()[-5:] == [
        "  Due (the day counts whole): Monday 2024-08-26",
        (
            "  Provisional until the day the cell received the admission decision is recorded;"
            " it is counted again then."
        ),
        "  Ended: replaced by another deadline, Saturday 2024-07-20.",
        (
            "    Entry 16: Cell receives the admission decision, 2024-07-20;"
            " recorded by lan at 2026-11-23 10:00."
        ),
        "    Replaced by: Friday 2024-08-30.",
    ]


def test_a_deadline_after_the_probation_shows_how_the_probation_was_counted(counter, ref) -> None:
    told = counter.says("case", "explain-deadline", ref, "recognition-cell", "--lang", "en")

    assert (
        "    Probation of 12 months from the ceremony, Thursday 2024-08-01, to Friday 2025-08-01"
        " (Art. 5.1, Party Charter of 2011-01-19; verified; wording probation@2011-01-19).\n"
    ) in told
    assert "due Tuesday 2025-09-16 — ▲ 433 days over\n" in told


def test_an_extension_and_a_correction_are_named(counter) -> None:
    desk = counter.desk()
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    given = {"purpose": "admission", "days": "10"}
    record(desk, ref, FactKind.EXTENSION, given, on=date(2024, 8, 1), document="3-CV")
    correct(desk, ref, 13, effective_on=date(2024, 6, 21), reason="Ghi nhầm ngày")

    told = counter.says("case", "explain-deadline", ref, "admission-decision", "--open")

    lines = [line.strip() for line in told.splitlines()]
    assert lines[3:6] == [
        "Bắt đầu: ngày chi bộ có nghị quyết đề nghị kết nạp, thứ Sáu 21/06/2024.",
        "Mục 13: Nghị quyết, ngày 20/06/2024; lan ghi lúc 23/11/2026 10:00.",
        "Mục 16: Sửa mục 13, ngày 23/11/2026; lan ghi lúc 23/11/2026 10:00.",
    ]
    assert "Gia hạn 10 ngày làm việc, ngày 01/08/2024, 3-CV (mục 15)." in lines
    assert "Kiểm tra: sau ngày 0 có 102 ngày − 30 − 2 = 60 + 10 ngày làm việc." in lines


def test_a_probation_that_was_waited_for_makes_nobody_late(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.FULL_MEMBER)

    told = counter.says("case", "explain-deadline", ref, "probation")

    assert "hạn cuối thứ Sáu 01/08/2025 — đã hết thời gian chờ, đã có bước tiếp theo\n" in told


def test_a_program_reads_the_same_account(counter, ref) -> None:
    _, item = counter.items("case", "explain-deadline", ref, "ceremony")

    assert item["started_by"] == {
        "seq": 16,
        "what": "Chi bộ nhận quyết định kết nạp",
        "effective_on": "2024-07-20",
        "recorded_at": "2026-11-23T03:00:00.000000Z",
        "actor": "lan",
    }
    assert (item["wording"], item["governed_by"]) == ("ceremony@2021-07-30", "decision-issued")
    assert (item["governing_on"], item["governing_entry"]) == ("2024-07-15", 15)
    assert (item["due_on"], item["counted_on"]) == ("2024-08-30", "2024-08-30")
    assert (item["state"], item["closed_on"], item["days_late"]) == ("met", "2024-08-01", -29)
    assert item["closed_by"]["seq"] == 18


def test_a_pipe_reads_one_line_per_deadline(counter, ref) -> None:
    told = counter.says("case", "explain-deadline", ref, "-o", "tsv", "--headers").splitlines()

    assert told[0].split("\t")[:4] == ["rule", "state", "start_event", "start_on"]
    assert len(told) == 10


def test_a_calendar_decided_since_is_pointed_out(counter) -> None:
    newcomer = Newcomer(
        person=Nominee(name="Quảng Đại Ước", born="1990-02").person(date(2026, 11, 20)),
        unit="DV",
        state=State.PROBATION,
        on=date(2026, 1, 5),
        days={Event.HOLD_CEREMONY: date(2026, 1, 5)},
    )
    before = a_desk(counter.store, at("2026-11-20"))
    take_over(before, [newcomer], file_name="ds.csv", sha256="cd" * 32)
    storm = Asked(
        days=(date(2027, 1, 20),),
        off=True,
        name="nghỉ bão",
        document="77/UBND 20/11/2026",
        reason="bão",
    )
    decide_days(counter.desk(), storm)

    told = counter.says("case", "explain-deadline", "0001", "recognition-cell", "--lang", "en")

    _, new, old = told.split("\n\n")
    assert "    - Wednesday 2027-01-20: nghỉ bão [77/UBND of 2026-11-20]\n" in new
    assert (
        "  Counted by the calendar as known on 2026-11-20, when the deadline was opened.\n"
        "  The log holds Tuesday 2027-02-23; by the calendar as known today it is"
        " Wednesday 2027-02-24.\n"
    ) in old
    assert "    Entry 2: Deadlines counted anew by the calendar, 2026-11-23;" in old


@pytest.mark.parametrize("state", [State.ADMITTED, State.FULL_MEMBER])
def test_every_account_can_be_counted_again_by_hand(counter, state) -> None:
    desk = counter.desk()
    ref = a_case(desk)
    take_to(desk, ref, state)

    _, *told = counter.says("case", "explain-deadline", ref, "--lang", "en").split("\n\n")

    rows = counter.items("case", "explain-deadline", ref)
    assert len(told) == len(rows) >= 4
    for text, row in zip(told, rows, strict=True):
        assert read_back(text) == date.fromisoformat(row["due_on"])


def test_an_extended_time_can_be_counted_again_by_hand(counter) -> None:
    desk = counter.desk()
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    given = {"purpose": "admission", "days": "10"}
    record(desk, ref, FactKind.EXTENSION, given, on=date(2024, 8, 1), document="3-CV")

    told = counter.says(
        *("case", "explain-deadline", ref, "admission-decision", "--open", "--lang", "en")
    )

    assert read_back(told) == date(2024, 9, 30)


def test_the_past_is_explained_as_it_was_known(counter, ref) -> None:
    result = counter.type(
        *("case", "explain-deadline", ref, "ceremony", "--lang", "en"),
        *("--as-of", "2024-07-16", "--known-at", "now"),
    )

    assert result.exit_code == 0
    assert "due Monday 2024-08-26 — ! 41 days left\n" in result.stdout
    assert "Ended" not in result.stdout


def test_a_rule_that_the_case_has_no_deadline_of_is_not_found(counter, ref) -> None:
    result = counter.type("case", "explain-deadline", ref, "transfer-start", "--lang", "en")

    assert result.exit_code == 3
    assert result.stderr == (
        "✗ Case HS-2026-0001 has no deadline “Start the transfer of Party membership”"
        " (transfer-start); it has: admission-decision, ceremony, course-certificate, file-age,"
        " member-cv, new-member-course, probation, recognition-cell.\n"
        "  Next: ketnap case explain-deadline HS-2026-0001\n"
    )


def test_a_rule_that_does_not_exist_is_not_found(counter, ref) -> None:
    result = counter.type("case", "explain-deadline", ref, "ceremoni", "--lang", "en")

    assert (result.exit_code, result.stderr) == (
        3,
        "✗ No rule is called “ceremoni”; did you mean “ceremony”?\n",
    )


def test_a_case_without_deadlines_says_so(counter) -> None:
    ref = a_case(counter.desk())

    assert counter.says("case", "explain-deadline", ref) == (
        "HS-2026-0001 · Nguyễn Thị Mỹ Hương\nHồ sơ không có hạn nào như vậy.\n"
    )
