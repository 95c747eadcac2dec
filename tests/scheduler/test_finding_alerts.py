"""What an inspection found is reminded of until it is answered, by the day that it set itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import at, units

from scheduler.answers import acknowledge
from storage.as_of import AsOfStore
from storage.scoped import ScopedStore
from workflow.account import Account, Grant, Seat
from workflow.actions.pause import hold
from workflow.actions.reorganise import reorganise
from workflow.actions.unit_status import end_unit
from workflow.inbox import Rhythm
from workflow.moment import Moment
from workflow.policy import sight_of
from workflow.reasons import Reason
from workflow.registers.finding_steps import answer_finding, record_finding, withdraw_finding
from workflow.reminders import AlertState, Role
from workflow.reorganising.asking import Terms, merging
from workflow.roles import Role as Office_
from workflow.states import State
from workflow.verification import verify

MEND = "finding-mend"
TS = "finding/TS-2026-0001"
FOUND, BY = date(2026, 11, 2), date(2026, 11, 20)


@pytest.fixture
def office(office):
    """A city with its units, on the day of an inspection."""
    office.now = at("2024-08-02")
    units(office.desk())
    office.now = at("2026-11-02", 3)
    office.tick()
    return office


def found(office, about="DV", by=BY):
    return record_finding(office.desk(), about, "Sổ ghi chậm", "7-KL/UBKT", on=FOUND, mend_by=by)


def seen(office, day):
    return AsOfStore(office.store, Moment(as_of=day, known_at=office.now), office.desk().law)


def through_the_eyes_of(office, unit):
    given = Grant(
        account="hoa", seq=2, role=Office_.OFFICER, unit=unit, from_on=date(2020, 1, 1), by="lan"
    )
    account = Account(name="hoa", seq=1, since=date(2020, 1, 1), grants=(given,))
    today = office.desk().today()
    seat = Seat(name="hoa", alone=False, account=account)
    return ScopedStore(office.store, sight_of(seat, today, office.store.units(today)))


def test_a_finding_opens_a_deadline_on_the_day_that_the_inspection_set(office):
    found(office)

    (entry,) = office.store.entries(TS)
    (opened,) = entry.fields["opens"]
    assert (opened["version"], opened["start"], opened["due"]) == (
        f"{MEND}@2016-07-25",
        "2026-11-02",
        "2026-11-20",
    )
    assert entry.fields["rules"] == [f"{MEND}@2016-07-25"]
    assert verify(office.store.audit).breaks == ()


def test_a_finding_without_a_day_is_reminded_of_by_nobody(office):
    found(office, by=None)

    office.tick("2027-06-01")

    assert "opens" not in office.store.entries(TS)[0].fields
    assert office.rungs(MEND) == []


@pytest.mark.parametrize(
    ("day", "rungs"),
    [
        ("2026-11-02", [-30]),
        ("2026-11-13", [-30, -7]),
        ("2026-11-20", [-30, -7, 0]),
        ("2026-12-20", [-30, -7, 0, 7, 30]),
    ],
)
def test_it_is_reminded_of_before_and_after_its_day(office, day, rungs):
    found(office)

    office.tick(day)
    office.tick(day)

    assert office.rungs(MEND) == rungs


def test_who_inspects_hears_of_what_is_overdue_and_the_line_says_it_is_unverified(office):
    office.tell(
        office.by_terminal(Role.GRASSROOTS_OFFICER), office.by_terminal(Role.AUDITOR, "TP", "ubkt")
    )
    found(office)
    office.tick()
    (told,) = office.shown
    assert f"{TS} · Đảng bộ phường Đô Vinh" in told
    assert "20/11/2026 (chưa xác minh)" in told
    assert "ketnap finding list" in told
    office.shown.clear()

    office.tick("2026-11-27")

    assert len(office.shown) == 2


@pytest.mark.parametrize("how", ["mended", "withdrawn"])
def test_what_is_over_is_reminded_of_no_more(office, how):
    found(office)
    office.tick("2026-11-13")
    if how == "mended":
        answer_finding(office.desk(), "0001", "12-BC")
    else:
        withdraw_finding(office.desk(), "0001", "Ghi nhầm")

    office.tick("2027-03-30")

    assert office.rungs(MEND) == [-30, -7]
    assert {one.state for one in office.lines(MEND)} == {AlertState.SETTLED}
    closes = [one.fields.get("closes", []) for one in office.store.entries(TS)]
    assert [one["how"] for some in closes for one in some] == ["met" if how == "mended" else "void"]
    assert verify(office.store.audit).breaks == ()


def test_a_finding_about_a_case_goes_with_the_case_and_no_hold_keeps_it_back(office):
    ref = office.a_case(State.VERIFICATION)
    found(office, ref)
    hold(office.desk(), ref, Reason.ABSENT)

    office.tick("2026-11-20")

    (line,) = [one for one in office.lines(MEND) if one.rung == 0]
    assert (line.case, line.unit, line.state) == (TS, "DV", AlertState.RAISED)
    (task,) = [one for one in office.store.tasks(BY) if one.rule == MEND]
    assert (task.ref, task.held, task.unit) == (TS, None, "DV")
    past = seen(office, BY)
    assert [one for one in past.tasks(BY) if one.rule == MEND] == [task]
    assert past.alerts.alerts(BY) == office.alerts.alerts(BY)
    assert through_the_eyes_of(office, "CVA").tasks(BY) == []

    acknowledge(office.desk(), office.alerts, line.id, reason="Đang làm")
    assert verify(office.store.audit).breaks == ()


def test_it_stands_in_the_list_of_its_unit_the_feed_and_the_figures(office):
    found(office)
    office.tick("2026-11-24")
    today = date(2026, 11, 24)

    assert {one.unit for one in office.alerts.alerts(today, units=["DV"])} == {"DV"}
    assert office.alerts.alerts(today, units=["CVA"]) == []
    assert [one.rule for one in through_the_eyes_of(office, "DV").alerts.alerts(today)] == [
        MEND
    ] * 3
    assert through_the_eyes_of(office, "CVA").alerts.alerts(today) == []
    (duty,) = office.alerts.duties(today, ["DV"])
    assert (duty.case, duty.name, duty.due_on, duty.by) == (TS, "", BY, None)
    gauges = office.alerts.gauges(today)
    assert (gauges.open_deadlines, gauges.overdue) == ({MEND: 1}, {MEND: 1})
    orphaned = office.alerts.orphans(today, {MEND})
    assert (orphaned.of_ended_cases, orphaned.of_ended_units, orphaned.of_unknown_rules) == (
        0,
        0,
        0,
    )
    assert seen(office, today).alerts.alerts(today) == office.alerts.alerts(today)
    answer_finding(office.desk(), "0001", "12-BC")
    (step,) = office.store.late_steps()
    assert (step.stream, step.rule, step.unit) == (TS, MEND, "DV")


def test_it_goes_on_with_the_heir_of_its_unit(office):
    found(office)
    office.tick("2026-11-13")
    terms = Terms(on=date(2026, 11, 12), document="9-NQ/TU", issuer="TP")
    reorganise(office.desk(), merging(office.desk(), ["DV"], "CVA", terms))

    office.tick("2026-11-20")

    assert {one.unit for one in office.lines(MEND)} == {"CVA"}
    assert [one.unit for one in office.alerts.duties(BY, ["CVA"])] == ["CVA"]
    assert office.alerts.duties(BY, ["DV"]) == []


def test_the_end_of_its_unit_does_not_keep_it_back(office):
    found(office)
    end_unit(office.desk(), "DV", on=FOUND, document="9-NQ/TU")

    office.tick("2026-11-13")

    assert {(one.state, one.inhibited_by) for one in office.lines(MEND)} == {
        (AlertState.RAISED, None)
    }


def test_whoever_hears_once_a_month_finds_it_among_what_is_open(office):
    monthly = replace(office.by_terminal(Role.GRASSROOTS_OFFICER), rhythm=Rhythm.MONTHLY)
    office.tell(monthly)
    found(office)

    office.now = at("2026-12-01", 1)
    office.tick()

    told = "".join(office.shown)
    assert "Thiếu sót qua kiểm tra: 1 hồ sơ" in told
    assert "Sự cố" not in told
