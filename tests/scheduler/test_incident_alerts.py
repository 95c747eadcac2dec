"""An incident is reminded of within its hours, by the ordinary ladder, and by nobody's case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from builders import at, units

from scheduler.answers import acknowledge
from scheduler.handing import hand_over
from storage.as_of import AsOfStore
from workflow.actions.unit_status import end_unit
from workflow.inbox import Rhythm
from workflow.moment import Moment
from workflow.registers.incident_steps import close_incident, open_incident, report_incident
from workflow.registers.incidents import Ending
from workflow.reminders import AlertState, Role
from workflow.verification import verify

BREACH = "breach-report"
SC = "incident/SC-2026-0001"
FRIDAY = date(2026, 11, 20)
LIMIT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # Monday, 09:30 on the office's clock


@pytest.fixture
def office(office):
    """An incident known on Friday at 09:30 and put on record half an hour later."""
    office.now = at("2024-08-02")
    units(office.desk())
    office.now = at("2026-11-20", 3)
    office.tick()
    return office


def an_incident(office, unit="DV", hour=9):
    desk = office.desk()
    return open_incident(desk, "Mất máy tính xách tay", on=FRIDAY, at=time(hour, 30), unit=unit)


def seen(office, day):
    return AsOfStore(office.store, Moment(as_of=day, known_at=office.now), office.desk().law)


def test_an_incident_opens_a_deadline_on_the_day_on_which_its_hours_end(office):
    made = an_incident(office)

    (entry,) = office.store.entries(SC)
    (opened,) = entry.fields["opens"]
    assert (opened["version"], opened["due"]) == (f"{BREACH}@2026-01-01", "2026-11-23")
    assert made.limit.by == LIMIT
    assert verify(office.store.audit).breaks == ()


@pytest.mark.parametrize(
    ("day", "rungs"),
    [
        ("2026-11-20", [-3]),
        ("2026-11-21", [-3, -2]),
        ("2026-11-22", [-3, -2, -1]),
        ("2026-11-24", [-3, -2, -1, 0, 1]),
    ],
)
def test_it_climbs_a_ladder_that_begins_when_it_is_put_on_record(office, day, rungs):
    an_incident(office)

    office.tick(day)
    office.tick(day)

    assert office.rungs(BREACH) == rungs


def test_it_is_raised_and_told_between_two_sweeps_at_night_and_on_days_off(office):
    """Whoever hears once a week, on a Saturday night, still hears within the hours."""
    office.tell(replace(office.by_terminal(Role.GRASSROOTS_OFFICER, "TP"), rhythm=Rhythm.WEEKLY))
    office.now = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)  # Saturday, 23:00
    an_incident(office)

    office.retry(after=timedelta(minutes=5))

    assert office.rungs(BREACH) == [-2]
    (told,) = office.shown
    assert "09:30 23/11/2026" in told
    assert SC in told
    assert "ketnap incident list" in told

    office.retry(after=timedelta(hours=1))  # Sunday
    office.retry(after=timedelta(minutes=5))
    assert office.rungs(BREACH) == [-2, -1]
    assert len(office.shown) == 2
    assert office.tick().raised == 0


def test_what_is_put_on_record_in_its_last_hours_is_told_before_they_end(office):
    office.tell(*office.everybody())
    office.now = LIMIT - timedelta(minutes=20)
    an_incident(office)

    office.retry(after=timedelta(minutes=5))

    assert office.now < LIMIT
    assert (office.rungs(BREACH), len(office.shown)) == ([0], 1)


def test_a_pass_that_was_killed_after_raising_loses_and_doubles_nothing(office):
    office.tell(*office.everybody())
    an_incident(office)
    bell = office.bell()

    def killed(*_):
        raise KeyboardInterrupt

    plan, office.alerts.plan = office.alerts.plan, killed
    with pytest.raises(KeyboardInterrupt):
        office.retry()
    office.alerts.plan = plan
    assert (office.rungs(BREACH), office.shown) == ([-3], [])

    office.retry(after=timedelta(minutes=5))
    office.retry(after=timedelta(minutes=5))
    office.tick_with(bell)

    assert (office.rungs(BREACH), len(office.shown)) == ([-3], 1)


def test_an_ordinary_deadline_waits_for_the_sweep(office):
    office.a_case()
    an_incident(office)

    office.retry()

    assert {one.rule for one in office.alerts.alerts(FRIDAY, everything=True)} == {BREACH}


@pytest.mark.parametrize("how", ["told", "false alarm"])
def test_what_was_told_or_was_none_is_reminded_of_no_more(office, how):
    an_incident(office)
    office.tick("2026-11-21")
    office.now = at("2026-11-21", 5)
    if how == "told":
        report_incident(office.desk(), "0001")
        close_incident(office.desk(), "0001", Ending.CONTAINED)
    else:
        close_incident(office.desk(), "0001", Ending.FALSE_ALARM, reason="Đã tìm thấy")

    office.tick("2026-12-30")
    office.retry()

    assert office.rungs(BREACH) == [-3, -2]
    assert {one.state for one in office.lines(BREACH)} == {AlertState.SETTLED}
    closes = [one.fields.get("closes", []) for one in office.store.entries(SC)]
    met = "met" if how == "told" else "void"
    assert [one["how"] for some in closes for one in some] == [met]
    assert verify(office.store.audit).breaks == ()


def test_its_alert_is_taken_on_and_handed_over_like_any_other(office):
    office.now = at("2026-11-20", 3)
    office.a_holder(Role.SUPERIOR_OFFICER, "Hoa", "TP", begins=date(2024, 8, 2))
    an_incident(office)
    office.tick()
    (line,) = office.lines(BREACH)
    assert (line.case, line.unit, line.state) == (SC, "DV", AlertState.RAISED)
    assert line.to == ("Hoa",)

    acknowledge(office.desk(), office.alerts, line.id, reason="Đang gọi")
    hand_over(office.desk(), office.alerts, line.id, "Hoa", reason="Chị Hoa làm")

    (after,) = office.lines(BREACH)
    assert (after.state, after.handed_to) == (AlertState.ACKNOWLEDGED, "TP#1")
    assert verify(office.store.audit).breaks == ()


def test_it_stands_in_the_list_of_its_unit_the_feed_and_the_figures(office):
    an_incident(office)
    office.tick("2026-11-24")
    today = date(2026, 11, 24)

    assert {one.unit for one in office.alerts.alerts(today, units=["DV"])} == {"DV"}
    assert office.alerts.alerts(today, units=["TP"]) == []
    (duty,) = office.alerts.duties(today, ["DV"])
    assert (duty.case, duty.name, duty.by) == (SC, "", LIMIT)
    assert office.alerts.duties(today, ["TP"]) == []
    gauges = office.alerts.gauges(today)
    assert (gauges.open_deadlines, gauges.overdue) == ({BREACH: 1}, {BREACH: 1})
    found = office.alerts.orphans(today, {BREACH})
    assert (found.of_ended_cases, found.of_ended_units, found.of_unknown_rules) == (0, 0, 0)
    assert office.store.orphans() == []
    assert seen(office, today).alerts.alerts(today) == office.alerts.alerts(today)
    assert seen(office, today).alerts.alerts(today, units=["TP"]) == []


def test_whoever_hears_once_a_month_finds_it_among_what_is_open(office):
    office.tell(replace(office.by_terminal(Role.GRASSROOTS_OFFICER), rhythm=Rhythm.MONTHLY))
    an_incident(office)
    office.retry()
    office.shown.clear()

    office.now = at("2026-12-01", 1)
    office.tick()

    told = "".join(office.shown)
    assert "Sự cố, yêu cầu về dữ liệu cá nhân: 1 hồ sơ" in told
    assert "Rà soát" not in told
    assert f"{SC} · Đảng bộ phường Đô Vinh" in told


def test_the_end_of_its_unit_does_not_keep_it_back(office):
    an_incident(office)
    end_unit(office.desk(), "DV", on=date(2026, 11, 20), document="9-NQ/TU")

    office.tick("2026-11-22")

    states = {(one.state, one.inhibited_by) for one in office.lines(BREACH)}
    assert states == {(AlertState.RAISED, None)}


def test_a_telling_after_the_day_is_among_the_late_steps(office):
    an_incident(office)
    office.now = at("2026-11-25")
    report_incident(office.desk(), "0001")

    (step,) = office.store.late_steps()

    assert (step.stream, step.case_ref, step.rule) == (SC, SC, BREACH)
