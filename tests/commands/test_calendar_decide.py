"""`ketnap rules calendar decide | undo` as an officer types it."""

import json
import os
from dataclasses import replace
from datetime import date

import pytest
from terminals import at_terminal

from rules.calendar import Calendar
from storage.address import address_of
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.states import Event, State

STORM = ("20/01/2027", "--off", "--name", "nghỉ bão", "--doc", "77/UBND 20/11/2026")
WHY = ("--reason", "bão số 9")
DECIDE = ("rules", "calendar", "decide")
UNDO = ("rules", "calendar", "undo")


@pytest.fixture
def ref(counter):
    """A probationer of the ward whose cell has until 23 February 2027, by an estimate."""
    ceremony = date(2026, 1, 5)
    newcomer = Newcomer(
        person=Nominee(name="Lê Thị Ánh", born="1998-05-02").person(date(2026, 11, 23)),
        unit="DV",
        state=State.PROBATION,
        on=ceremony,
        days={Event.HOLD_CEREMONY: ceremony},
    )
    return take_over(counter.desk(), [newcomer], file_name="ds.csv", sha256="1" * 64).refs[0]


def test_a_decision_prints_the_review_list(counter, ref):
    assert counter.says(*DECIDE, *STORM, *WHY).splitlines() == [
        "✓ Ngày nghỉ: 20/01/2027 — nghỉ bão (77/UBND ngày 20/11/2026).",
        "1 hạn dời:",
        (
            f"  {ref} Lê Thị Ánh (DV) · Chi bộ xét, đề nghị công nhận đảng viên chính thức:"
            " 23/02/2027 → 24/02/2027 (vì 20/01/2027)"
        ),
    ]
    assert counter.says(*UNDO, "20/01/2027", "--reason", "hết bão").splitlines()[:2] == [
        "✓ Bỏ quyết định về 20/01/2027.",
        "1 hạn dời:",
    ]
    assert "nhật ký nguyên vẹn" in counter.says("audit", "verify")


def test_a_rehearsal_writes_nothing(counter, ref):
    lines = counter.says(*DECIDE, *STORM, *WHY, "--dry-run").splitlines()

    assert lines[0] == "Chạy thử — chưa ghi gì."
    assert ref in lines[3]
    assert counter.store.entries("calendar/2027") == []


def test_a_program_gets_every_moved_deadline(counter, ref):
    whole = json.loads(counter.says(*DECIDE, *STORM, *WHY, "-o", "json"))

    assert whole["items"] == [
        {
            "case": ref,
            "name": "Lê Thị Ánh",
            "unit": "DV",
            "rule": "recognition-cell",
            "old_due": "2027-02-23",
            "new_due": "2027-02-24",
            "because": ["2027-01-20"],
        }
    ]
    assert (whole["days"], whole["settled"], whole["written"]) == (["2027-01-20"], 0, True)


def test_an_expected_tet_ends_the_estimates_and_moves_the_horizon(counter, ref):
    tet = (
        *("04/02/2027..10/02/2027", "2027-09-03", "--off", "--name", "Tết, Quốc khánh"),
        *("--doc", "10065/VPCP-KGVX 02/10/2026", "--announced", "02/10/2026"),
        *("--reason", "đã có bản gốc", "--lang", "en"),
    )
    assert "1 open deadlines rest on estimated days." in counter.says("--lang", "en", "doctor")

    assert counter.says(*DECIDE, *tet).splitlines() == [
        (
            "✓ Days off: 2027-02-04 → 2027-02-10, 2027-09-03 — Tết, Quốc khánh"
            " (10065/VPCP-KGVX of 2026-10-02)."
        ),
        "No deadline moves.",
        "1 deadlines keep their day and are estimates no longer.",
    ]

    (horizon,) = counter.items("rules", "calendar", "horizon")
    assert horizon == {
        "decided_until": "2027-12-31",
        "partly": [],
        "estimated_deadlines": 0,
        "outdated_cases": 0,
    }
    days = ("04/02/2027..10/02/2027", "2027-09-03")
    again = counter.says(*UNDO, *days, "--reason", "nhầm", "--lang", "en").splitlines()
    assert again == [
        "✓ Taken back: the decision about 2027-02-04 → 2027-02-10, 2027-09-03.",
        "No deadline moves.",
        "1 deadlines keep their day and are estimates again.",
    ]


def test_a_units_own_day_shows_in_its_calendar_only(counter):
    counter.says(*DECIDE, *STORM, *WHY, "--unit", "Đô Vinh")

    ward = counter.items("rules", "calendar", "show", "01/2027", "--unit", "DV")
    everybody = counter.items("rules", "calendar", "show", "01/2027")
    assert (ward[19]["working"], ward[19]["unit"]) == (False, "DV")
    assert (everybody[19]["working"], everybody[19]["unit"]) == (True, None)
    shown = counter.says("rules", "calendar", "show", "01/2027", "--unit", "DV", "-o", "table")
    assert "  20/01/2027 * nghỉ bão (DV) [77/UBND ngày 20/11/2026]" in shown.splitlines()


def test_the_headline_of_a_units_day_says_for_whom_it_is(counter):
    saturday = ("23/01/2027", "--worked", "--name", "làm bù", "--doc", "78/UBND 21/11/2026")

    assert counter.says(*DECIDE, *saturday, *WHY, "--unit", "DV").splitlines()[0] == (
        "✓ Ngày làm việc cho DV và các cấp dưới: 23/01/2027 — làm bù (78/UBND ngày 21/11/2026)."
    )


