"""A store through somebody's eyes: nothing can be read that nobody thought of."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date, time

import pytest
from builders import a_case, a_desk, at, take_to, units

from storage.alerts import SqlAlerts
from storage.as_of import AsOfStore
from storage.scoped import LOOKING, OPEN, TICKING, ScopedStore, _ScopedAlerts
from storage.store import SqlStore
from workflow.account import Account, Grant, Seat
from workflow.actions.pause import note
from workflow.actions.transfer import transfer
from workflow.errors import NotPermittedError
from workflow.listing import CaseFilter
from workflow.person import Person
from workflow.policy import Scope, Sight, sight_of
from workflow.registers.data_request_steps import answer_request, open_request
from workflow.registers.data_requests import RequestKind
from workflow.registers.incident_steps import open_incident
from workflow.registers.receiving import HandOver, Referred, receive
from workflow.registers.referrals import referrals
from workflow.registers.register import Register
from workflow.roles import Role
from workflow.states import State
from workflow.verification import verify


def public(kind):
    return {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}


def test_every_way_to_read_a_store_is_narrowed_or_said_to_be_open():
    narrowed = {name for name in vars(ScopedStore) if not name.startswith("_")}

    assert public(SqlStore) - narrowed - set(OPEN) == set()
    assert set(OPEN) - public(SqlStore) - {"engine"} == set()
    assert public(AsOfStore) - public(SqlStore) == {
        "answers",
        "glances",
        "of_the_office",
        "running",
    }


def test_every_way_to_reach_alerts_is_narrowed_or_for_the_clock_or_names_nobody():
    narrowed = {name for name in vars(_ScopedAlerts) if not name.startswith("_")}

    assert public(SqlAlerts) - narrowed - set(LOOKING) == set()
    assert set(TICKING) <= narrowed
    assert tuple(sorted(TICKING)) == TICKING


def a_seat(desk, *roles, unit="DV", name="minh"):
    grants = tuple(
        Grant(account=name, seq=number, role=role, unit=unit, from_on=desk.today(), by="lan")
        for number, role in enumerate(roles, start=2)
    )
    account = Account(name=name, seq=1, since=desk.today(), grants=grants)
    return Seat(name=name, alone=False, account=account)


def eyes(store, desk, *roles, unit="DV", name="minh"):
    seat = a_seat(desk, *roles, unit=unit, name=name)
    return ScopedStore(store, sight_of(seat, desk.today(), store.units(desk.today())))


@pytest.fixture
def desk(store):
    found = a_desk(store)
    units(found)
    return found


def test_a_case_that_waits_to_be_taken_over_is_seen_by_who_shall_take_it(store, desk):
    ref = a_case(desk)
    theirs = eyes(store, desk, Role.OFFICER, unit="CVA")
    with pytest.raises(NotPermittedError) as caught:
        theirs.dossier(ref)
    assert caught.value.what.vi == "Không có quyền xem hồ sơ ở DV."

    transfer(desk, ref, "offer", to="CVA")

    assert theirs.dossier(ref) is not None
    assert theirs.refs_like(ref[-4:], 9) == []  # not yet theirs: not in their lists


def test_what_is_out_of_scope_is_not_hinted_at_by_a_search(store, desk):
    ref = a_case(desk)
    person = store.dossier(ref).person

    ours, theirs = (eyes(store, desk, Role.AUDITOR, unit=unit) for unit in ("DV", "CVA"))

    for one, found in ((ours, [ref]), (theirs, [])):
        assert list(one.refs_named(person.name_key, 9)) == found
        assert list(one.refs_of(person.id)) == found
        assert [line.ref for line in one.cases(CaseFilter())] == found
        assert sum(one.counts().values()) == len(found)
        assert [entry.stream for entry in one.log({"kind": "transition"})] == found
    assert theirs.open_case(person.name_key, person.born) == ref


def test_a_referrer_sees_whom_they_named_wherever_they_went(store, desk):
    mine = a_case(a_desk(store, actor="doan"))
    transfer(desk, mine, "offer", to="CVA")
    transfer(desk, mine, "accept")
    named = eyes(store, desk, Role.REFERRER, name="doan")

    assert [line.ref for line in named.cases(CaseFilter())] == [mine]
    assert named.dossier(mine).case.unit == "CVA"
    assert named.entries(mine)
    assert named.unsealed(mine)
    with pytest.raises(NotPermittedError):
        eyes(store, desk, Role.REFERRER, name="khac").dossier(mine)


def test_a_referrer_sees_the_lists_of_the_organisation_it_speaks_for_and_no_other(store, desk):
    refs = {}
    for name, organisation in (("A", "Thành đoàn"), ("B", "Liên đoàn Lao động")):
        given = HandOver(by="other", referrer=organisation, on=desk.today(), unit="CVA")
        key = f"le thi {name.lower()}"
        person = Person(id=f"p{name}", name=f"Lê Thị {name}", name_key=key, name_sort=key)
        row = Referred(person=person, unit="CVA", handed_on=desk.today())
        received = receive(desk, given, [row], file_name="ds.csv", sha256=name * 64)
        refs[organisation] = next(iter(received.record.data["people"]))
    seat = a_seat(desk, Role.REFERRER, name="doan")
    spoken = replace(seat.account.grants[0], organisation="thanh ĐOÀN")
    seat = replace(seat, account=replace(seat.account, grants=(spoken,)))
    theirs = ScopedStore(store, sight_of(seat, desk.today(), store.units(desk.today())))

    mine = refs["Thành đoàn"]
    assert [line.ref for line in theirs.cases(CaseFilter())] == [mine]
    assert [one.case for one in referrals(theirs)] == [mine]
    assert theirs.record("referral/GT-2026-0001").data["people"].keys() == {mine}
    with pytest.raises(NotPermittedError):
        theirs.dossier(refs["Liên đoàn Lao động"])
    with pytest.raises(NotPermittedError):
        theirs.record("referral/GT-2026-0002")


def test_an_administrator_looks_at_no_case(store, desk):
    ref = a_case(desk)
    admin = eyes(store, desk, Role.ADMIN, unit=None)

    for look in (
        lambda: admin.dossier(ref),
        lambda: admin.cases(CaseFilter()),
        lambda: admin.entries(ref),
        lambda: admin.log({}),
        admin.counts,
    ):
        with pytest.raises(NotPermittedError) as caught:
            look()
        assert caught.value.what.en == "Not permitted: read cases."
    assert admin.units(desk.today())
    assert admin.heads([ref])


def test_who_sees_everything_sees_what_the_store_holds(store, desk):
    ref = a_case(desk)
    whole = ScopedStore(store, Sight(seat=a_seat(desk), day=desk.today(), scope=Scope(units=None)))

    assert whole.cases(CaseFilter(limit=1)) == store.cases(CaseFilter())
    assert whole.entries(ref) == store.entries(ref)
    assert whole.entries("unit/DV") == store.entries("unit/DV")
    assert whole.figures.waiting() == store.figures.waiting()


def test_names_and_people_of_reports_are_told_only_in_scope(store, desk):
    late = a_desk(store, at("2024-07-20"))
    ref = a_case(late)
    take_to(late, ref, State.ADMITTED)
    year = (date(2024, 1, 1), date(2024, 12, 31))
    mine, theirs = (eyes(store, desk, Role.OFFICER, unit=unit) for unit in ("DV", "CVA"))

    assert set(mine.names_of([ref])) == {ref}
    assert [one.ref for one in mine.admittees(*year)] == [ref]
    assert theirs.names_of([ref]) == {}
    assert theirs.admittees(*year) == []


def test_who_verifies_without_seeing_every_case_opens_no_value_of_anybody(store, desk):
    note(desk, a_case(desk), "Lời khai riêng")
    for eye in (
        eyes(store, desk, Role.AUDITOR, unit="DV"),
        eyes(store, desk, Role.ADMIN, unit=None),
    ):
        with eye.audit.moment() as rows:
            kept = [one for _, one in rows.sealed_rows()]
        assert [one.locked for one in kept] == [True, True]
        assert verify(eye.audit).intact
    with eyes(store, desk, Role.AUDITOR, unit=None).audit.moment() as rows:
        assert "Lời khai riêng" in {one.value for _, one in rows.sealed_rows()}


def test_requests_and_incidents_of_another_unit_are_not_seen_in_the_log_either(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    open_request(desk, ref, RequestKind.SEE, on=date(2026, 11, 13))
    open_incident(desk, "w", on=date(2026, 11, 13), at=time(8, 30), unit="DV")
    streams = ("request/YC-2026-0001", "incident/SC-2026-0001")

    mine = eyes(store, desk, Role.OFFICER, unit="DV")
    other = eyes(store, desk, Role.OFFICER, unit="CVA")

    for stream, register in zip(streams, (Register.REQUEST, Register.INCIDENT), strict=True):
        assert [len(one.entries(stream)) for one in (mine, other)] == [1, 0]
        assert [len(one.log({"stream": stream})) for one in (mine, other)] == [1, 0]
        assert [len(one.records(register)) for one in (mine, other)] == [1, 0]
        assert other.unsealed(stream) == {}
        with pytest.raises(NotPermittedError):
            other.record(stream)


def test_a_request_goes_with_the_person_to_another_unit(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    open_request(desk, ref, RequestKind.SEE, on=date(2026, 11, 13))
    for step in ("offer", "accept"):
        transfer(desk, ref, step, to="CVA")
    answer_request(desk, "0001")

    left = eyes(store, desk, Role.OFFICER, unit="DV")
    taken = eyes(store, desk, Role.OFFICER, unit="CVA")

    stream = "request/YC-2026-0001"
    assert [len(one.entries(stream)) for one in (left, taken)] == [0, 2]
    assert [len(one.records(Register.REQUEST)) for one in (left, taken)] == [0, 1]
    assert taken.record(stream).data["case"] == ref
    assert store.entries(stream)[-1].fields["unit"] == "CVA"
    assert left.record("request/YC-2026-0009") is None
    with pytest.raises(NotPermittedError):
        left.record(stream)


def test_only_whose_scope_holds_all_units_of_a_figure_sees_it_whole(store):
    desk = a_desk(store)
    units(desk)
    ward, everywhere = (eyes(store, desk, Role.OFFICER, unit=unit) for unit in ("DV", None))

    assert store.sees_whole(None)
    assert everywhere.sees_whole(None)
    assert ward.sees_whole({"DV"})
    assert not ward.sees_whole({"DV", "CVA"})
    assert not ward.sees_whole(None)


def test_the_whole_log_is_taken_away_by_who_reads_all_of_it_or_looks_after_the_machine(store, desk):
    a_case(desk)
    for role, unit in ((Role.AUDITOR, "TP"), (Role.OFFICER, None), (Role.ADMIN, None)):
        eyes(store, desk, role, unit=unit).allow_whole_log()

    for role in (Role.OFFICER, Role.APPROVER, Role.AUDITOR):
        with pytest.raises(NotPermittedError) as caught:
            eyes(store, desk, role, unit="DV").allow_whole_log()
        assert caught.value.what.vi.startswith("Bản xuất có cả nhật ký, kể cả của tổ chức ngoài")
    with pytest.raises(NotPermittedError):
        eyes(store, desk, Role.REFERRER, unit=None).allow_whole_log()
