"""What a command answers agrees with what was asked, and with what is done."""

from __future__ import annotations

import json

import pytest
from builders import a_case, take_to

from workflow.states import State


@pytest.mark.parametrize(
    "words", [("--accept", "--decline"), ("--accept", "--to", "CVA"), ("--decline", "--to", "CVA")]
)
def test_a_transfer_is_one_step_at_a_time(counter, words) -> None:
    a_case(counter.desk())

    result = counter.type("case", "transfer", "0001", *words, "-y")

    assert result.exit_code == 2
    assert result.stderr.endswith("Lỗi: Chỉ dùng một trong --to, --accept và --decline.\n")


def test_a_case_shows_its_admission_and_its_ceremony(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.PROBATION)

    lines = counter.says("case", "show", "0001").splitlines()

    assert "  Quyết định kết nạp  15/07/2024 · 99-QĐ/TU · DV" in lines
    assert "  Lễ kết nạp          01/08/2024" in lines


def test_before_the_ceremony_there_is_only_the_decision(counter) -> None:
    take_to(counter.desk(), a_case(counter.desk()), State.PROBATION)

    shown = counter.says("case", "show", "0001", "--as-of", "2024-07-31", "--known-at", "now", "-q")
    before = counter.says(
        "case", "show", "0001", "--as-of", "2024-07-14", "--known-at", "now", "-q"
    )

    assert "Quyết định kết nạp  15/07/2024 · 99-QĐ/TU · DV\n" in shown
    assert "Lễ kết nạp" not in shown
    assert "99-QĐ/TU" not in before


def test_the_service_does_not_run_before_its_settings_are_read(counter, tmp_path) -> None:
    result = counter.type("run", "--config", str(tmp_path / "khong-co.toml"))

    assert result.exit_code == 3
    assert "đang chạy" not in result.stderr


def test_the_version_can_be_read_by_a_program(counter) -> None:
    whole = json.loads(counter.says("version", "-o", "json"))

    assert whole["schema"] == "ketnap/version/1"
    assert counter.says("version") == f"ketnap {whole['version']}\n"
