"""What keeps reminders back, visibly; and that nothing keeps back an overdue probation alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import at

from scheduler.answers import acknowledge
from scheduler.handing import hand_over
from storage.as_of import AsOfStore
from workflow.actions.pause import hold, resume
from workflow.actions.roles import end_holder
from workflow.actions.unit_status import end_unit
from workflow.errors import NotFoundError, RefusedError
from workflow.moment import Moment
from workflow.reasons import Reason
from workflow.reminders import AlertState, Inhibition, Role, Stilled
from workflow.verification import verify


@pytest.fixture
def city(office):
    """A ward with a case whose probation ends on 1 August 2025; one desk in the city has it all."""
    office.tell(*office.everybody())
    office.ref = office.a_case()
    office.tick("2025-05-03")
    office.shown.clear()
    return office


def dissolve(office, on):
    office.now = at(on)
    end_unit(office.desk(), "DV", on=date.fromisoformat(on), document="9-NQ/TU")


def states(office, rule):
    return {(one.state, one.inhibited_by) for one in office.lines(rule)}


def test_a_unit_that_is_no_more_is_not_reminded_and_the_list_says_so(city):
    dissolve(city, "2025-06-01")

    result = city.tick("2025-07-02")

    assert (result.raised, result.messages) == (0, 0)
    assert states(city, "probation") == {(AlertState.INHIBITED, Inhibition.DISSOLVED)}
    assert city.alerts.stilled(date(2025, 7, 2)) == Stilled(held=0, dissolved=1)


def test_a_case_on_hold_is_counted_among_what_nobody_is_reminded_of(city):
    city.now = at("2025-06-01")
    hold(city.desk(), city.ref, Reason.ABSENT)

    assert city.alerts.stilled(date(2025, 8, 1)).held == 3
    assert states(city, "probation") == {(AlertState.INHIBITED, Inhibition.HOLD)}
    resume(city.desk(), city.ref)
    assert city.alerts.stilled(date(2025, 8, 1)) == Stilled(held=0, dissolved=0)


@pytest.mark.parametrize("silence", ["hold", "dissolve", "both"])
def test_an_overdue_probation_is_silenced_neither_by_a_hold_nor_by_dissolving_the_unit(
    city, silence
):
    city.now = at("2025-06-01")
    if silence != "dissolve":
        hold(city.desk(), city.ref, Reason.ABSENT)
    if silence != "hold":
        dissolve(city, "2025-06-01")
    assert city.tick("2025-07-31").raised == 0

    ended = city.tick("2025-08-02")
    late = city.tick("2025-12-15")  # the cell's thirty working days and ninety more

    assert ended.sent == late.sent == 1
    assert city.rungs("probation")[-1] == 0
    assert city.rungs("recognition-cell")[-1] == 90
    assert states(city, "probation") == {(AlertState.RAISED, None)}
    assert states(city, "recognition-cell") == {(AlertState.RAISED, None)}
    assert {state for state, _ in states(city, "new-member-course")} == {AlertState.INHIBITED}


def test_a_digest_on_its_way_is_not_emptied_by_a_hold_on_an_overdue_recognition(city):
    city.now = at("2025-10-01")
    city.tick_with(city.bell_without_screen())
    hold(city.desk(), city.ref, Reason.ABSENT)

    city.tick("2025-10-02")

    assert "Xét đề nghị công nhận" in "".join(city.shown) or "dự bị" in "".join(city.shown)
    assert "Đảng viên mới nộp lý lịch" not in "".join(city.shown)


def test_the_past_shows_what_inhibited_an_alert_then(city):
    dissolve(city, "2025-06-01")

    def seen(day):
        moment = Moment(as_of=date.fromisoformat(day), known_at=at("2025-08-20"))
        past = AsOfStore(city.store, moment, city.desk().law)
        return {
            (one.state, one.inhibited_by)
            for one in past.alerts.alerts(moment.as_of, everything=True)
            if one.rule == "probation"
        }

    assert seen("2025-06-01") == {(AlertState.RAISED, None)}
    assert seen("2025-06-02") == {(AlertState.INHIBITED, Inhibition.DISSOLVED)}
    assert seen("2025-08-02") == {(AlertState.RAISED, None)}


@pytest.fixture
def handed(city):
    """A secretary and an officer in the register; the first alert was given to the secretary."""
    city.tell()
    city.a_holder(Role.CELL_SECRETARY, "Lê Văn Tám", address="quầy Tám")
    city.a_holder(Role.AUDITOR, "Võ Thị Sáu", unit="TP", address="quầy Sáu")
    city.tick("2025-06-02")
    city.shown.clear()
    return city


def hand(office, to="Võ Thị Sáu", **more):
    number = office.lines("probation")[-1].id
    return hand_over(office.desk(), office.alerts, number, to, reason="Đi học", **more)


def desks(office):
    return [text.partition("]")[0] + "]" for text in office.shown]


def test_who_takes_an_alert_over_is_told_of_it_and_of_the_next_rungs_and_nobody_twice(handed):
    line = hand(handed)
    handed.tick("2025-06-02")
    first = desks(handed)
    handed.shown.clear()
    handed.tick("2025-07-02")

    assert (line.state, line.handed_to) == (AlertState.ACKNOWLEDGED, "TP#1")
    assert first == ["[quầy Sáu]"]
    assert sorted(desks(handed)) == ["[quầy Sáu]", "[quầy Tám]"]
    assert verify(handed.store.audit).intact


def test_a_hand_over_is_an_entry_without_a_name_and_a_later_answer_keeps_it(handed):
    line = hand(handed)
    acknowledge(handed.desk(), handed.alerts, line.id, reason="Tôi cũng theo")

    (entry, _) = handed.store.entries(f"alert/{line.id}")

    assert (entry.fields["event"], entry.fields["data"]["to"]) == ("handed-over", "TP#1")
    assert "Sáu" not in entry.body
    assert handed.lines("probation")[-1].handed_to == "TP#1"
    assert verify(handed.store.audit).intact


def test_a_hand_over_silences_nobody(handed):
    handed.tick("2025-09-20")
    hand_over(
        handed.desk(),
        handed.alerts,
        handed.lines("recognition-cell")[0].id,
        "TP#1",
        reason="Ủy ban kiểm tra theo",
    )
    handed.shown.clear()

    handed.tick("2025-10-05")

    assert "[quầy Tám]" in desks(handed)


def test_who_left_the_role_is_told_no_more(handed):
    hand(handed)
    handed.tick("2025-06-02")
    handed.shown.clear()
    end_holder(handed.desk(), "TP", Role.AUDITOR, on=date(2025, 6, 30))

    handed.tick("2025-07-02")

    assert desks(handed) == ["[quầy Tám]"]


def test_an_alert_goes_only_to_somebody_who_has_business_with_it(handed):
    handed.a_holder(Role.AUDITOR, "Trần Văn Ơn", unit="CVA", address="quầy Ơn")
    handed.a_holder(Role.HELPER, "Võ Thị Sáu", address="quầy khác")

    with pytest.raises(NotFoundError) as nobody:
        hand(handed, "Nguyễn Thị Định")
    with pytest.raises(RefusedError) as elsewhere:
        hand(handed, "Trần Văn Ơn")
    with pytest.raises(NotFoundError) as several:
        hand(handed)

    assert nobody.value.what.vi == "Không ai là “Nguyễn Thị Định” giữ vai trò hôm nay."
    assert elsewhere.value.what.en.startswith("“Trần Văn Ơn” holds no role in DV or above it;")
    assert several.value.what.en == "“Võ Thị Sáu” stands for several people; type an address."
    assert hand(handed, "quầy Sáu").handed_to == "TP#1"


def test_a_hand_over_is_tried_out_and_done_once(handed):
    tried = hand(handed, dry_run=True)
    before = handed.lines("probation")[-1].handed_to
    hand(handed, request="r-1")
    again = hand(handed, request="r-1")

    assert (tried.handed_to, before, again.handed_to) == ("TP#1", None, "TP#1")
    assert len(handed.store.entries(f"alert/{again.id}")) == 1


@pytest.mark.parametrize("change", ["handed_to = NULL", "handed_to = 'DV#9'"])
def test_a_hand_over_that_was_altered_is_named(handed, change):
    line = hand(handed)
    with handed.store.engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE alert SET {change} WHERE id = {line.id}")  # noqa: S608

    (found,) = verify(handed.store.audit).breaks

    assert found.detail.en == "its row differs in handed_to"


def test_a_desk_of_somebody_else_may_hand_over(handed):
    other = replace(handed.desk(), actor="hoa")

    line = hand_over(
        other, handed.alerts, handed.lines("probation")[0].id, "vo thi sau", reason="Nhận thay"
    )

    assert line.answered_by == "hoa"
