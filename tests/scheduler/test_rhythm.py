"""When people are told: digests by day, in each one's rhythm; what is urgent at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from builders import at

from rules.calendar import Calendar
from scheduler.hours import load_hours
from scheduler.posts import posts_of, readers_of
from scheduler.slots import Diary, slot_for
from scheduler.strict import ConfigurationError
from workflow.actions.record import record
from workflow.actions.roles import end_holder
from workflow.facts import FactKind
from workflow.inbox import Channel, Rhythm
from workflow.reminders import Place, Role, Slot
from workflow.zone import office_zone

ZONE = office_zone()
HELPED = date(2024, 8, 2)
RULES = {
    "breach-report",
    "probation",
    "recognition-cell",
    "recognition-decision",
    "recognition-late",
}
HOURS = load_hours(RULES)
DIARY = Diary(hours=HOURS, zone=ZONE, calendar=Calendar.open(), places={})


def office_time(day: str, clock: str) -> datetime:
    """A moment of the office's clock, as an instant."""
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)
    return local.astimezone(UTC)


@pytest.fixture
def reader(small_office):
    def made(rhythm):
        recipient = replace(small_office.by_mail("a@dang-bo.example"), rhythm=rhythm)
        (found,) = readers_of(posts_of([recipient], [])).values()
        return found

    return made


@pytest.mark.parametrize(
    ("rhythm", "since", "now", "told"),
    [
        # Monday 5 January 2026 is a working day; Friday the 2nd is a decided day off.
        ("daily", "2026-01-05", ("2026-01-05", "06:00"), ("2026-01-05", "07:30")),
        ("daily", "2026-01-05", ("2026-01-05", "07:30"), ("2026-01-05", "07:30")),
        ("daily", "2026-01-05", ("2026-01-05", "10:00"), ("2026-01-05", "10:00")),
        ("daily", "2026-01-05", ("2026-01-05", "21:00"), ("2026-01-06", "07:30")),
        ("daily", "2026-01-02", ("2026-01-02", "08:00"), ("2026-01-05", "07:30")),
        ("daily", "2025-11-01", ("2026-01-05", "09:00"), ("2026-01-05", "09:00")),
        ("weekly", "2026-01-06", ("2026-01-06", "06:00"), ("2026-01-12", "07:30")),
        ("weekly", "2026-01-05", ("2026-01-05", "06:00"), ("2026-01-05", "07:30")),
        # A Monday off: 16 February 2026 begins Tết, and the week after it begins on the 23rd.
        ("weekly", "2026-02-14", ("2026-02-14", "06:00"), ("2026-02-23", "07:30")),
        # The week's digest went by while nobody ticked.
        ("weekly", "2026-01-02", ("2026-01-07", "09:00"), ("2026-01-07", "09:00")),
        ("monthly", "2026-01-06", ("2026-01-06", "06:00"), ("2026-02-02", "07:30")),
        ("monthly", "2026-01-01", ("2026-01-01", "06:00"), ("2026-01-05", "07:30")),
        ("monthly", "2025-12-20", ("2026-01-20", "09:00"), ("2026-01-20", "09:00")),
    ],
)
def test_somebody_is_told_in_their_rhythm_on_days_that_they_work(reader, rhythm, since, now, told):
    slot = slot_for(
        reader(Rhythm(rhythm)),
        date.fromisoformat(since),
        diary=DIARY,
        now=office_time(*now),
        closed=frozenset(),
    )

    assert slot == Slot(on=date.fromisoformat(told[0]), at=office_time(*told))


def test_a_digest_that_is_on_its_way_takes_nothing_more(reader):
    daily = reader(Rhythm.DAILY)
    now = office_time("2026-01-09", "10:00")
    closed = {(daily.addressee, date(2026, 1, 9)), (daily.addressee, date(2026, 1, 10))}

    slot = slot_for(daily, date(2026, 1, 9), diary=DIARY, now=now, closed=closed)

    assert slot.on == date(2026, 1, 12)  # Saturday the 10th is worked that week, but taken


def test_a_unit_keeps_its_own_days_off(reader):
    calendar = Calendar.open(decided=lambda: [_day_off("DV")])
    places = {"DV": Place(name="DV", parent="TP"), "TP": Place(name="TP", parent=None)}
    diary = replace(DIARY, calendar=calendar, places=places)
    now = office_time("2026-01-07", "06:00")

    slot = slot_for(
        reader(Rhythm.DAILY), date(2026, 1, 7), diary=diary, now=now, closed=frozenset()
    )

    assert slot.on == date(2026, 1, 8)
    assert diary.working("TP", date(2026, 1, 7))


def _day_off(unit: str):
    from rules.decision import Decision
    from rules.source import Source
    from rules.text import Text

    return Decision(
        seq=1,
        day=date(2026, 1, 7),
        off=True,
        unit=unit,
        name=Text("Ngày truyền thống", "Founding day"),
        source=Source(document="1-TB 2026-01-01", point=None),
        announced_on=date(2026, 1, 1),
        recorded_on=date(2026, 1, 1),
    )


