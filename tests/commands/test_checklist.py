"""`ketnap case checklist`, as an officer reads it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from builders import a_case, ready_to_admit, take_to

from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import State


@pytest.fixture
def ready(counter) -> str:
    """A file with everything for an admission but the decision; one paper was sent back."""
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)
    ready_to_admit(counter.desk(), ref)
    return ref


def sent_back(counter, ref: str, status: str) -> None:
    values = {"paper": "cv", "status": status, "why": "thiếu dấu giáp lai"}
    record(counter.desk(), ref, FactKind.PAPER_CHECK, values, on=date(2024, 7, 1))


def test_a_table_says_of_each_paper_where_it_stands(counter, ready):
    sent_back(counter, ready, "supplement")

    lines = counter.says(
        "case", "checklist", ready, "--on", "15/07/2024", "-o", "table"
    ).splitlines()

    assert lines[:2] == [
        f"{ready} · Nguyễn Thị Mỹ Hương",
        "Quyết định kết nạp, 15/07/2024: 7 hợp lệ, 1 cần bổ sung, 1 thiếu, 21 không áp dụng.",
    ]
    assert "  ✓ Đơn xin vào Đảng [1-KNĐ]: hợp lệ — đã có (03/05/2024)" in lines
    place = lines.index(
        "  ▲ Lý lịch của người xin vào Đảng [2-KNĐ]: cần bổ sung — trả lại khi kiểm tra ngày"
        " 01/07/2024 (mục 15): thiếu dấu giáp lai (điểm 3.3.a, 01-HD/TW ngày 28/09/2021)"
    )
    assert lines[place + 1] == (
        f"      → ketnap case record {ready} paper-check --set paper=cv --set status=valid"
        " --set why=… --on …"
    )
    assert (
        "  ✗ Quyết định kết nạp [9A-KNĐ, số chưa xác minh]: thiếu — chưa có số quyết định của cấp"
        " có thẩm quyền (--doc) (điểm 4.3.2, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)"
    ) in lines
    assert lines[-1].startswith(
        "  – không áp dụng: Nghị quyết giới thiệu của Đoàn Thanh niên [4-KNĐ]; Nghị quyết giới"
        " thiệu của công đoàn [4A-KNĐ]; "
    )


def test_programs_get_every_key_of_an_item(counter, ready):
    sent_back(counter, ready, "review")

    text = counter.says("case", "checklist", ready, "admit", "--on", "15/07/2024", "-o", "json")

    whole = json.loads(text)
    assert whole["schema"] == "ketnap/checklist/1"
    (cv,) = [item for item in whole["items"] if item["document"] == "cv"]
    assert cv == {
        "document": "cv",
        "title": "Lý lịch của người xin vào Đảng",
        "form": "2-KNĐ",
        "form_source": "12-HD/BTCTW ngày 18/01/2022",
        "form_confidence": "high",
        "status": "review",
        "why": "đã có (03/05/2024), chờ duyệt: thiếu dấu giáp lai",
        "source": "điểm 3.3.a, 01-HD/TW ngày 28/09/2021",
        "confidence": "high",
        "remedy": None,
        "checked_on": "2024-07-01",
    }


def test_a_pipe_gets_one_line_per_paper(counter, ready):
    lines = counter.says("case", "checklist", ready, "--on", "15/07/2024").splitlines()

    assert len(lines) == 30
    assert lines[1].split("\t")[:5] == [
        *("application", "Đơn xin vào Đảng", "1-KNĐ", "valid", "đã có (03/05/2024)"),
    ]


def test_a_number_that_is_not_verified_says_so(counter, ready):
    text = counter.says("case", "checklist", ready, "--on", "23/11/2026", "-o", "table")

    assert "[9A-KNĐ, số chưa xác minh]: thiếu" in text


def test_findings_can_be_an_exit_code(counter, ready):
    result = counter.type("case", "checklist", ready, "--exit-code")

    assert result.exit_code == 8


def test_english_officers_read_english(counter, ready):
    text = counter.says(
        "case", "checklist", ready, "--on", "15/07/2024", "-o", "table", "--lang", "en"
    )

    assert "Decide on admission, 2024-07-15: 8 valid, 1 missing, 21 not applicable." in text


def test_an_event_without_papers_says_so(counter, ready):
    text = counter.says("case", "checklist", ready, "close", "-o", "table")

    assert text.splitlines()[1] == "Dừng hồ sơ: bước này không cần giấy tờ."
