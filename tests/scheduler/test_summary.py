"""The digest of a month tells how everything stands, besides what was raised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from builders import at

from rules.text import Text
from scheduler.detail import Detail
from scheduler.digest import compose
from scheduler.posts import Post, Reader
from scheduler.preview import preview
from scheduler.summary import LINES
from scheduler.wording import Words
from storage.rehearsal import rehearsal
from workflow.actions.advance import advance
from workflow.inbox import Channel, Rhythm
from workflow.reasons import Reason
from workflow.reminders import Addressee, Claim, DigestLine, Role
from workflow.states import Event, State

TODAY = date(2026, 12, 1)
INBOX = Addressee(channel="smtp", address="a@b.example")
WORDS = Words(
    rule=lambda rule: Text(f"Việc {rule}", f"Task {rule}"),
    verified=lambda _version: True,
    unit=lambda code: f"ĐB <{code}>",
)


def a_line(number, rule, due, step=State.PROBATION):
    ref = f"HS-2026-{number:04d}" if step else f"SL-2026-{number:04d}"
    return DigestLine(
        case=ref,
        name="Quảng Đại Ước",
        unit="CVA",
        rule=rule,
        version=f"{rule}@2025-07-01",
        due_on=date.fromisoformat(due),
        rungs=(),
        step=step,
    )


OPEN = (
    a_line(1, "ceremony", "2026-11-13", State.ADMITTED),
    a_line(2, "probation", "2026-11-20"),
    a_line(3, "file-age", "2026-11-22", State.VERIFICATION),
    a_line(2, "recognition-cell", "2026-12-20"),
    a_line(4, "ceremony", "2026-12-24", State.ADMITTED),
    a_line(1, "screening-help", "2027-01-04", ""),
)


def said(detail, language="vi", standing=OPEN, lines=()):
    post = Post(
        unit="CVA",
        role=Role.AUDITOR,
        addressee=INBOX,
        rhythm=Rhythm.MONTHLY,
        language=language,
    )
    claim = Claim(
        message="m1",
        addressee=INBOX,
        attempt=1,
        created_at=at("2026-12-01"),
        lines=tuple(lines),
        slot_on=TODAY,
    )
    reader = Reader(addressee=INBOX, posts=(post,))
    return compose(claim, reader, detail, WORDS, TODAY, standing)


def test_everything_that_is_open_is_counted_by_step_and_task_and_what_is_late_stands_by_age():
    digest = said(Detail.FULL)

    assert digest.subject == (
        "Tổng hợp tháng 12/2026: 6 việc đang mở, 2 quá hạn – kết nạp đảng viên"
    )
    assert digest.text == (
        "Không có việc mới cần nhắc, tính đến ngày 01/12/2026.\n"
        "\n"
        "Mọi việc đang mở:\n"
        "- 6 việc của 5 hồ sơ, 2 việc quá hạn\n"
        "\n"
        "Theo bước:\n"
        "- Thẩm tra: 1 hồ sơ\n"
        "- Chờ lễ kết nạp: 2 hồ sơ\n"
        "- Dự bị: 1 hồ sơ\n"
        "- Rà soát, sàng lọc: 1 hồ sơ\n"
        "\n"
        "Theo việc:\n"
        "- Việc ceremony: 2 việc, 1 quá hạn\n"
        "- Việc file-age: 1 việc, 1 quá hạn\n"
        "- Việc probation: 1 việc, 0 quá hạn\n"
        "- Việc recognition-cell: 1 việc, 0 quá hạn\n"
        "- Việc screening-help: 1 việc, 0 quá hạn\n"
        "\n"
        "Quá hạn, lâu nhất trước:\n"
        "- Việc ceremony · HS-2026-0001 · Quảng Đại Ước · ĐB <CVA> · hạn 13/11/2026"
        " · ▲ quá 18 ngày\n"
        "- Việc file-age · HS-2026-0003 · Quảng Đại Ước · ĐB <CVA> · hạn 22/11/2026"
        " · ▲ quá 9 ngày\n"
        "\n"
        "Mọi nhắc việc: ketnap alert list\n"
        "\n"
        "Đồng chí nhận tin này vì là: cán bộ ủy ban kiểm tra, ĐB <CVA>.\n"
    )
    assert "<h3>Theo bước</h3><ul><li>Thẩm tra: 1 hồ sơ</li>" in digest.html
    assert "ĐB &lt;CVA&gt; · hạn 13/11/2026" in digest.html
    assert digest.appointments == ()


def test_the_same_in_english_beside_what_is_new():
    digest = said(Detail.FULL, "en", lines=[replace(OPEN[0], alert=7)])

    assert digest.subject == "Month 2026-12: 6 tasks open, 2 overdue – Party admission"
    assert digest.text.startswith(
        "1 task for your attention, as of 2026-12-01:\n\nTask ceremony:\n- HS-2026-0001 · "
    )
    assert "Everything that is open:\n- 6 tasks in 5 cases, 2 overdue\n" in digest.text
    assert "By step:\n- Verification: 1\n- Awaiting ceremony: 2\n" in digest.text
    assert "- Task ceremony: 2, 1 overdue\n" in digest.text
    assert "Overdue, the oldest first:\n- Task ceremony · HS-2026-0001 · " in digest.text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_of_references_only_numbers_references_and_days_are_told(language):
    digest = said(Detail.REF, language)

    whole = digest.subject + digest.text + digest.html
    assert "HS-2026-0001" in whole
    for told in ("Quảng", "CVA", "ceremony", "Việc ", "Task ", "Thẩm tra", "Verification", "Dự bị"):
        assert told not in whole


def test_with_names_the_overdue_have_theirs_and_nothing_more():
    text = said(Detail.NAME).text

    assert (
        "- HS-2026-0001 · Quảng Đại Ước: việc đến hạn 13/11/2026, xin xem trong hệ thống\n" in text
    )
    for told in ("CVA", "ceremony", "Thẩm tra", "Dự bị"):
        assert told not in text


def test_of_very_many_overdue_the_oldest_are_listed_and_the_others_counted():
    many = [a_line(n, "ceremony", f"2026-10-{n % 28 + 1:02d}") for n in range(LINES + 5)]

    text = said(Detail.FULL, standing=many).text

    listed = [line for line in text.splitlines() if "· hạn " in line]
    days = [line.split("hạn ")[1][:10] for line in listed]
    assert len(listed) == LINES
    assert days == sorted(days)
    assert days[0] == "01/10/2026"
    assert "- … và 5 việc quá hạn nữa\n" in text


def test_where_nothing_is_late_no_empty_heading_stands():
    assert "lâu nhất" not in said(Detail.FULL, standing=OPEN[3:]).text


def office_time(office, day, clock):
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), office.zone)
    return local.astimezone(UTC)


def tick_at(office, day, clock="07:30"):
    office.now = office_time(office, day, clock)
    return office.tick()


@pytest.fixture
def mailing(office, smtp_server):
    """An auditor's monthly mail; a ceremony on 1 August 2024, with a CV due on 16 September."""
    office.tell(
        office.by_mail("a@dang-bo.example", Rhythm.MONTHLY),
        smtp=office.a_mail_server(smtp_server),
    )
    office.a_case()
    return office


