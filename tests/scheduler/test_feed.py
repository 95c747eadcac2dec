"""A deadline in somebody's calendar keeps its id and moves when its day does."""

from __future__ import annotations

from datetime import date

from builders import at
from icalendar import Calendar
from servers.smtp import SmtpServer

from rules.text import Text
from scheduler.feed import Appointment, feed
from workflow.actions.correct import correct

ONE = Appointment(
    uid="u1", sequence=0, on=date(2026, 12, 5), title=Text("Đến hạn: HS-1; x", "Due: HS-1; x")
)


def test_the_same_duties_at_the_same_instant_are_the_same_bytes():
    two = Appointment(uid="u2", sequence=1, on=date(2026, 12, 1), title=Text("b", "b"))

    first = feed([ONE, two], at("2026-11-23"), "vi")

    assert first == feed([two, ONE], at("2026-11-23"), "vi")
    assert first.index(b"u2@ketnap") < first.index(b"u1@ketnap")
    assert b"\r\n" in first
    assert max(len(line) for line in first.split(b"\r\n")) <= 75


def test_an_event_is_a_whole_day_that_makes_nobody_busy():
    (event,) = Calendar.from_ical(feed([ONE], at("2026-11-23"), "en")).walk("VEVENT")

    assert (event["summary"], event["transp"], event["sequence"]) == (
        "Due: HS-1; x",
        "TRANSPARENT",
        0,
    )
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["uid"] == "u1@ketnap"


def _attached(server: SmtpServer) -> list[dict[str, tuple[int, date]]]:
    """Each mail's events: sequence and day by id."""
    return [
        {
            str(event["uid"]): (int(event["sequence"]), event.decoded("dtstart"))
            for part in one.message.iter_attachments()
            for event in Calendar.from_ical(part.get_content()).walk("VEVENT")
        }
        for one in server.delivered()
    ]


def test_a_due_day_that_moves_keeps_its_id_and_raises_its_sequence(office, smtp_server):
    office.tell(office.by_mail("a@dang-bo.example"), smtp=office.a_mail_server(smtp_server))
    ref = office.a_case()
    office.tick("2025-07-02")
    ceremony = next(
        entry.seq
        for entry in office.store.entries(ref)
        if entry.fields.get("event") == "hold-ceremony"
    )

    office.now = at("2025-07-02", hour=5)
    correct(office.desk(), ref, ceremony, effective_on=date(2024, 8, 2), reason="Ghi nhầm ngày")
    office.tick("2025-07-03")

    before, after = _attached(smtp_server)
    (probation,) = [uid for uid, (_, day) in before.items() if day == date(2025, 8, 1)][:1]
    assert before[probation] == (0, date(2025, 8, 1))
    assert after[probation] == (1, date(2025, 8, 2))
