"""Whole sessions at the command line, word for word; each file in `sessions/` is one.

A line that begins with `$ ketnap` is typed, what follows is printed; `[5]` is an exit code other
than 0. Review a change of them like any text that officers read.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

SESSIONS = Path(__file__).parent / "sessions"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("session", ["main-path", "side-ways", "mistakes"])
def test_officer_is_told_exactly_this(counter, session: str, language: str) -> None:
    expected = (SESSIONS / f"{session}.{language}.txt").read_text(encoding="utf-8")
    typed = [line for line in expected.splitlines() if line.startswith("$ ketnap ")]
    happened: list[str] = []

    for line in typed:
        words = shlex.split(line.removeprefix("$ ketnap "))
        result = counter.type(*words, KETNAP_LANG=language)
        happened += [f"{line}\n", result.stdout, result.stderr]
        happened += [f"[{result.exit_code}]\n"] if result.exit_code else []

    assert "".join(happened).splitlines() == expected.splitlines()
