"""Who is told, in how many messages."""

from __future__ import annotations

from datetime import date

import pytest
from builders import at

from scheduler.posts import posts_of
from scheduler.routing import Router
from workflow.actions.advance import advance
from workflow.actions.pause import hold, resume
from workflow.actions.reorganise import reorganise
from workflow.reasons import Reason
from workflow.reminders import Addressee, Place, Role, Slot
from workflow.reorganising.asking import Terms, merging
from workflow.states import Event

QUAY_1 = Addressee(channel="terminal", address="quầy 1")


def test_after_forty_days_of_downtime_each_person_gets_one_digest(office):
    office.tell(
        office.by_terminal(Role.CELL_SECRETARY),
        office.by_terminal(Role.GRASSROOTS_OFFICER, desk="quầy 2"),
    )
    office.a_case()
    office.tick("2025-06-14")
    office.shown.clear()

    result = office.tick("2025-07-24")

    assert (result.messages, result.sent, result.waiting) == (2, 2, 0)
    assert [text.partition("]")[0] for text in sorted(office.shown)] == ["[quầy 1", "[quầy 2"]
    assert office.tick("2025-07-24").messages == 0


def test_a_digest_tells_a_deadline_once_however_many_of_its_rungs_were_missed(office):
    office.tell(office.by_terminal(Role.CELL_SECRETARY))
    ref = office.a_case()

    office.tick("2025-07-25")

    (shown,) = office.shown
    assert shown.count("Thời gian dự bị") == 1
    assert (
        f"- {ref} · Nguyễn Thị Mỹ Hương · Đảng bộ phường Đô Vinh · hạn 01/08/2025 · còn 7 ngày"
        in shown
    )


def test_a_role_that_the_unit_lacks_is_looked_for_upwards(office):
    office.tell(*office.everybody())  # at the city; the case is in a ward
    office.a_case()

    result = office.tick("2025-05-03")

    assert (result.messages, result.unaddressed) == (1, 0)
    assert {one.to for one in office.lines("probation")} == {("quầy 1",)}


def test_an_alert_for_nobody_is_counted_until_somebody_is_named(office):
    office.tell(office.by_terminal(Role.AUDITOR))
    office.a_case()

    first = office.tick("2025-05-03")
    second = office.tick("2025-05-04")
    waiting = office.alerts.unaddressed(date(2025, 5, 4))
    office.tell(*office.everybody())
    third = office.tick("2025-05-05")

    assert first.raised > 0
    assert first.unaddressed == waiting > 0
    assert (second.raised, second.unaddressed) == (0, first.unaddressed)
    assert (third.messages, third.unaddressed) == (1, 0)
    assert office.alerts.unaddressed(date(2025, 5, 5)) == 0


def test_without_a_screen_a_terminal_digest_waits_for_one(office):
    office.tell(*office.everybody())
    office.a_case()
    office.now = at("2025-05-03")

    waiting = office.tick_with(office.bell_without_screen())
    seen = office.tick("2025-05-03")

    assert (waiting.messages, waiting.sent, waiting.waiting) == (1, 0, 1)
    assert (seen.messages, seen.sent, seen.waiting) == (0, 1, 0)


def test_a_digest_whose_deadlines_were_met_meanwhile_is_not_sent(office):
    office.tell(*office.everybody())
    ref = office.a_case()
    office.now = at("2025-05-03")
    office.tick_with(office.bell_without_screen())
    advance(office.desk(), ref, Event.CLOSE, on=date(2025, 5, 3), reason_code=Reason.DIED)

    result = office.tick("2025-05-04")

    assert (result.sent, result.waiting, result.unaddressed, office.shown) == (0, 0, 0, [])
    assert office.alerts.ledger() == {"void": 1}


