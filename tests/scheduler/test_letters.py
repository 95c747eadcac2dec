"""What was sent can be sent again, what came back is counted, and a preview leaves no trace."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from builders import at
from servers.smtp import Behaviour

from scheduler.detail import Detail
from scheduler.preview import next_digest, preview
from storage.rehearsal import rehearsal
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.inbox import Rhythm
from workflow.letters import record_return, resend
from workflow.reminders import Bounces
from workflow.verification import verify

MINUTE = timedelta(minutes=1)


@pytest.fixture
def mailing(office, smtp_server):
    office.tell(office.by_mail("bithu@dang-bo.example"), smtp=office.a_mail_server(smtp_server))
    office.a_case()
    office.now = at("2025-07-02")
    return office


def the_letter(office):
    (found,) = office.alerts.letters("waiting", "sent", "dead")
    return found


def again(office, **more):
    return resend(office.desk(), office.alerts, the_letter(office).message[:12], **more)


def test_a_message_that_was_given_up_goes_out_again_under_its_own_id(mailing, smtp_server):
    smtp_server.will(*[Behaviour.LOSE_ANSWER], *[Behaviour.REFUSE] * 19)
    mailing.tick()
    for _ in range(19):
        mailing.retry(after=timedelta(hours=4))
    assert the_letter(mailing).state == "dead"

    done = again(mailing)
    mailing.retry()

    first, second = (one.message["Message-ID"] for one in smtp_server.delivered())
    assert first == second == f"<{done.under}@dang-bo.example>"
    assert mailing.alerts.ledger() == {"sent": 1}
    (entry,) = mailing.store.entries(f"message/{done.message}")
    assert (entry.fields["kind"], entry.fields["event"]) == ("message", "resend")
    assert "data" not in entry.fields
    assert verify(mailing.store.audit).intact


def test_a_message_that_was_accepted_goes_out_again_under_a_new_id(mailing, smtp_server):
    mailing.tick()
    before = the_letter(mailing).message

    done = again(mailing)
    mailing.retry()

    first, second = (one.message["Message-ID"] for one in smtp_server.delivered())
    assert first == f"<{before}@dang-bo.example>"
    assert second == f"<{done.under}@dang-bo.example>" != first
    assert mailing.alerts.ledger() == {"sent": 2}
    (entry,) = mailing.store.entries(f"message/{before}")
    assert entry.fields["data"] == {"under": done.under}


def test_a_message_that_waits_is_not_sent_twice(mailing, smtp_server):
    smtp_server.will(Behaviour.REFUSE)
    mailing.tick()

    with pytest.raises(RefusedError) as refused:
        again(mailing)

    assert refused.value.what.en.endswith("waits to be sent, or has nothing left to say.")


@pytest.mark.parametrize("typed", ["", "abc", "zzzzzzzz"])
def test_a_message_is_named_by_the_beginning_of_its_id(mailing, typed):
    mailing.tick()

    with pytest.raises(NotFoundError):
        resend(mailing.desk(), mailing.alerts, typed)


def test_a_resend_is_tried_out_and_done_once(mailing, smtp_server):
    mailing.tick()
    message = the_letter(mailing).message

    again(mailing, dry_run=True)
    first = again(mailing, request="r-1")
    once = resend(mailing.desk(), mailing.alerts, message[:12], request="r-1")
    mailing.retry()

    assert first.under == once.under
    assert len(smtp_server.delivered()) == 2


def test_a_refusal_for_good_counts_against_the_inbox(mailing, smtp_server):
    smtp_server.will(Behaviour.REJECT, Behaviour.REFUSE)  # 550, then 451

    mailing.tick()
    mailing.retry(after=MINUTE)

    (found,) = mailing.alerts.bounces()
    assert (found.inbox.address, found.times, found.reason) == (
        "bithu@dang-bo.example",
        1,
        "SMTPRecipientsRefused 550",
    )
    assert found.last_at == at("2025-07-02")


def test_a_message_that_came_back_is_among_the_dead_and_can_be_sent_again(mailing, smtp_server):
    mailing.tick()
    message = the_letter(mailing).message

    for _ in range(2):
        record_return(mailing.desk(), mailing.alerts, message, reason="Hộp thư đầy", request="r-1")
    (found,) = mailing.alerts.bounces()
    dead = the_letter(mailing)
    done = again(mailing)
    mailing.retry()

    assert found == Bounces(
        inbox=dead.addressee, times=1, last_at=mailing.now, reason="Hộp thư đầy"
    )
    assert (dead.state, dead.error) == ("dead", "returned")
    assert done.under != message
    assert len(smtp_server.delivered()) == 2
    assert "Hộp thư" not in mailing.store.entries(f"message/{message}")[0].body


def test_only_what_was_sent_comes_back_and_for_a_reason(mailing, smtp_server):
    smtp_server.will(Behaviour.REFUSE)
    mailing.tick()
    message = the_letter(mailing).message

    with pytest.raises(RefusedError):
        record_return(mailing.desk(), mailing.alerts, message, reason="Hộp thư đầy")
    mailing.retry(after=MINUTE)
    for reason in (" ", "a\x00b"):
        with pytest.raises(InputError):
            record_return(mailing.desk(), mailing.alerts, message, reason=reason)
    record_return(mailing.desk(), mailing.alerts, message, reason="Đầy", dry_run=True)

    assert the_letter(mailing).state == "sent"


def test_the_ledger_tells_how_much_each_message_said(office, smtp_server):
    office.tell(
        office.by_mail("bithu@dang-bo.example"),
        office.by_mail("bithu@mail.example"),
        smtp=office.a_mail_server(smtp_server),
    )
    office.a_case()

    office.tick("2025-07-02")

    told = {one.addressee.address: one.detail for one in office.alerts.letters("sent")}
    assert told == {"bithu@dang-bo.example": "full", "bithu@mail.example": "ref"}


def rehearsed(office, when):
    from dataclasses import replace

    with rehearsal(office.store.engine) as alerts:
        return preview(replace(office.bell(), alerts=alerts), when)


def test_a_preview_says_what_will_be_sent_and_leaves_no_trace(office, smtp_server):
    office.tell(
        office.by_mail("bithu@dang-bo.example", Rhythm.DAILY),
        smtp=office.a_mail_server(smtp_server),
    )
    office.a_case()
    office.now = at("2025-07-01", hour=9)

    when = next_digest(office.bell())
    (seen,) = rehearsed(office, when)

    assert when == at("2025-07-02", hour=0).replace(minute=30)
    assert seen.detail is Detail.FULL
    assert office.alerts.ledger() == {}
    assert office.alerts.alerts(date(2025, 7, 2), everything=True) == []
    assert office.alerts.beats() == {}
    office.now = when
    office.tick()
    (delivered,) = smtp_server.delivered()
    assert delivered.message["Subject"] == seen.parcel.digest.subject
    sent = delivered.message.get_body(("plain",)).get_content()
    said = re.sub(r" · nhắc việc \d+", "", re.sub(r"(ack|snooze) \d+", r"\1 SỐ", sent))
    assert said == seen.parcel.digest.text  # the numbers are given out when they are raised


def test_a_preview_asks_for_no_letter_of_explanation(office):
    office.tell(*office.everybody())
    ref = office.a_case()
    before = len(office.store.entries(ref))

    assert rehearsed(office, at("2026-02-01"))
    assert len(office.store.entries(ref)) == before


def test_the_next_digest_is_on_a_working_day(small_office):
    small_office.now = at("2025-07-04", hour=9)  # a Friday afternoon

    assert next_digest(small_office.bell()).date() == date(2025, 7, 7)
    small_office.now = at("2025-07-03", hour=23)  # 06:00 on Friday there
    assert next_digest(small_office.bell()) == at("2025-07-04", hour=0).replace(minute=30)


def test_a_channel_without_settings_is_previewed_at_the_least(office):
    office.tell(office.by_mail("bithu@dang-bo.example"))
    office.a_case()

    (seen,) = rehearsed(office, at("2025-07-02"))

    assert seen.detail is Detail.REF
