"""Acceptance test 9: the same person is referred by the Youth Union and by the union."""

from __future__ import annotations

from datetime import date

from builders import a_desk, take_to, units

from office.people_known import Everybody
from office.referral_rows import Counter, referral_reasons, referred
from office.unit_names import UnitNames
from planning.conversion import conversion
from storage.known import known_people
from workflow.facts import FactKind
from workflow.registers.receiving import HandOver, receive
from workflow.registers.referrals import earlier_lists, outcome_of, referrals
from workflow.states import State
from workflow.verification import verify


def hand_over(desk, referrer, by, *rows):
    """A list as the office takes it in: judged first, then written."""
    on = date(2024, 1, 5)
    at = Counter(
        units=UnitNames(desk.store.units(desk.today())),
        people=Everybody.of(known_people(desk.store)),
        earlier=earlier_lists(referrals(desk.store), referrer),
        on=on,
        today=desk.today(),
    )
    assert [referral_reasons(row, at) for row in rows] == [[] for _ in rows]
    given = HandOver(by=by, referrer=referrer, on=on)
    receive(desk, given, [referred(row, at) for row in rows], file_name="ds", sha256=referrer)


def test_same_person_referred_by_youth_union_and_union_is_one_case_two_referrals_counted_once_each(
    store,
):
    desk = a_desk(store)
    units(desk)
    both = {
        "name": "Nguyễn Thị Mỹ Hương",
        "born": "1998-05-02",
        "education": "upper-secondary",
        "unit": "DV",
    }
    other = {"name": "Trần Đại Quỳnh", "born": "1999-11-30", "unit": "DV"}

    hand_over(desk, "Thành đoàn", "youth-union", both, other)
    hand_over(desk, "Liên đoàn Lao động", "labour-federation", both)
    take_to(desk, "HS-2026-0001", State.ADMITTED)

    assert store.counts() == {"admitted": 1, "nominated": 1}  # the funnel: one case each
    case = store.dossier("HS-2026-0001").case
    assert [one.data["by"] for one in case.facts_of(FactKind.REFERRAL)] == [
        "youth-union",
        "labour-federation",
    ]
    found = [(one, outcome_of(store, store.dossier(one.case).case)) for one in referrals(store)]
    table = conversion(found, lambda one: one.referrer)
    assert [(one.group, one.admitted, one.referred) for one in table.groups] == [
        ("Liên đoàn Lao động", 1, 1),
        ("Thành đoàn", 1, 2),
    ]
    assert (table.total.admitted, table.total.referred, table.overlapping) == (1, 2, 1)
    assert verify(store.audit).breaks == ()
