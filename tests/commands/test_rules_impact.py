"""`ketnap rules impact`: a draft is tried on the real store, and nothing is written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from builders import a_case, log_rows, ready_to_admit, take_to

from workflow.states import State

CEREMONY = """\
id = "ceremony"
title = { vi = "Tổ chức lễ kết nạp", en = "Hold the admission ceremony" }
unit = "working days"
governed_by = "decision-issued"
timer = true

[[versions]]
from = 2024-07-01
value = 20
starts = "decision-issued"
source = { document = "9-QĐ/TW 2024-06-01" }
confidence = "low"
"""
REGISTER = """\
[[documents]]
key = "9-QĐ/TW 2024-06-01"
number = "9-QĐ/TW"
date = 2024-06-01
issuer = { vi = "Trung ương", en = "Centre" }
title = { vi = "Dự thảo", en = "Draft" }
confidence = "low"
"""
VOTE = """\
id = "cell-vote"
title = { vi = "Biểu quyết", en = "Vote" }
unit = "share"

[[versions]]
from = 2024-01-01
value = "9/10"
strict = false
source = { document = "9-QĐ/TW 2024-06-01" }
confidence = "low"
"""


@pytest.fixture
def drafts(tmp_path) -> Path:
    folder = tmp_path / "drafts"
    folder.mkdir()
    texts = {"ceremony": CEREMONY, "documents": REGISTER, "cell-vote": VOTE}
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def people(counter) -> None:
    desk = counter.desk()
    take_to(desk, a_case(desk), State.ADMITTED)
    ref = a_case(desk, born="1999-01-01")
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)


def files(drafts):
    return [str(drafts / name) for name in ("ceremony.toml", "cell-vote.toml", "documents.toml")]


@pytest.mark.usefixtures("people")
def test_a_draft_lists_what_it_would_change_and_writes_nothing(counter, drafts, sqlite_path):
    before = log_rows(counter.store), hashlib.sha256(sqlite_path.read_bytes()).hexdigest()

    told = counter.says("rules", "impact", *files(drafts), "-o", "table", "--lang", "en")

    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert lines[1] == (
        "HS-2026-0001 Nguyễn Thị Mỹ Hương moved Hold the admission ceremony 2024-08-26 2024-08-12"
    )
    assert lines[2].startswith("HS-2026-0002 Nguyễn Thị Mỹ Hương + condition the cell: 8/9 in")
    assert lines[-1] == (
        "2 cases touched: 1 deadlines moved, 0 opened, 0 closed, 0 newly overdue;"
        " 1 cases with other conditions for the next event. Nothing was written."
    )
    after = log_rows(counter.store), hashlib.sha256(sqlite_path.read_bytes()).hexdigest()
    assert after == before


@pytest.mark.usefixtures("people")
def test_a_program_reads_wordings_and_events(counter, drafts):
    moved, added = counter.items("rules", "impact", *files(drafts))

    assert moved == {
        "ref": "HS-2026-0001",
        "name": "Nguyễn Thị Mỹ Hương",
        "unit": "DV",
        "effect": "moved",
        "subject": "ceremony",
        "old": "2024-08-26",
        "new": "2024-08-12",
        "old_wording": "ceremony@2021-07-30",
        "new_wording": "ceremony@2024-07-01",
        "newly_overdue": False,
    }
    assert (added["effect"], added["subject"], added["event"]) == (
        "condition-added",
        "cell-vote",
        "admit",
    )
    assert (added["old"], added["new"]) == (None, "unmet")


@pytest.mark.usefixtures("people")
def test_findings_exit_with_8_only_when_asked(counter, drafts):
    assert counter.type("rules", "impact", *files(drafts)).exit_code == 0
    assert counter.type("rules", "impact", *files(drafts), "--exit-code").exit_code == 8


@pytest.mark.usefixtures("people")
def test_a_draft_that_touches_nobody_says_so(counter, drafts):
    path = drafts / "ceremony.toml"
    path.write_text(CEREMONY.replace("from = 2024-07-01", "from = 2030-01-01"), encoding="utf-8")

    told = counter.says("rules", "impact", str(path), str(drafts / "documents.toml"), "-o", "table")

    assert told == (
        "0 hồ sơ bị tác động: 0 hạn dời, 0 hạn mở thêm, 0 hạn không còn, 0 hạn thành quá hạn;"
        " 0 hồ sơ đổi điều kiện của bước tiếp theo. Chưa ghi gì.\n"
    )


def test_a_draft_out_of_order_is_refused_by_file_and_line(counter, drafts):
    path = drafts / "ceremony.toml"
    path.write_text(CEREMONY.replace("value = 20", "value = 0"), encoding="utf-8")

    result = counter.type("rules", "impact", str(path), "--lang", "en")

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith(f"✗ {path}, line 9: ")


def test_a_draft_of_an_unknown_document_is_refused(counter, drafts):
    result = counter.type("rules", "impact", str(drafts / "ceremony.toml"), "--lang", "en")

    assert result.exit_code == 5
    assert "line 11: the document “9-QĐ/TW 2024-06-01” is not in the register" in result.stderr


def test_a_file_that_is_not_there_is_a_mistake_in_the_command(counter, drafts):
    assert counter.type("rules", "impact", str(drafts / "nowhere.toml")).exit_code == 2


@pytest.mark.usefixtures("people")
def test_a_lighter_share_removes_a_condition(counter, drafts):
    strict = VOTE.replace('"9/10"', '"1/10"')
    (drafts / "committee-vote.toml").write_text(strict, encoding="utf-8")
    counter.says(
        *("case", "record", "HS-2026-0002", "vote", "--on", "2024-06-25"),
        *("--set", "body=cell", "--set", "purpose=admission", "--set", "electors=9"),
        *("--set", "present=9", "--set", "for=2", "--set", "against=7"),
    )
    (drafts / "cell-vote.toml").write_text(strict, encoding="utf-8")

    told = counter.says(
        *("rules", "impact", str(drafts / "cell-vote.toml"), str(drafts / "documents.toml")),
        *("-o", "json"),
    )

    effects = [(one["effect"], one["subject"]) for one in json.loads(told)["items"]]
    assert ("condition-removed", "cell-vote") in effects