def test_a_digest_whose_case_was_put_on_hold_comes_back_when_it_is_resumed(office):
    office.tell(*office.everybody())
    ref = office.a_case()
    office.now = at("2025-05-03")
    office.tick_with(office.bell_without_screen())
    hold(office.desk(), ref, Reason.ABSENT)

    on_hold = office.tick("2025-05-04")
    state = {one.state.value for one in office.lines("probation", everything=False)}
    resume(office.desk(), ref)
    resumed = office.tick("2025-05-05")

    assert (on_hold.sent, on_hold.messages, on_hold.unaddressed) == (0, 0, 0)
    assert state == {"inhibited"}
    assert (resumed.raised, resumed.messages, resumed.sent) == (0, 1, 1)


def test_a_register_of_units_that_loops_does_not_hang_the_clock(small_office):
    places = {"A": Place(name="A", parent="B"), "B": Place(name="B", parent="A")}
    router = Router(posts_of([small_office.by_terminal(Role.AUDITOR, unit="C")], []), places)

    assert router.addressees("A", (Role.AUDITOR,)) == ()


def test_an_heir_is_looked_after_by_those_of_the_units_it_inherits_from(small_office):
    places = {
        "A": Place(name="A", parent="TP"),
        "B": Place(name="B", parent="TP", inherits=("A",)),
        "C": Place(name="C", parent="TP", inherits=("B",)),
        "TP": Place(name="TP", parent=None),
    }
    old = small_office.by_terminal(Role.AUDITOR, unit="A")
    above = small_office.by_terminal(Role.CELL_SECRETARY, unit="TP")
    own = small_office.by_terminal(Role.CELL_SECRETARY, unit="C")

    asked = Router(posts_of([old, above, own], []), places)

    assert asked.addressees("C", (Role.AUDITOR,)) == (old.addressee,)
    assert asked.addressees("B", (Role.CELL_SECRETARY,)) == (above.addressee,)
    assert asked.addressees("C", (Role.CELL_SECRETARY,)) == (own.addressee,)


def test_alerts_follow_a_case_to_the_heir_of_its_unit(office):
    office.tell(*office.everybody())
    ref = office.a_case()
    office.tick("2025-05-03")
    plan = merging(office.desk(), ["DV"], "CVA", Terms(on=date(2025, 5, 4)))
    office.now = at("2025-05-04")

    reorganise(office.desk(), plan)

    places = office.store.alerts.places(date(2025, 5, 4))
    assert places["CVA"].inherits == ("DV",)
    assert {one.unit for one in office.lines("probation")} == {"CVA"}
    assert office.desk().store.dossier(ref).case.unit == "CVA"


def test_somebody_with_two_roles_is_told_once(small_office):
    router = Router(posts_of(small_office.everybody(), []), {"DV": Place(name="DV", parent="TP")})

    assert router.addressees("DV", (Role.HELPER, Role.CELL_SECRETARY)) == (QUAY_1,)
    assert router.addressees("unknown", (Role.HELPER,)) == ()


def test_a_deadline_of_a_rule_that_was_taken_away_is_still_told(office):
    office.tell(*office.everybody())
    office.a_case()
    office.forget_rule("probation", "local-rule")

    office.tick("2025-08-01")

    assert "local-rule:" in office.shown[0]
    assert office.rungs("local-rule") == [-60, -30, -7, 0]


def test_a_plan_that_breaks_off_has_told_nobody_anything(office):
    office.a_case()
    office.tick("2025-05-03")
    pending = office.alerts.unaddressed(date(2025, 5, 3))

    class Breaks:
        wants_helpers = False
        soon = office.now
        told = 0

        def calls(self, _one):
            self.told += 1
            if self.told > 1:
                raise ZeroDivisionError
            return [(QUAY_1, Slot(on=None, at=office.now))]

    with pytest.raises(ZeroDivisionError):
        office.alerts.plan(lambda _closed: Breaks(), office.now, date(2025, 5, 3))

    assert office.alerts.ledger() == {}
    assert office.alerts.unaddressed(date(2025, 5, 3)) == pending > 0
