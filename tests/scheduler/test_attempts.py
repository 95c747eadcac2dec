"""Each attempt to deliver leaves a row, together with its outcome or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import at
from prometheus_client.parser import text_string_to_metric_families
from servers.smtp import Behaviour
from sqlalchemy import event

from scheduler.carriers import NotCarriedError
from scheduler.metrics import metrics_text
from scheduler.tick import tick
from workflow.attempts import LONGEST_ERROR, OUTCOME_LABELS, Attempt, Failure, Outcome
from workflow.inbox import Channel

MINUTE = timedelta(minutes=1)
ADDRESS = "bithu@dang-bo.example"


@pytest.fixture
def mailing(office, smtp_server):
    office.tell(office.by_mail(ADDRESS), smtp=office.a_mail_server(smtp_server))
    office.a_case()
    office.now = at("2025-05-03")
    return office


def told(office):
    (letter,) = office.alerts.letters("waiting", "sent", "dead")
    return letter, list(office.alerts.attempts(letter.message))


def test_each_attempt_is_told_with_the_servers_code(mailing, smtp_server):
    smtp_server.will(Behaviour.REFUSE, Behaviour.REJECT)
    moments = []
    mailing.tick()
    for _ in range(2):
        moments.append(mailing.now)
        mailing.retry(after=timedelta(hours=1))
    moments.append(mailing.now)

    letter, found = told(mailing)

    said = [
        (Outcome.FAILED, 451, "SMTPDataError 451"),
        (Outcome.REFUSED, 550, "SMTPRecipientsRefused 550"),
        (Outcome.ACCEPTED, None, None),
    ]
    assert found == [
        Attempt(
            message=letter.message, channel="smtp", at=when, outcome=outcome, code=code, error=error
        )
        for when, (outcome, code, error) in zip(moments, said, strict=True)
    ]
    assert letter.attempts == len(found)
    assert ADDRESS not in repr(found)


def test_a_server_that_says_nothing_has_no_code(mailing, smtp_server):
    smtp_server.__exit__(None, None, None)

    mailing.tick()

    ((outcome, code, error),) = [(o.outcome, o.code, o.error) for o in told(mailing)[1]]
    assert (outcome, code, error) == (Outcome.FAILED, None, "ConnectionRefusedError")


def test_a_message_that_was_not_tried_leaves_no_attempt(mailing):
    mailing.tell(mailing.by_mail(ADDRESS))
    mailing.tick()
    claim = mailing.claim(mailing.now + MINUTE)
    mailing.alerts.postpone(claim, mailing.now)
    claim = mailing.claim(mailing.now + MINUTE)
    mailing.alerts.give_back(claim, "no longer a recipient")

    assert told(mailing)[1] == []


def test_of_a_long_error_its_beginning_is_kept(mailing):
    mailing.tell(mailing.by_mail(ADDRESS))
    mailing.tick()
    claim = mailing.claim(mailing.now + MINUTE)

    mailing.alerts.failed(claim, Failure(at=mailing.now, error="e" * 999), None)

    (found,) = told(mailing)[1]
    assert found.error == "e" * LONGEST_ERROR


@pytest.mark.parametrize("accepted", [True, False])
def test_an_outcome_whose_attempt_cannot_be_written_is_not_recorded_either(
    mailing, smtp_server, accepted
):
    if not accepted:
        smtp_server.will(Behaviour.REFUSE)

    def full(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO attempt") and "VALUES" in statement:
            raise OSError(28, "No space left on device")

    event.listen(mailing.store.engine, "before_cursor_execute", full)
    with pytest.raises(OSError, match="No space left"):
        mailing.tick()
    event.remove(mailing.store.engine, "before_cursor_execute", full)

    letter, found = told(mailing)
    assert (letter.state, letter.error, found) == ("waiting", None, [])
    mailing.retry(after=timedelta(minutes=15))
    letter, found = told(mailing)
    assert letter.state == "sent"
    assert [one.outcome for one in found] == [Outcome.UNKNOWN, Outcome.ACCEPTED]
    ids = {one.message["Message-ID"] for one in smtp_server.delivered()}
    assert ids == {f"<{letter.message}@dang-bo.example>"}
    assert len(smtp_server.delivered()) == (2 if accepted else 1)


class _Refuses:
    """A carrier that refuses three inboxes in five."""

    channel = Channel.SMTP

    def __init__(self, real):
        self._real = real

    def detail(self, address):
        return self._real.detail(address)

    def carry(self, parcel):
        number = int(parcel.address[5])
        if number < 3:
            raise NotCarriedError("Refused", blocked=False, bounced=number == 0, code=550)


def test_attempts_are_counted_for_the_watchers(office, smtp_server):
    from scheduler.tick import carriers_of

    server = office.a_mail_server(smtp_server)
    office.tell(*[office.by_mail(f"bithu{n}@dang-bo.example") for n in range(5)], smtp=server)
    office.a_case()
    office.now = at("2025-05-03")
    tick(office.bell(), {"smtp": _Refuses(carriers_of(office.bell())["smtp"])})

    text = metrics_text(office.alerts, lambda: office.now, office.zone)

    counted = {
        sample.labels["outcome"]: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "ketnap_delivery_attempts_total"
    }
    assert counted == {"accepted": 2, "failed": 2, "refused": 1}


def test_every_outcome_has_words():
    assert OUTCOME_LABELS.keys() == set(Outcome)