def subjects(server):
    return [one.message["Subject"] for one in server.delivered()]


def test_it_goes_out_on_the_first_whether_or_not_anything_was_raised(mailing, smtp_server):
    for day in ("2024-09-03", "2024-09-04", "2024-10-01", "2024-11-01", "2024-12-02"):
        tick_at(mailing, day)  # 1 to 3 September are days off, and so is Sunday 1 December

    assert subjects(smtp_server) == [
        f"Tổng hợp tháng {month}: 4 việc đang mở, {late} quá hạn – kết nạp đảng viên"
        for month, late in (("09/2024", 0), ("10/2024", 1), ("11/2024", 1), ("12/2024", 1))
    ]
    bodies = [
        one.message.get_body(("plain",)).get_content().splitlines()[0]
        for one in smtp_server.delivered()
    ]
    assert bodies[-1] == "Không có việc mới cần nhắc, tính đến ngày 02/12/2024."


def test_it_goes_out_once_however_often_the_clock_ticks(mailing, smtp_server):
    for day, clock in (
        ("2024-11-01", "05:00"),
        ("2024-11-01", "07:30"),
        ("2024-11-01", "12:00"),
        ("2024-11-01", "23:00"),
        ("2024-11-04", "07:30"),
        ("2024-11-05", "07:30"),
    ):
        tick_at(mailing, day, clock)

    assert len(smtp_server.delivered()) == 1
    assert mailing.alerts.ledger() == {"sent": 1}


