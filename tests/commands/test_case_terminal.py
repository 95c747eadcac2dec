"""`ketnap case` at a real terminal: what is asked, and how tables fit."""

from __future__ import annotations

import os
from datetime import date

import pytest
from builders import a_case, take_to
from terminals import at_terminal

from workflow.actions.nominate import Nominee, nominate
from workflow.states import State

STEP = ("case", "advance", "0001", "enrol", "--doc", "5-CV", "--on", "2024-02-01")


@pytest.fixture
def at_desk(counter):
    """Type a command line at a terminal."""
    env = {key: value for key, value in counter.env().items() if value is not None}

    def typed(*words: str, columns: int = 80, answer: str = "") -> tuple[int, str]:
        whole = {**os.environ, **counter.path(), **env}
        return at_terminal(words, whole, columns=columns, answer=answer)

    return typed


def test_a_moderate_step_shows_the_plan_and_asks(counter, at_desk) -> None:
    a_case(counter.desk())

    code, shown = at_desk(*STEP, answer="n\n")

    assert code == 1
    assert "  Mục 2: Được giới thiệu → Lớp nhận thức, hiệu lực 01/02/2024.\n" in shown
    assert "Ghi như trên?" in shown
    assert shown.endswith("Đã dừng; chưa ghi gì.\n")
    assert counter.items("case", "show", "0001")[0]["seq"] == 1


@pytest.mark.parametrize(("extra", "answer"), [((), "y\n"), (("-y",), ""), (("--no-input",), "")])
def test_a_moderate_step_goes_ahead_when_agreed(counter, at_desk, extra, answer: str) -> None:
    a_case(counter.desk())

    code, shown = at_desk(*STEP, *extra, answer=answer)

    assert code == 0
    assert "✓ Đã ghi mục 2: Được giới thiệu → Lớp nhận thức, hiệu lực 01/02/2024.\n" in shown
    assert counter.items("case", "show", "0001")[0]["seq"] == 2


def test_a_mild_step_asks_nothing(counter, at_desk) -> None:
    a_case(counter.desk())

    assert at_desk("case", "note", "0001", "Đã gọi chi bộ")[0] == 0


def test_a_serious_step_takes_more_than_a_yes_at_the_keyboard(counter, at_desk) -> None:
    a_case(counter.desk())

    code, shown = at_desk("case", "advance", "0001", "close", "--reason-code", "died", answer="y\n")

    assert code == 2
    assert shown.endswith("✗ Việc này không dễ đảo lại nên cần xác nhận bằng -y; chưa ghi gì.\n")
    assert counter.items("case", "show", "0001")[0]["state"] == "nominated"


def test_a_refusal_comes_before_the_question(counter, at_desk) -> None:
    a_case(counter.desk())

    code, shown = at_desk("case", "advance", "0001", "enrol", "--on", "2024-02-01")

    assert code == 5
    assert "Ghi như trên?" not in shown


def test_without_a_terminal_a_moderate_step_asks_nothing(counter) -> None:
    a_case(counter.desk())

    assert counter.type(*STEP).exit_code == 0


LONG = "Nguyễn Phan Hoàng Thị Diễm Quỳnh Như Nguyệt Ánh Phương"


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize(
    "words",
    [
        ("case", "list"),
        ("next", "--within", "9999"),
        ("find", "nguyen"),
        ("case", "timeline", "0001"),
        ("audit", "log", "--case", "0001"),
    ],
)
def test_a_table_fits_and_never_cuts_references_days_or_numbers(
    counter, at_desk, words, columns: int
) -> None:
    desk = counter.desk()
    nominee = Nominee(name=LONG, born="1999-03-12", education="upper-secondary")
    ref = nominate(desk, nominee, "DV", on=date(2024, 1, 5)).case.ref
    take_to(desk, ref, State.PROBATION)

    code, shown = at_desk(*words, columns=columns)

    lines = shown.splitlines()
    assert code == 0
    assert all(len(line.rstrip()) <= columns for line in lines)
    body = [line for line in lines if "HS-2026-0001" in line or "lan" in line]
    assert body
    assert not any("HS-2026-…" in line or "202…" in line for line in body)


def test_show_wraps_sentences_but_never_a_command(counter, at_desk) -> None:
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.VERIFICATION)

    _, shown = at_desk("case", "why", ref, "admit", columns=60)

    commands = [line for line in shown.splitlines() if "→ ketnap" in line]
    others = [line for line in shown.splitlines() if "→ ketnap" not in line]
    assert len(commands) == 12
    assert any(len(line) > 60 for line in commands)
    assert [line for line in others if len(line) > 60] == []
