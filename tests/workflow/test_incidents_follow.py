"""An incident goes on with the heir of its unit; what was, stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from builders import CITY, SCHOOL, WARD, a_desk, at

from storage.as_of import AsOfStore
from storage.scoped import ScopedStore
from workflow.account import Account, Grant, Seat
from workflow.actions.registers import add_units
from workflow.actions.reorganise import reorganise
from workflow.deeds import deed
from workflow.moment import Moment
from workflow.policy import sight_of
from workflow.registers.incident_steps import (
    close_incident,
    find_incident,
    open_incident,
    report_incident,
)
from workflow.registers.incidents import Ending, incidents
from workflow.registers.register import Register
from workflow.reorganising.asking import Founding, Parting, Terms, merging, parting
from workflow.reorganising.plan import Turn
from workflow.roles import Role
from workflow.unit import UnitStatus
from workflow.verification import verify

DAY = date(2026, 11, 22)
ON = Terms(on=DAY, document="9-NQ/TU", issuer="TP")
SC = "incident/SC-2026-0001"


@pytest.fixture
def desk(store):
    """A ward with an incident that was not told yet, a school, both of a city."""
    made = a_desk(store)
    cell = replace(WARD, code="CB1", name="Chi bộ 1", status=UnitStatus.CELL, parent="DV")
    add_units(made, [CITY, replace(WARD, members=30), replace(SCHOOL, members=20), cell])
    open_incident(made, "Mất máy", on=date(2026, 11, 21), at=time(8, 30), unit="DV")
    return made


def merge(desk, **more):
    return reorganise(desk, merging(desk, ["DV"], "CVA", ON), **more)


def of(desk, unit):
    """The desk of an officer who sees one unit alone."""
    since, today = date(2020, 1, 1), desk.today()
    given = Grant(account="hoa", seq=2, role=Role.OFFICER, unit=unit, from_on=since, by="lan")
    account = Account(name="hoa", seq=1, since=since, grants=(given,))
    sight = sight_of(Seat(name="hoa", alone=False, account=account), today, desk.store.units(today))
    return replace(desk, store=ScopedStore(desk.store, sight))


def test_an_incident_is_its_heirs_from_the_day_of_a_merger_on(desk):
    before = desk.store.entries(SC)

    done = merge(desk)

    assert [one.record.unit for one in incidents(desk.store)] == ["CVA"]
    assert done.incidents == {("DV", "CVA"): 1}
    first, moved = desk.store.entries(SC)
    assert (first,) == tuple(before)
    told = moved.fields
    assert (told["event"], told["effective_on"], told["unit"], told["data"]) == (
        "incident-moved",
        "2026-11-22",
        "DV",
        {"goes_to": "CVA"},
    )
    assert told["document"] == {"number": "9-NQ/TU", "issuer": "TP"}
    assert not {"opens", "closes", "to"} & told.keys()
    assert deed(told).en == "Data incident goes on with the heir"
    assert verify(desk.store.audit).breaks == ()


def test_the_alerts_of_an_incident_are_the_heirs_and_the_past_keeps_the_old_unit(desk):
    merge(desk)

    (duty,) = desk.store.alerts.duties(date(2026, 11, 23), ["CVA"])
    assert (duty.case, duty.unit) == (SC, "CVA")
    then = Moment(as_of=date(2026, 11, 21), known_at=desk.clock())
    past = AsOfStore(desk.store, then, desk.law)
    assert [one.unit for one in past.records(Register.INCIDENT)] == ["DV"]


def test_the_heirs_officer_sees_it_whole_and_tells_the_authority(desk):
    merge(desk)
    heir = of(desk, "CVA")
    assert [one.ref for one in incidents(heir.store)] == ["SC-2026-0001"]
    assert list(heir.store.unsealed(SC).values()) == ["Mất máy"]

    report_incident(heir, "0001")

    assert desk.store.alerts.duties(date(2026, 11, 23)) == []
    assert [one.seq for one in heir.store.entries(SC)] == [1, 2, 3]
    assert verify(desk.store.audit).breaks == ()


def test_what_is_over_stays_where_it_ended(desk):
    close_incident(desk, "0001", Ending.FALSE_ALARM, reason="Đã tìm thấy")

    assert merge(desk).incidents == {}

    assert find_incident(desk, "0001").record.unit == "DV"
    assert len(desk.store.entries(SC)) == 2


def test_a_unit_that_goes_on_after_a_split_keeps_its_incidents(desk):
    founded = Founding(code="DV2", name="Đảng bộ mới")
    among = Parting(heirs=[founded], given={"CB1": "DV2"}, keep=True)
    reorganise(desk, parting(desk, "DV", among, ON))

    assert find_incident(desk, "0001").record.unit == "DV"


def test_the_principal_heir_of_a_unit_that_is_dissolved_has_its_incidents(desk):
    among = Parting(heirs=["CVA", "TP"])
    reorganise(desk, parting(desk, "DV", among, ON, Turn.DISSOLVE))

    assert find_incident(desk, "0001").record.unit == "CVA"


def test_an_incident_that_was_known_after_the_day_goes_from_that_day_on(desk):
    later = replace(desk, clock=lambda: at("2026-11-24"))
    open_incident(later, "Gửi nhầm", on=date(2026, 11, 23), at=time(8, 30), unit="DV")

    merge(later)

    last = later.store.entries("incident/SC-2026-0002")[-1].fields
    assert last["effective_on"] == "2026-11-23"


def test_a_rehearsal_says_what_would_follow_and_moves_nothing(desk):
    assert merge(desk, dry_run=True).incidents == {("DV", "CVA"): 1}

    assert find_incident(desk, "0001").record.unit == "DV"
