"""Delivery to a real mail server that accepts, refuses, hangs and breaks off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import at
from servers.smtp import Behaviour

from scheduler.delivery import TRIES, next_try
from workflow.attempts import Failure, Outcome

MINUTE = timedelta(minutes=1)


@pytest.fixture
def mailing(office, smtp_server):
    """An office with one case and one mail address, on a day with a reminder."""
    office.tell(office.by_mail("bithu@dang-bo.example"), smtp=office.a_mail_server(smtp_server))
    office.a_case()
    office.now = at("2025-05-03")
    return office


def test_a_digest_arrives_in_vietnamese_as_text_and_html(mailing, smtp_server):
    result = mailing.tick()

    (delivered,) = smtp_server.delivered()
    mail = delivered.message
    assert (result.sent, result.failed, result.waiting) == (1, 0, 0)
    assert delivered.recipients == ("bithu@dang-bo.example",)
    assert mail["Subject"] == ("3 việc, hạn sớm nhất 16/09/2024 (1 quá hạn) – kết nạp đảng viên")
    told, attached = mail.iter_parts()
    first, second = told.iter_parts()
    assert attached.get_content_type() == "text/calendar"
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    line = "HS-2024-0001 · Nguyễn Thị Mỹ Hương · Đảng bộ phường Đô Vinh · hạn 01/08/2025"
    assert line in first.get_content()
    assert line in second.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"


def test_outside_the_committees_domain_only_references_and_dates_are_told(office, smtp_server):
    office.tell(office.by_mail("bithu@mail.example"), smtp=office.a_mail_server(smtp_server))
    office.a_case()

    office.tick("2025-05-03")

    (delivered,) = smtp_server.delivered()
    whole = "".join(
        part.get_content() for part in delivered.message.walk() if not part.is_multipart()
    )
    assert "- HS-2024-0001: việc đến hạn 01/08/2025, xin xem trong hệ thống" in whole
    for told in ("Nguyễn", "Hương", "Đô Vinh", "dự bị", "đảng viên mới", "lễ"):
        assert told not in whole


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (Behaviour.REFUSE, "SMTPDataError 451"),
        (Behaviour.REJECT, "SMTPRecipientsRefused 550"),
        (Behaviour.HANG, "SMTPServerDisconnected"),
        (Behaviour.DROP, "SMTPServerDisconnected"),
    ],
)
def test_a_message_that_was_not_accepted_is_tried_again_after_a_minute(
    mailing, smtp_server, behaviour, error
):
    smtp_server.will(behaviour)

    first = mailing.tick()
    (letter,) = mailing.alerts.letters("waiting")
    too_early = mailing.retry(after=MINUTE - timedelta(seconds=1))
    in_time = mailing.retry(after=timedelta(seconds=1))

    assert (first.sent, first.failed, first.waiting) == (0, 1, 1)
    assert (letter.attempts, letter.next_try_at) == (1, at("2025-05-03") + MINUTE)
    assert letter.error in {error, "ConnectionResetError", "BrokenPipeError"}
    assert (too_early.sent, too_early.failed) == (0, 0)
    assert (in_time.sent, in_time.failed) == (1, 0)
    assert len(smtp_server.delivered()) == 1
    (sent,) = mailing.alerts.letters("sent")
    assert (sent.attempts, sent.sent_at, sent.error) == (2, mailing.now, None)


def test_a_message_whose_acceptance_was_lost_is_repeated_with_the_same_id(mailing, smtp_server):
    smtp_server.will(Behaviour.LOSE_ANSWER)

    lost = mailing.tick()
    mailing.retry(after=MINUTE)

    first, second = (one.message for one in smtp_server.delivered())
    assert (lost.sent, lost.failed) == (0, 1)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert mailing.alerts.ledger() == {"sent": 1}


def test_a_message_is_given_up_after_its_last_try_and_stays_visible(mailing, smtp_server):
    smtp_server.will(*[Behaviour.REFUSE] * TRIES)

    mailing.tick()
    for _ in range(TRIES - 1):
        mailing.retry(after=timedelta(hours=4))
    result = mailing.tick()

    (letter,) = mailing.alerts.letters("dead")
    assert (letter.attempts, letter.error) == (20, "SMTPDataError 451")
    assert (result.dead, result.waiting, result.failed) == (1, 0, 0)
    assert smtp_server.delivered() == []


def test_the_waits_double_up_to_four_hours():
    now = at("2025-05-03")

    waits = [next_try(attempt, now) for attempt in range(1, TRIES + 1)]

    minutes = [None if one is None else (one - now) // MINUTE for one in waits]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, *[240] * 11, None]


def test_a_server_that_is_away_is_left_alone_after_three_tries(office, smtp_server):
    server = office.a_mail_server(smtp_server)
    office.tell(*[office.by_mail(f"bithu{n}@dang-bo.example") for n in range(5)], smtp=server)
    office.a_case()
    smtp_server.__exit__(None, None, None)

    result = office.tick("2025-05-03")

    assert (result.messages, result.failed, result.waiting) == (5, 3, 5)
    assert [one.attempts for one in office.alerts.letters("waiting")].count(1) == 3
    assert {one.error for one in office.alerts.letters("waiting")} == {
        None,
        "ConnectionRefusedError",
    }


def test_one_refused_address_keeps_nobody_else_waiting(office, smtp_server):
    server = office.a_mail_server(smtp_server)
    office.tell(*[office.by_mail(f"bithu{n}@dang-bo.example") for n in range(5)], smtp=server)
    office.a_case()
    smtp_server.will(*[Behaviour.REJECT] * 4)

    result = office.tick("2025-05-03")

    assert (result.sent, result.failed) == (1, 4)


def test_somebody_who_is_no_longer_a_recipient_is_sent_nothing_more(mailing, smtp_server):
    smtp_server.will(Behaviour.REFUSE)
    mailing.tick()
    mailing.tell(smtp=mailing.a_mail_server(smtp_server))

    result = mailing.retry(after=MINUTE)

    assert (result.sent, result.failed) == (0, 1)
    (letter,) = mailing.alerts.letters("dead")
    assert letter.error == "no longer a recipient"
    assert smtp_server.delivered() == []


def test_a_message_that_a_killed_process_held_is_sent_by_the_next_one(mailing, smtp_server):
    mailing.tell(mailing.by_mail("bithu@dang-bo.example"))  # no way out: it stays in the ledger
    mailing.tick()
    mailing.tell(mailing.by_mail("bithu@dang-bo.example"), smtp=mailing.a_mail_server(smtp_server))
    lease = mailing.now + timedelta(minutes=15)
    held = mailing.claim(lease)

    during = mailing.retry(after=timedelta(minutes=14))
    after = mailing.retry(after=MINUTE)

    assert held.attempt == 1
    assert (during.sent, after.sent) == (0, 1)
    # The first one wakes up and says it failed; the ledger knows better.
    mailing.alerts.failed(held, Failure(at=mailing.now, error="late"), mailing.now)
    assert mailing.alerts.ledger() == {"sent": 1}
    told = [one.outcome for one in mailing.alerts.attempts(held.message)]
    assert told == [Outcome.UNKNOWN, Outcome.ACCEPTED, Outcome.FAILED]


def test_a_message_that_kills_whoever_sends_it_is_given_up_too(mailing):
    mailing.tell(mailing.by_mail("bithu@dang-bo.example"))
    mailing.tick()
    for _ in range(TRIES):
        mailing.now += timedelta(minutes=15)
        lease = mailing.now + timedelta(minutes=15)
        assert mailing.claim(lease) is not None

    mailing.now += timedelta(minutes=15)

    assert mailing.tick().dead == 1
    (letter,) = mailing.alerts.letters("dead")
    assert letter.error == "?"
    told = mailing.alerts.attempts(letter.message)
    assert [one.outcome for one in told] == [Outcome.UNKNOWN] * TRIES


def test_what_a_clock_that_ran_ahead_put_off_is_sent_when_it_is_set_right(mailing, smtp_server):
    smtp_server.will(Behaviour.REFUSE)
    began = mailing.now
    mailing.now += timedelta(days=31)
    mailing.tick()
    (letter,) = mailing.alerts.letters("waiting")
    mailing.now = began

    result = mailing.tick()

    assert letter.next_try_at > began + timedelta(days=30)
    assert (result.sent, result.waiting) == (1, 0)
    assert len(smtp_server.delivered()) == 1


def test_what_a_killed_process_held_with_a_clock_that_ran_ahead_is_free(mailing, smtp_server):
    mailing.tell(mailing.by_mail("bithu@dang-bo.example"))
    mailing.tick()
    began = mailing.now
    mailing.now += timedelta(days=31)
    assert mailing.claim(mailing.now + timedelta(minutes=15)) is not None
    mailing.now = began
    mailing.tell(mailing.by_mail("bithu@dang-bo.example"), smtp=mailing.a_mail_server(smtp_server))

    assert mailing.retry().sent == 1


def test_two_passes_at_once_never_hold_the_same_message(office, smtp_server):
    office.tell(*[office.by_mail(f"bithu{n}@dang-bo.example") for n in range(3)])
    office.a_case()
    office.tick("2025-05-03")
    lease = office.now + timedelta(minutes=15)

    held = [office.claim(lease) for _ in range(4)]

    assert held[3] is None
    assert len({one.message for one in held[:3]}) == 3