@pytest.fixture
def mailing(office, smtp_server):
    """One secretary with a daily digest, one case whose probation ends on 1 August 2025."""
    office.tell(
        office.by_mail("bithu@dang-bo.example", Rhythm.DAILY),
        smtp=office.a_mail_server(smtp_server),
    )
    office.a_case()
    return office


def tick_at(office, day: str, clock: str):
    office.now = office_time(day, clock)
    return office.tick()


def test_a_digest_is_planned_at_six_and_goes_out_at_half_past_seven(mailing, smtp_server):
    early = tick_at(mailing, "2025-07-02", "06:00")  # 30 days before the end; a Wednesday
    waiting = mailing.retry(after=timedelta(minutes=89))
    in_time = mailing.retry(after=timedelta(minutes=1))

    assert (early.messages, early.sent, early.waiting) == (1, 0, 1)
    assert (waiting.sent, in_time.sent) == (0, 1)
    (letter,) = mailing.alerts.letters("sent")
    assert letter.sent_at == office_time("2025-07-02", "07:30")
    assert len(smtp_server.delivered()) == 1


def test_on_a_day_off_nothing_is_told_but_kept_for_the_next_working_day(mailing, smtp_server):
    saturday = tick_at(mailing, "2025-05-03", "08:00")  # 90 days before the end
    monday = tick_at(mailing, "2025-05-05", "07:30")

    assert (saturday.messages, saturday.sent) == (1, 0)
    assert (monday.messages, monday.sent) == (0, 1)


def test_what_comes_after_the_digest_of_the_day_waits_for_the_next_one(mailing, smtp_server):
    tick_at(mailing, "2025-07-02", "07:30")
    mailing.now = at("2025-07-02", hour=3)
    mailing.a_case()  # written down late, past several rungs

    again = tick_at(mailing, "2025-07-02", "14:00")
    tomorrow = tick_at(mailing, "2025-07-03", "07:30")

    assert (again.messages, again.sent, again.waiting) == (1, 0, 1)
    assert (tomorrow.messages, tomorrow.sent) == (0, 1)
    days = [one.sent_at.date() for one in mailing.alerts.letters("sent")]
    assert days == [date(2025, 7, 2), date(2025, 7, 3)]


def test_more_of_the_same_day_joins_the_digest_that_has_not_gone(mailing, smtp_server):
    tick_at(mailing, "2025-07-02", "05:00")
    second_case = mailing.a_case()

    second = tick_at(mailing, "2025-07-02", "06:00")
    sent = tick_at(mailing, "2025-07-02", "07:30")

    assert (second.raised > 0, second.messages, second.waiting) == (True, 0, 1)
    assert sent.sent == 1
    (delivered,) = smtp_server.delivered()
    text = delivered.message.get_body(("plain",)).get_content()
    assert "HS-2024-0001" in text
    assert second_case in text
    assert len(mailing.alerts.letters("sent", "waiting", "void")) == 1


def test_what_falls_due_today_goes_at_once_even_on_a_day_off(mailing, smtp_server):
    # Probation of August 2024 ends on Friday 1 August 2025; a deadline on a Saturday is made so.
    tick_at(mailing, "2025-07-31", "07:30")

    friday = tick_at(mailing, "2025-08-01", "00:30")

    assert (friday.raised, friday.sent) == (2, 1)
    assert smtp_server.delivered()[-1].message["Subject"].startswith("2 việc")


def test_what_is_urgent_joins_a_digest_that_is_about_to_go(mailing, smtp_server):
    tick_at(mailing, "2025-07-31", "07:30")

    six = tick_at(mailing, "2025-08-01", "06:00")
    half_past_seven = tick_at(mailing, "2025-08-01", "07:30")

    assert (six.raised, six.sent, half_past_seven.sent) == (2, 0, 1)


def test_a_digest_does_not_go_out_at_night_when_the_service_comes_back(mailing, smtp_server):
    tick_at(mailing, "2025-07-02", "06:00")

    night = tick_at(mailing, "2025-07-02", "22:00")
    morning = tick_at(mailing, "2025-07-03", "07:30")

    assert (night.sent, night.failed, night.waiting) == (0, 0, 1)
    assert morning.sent == 1
    (letter,) = mailing.alerts.letters("sent")
    assert letter.attempts == 1


def test_after_forty_days_without_a_scheduler_each_rung_comes_once_and_in_one_digest(
    mailing, smtp_server
):
    tick_at(mailing, "2025-06-13", "07:30")
    before = len(smtp_server.delivered())

    back = tick_at(mailing, "2025-07-23", "09:10")
    again = tick_at(mailing, "2025-07-23", "09:15")

    assert mailing.rungs("probation") == [-90, -60, -30, -15]
    assert (back.messages, back.sent, again.raised, again.messages) == (1, 1, 0, 0)
    digests = smtp_server.delivered()[before:]
    assert len(digests) == 1
    assert str(digests[0].message.get_body(("plain",)).get_content()).count("Thời gian dự bị") == 1


