"""`ketnap alert preview | letters | resend | bounce` on the command line."""

from __future__ import annotations

import pytest
from builders import a_case, take_to

from workflow.states import State


@pytest.fixture
def told(counter):
    """A late probation, and a secretary who reads on the screen."""
    take_to(counter.desk(), a_case(counter.desk()), State.PROBATION)
    counter.says("role", "add", "DV", "cell-secretary", "Lê Văn Tám", "--by", "terminal",
                 "--address", "quầy 1")  # fmt: skip
    return counter


def test_a_preview_prints_the_message_and_writes_nothing(told) -> None:
    said = told.says("alert", "preview")

    assert said.startswith("[quầy 1] ")
    assert "Đồng chí nhận tin này vì là: bí thư chi bộ, Đảng bộ phường Đô Vinh." in said
    assert told.items("alert", "letters", "--all") == []
    assert told.items("alert", "list", "--all") == []


def test_a_preview_is_for_one_person_and_one_day(told) -> None:
    (item,) = told.items("alert", "preview", "--for", "le van tam", "--day", "2026-11-30")
    nobody = told.type("alert", "preview", "--for", "Võ Thị Sáu", "-o", "table")

    assert (item["to"], item["detail"]) == ("quầy 1", "full")
    assert "tính đến ngày 30/11/2026" in item["text"]
    assert nobody.stderr == "Lúc 25/11/2026 07:30 không có gì để gửi.\n"


def test_a_letter_is_listed_sent_again_and_recorded_as_returned(told) -> None:
    told.says("tick", "-q")
    (letter,) = told.items("alert", "letters", "--all")
    short = letter["message"][:12]

    assert (letter["to"], letter["state"], letter["detail"]) == ("quầy 1", "sent", "full")
    assert told.says("alert", "bounce", short, "--reason", "Không ai đọc") == (
        f"✓ Tin {short} gửi quầy 1 bị trả lại.\n"
    )
    (dead,) = told.items("alert", "letters")
    assert (dead["state"], dead["error"], dead["bounces"]) == ("dead", "returned", 1)
    assert told.says("alert", "resend", short) == (
        f"✓ Tin {short} sẽ được gửi lại ở lượt gửi tới.\n"
    )
    assert [one["state"] for one in told.items("alert", "letters")] == ["waiting"]
    assert told.type("audit", "verify").exit_code == 0


def test_each_attempt_to_deliver_a_message_is_shown(told) -> None:
    told.says("tick", "-q")
    (letter,) = told.items("alert", "letters", "--all")

    (item,) = told.items("alert", "attempts", letter["message"][:12])
    shown = told.says("alert", "attempts", letter["message"], "-o", "table")

    assert item == {
        "message": letter["message"],
        "channel": "terminal",
        "at": letter["sent_at"],
        "outcome": "accepted",
        "code": None,
        "error": None,
    }
    assert "đã nhận" in shown
    assert shown.endswith(f"Tin {letter['message'][:12]}: 1 lần gửi.\n")
    assert told.type("alert", "attempts", "0" * 12).exit_code == 3


def test_the_ledger_fits_people(told) -> None:
    told.says("tick", "-q")

    assert told.says("alert", "letters", "--all", "-o", "table").endswith(
        "1 tin (0 không gửi được). Gửi lại: ketnap alert resend TIN\n"
    )


def test_a_message_that_is_not_there_is_said_so(told) -> None:
    result = told.type("alert", "resend", "abcdef123456")

    assert result.exit_code == 3
    assert "không chỉ đúng một tin" in result.stderr
