"""Whole sessions of screening at the command line, word for word; see `test_case_sessions`."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from screenings import a_member

from workflow.states import State

SESSIONS = Path(__file__).parent / "sessions"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_officer_who_screens_a_member_is_told_exactly_this(counter, language: str) -> None:
    a_member(counter.desk())
    a_member(counter.desk(), "Trần Văn Bảy", state=State.PROBATION)
    expected = (SESSIONS / f"screening.{language}.txt").read_text(encoding="utf-8")
    typed = [line for line in expected.splitlines() if line.startswith("$ ketnap ")]
    happened: list[str] = []

    for line in typed:
        words = shlex.split(line.removeprefix("$ ketnap "))
        result = counter.type(*words, KETNAP_LANG=language)
        happened += [f"{line}\n", result.stdout, result.stderr]
        happened += [f"[{result.exit_code}]\n"] if result.exit_code else []

    assert "".join(happened).splitlines() == expected.splitlines()
