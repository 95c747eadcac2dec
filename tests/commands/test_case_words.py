"""Words of facts and people."""

from __future__ import annotations

from datetime import date

import pytest

from commands.case.words import born_shown, fact_shown
from commands.speech import speak
from commands.urgency import left_shown
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
from workflow.fact_table import FACTS
from workflow.facts import FactKind


def test_every_choice_of_every_fact_has_a_label_and_no_label_is_left_over() -> None:
    choices = {
        choice for spec in FACTS.values() for field in spec.fields for choice in field.choices
    }

    assert set(CHOICE_LABELS) == choices


@pytest.mark.parametrize(
    ("born", "today", "shown"),
    [
        ("1999-03-12", date(2026, 3, 11), "12/03/1999 (26 tuổi)"),
        ("1999-03-12", date(2026, 3, 12), "12/03/1999 (27 tuổi)"),
        ("1999-03", date(2026, 2, 28), "03/1999 (26 tuổi)"),
        ("1999-03", date(2026, 3, 15), "03/1999 (26–27 tuổi)"),
        ("1999-03", date(2026, 3, 31), "03/1999 (27 tuổi)"),
        ("1999", date(2026, 1, 1), "1999 (26–27 tuổi)"),
        ("1999", date(2026, 12, 31), "1999 (27 tuổi)"),
    ],
)
def test_a_birth_is_written_as_people_do_with_the_age_as_far_as_it_is_sure(
    born: str, today: date, shown: str
) -> None:
    speak("vi")

    assert born_shown(born, today) == shown


def test_nothing_is_said_of_a_birth_that_is_not_known() -> None:
    assert born_shown(None, date(2026, 1, 1)) is None


def test_a_fact_without_values_is_its_label() -> None:
    speak("vi")

    assert fact_shown(Fact(kind=FactKind.CV, on=date(2024, 5, 3), seq=1), {}) == (
        "Lý lịch của người xin vào Đảng"
    )


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (-1, "▲ quá 1 ngày"),
        (0, "! hôm nay"),
        (1, "! còn 1 ngày"),
        (60, "! còn 60 ngày"),
        (61, "còn 61 ngày"),
    ],
)
def test_urgency_is_a_sign_and_words(left: int, shown: str) -> None:
    speak("vi")

    assert left_shown(left) == shown
    assert left_shown(left, held=True) == "‖ tạm dừng"
