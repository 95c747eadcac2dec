"""What an officer may say to an alert, and what nobody may do alone."""

from __future__ import annotations

from datetime import date

import pytest
from builders import at

from scheduler.answers import acknowledge, snooze
from workflow.actions.advance import advance
from workflow.errors import InputError, NotFoundError, NotPermittedError, RefusedError
from workflow.reasons import Reason
from workflow.reminders import AlertState
from workflow.states import Event


@pytest.fixture
def told(office):
    """An office that was just reminded of a probation that ends on 1 August 2025."""
    office.tell(*office.everybody())
    office.a_case()
    office.tick("2025-05-03")
    office.shown.clear()
    return office


def the_alert(office, rule="probation"):
    return office.lines(rule)[0]


def put_aside(office, number, until, **more):
    return snooze(
        office.desk(),
        office.alerts,
        number,
        until=until,
        reason=more.pop("reason", "Chờ người đi học về"),
        longest=more.pop("longest", 91),
        **more,
    )


def take_on(office, number, reason="Đã báo chi bộ", **more):
    return acknowledge(office.desk(), office.alerts, number, reason=reason, **more)


def test_an_acknowledged_alert_stays_in_the_list_with_who_took_it_on(told):
    line = take_on(told, the_alert(told).id)

    assert (line.state, line.answered_by, line.reason) == (
        AlertState.ACKNOWLEDGED,
        "lan",
        "Đã báo chi bộ",
    )
    assert told.lines("probation", everything=False) == [line]


def test_an_acknowledged_alert_does_not_keep_the_next_rung_from_being_raised(told):
    take_on(told, the_alert(told).id)

    told.tick("2025-06-02")

    assert told.rungs("probation") == [-90, -60]


def test_a_snoozed_alert_is_silent_to_the_end_and_comes_back_the_day_after(told):
    line = put_aside(told, the_alert(told).id, date(2025, 5, 20))
    assert line.state is AlertState.SNOOZED
    assert told.lines("probation", everything=False) == []
    assert told.lines("probation") == [line]

    assert told.tick("2025-05-20").returned == 0
    shown = list(told.shown)
    back = told.tick("2025-05-21")

    assert shown == []
    assert (back.returned, back.raised, back.messages, back.sent) == (1, 0, 1, 1)
    assert the_alert(told).state is AlertState.RAISED
    assert told.tick("2025-05-22").returned == 0


def test_a_snooze_that_is_over_shows_so_with_the_scheduler_switched_off(told):
    put_aside(told, the_alert(told).id, date(2025, 5, 20))

    told.now = at("2025-05-21")

    assert the_alert(told).state is AlertState.RAISED
    assert len(told.lines("probation", everything=False)) == 1


def test_an_alert_put_aside_before_it_was_sent_is_not_sent(office):
    office.tell(*office.everybody())
    office.a_case()
    office.now = at("2025-05-03")
    office.tick_with(office.bell_without_screen())
    for one in office.alerts.alerts(date(2025, 5, 3)):
        put_aside(office, one.id, date(2025, 5, 10))

    assert office.tick("2025-05-04").sent == 0
    assert office.tick("2025-05-11").sent == 1


@pytest.mark.parametrize("more", [{}, {"approved_by": "LAN"}, {"approved_by": " "}])
def test_nobody_silences_an_overdue_probation_alone(told, more):
    told.tick("2025-09-01")
    before = the_alert(told)

    with pytest.raises(NotPermittedError) as refusal:
        put_aside(told, before.id, date(2025, 9, 20), **more)

    assert refusal.value.what.vi == (
        "Không ai một mình gác nhắc việc quá hạn về dự bị, công nhận (HS-2024-0001,"
        " hạn 01/08/2025): cần một người thứ hai đồng ý."
    )
    assert the_alert(told) == before