def test_a_clock_that_jumps_loses_doubles_and_hurries_nothing(mailing, smtp_server):
    tick_at(mailing, "2025-06-16", "07:30")
    tick_at(mailing, "2025-06-15", "07:30")  # a day back
    assert mailing.rungs("probation") == [-90, -60]

    tick_at(mailing, "2025-07-16", "08:00")  # a month forward
    tick_at(mailing, "2025-07-16", "22:00")
    mailing.a_case()
    late = tick_at(mailing, "2025-07-16", "22:05")  # planned for the 17th …
    tick_at(mailing, "2025-06-18", "07:31")  # … and the clock is set right

    assert mailing.rungs("probation")[:3] == [-90, -60, -30]
    assert late.waiting == 1
    assert mailing.alerts.ledger() == {"sent": 3}  # nothing waits for the 17th of next month
    raised = mailing.raised("probation")
    assert len(raised) == len(set(raised))


def test_who_hears_weekly_is_told_on_monday_and_of_what_is_urgent_at_once(office):
    office.a_case()
    office.a_holder(Role.CELL_SECRETARY, "Lê Văn Tám", rhythm=Rhythm.WEEKLY, address="quầy bí thư")

    tick_at(office, "2025-06-30", "07:30")

    wednesday = tick_at(office, "2025-07-02", "07:30")
    monday = tick_at(office, "2025-07-07", "07:30")
    urgent = tick_at(office, "2025-08-01", "08:00")  # a Friday: the probation ends

    assert (wednesday.messages, wednesday.sent, monday.sent) == (1, 0, 1)
    assert urgent.sent == 1
    assert office.shown[-1].startswith("[quầy bí thư] 2 việc")


def test_who_left_is_told_no_more_and_whoever_follows_is(office, smtp_server):
    office.a_case()
    office.tell(smtp=office.a_mail_server(smtp_server))
    office.a_holder(
        Role.CELL_SECRETARY,
        "Lê Văn Tám",
        channel=Channel.SMTP,
        address="cu@dang-bo.example",
        rhythm=Rhythm.WEEKLY,
    )
    tick_at(office, "2025-06-30", "07:30")
    tick_at(office, "2025-07-02", "07:30")
    end_holder(office.desk(), "DV", Role.CELL_SECRETARY, on=date(2025, 7, 3))
    office.a_holder(
        Role.CELL_SECRETARY,
        "Võ Thị Sáu",
        channel=Channel.SMTP,
        address="moi@dang-bo.example",
        begins=date(2025, 7, 4),
    )

    gone = tick_at(office, "2025-07-07", "07:30")
    follows = tick_at(office, "2025-07-07", "07:35")

    assert (gone.sent, gone.failed) == (0, 1)
    assert follows.sent == 1
    told = [one.recipients for one in smtp_server.delivered()]
    assert told == [("cu@dang-bo.example",), ("moi@dang-bo.example",)]
    (dead,) = office.alerts.letters("dead")
    assert (dead.addressee.address, dead.error) == ("cu@dang-bo.example", "no longer a recipient")


def test_only_the_helper_of_the_case_is_told_of_it(office):
    record(office.desk(), office.a_case(), FactKind.HELPER, {"who": "Lê Văn Tám"}, on=HELPED)
    office.a_holder(Role.HELPER, "LÊ VĂN TÁM", address="quầy Tám")
    office.a_holder(Role.HELPER, "Võ Thị Sáu", address="quầy Sáu")

    tick_at(office, "2025-07-02", "07:30")

    assert [text.partition("]")[0] for text in office.shown] == ["[quầy Tám"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("07:30:00", '"07:30"', "“at” phải là một giờ"),
        ('"probation", ', '"probatio", ', "không có quy tắc “probatio”"),
        ('["breach-report"]', '["breach"]', "không có quy tắc “breach”"),
        ("[quiet]", "[night]", "khóa “night” không có trong mẫu"),
    ],
)
def test_the_hours_are_read_strictly(tmp_path, old, new, says):
    from scheduler import hours

    text = hours._PACKAGED.read_text(encoding="utf-8").replace(old, new)
    path = tmp_path / "hours.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        load_hours(RULES, path)

    assert says in refused.value.what.vi


def test_quiet_hours_may_lie_within_a_day():
    noon = replace(HOURS, quiet_from=time(11, 30), quiet_until=time(13, 30))

    assert noon.quiet(datetime(2026, 1, 5, 12, 0, tzinfo=ZONE))
    assert not noon.quiet(datetime(2026, 1, 5, 13, 30, tzinfo=ZONE))
    assert HOURS.quiet(datetime(2026, 1, 5, 3, 0, tzinfo=ZONE))
