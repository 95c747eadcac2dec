"""Help that tells codes and fields in words; what a waiver and a void entry say."""

from __future__ import annotations

from datetime import date

from builders import a_case, ready_to_admit, take_to, vote

from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import State


def test_help_says_what_events_and_reasons_mean(counter) -> None:
    shown = counter.says("case", "advance", "--help")

    assert "  hold-ceremony  Tổ chức lễ kết nạp\n" in shown
    assert "  withdrawn                   người được giới thiệu xin thôi\n" in shown
    assert "Mã lý do:\n" in counter.says("case", "hold", "--help")
    assert "  moved-abroad                moved abroad\n" in counter.says(
        "case", "hold", "--help", "--lang", "en"
    )


def test_help_says_what_each_fact_holds(counter) -> None:
    shown = " ".join(counter.says("case", "record", "--help").split())

    assert "helper Phân công đảng viên giúp đỡ: --set who=…" in shown
    assert "extension Gia hạn xem xét, quyết định: --number" in shown
    assert "--set days=N" in shown
    assert "[--set replaces=yes|no]" in shown


def test_a_waiver_is_told_and_stays_marked(counter) -> None:
    desk, ref = counter.desk(), a_case(counter.desk())
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", yes=5), on=date(2024, 6, 20))
    step = ("case", "advance", ref, "admit", "--doc", "9-QĐ", "--on", "2024-07-15")

    refused = counter.type(*step)
    shown = counter.says(
        *step, "--override", "cell-vote", "--reason", "Biên bản nhầm", "--approved-by", "hoa"
    )

    assert refused.exit_code == 5
    assert "chi bộ: 5/9 tán thành (55,56 %), cần ít nhất 6" in refused.stderr
    assert (
        "  ! Bỏ qua điều kiện: cell-vote; người chấp thuận: hoa. Việc này được đánh dấu mãi.\n"
    ) in shown
    (entry,) = counter.items("audit", "log", "--case", ref, "--event", "admit")
    assert (entry["overrides"], entry["approved_by"]) == (["cell-vote"], "hoa")


def test_a_void_fact_takes_its_deadline_away(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.COURSE)
    counter.says("case", "record", ref, "certificate", "--number", "1", "--on", "2024-04-01")

    shown = counter.says("case", "correct", ref, "3", "--void", "--reason", "Nhầm người")

    assert (
        "  Giá trị của giấy chứng nhận bồi dưỡng nhận thức về Đảng: 01/04/2029 → không còn hạn\n"
    ) in shown


def test_a_due_day_that_is_not_certain_says_why(counter) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)
    letter = ("case", "record", ref, "verification-letter", "--on", "2026-11-20")
    to = ("--set", "addressee=Đảng ủy Bảo An")

    sent = counter.says(*letter, *to, "--number", "3-CV")
    received = counter.says(*letter, *to, "--number", "4-CV", "--set", "received_on=2026-11-20")

    assert " (tạm tính, chờ ghi ngày nhận; chưa xác minh)\n" in sent
    assert " (tạm tính theo lịch dự kiến; chưa xác minh)\n" in received
    shown = counter.says("case", "show", ref)
    assert " (tạm tính, chờ ghi ngày nhận; chưa xác minh)\n" in shown


def test_a_pair_without_equals_is_refused(counter) -> None:
    result = counter.type("case", "record", "0001", "helper", "--set", "who")

    assert result.exit_code == 2
    assert "“who”: cần MỤC=GIÁ_TRỊ." in result.stderr


def test_a_request_id_is_short_and_printable(counter) -> None:
    result = counter.type("case", "note", "0001", "Đã gọi", "--request-id", "x" * 201)

    assert result.exit_code == 2
    assert "cần 1–200 ký tự in được." in result.stderr


def test_version_is_one_line(counter) -> None:
    assert counter.says("version").startswith("ketnap ")


def test_audit_verify_tells_of_erased_values_and_of_further_faults(counter) -> None:
    for born in ("1998-05-02", "1990-01-01"):
        ref = a_case(counter.desk(), born=born)
        counter.says(
            "case", "record", ref, "helper", "--set", "who=Lê Văn Tám", "--on", "2024-06-01"
        )
    with counter.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE case_file SET unit = 'CVA'")

    first = counter.type("audit", "verify").stdout.splitlines()
    every = counter.type("audit", "verify", "--all").stdout.splitlines()

    assert len(first) == 2
    assert first[1].startswith("  và ")
    assert len(every) > 1
    assert all(line.startswith("✗ Nhật ký sai ở mục ") for line in every)