def test_due_days_rest_on_what_was_decided_and_known(counter):
    counter.says(*DECIDE, "07/12/2026", *STORM[1:], *WHY, "--announced", "20/11/2026")
    due = ("rules", "due", "ceremony", "2026-12-01")

    (now,) = counter.items(*due)
    (before,) = counter.items(*due, "--calendar-as-of", "2026-11-19")
    (after,) = counter.items(*due, "--calendar-as-of", "2026-11-20")

    assert (now["due_on"], before["due_on"], after["due_on"]) == (
        "2027-01-14",
        "2027-01-13",
        "2027-01-14",
    )
    assert now["skipped"][0] == {
        "day": "2026-12-07",
        "why": "nghỉ bão",
        "source": "77/UBND ngày 20/11/2026",
    }
    month = ("rules", "calendar", "show", "12/2026")
    assert counter.items(*month, "--calendar-as-of", "2026-11-19")[6]["working"] is True
    assert counter.items(*month)[6]["working"] is False


def test_the_same_request_is_not_carried_out_twice(counter):
    first = counter.says(*DECIDE, *STORM, *WHY, "--request-id", "r1")
    again = counter.says(*DECIDE, *STORM, *WHY, "--request-id", "r1")

    assert first.startswith("✓ Ngày nghỉ")
    assert again == "✓ Yêu cầu này đã được ghi từ trước; không ghi lần hai.\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((STORM[0], *STORM[2:], *WHY), 2, "Cần --off (nghỉ) hoặc --worked (làm việc)."),
        (("10/02/2027..04/02/2027", *STORM[1:], *WHY), 2, "khoảng ngày phải xuôi"),
        (("01/01/2027..01/04/2027", *STORM[1:], *WHY), 2, "không quá 60 ngày"),
        ((*STORM[:-1], "77/UBND", *WHY), 2, "văn bản cần số và ngày"),
        ((*STORM, *WHY, "--unit", "XX"), 3, "Không có tổ chức “XX”."),
    ],
)
def test_what_cannot_be_read_is_refused(counter, words, code, sentence):
    result = counter.type(*DECIDE, *words)

    assert result.exit_code == code
    assert sentence in result.stderr


def test_there_is_nothing_to_take_back(counter):
    result = counter.type(*UNDO, "20/01/2027", "--reason", "x")

    assert result.exit_code == 5
    assert "Ngày 20/01/2027 không có quyết định nào của đơn vị để bỏ." in result.stderr
    assert "ketnap rules calendar show 01/2027" in result.stderr


def test_a_store_that_cannot_be_read_is_said_and_the_package_answers(ketnap, tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_text("đây không phải kho", encoding="utf-8")

    result = ketnap("rules", "due", "ceremony", "2026-07-24", KETNAP_DB=str(broken))

    assert result.exit_code == 0
    assert "08/09/2026" in result.stdout
    assert "chỉ dùng lịch đi kèm chương trình" in result.stderr


def test_a_unit_needs_a_store(ketnap, tmp_path):
    none = str(tmp_path / "none.db")

    result = ketnap("rules", "calendar", "show", "2026", "--unit", "DV", KETNAP_DB=none)

    assert address_of(none).path is not None
    assert result.exit_code == 3


def test_at_a_keyboard_the_review_is_shown_before_anything_is_written(counter, ref):
    env = {key: value for key, value in counter.env().items() if value is not None}
    whole = {**os.environ, **counter.path(), **env}

    code, shown = at_terminal((*DECIDE, *STORM, *WHY), whole, columns=60, answer="n\n")

    assert code == 1
    assert f"  {ref} Lê Thị Ánh (DV)" in shown
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert shown.endswith("Đã dừng; chưa ghi gì.\n")
    assert counter.store.entries("calendar/2027") == []


def test_what_another_calendar_opened_is_found_and_counted_anew(counter):
    """The case was opened by a program that knew nothing of a storm on 20 January 2027."""
    asked = Asked(
        days=[date(2027, 1, 20)], off=True, reason="x", name="bão", document="7/UB 20/11/2026"
    )
    decide_days(counter.desk(), asked)
    old = replace(counter.desk(), calendar=Calendar.open())
    newcomer = Newcomer(
        person=Nominee(name="Lê Thị Ánh", born="1998-05-02").person(date(2026, 11, 23)),
        unit="DV",
        state=State.PROBATION,
        on=date(2026, 1, 5),
        days={Event.HOLD_CEREMONY: date(2026, 1, 5)},
    )
    ref = take_over(old, [newcomer], file_name="ds.csv", sha256="1" * 64).refs[0]
    warning = (
        "! 1 hồ sơ có hạn không còn khớp lịch hiện nay."
        " Tính lại: ketnap rules calendar recount --dry-run"
    )
    line = (
        f"  {ref} Lê Thị Ánh (DV) · Chi bộ xét, đề nghị công nhận đảng viên chính thức:"
        " 23/02/2027 → 24/02/2027"
    )
    recount = ("rules", "calendar", "recount", "--reason", "bản mới")
    assert warning in counter.says("rules", "calendar", "horizon").splitlines()
    assert warning in counter.says("doctor")

    assert counter.says(*recount).splitlines() == ["1 hạn dời:", line]

    assert counter.says(*recount) == "Không hạn nào dời.\n"
    assert warning not in counter.says("doctor")
    assert "nhật ký nguyên vẹn" in counter.says("audit", "verify")
