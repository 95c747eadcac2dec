"""What a digest says, in both languages and at both levels of detail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from builders import at
from icalendar import Calendar

from rules.text import Text
from scheduler.carriers import NotCarriedError, Parcel, TerminalCarrier
from scheduler.detail import Detail
from scheduler.digest import compose
from scheduler.mail import mail_of
from scheduler.posts import Post, Reader
from scheduler.wording import Words
from workflow.inbox import Rhythm
from workflow.pipeline import PipelineKind, TargetLine
from workflow.reminders import Addressee, Claim, DigestLine, Role

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
        alert=7,
        duty=f"{case}/{rule}",
    )


INBOX = Addressee(channel="smtp", address="a@b.example")


def said(lines, detail, language, today=TODAY, targets=()):
    """The digest of some lines, for the secretary of a school who also helps."""
    posts = tuple(
        Post(unit="CVA", role=role, addressee=INBOX, rhythm=Rhythm.DAILY, language=language)
        for role in (Role.CELL_SECRETARY, Role.HELPER)
    )
    claim = Claim(
        message="m1",
        addressee=INBOX,
        attempt=1,
        created_at=at("2026-11-23"),
        lines=tuple(lines),
        targets=targets,
    )
    return compose(claim, Reader(addressee=INBOX, posts=posts), detail, WORDS, today)


def test_a_digest_ends_with_the_newest_checkpoint_of_the_log():
    proof = Text("Điểm kiểm tra nhật ký: x 4 abc=", "Checkpoint of the log: x 4 abc=")
    claim = Claim(
        message="m1", addressee=INBOX, attempt=1, created_at=at("2026-11-23"), lines=tuple(LINES)
    )
    post = Post(unit="CVA", role=Role.HELPER, addressee=INBOX, rhythm=Rhythm.DAILY, language="vi")
    reader = Reader(addressee=INBOX, posts=(post,))

    for detail in (Detail.FULL, Detail.REF):
        digest = compose(claim, reader, detail, replace(WORDS, proof=proof), TODAY)
        assert digest.text.endswith("Điểm kiểm tra nhật ký: x 4 abc=\n")
        assert "<p>Điểm kiểm tra nhật ký: x 4 abc=</p></body>" in digest.html


LINES = [
    a_line("HS-2026-0044", date(2026, 11, 13)),
    a_line("HS-2026-0029", date(2026, 11, 22), "file-age", "Nguyễn Thị Mỹ Hương"),
    a_line("HS-2026-0031", date(2026, 11, 23)),
    a_line("HS-2026-0051", date(2026, 11, 24)),
]


def test_a_digest_in_vietnamese_groups_by_what_is_to_be_done():
    digest = said(LINES, Detail.FULL, "vi")

    assert digest.subject == "4 việc, hạn sớm nhất 13/11/2026 (2 quá hạn) – kết nạp đảng viên"
    assert digest.text == (
        "4 việc cần đồng chí xem, tính đến ngày 23/11/2026:\n"
        "\n"
        "Việc ceremony:\n"
        "- HS-2026-0044 · Quảng Đại Ước · ĐB <CVA> · hạn 13/11/2026 · ▲ quá 10 ngày · nhắc việc 7\n"
        "- HS-2026-0031 · Quảng Đại Ước · ĐB <CVA> · hạn 23/11/2026 · ! hôm nay · nhắc việc 7\n"
        "- HS-2026-0051 · Quảng Đại Ước · ĐB <CVA> · hạn 24/11/2026 · còn 1 ngày · nhắc việc 7\n"
        "\n"
        "Việc file-age:\n"
        "- HS-2026-0029 · Nguyễn Thị Mỹ Hương · ĐB <CVA> · hạn 22/11/2026 (chưa xác minh)"
        " · ▲ quá 1 ngày · nhắc việc 7\n"
        "\n"
        "Xem một hồ sơ: ketnap case show MÃ\n"
        "Nhận việc: ketnap alert ack 7 --reason “…”\n"
        "Gác tới một ngày: ketnap alert snooze 7 --until … --reason “…”\n"
        "Mọi nhắc việc: ketnap alert list\n"
        "\n"
        "Đồng chí nhận tin này vì là: bí thư chi bộ, ĐB <CVA>; đảng viên giúp đỡ, ĐB <CVA>.\n"
    )


def test_a_digest_in_english_says_the_same():
    digest = said(LINES[:1], Detail.FULL, "en", date(2026, 11, 12))

    assert digest.subject == "1 task, earliest due 2026-11-13 – Party admission"
    assert "HS-2026-0044 · Quảng Đại Ước · ĐB <CVA> · due 2026-11-13 · 1 day left" in digest.text


def test_html_shows_names_as_they_are_written():
    digest = said(LINES, Detail.FULL, "vi")

    assert "ĐB &lt;CVA&gt;" in digest.html
    assert "<CVA>" not in digest.html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_digest_of_references_has_no_name_no_unit_and_no_reason(language):
    digest = said(LINES, Detail.REF, language)

    whole = digest.subject + digest.text + digest.html
    assert "HS-2026-0044" in whole
    for told in ("Quảng", "Hương", "CVA", "ceremony", "file-age", "Việc ", "Task "):
        assert told not in whole


def test_a_long_subject_keeps_every_space_on_its_way(small_office):
    digest = said(LINES, Detail.FULL, "vi")
    parcel = Parcel(message="m1", address="a@b.example", made_at=at("2026-11-23"), digest=digest)
    server = type("At", (), {"host": "localhost", "port": 25})

    mail = mail_of(parcel, small_office.a_mail_server(server))

    assert message_from_bytes(mail.as_bytes(), policy=policy.default)["Subject"] == digest.subject
    assert mail["Message-ID"] == "<m1@dang-bo.example>"


def test_a_screen_that_is_gone_has_not_shown_the_digest():
    def gone(_text):
        raise BrokenPipeError

    digest = said(LINES, Detail.FULL, "vi")
    parcel = Parcel(message="m1", address="quầy 1", made_at=at("2026-11-23"), digest=digest)

    with pytest.raises(NotCarriedError) as fault:
        TerminalCarrier(gone).carry(parcel)

    assert (fault.value.reason, fault.value.blocked) == ("BrokenPipeError", True)


def test_with_names_a_digest_still_keeps_the_task_and_the_unit_inside():
    digest = said(LINES, Detail.NAME, "vi")

    whole = digest.text + digest.html + digest.appointments[0].title.vi
    assert "HS-2026-0044 · Quảng Đại Ước: việc đến hạn 13/11/2026" in digest.text
    for told in ("CVA", "ceremony", "Việc "):
        assert told not in whole


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        (
            Detail.FULL,
            "- ĐB <CVA> chưa nộp đủ hồ sơ năm 2026: 3/5 · hạn nộp hồ sơ 30/10/2026 · ▲ quá 24 ngày",
        ),
        (Detail.REF, "CVA: việc đến hạn 30/10/2026, xin xem trong hệ thống"),
    ],
)
def test_a_target_is_told_beside_the_cases(detail, expected):
    target = TargetLine(
        unit="CVA",
        year=2026,
        kind=PipelineKind.FILES_MISSING,
        rung=-7,
        due_on=date(2026, 10, 30),
        target=5,
        there=3,
    )

    alone = said([], detail, "vi", targets=(target,))
    both = said(LINES, detail, "vi", targets=(target,))

    assert expected in alone.text
    assert "ketnap quota league" in alone.text
    assert alone.subject == "1 việc, hạn sớm nhất 30/10/2026 (1 quá hạn) – kết nạp đảng viên"
    assert both.subject.startswith("5 việc, hạn sớm nhất 30/10/2026 (3 quá hạn)")


@pytest.mark.parametrize(
    ("detail", "title", "more"),
    [
        (Detail.FULL, "Việc ceremony: HS-2026-0044 · Quảng Đại Ước", "ĐB <CVA>"),
        (Detail.NAME, "Đến hạn: HS-2026-0044 · Quảng Đại Ước", None),
        (Detail.REF, "Đến hạn: HS-2026-0044", None),
    ],
)
def test_a_calendar_file_says_no_more_than_the_message(small_office, detail, title, more):
    parcel = Parcel(
        message="m1",
        address="a@b.example",
        made_at=at("2026-11-23"),
        digest=said(LINES[:1], detail, "vi"),
    )
    server = type("At", (), {"host": "localhost", "port": 25})
    mail = mail_of(parcel, small_office.a_mail_server(server))

    (attached,) = mail.iter_attachments()
    (event,) = Calendar.from_ical(attached.get_content()).walk("VEVENT")

    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename() == "ketnap.ics"
    assert (event["summary"], event.decoded("dtstart")) == (title, date(2026, 11, 13))
    assert event.decoded("dtend") == date(2026, 11, 14)
    assert str(event.get("description", "")).startswith(more or "")
    assert ("description" in event) is (more is not None)
    (alarm,) = event.walk("VALARM")
    assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(days=-1))
