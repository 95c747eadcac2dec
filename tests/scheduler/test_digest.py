"""What a digest says, in both languages and at both levels of detail."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy

import pytest
from builders import at

from rules.text import Text
from scheduler.carriers import NotCarriedError, Parcel, TerminalCarrier
from scheduler.digest import Detail, Words, compose
from scheduler.mail import mail_of
from workflow.reminders import DigestLine

TODAY = date(2026, 11, 23)
WORDS = Words(
    rule=lambda rule: Text(f"Việc {rule}", f"Task {rule}"),
    verified=lambda version: version.startswith("ceremony@"),
    unit=lambda code: f"ĐB <{code}>",
)


def a_line(case, due, rule="ceremony", name="Quảng Đại Ước"):
    return DigestLine(
        case=case,
        name=name,
        unit="CVA",
        rule=rule,
        version=f"{rule}@2025-07-01",
        due_on=due,
        rungs=(0,),
    )


LINES = [
    a_line("HS-2026-0044", date(2026, 11, 13)),
    a_line("HS-2026-0029", date(2026, 11, 22), "file-age", "Nguyễn Thị Mỹ Hương"),
    a_line("HS-2026-0031", date(2026, 11, 23)),
    a_line("HS-2026-0051", date(2026, 11, 24)),
]


def test_a_digest_in_vietnamese_groups_by_what_is_to_be_done():
    digest = compose(LINES, Detail.FULL, "vi", WORDS, TODAY)

    assert digest.subject == "4 việc, hạn sớm nhất 13/11/2026 (2 quá hạn) – kết nạp đảng viên"
    assert digest.text == (
        "4 việc cần đồng chí xem, tính đến ngày 23/11/2026:\n"
        "\n"
        "Việc ceremony:\n"
        "- HS-2026-0044 · Quảng Đại Ước · ĐB <CVA> · hạn 13/11/2026 · ▲ quá 10 ngày\n"
        "- HS-2026-0031 · Quảng Đại Ước · ĐB <CVA> · hạn 23/11/2026 · ! hôm nay\n"
        "- HS-2026-0051 · Quảng Đại Ước · ĐB <CVA> · hạn 24/11/2026 · còn 1 ngày\n"
        "\n"
        "Việc file-age:\n"
        "- HS-2026-0029 · Nguyễn Thị Mỹ Hương · ĐB <CVA> · hạn 22/11/2026 (chưa xác minh)"
        " · ▲ quá 1 ngày\n"
        "\n"
        "Xem một hồ sơ: ketnap case show MÃ. Mọi nhắc việc: ketnap alert list."
        " Đồng chí nhận tin này vì được ghi là người nhận nhắc việc của tổ chức.\n"
    )


def test_a_digest_in_english_says_the_same():
    digest = compose(LINES[:1], Detail.FULL, "en", WORDS, date(2026, 11, 12))

    assert digest.subject == "1 task, earliest due 2026-11-13 – Party admission"
    assert "HS-2026-0044 · Quảng Đại Ước · ĐB <CVA> · due 2026-11-13 · 1 day left" in digest.text


def test_html_shows_names_as_they_are_written():
    digest = compose(LINES, Detail.FULL, "vi", WORDS, TODAY)

    assert "ĐB &lt;CVA&gt;" in digest.html
    assert "<CVA>" not in digest.html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_digest_of_references_has_no_name_no_unit_and_no_reason(language):
    digest = compose(LINES, Detail.REF, language, WORDS, TODAY)

    whole = digest.subject + digest.text + digest.html
    assert "HS-2026-0044" in whole
    for told in ("Quảng", "Hương", "CVA", "ceremony", "file-age", "Việc ", "Task "):
        assert told not in whole


def test_a_long_subject_keeps_every_space_on_its_way(small_office):
    digest = compose(LINES, Detail.FULL, "vi", WORDS, TODAY)
    parcel = Parcel(message="m1", address="a@b.example", made_at=at("2026-11-23"), digest=digest)
    server = type("At", (), {"host": "localhost", "port": 25})

    mail = mail_of(parcel, small_office.a_mail_server(server))

    assert message_from_bytes(mail.as_bytes(), policy=policy.default)["Subject"] == digest.subject
    assert mail["Message-ID"] == "<m1@dang-bo.example>"


def test_a_screen_that_is_gone_has_not_shown_the_digest():
    def gone(_text):
        raise BrokenPipeError

    digest = compose(LINES, Detail.FULL, "vi", WORDS, TODAY)
    parcel = Parcel(message="m1", address="quầy 1", made_at=at("2026-11-23"), digest=digest)

    with pytest.raises(NotCarriedError) as fault:
        TerminalCarrier(gone).carry(parcel)

    assert (fault.value.reason, fault.value.blocked) == ("BrokenPipeError", True)