def test_nor_by_a_snooze_that_begins_in_time_and_ends_too_late(told):
    with pytest.raises(NotPermittedError):
        put_aside(told, the_alert(told).id, date(2025, 8, 2))

    assert put_aside(told, the_alert(told).id, date(2025, 8, 1)).state is AlertState.SNOOZED


def test_two_people_may_silence_an_overdue_recognition(told):
    told.tick("2025-12-01")
    number = the_alert(told, "recognition-cell").id

    line = put_aside(told, number, date(2025, 12, 20), approved_by="Trần Đại Quỳnh")

    assert (line.state, line.answered_by, line.approved_by, line.until_on) == (
        AlertState.SNOOZED,
        "lan",
        "Trần Đại Quỳnh",
        date(2025, 12, 20),
    )


def test_one_person_may_silence_another_overdue_deadline(told):
    told.tick("2025-12-01")

    line = put_aside(told, the_alert(told, "member-cv").id, date(2025, 12, 20))

    assert (line.state, line.days_over(date(2025, 12, 1)) > 0) == (AlertState.SNOOZED, True)


def test_an_answer_to_a_settled_alert_is_refused(told):
    advance(told.desk(), "HS-2024-0001", Event.CLOSE, on=date(2025, 5, 3), reason_code=Reason.DIED)

    with pytest.raises(RefusedError) as refusal:
        take_on(told, the_alert(told).id)

    assert refusal.value.what.en == (
        f"What alert {the_alert(told).id} reminds of (HS-2024-0001) is settled; nothing to answer."
    )
    assert the_alert(told).state is AlertState.SETTLED
    assert told.lines("probation", everything=False) == []


def test_an_alert_that_is_not_there_is_said_so(told):
    with pytest.raises(NotFoundError) as refusal:
        take_on(told, 9999)

    assert refusal.value.what.vi == "Không có nhắc việc số 9999."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("  ", "Cần ghi lý do, để người sau hiểu vì sao."),
        ("a\x00b", "Không nhận được dòng chữ này: có ký tự điều khiển (U+0000) ở vị trí 2; "),
    ],
)
def test_an_answer_needs_a_reason_that_can_be_read(told, reason, sentence):
    with pytest.raises(InputError) as refusal:
        take_on(told, the_alert(told).id, reason)

    assert refusal.value.what.vi.startswith(sentence)


def test_a_snooze_ends_on_a_later_day(told):
    with pytest.raises(InputError) as refusal:
        put_aside(told, the_alert(told).id, date(2025, 5, 3))

    assert refusal.value.what.vi == (
        "Ngày 03/05/2025 không sau hôm nay; tạm gác cần một ngày về sau."
    )


def test_the_list_can_be_narrowed_to_units(told):
    assert told.alerts.alerts(date(2025, 5, 3), units=["CVA"]) == []
    assert [one.unit for one in told.alerts.alerts(date(2025, 5, 3), units=["DV"])] != []


def test_a_snooze_has_a_longest_length(told):
    number = the_alert(told).id

    with pytest.raises(RefusedError) as refusal:
        put_aside(told, number, date(2025, 5, 14), longest=10)

    assert refusal.value.what.vi == "Mỗi lần chỉ gác được 10 ngày, tới 13/05/2025."
    assert put_aside(told, number, date(2025, 5, 13), longest=10).until_on == date(2025, 5, 13)


def test_an_answer_can_be_tried_out_and_is_given_once(told):
    number = the_alert(told).id

    tried = take_on(told, number, dry_run=True)
    before = the_alert(told).state
    take_on(told, number, request="r-1")
    again = take_on(told, number, request="r-1")
    aside = put_aside(told, number, date(2025, 5, 9), request="r-2")
    once = put_aside(told, number, date(2025, 5, 9), request="r-2")

    assert (tried.state, before) == (AlertState.ACKNOWLEDGED, AlertState.RAISED)
    assert again.state is AlertState.ACKNOWLEDGED
    assert (aside.state, once.state) == (AlertState.SNOOZED, AlertState.SNOOZED)
    assert len(told.store.entries(f"alert/{number}")) == 2