@pytest.mark.parametrize(
    ("day", "clock", "sent"),
    [
        ("2024-11-29", "07:30", 0),
        ("2024-12-02", "06:00", 0),
        ("2024-12-02", "09:00", 1),
        ("2024-12-02", "22:00", 0),  # nobody is disturbed: the next working day
        ("2024-12-03", "08:00", 1),
        ("2024-12-05", "08:00", 1),
        ("2024-12-06", "08:00", 0),  # too late: with the next digest
    ],
)
def test_after_a_time_without_a_clock_it_follows_within_days(
    mailing, smtp_server, day, clock, sent
):
    for before in ("2024-09-04", "2024-10-01", "2024-11-01"):
        tick_at(mailing, before)

    tick_at(mailing, day, clock)

    assert len(smtp_server.delivered()) == 3 + sent


def test_what_was_put_off_for_the_night_is_told_once(mailing, smtp_server):
    for before in ("2024-09-04", "2024-10-01", "2024-11-01"):
        tick_at(mailing, before)

    for day, clock in (("2024-12-02", "22:00"), ("2024-12-03", "06:00"), ("2024-12-03", "09:00")):
        tick_at(mailing, day, clock)

    assert len(smtp_server.delivered()) == 4
    assert mailing.alerts.ledger() == {"sent": 4}


def test_where_nothing_is_open_nothing_is_sent(mailing, smtp_server):
    advance(
        mailing.desk(),
        "HS-2024-0001",
        Event.CLOSE,
        on=date(2024, 8, 2),
        reason_code=Reason.DIED,
    )

    tick_at(mailing, "2024-11-01")

    assert smtp_server.delivered() == []
    assert mailing.alerts.ledger() == {"void": 1}


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY])
def test_other_rhythms_hear_of_what_was_raised_only(mailing, smtp_server, rhythm):
    smtp = mailing.a_mail_server(smtp_server)
    mailing.tell(mailing.by_mail("a@dang-bo.example", rhythm), smtp=smtp)

    for day in ("2024-09-03", "2024-10-01", "2024-11-01"):
        tick_at(mailing, day)

    assert not [one for one in subjects(smtp_server) if "Tổng hợp" in one]


def test_what_is_urgent_comes_without_a_summary(mailing, smtp_server):
    tick_at(mailing, "2024-09-04")

    tick_at(mailing, "2024-09-16", "10:00")  # the CV is due today

    assert subjects(smtp_server)[1:] == ["1 việc, hạn sớm nhất 16/09/2024 – kết nạp đảng viên"]


def test_a_digest_whose_alerts_were_settled_still_tells_the_rest(mailing, smtp_server):
    tick_at(mailing, "2024-09-04")
    tick_at(mailing, "2024-09-24")
    second = mailing.a_case(State.ADMITTED)
    advance(
        mailing.desk(),
        "HS-2024-0001",
        Event.CLOSE,
        on=date(2024, 9, 24),
        reason_code=Reason.DIED,
    )

    tick_at(mailing, "2024-10-01")

    _, mail = smtp_server.delivered()
    text = mail.message.get_body(("plain",)).get_content()
    assert second in text
    assert "HS-2024-0001" not in text


def test_a_preview_shows_it(mailing):
    mailing.now = office_time(mailing, "2024-10-31", "10:00")

    with rehearsal(mailing.store.engine) as alerts:
        bell = replace(mailing.bell(), alerts=alerts)
        (seen,) = preview(bell, office_time(mailing, "2024-11-01", "07:30"))

    assert seen.parcel.digest.subject.startswith("Tổng hợp tháng 11/2024: 4 việc đang mở")
    assert mailing.alerts.ledger() == {}


def test_a_helper_is_told_of_the_cases_they_help_in_only(office, smtp_server):
    office.tell(smtp=office.a_mail_server(smtp_server))
    office.a_case()
    for name, address in (("Lê Văn Tám", "tam@dang-bo.example"), ("Ai Khác", "ai@dang-bo.example")):
        office.a_holder(
            Role.HELPER,
            name,
            channel=Channel.SMTP,
            address=address,
            rhythm=Rhythm.MONTHLY,
        )

    tick_at(office, "2024-11-01")

    assert [one.recipients for one in smtp_server.delivered()] == [("tam@dang-bo.example",)]
