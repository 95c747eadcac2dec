"""One identity number has one open case, whoever writes at the same moment: two real writers."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from builders import a_desk, at, units
from sqlalchemy import text

from storage.address import address_of
from storage.claims import claim_numbers
from storage.schema import open_store
from workflow.actions.advance import advance
from workflow.actions.correct import correct_person
from workflow.actions.erase import erase
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold
from workflow.errors import ConflictError, NumberTakenError
from workflow.reasons import Reason
from workflow.states import Event, State
from workflow.verification import verify

NUMBER = "058099001234"


@pytest.fixture
def url(request: pytest.FixtureRequest, store) -> str:
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


@pytest.fixture
def desk(store):
    found = a_desk(store)
    units(found)
    return found


class Blind:
    """A store that does not know whose a number is, as before the database did."""

    def __init__(self, store):
        self._store = store

    def __getattr__(self, name):
        return getattr(self._store, name)

    def cases_numbered(self, _numbers):
        return {}


class Meeting:
    """A store whose writer waits, having looked, until the other one has looked as well."""

    def __init__(self, store, barrier):
        self._store, self._barrier, self._met = store, barrier, False

    def __getattr__(self, name):
        return getattr(self._store, name)

    def counter(self, name):
        seen = self._store.counter(name)
        if not self._met:
            self._met = True
            self._barrier.wait(timeout=60)
        return seen


def a_nominee(name="Trần Đại Quỳnh", number=NUMBER):
    return Nominee(name=name, born="1999-03-12", education="upper-secondary", identity_no=number)


def at_once(url, *writers):
    """What became of each writer, each with a store of its own, all of which looked first."""
    barrier = threading.Barrier(len(writers))
    outcomes = {}

    def work(number, writer):
        with open_store(address_of(url)) as store:
            try:
                outcomes[number] = writer(replace(a_desk(store), store=Meeting(store, barrier)))
            except ConflictError as refused:
                outcomes[number] = refused

    threads = [threading.Thread(target=work, args=item) for item in enumerate(writers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return list(outcomes.values())


def nominates(name, clock="2026-11-23"):
    def write(desk):
        moved = replace(desk, clock=lambda: at(clock, 3))
        return nominate(moved, a_nominee(name), "DV", another=True, on=at("2026-11-20").date())

    return write


def refused_and_done(outcomes):
    refused = [one for one in outcomes if isinstance(one, ConflictError)]
    done = [one for one in outcomes if not isinstance(one, ConflictError)]
    assert (len(refused), len(done)) == (1, 1)
    return refused[0], done[0]


@pytest.mark.parametrize("years", [("2026-11-23", "2026-11-23"), ("2026-11-23", "2027-01-04")])
def test_of_two_nominations_under_one_number_at_the_same_instant_one_is_refused(desk, url, years):
    """In two years nothing else holds them apart: the cases are numbered from two series."""
    names = ("Trần Đại Quỳnh", "Tran Dai Quynh")
    writers = [nominates(name, clock) for name, clock in zip(names, years, strict=True)]

    refused, done = refused_and_done(at_once(url, *writers))

    ref = done.case.ref
    assert refused.exit_code == 6
    assert refused.what.en == (
        f"The person with this identity number already has case {ref} (Nominated)."
    )
    assert NUMBER not in refused.what.vi + refused.what.en
    assert desk.store.case_count(done.case.person) == 1
    assert sum(desk.store.counts().values()) == 1
    assert verify(desk.store.audit).breaks == ()


def test_of_a_nomination_and_a_list_with_the_same_number_one_is_refused(desk, url):
    def takes_over(desk):
        newcomer = Newcomer(
            person=a_nominee("Trần Đ. Quỳnh").person(desk.today()),
            unit="DV",
            state=State.NOMINATED,
            on=at("2026-11-20").date(),
        )
        return take_over(desk, [newcomer], file_name="d", sha256="0" * 64)

    refused_and_done(at_once(url, nominates("Trần Đại Quỳnh", "2027-01-04"), takes_over))

    assert sum(desk.store.counts().values()) == 1
    assert verify(desk.store.audit).breaks == ()


def test_of_two_returns_of_one_person_at_the_same_instant_one_is_refused(desk, url):
    first = nominate(desk, a_nominee(), "DV", on=at("2026-11-20").date()).case.ref
    advance(desk, first, Event.CLOSE, reason_code=Reason.WITHDRAWN)

    def again(clock):
        def write(desk):
            moved = replace(desk, clock=lambda: at(clock, 3))
            return nominate(moved, a_nominee(), "DV", earlier=first)

        return write

    refused, done = refused_and_done(at_once(url, again("2026-11-23"), again("2027-01-04")))

    assert done.case.ref in refused.what.en
    assert desk.store.case_count(done.case.person) == 2


def other(desk, number="058099009999"):
    return nominate(desk, a_nominee("Lê Thị Bưởi", number), "DV", another=True).case.ref


def test_a_correction_takes_the_claim_along_and_leaves_the_old_number_free(desk):
    ref = nominate(desk, a_nominee(), "DV", another=True).case.ref
    correct_person(desk, ref, {"identity_no": "058099001235"}, reason="gõ nhầm")

    free = other(desk, NUMBER)

    blind = replace(desk, store=Blind(desk.store))
    with pytest.raises(NumberTakenError) as refused:
        correct_person(blind, free, {"identity_no": "0580 9900 1235"}, reason="x")
    assert refused.value.exit_code == 6
    assert "1235" not in refused.value.what.vi + refused.value.what.en
    correct_person(desk, free, {"name": "Lê Thị Bưởi Em"}, reason="x")


def test_what_is_over_frees_the_number_and_an_erasure_leaves_no_hash(desk):
    ref = nominate(desk, a_nominee(), "DV").case.ref
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    assert claims(desk, ref) != [None]

    erase(desk, ref, "request", confirm=ref, approved_by="hoa")

    assert claims(desk, ref) == [None]
    assert nominate(desk, a_nominee(), "DV").case.state is State.NOMINATED


def claims(desk, ref):
    asked = text("SELECT number_key FROM case_file WHERE ref = :ref")
    with desk.store.engine.connect() as connection:
        return list(connection.execute(asked, {"ref": ref}).scalars())


def test_a_case_that_is_reopened_beside_another_of_its_number_is_refused(desk):
    member = nominate(desk, a_nominee(), "DV", on=at("2024-01-02").date()).case.ref
    with desk.store.engine.connect() as connection:
        connection.execute(
            text("UPDATE case_file SET state = 'full_member' WHERE ref = :ref"), {"ref": member}
        )
        key = connection.execute(text("SELECT number_key FROM case_file")).scalar_one()
    second = other(desk)
    reopened = text("UPDATE case_file SET state = 'verification' WHERE ref = :ref")
    with desk.store.engine.connect() as connection:
        taken = text("UPDATE case_file SET number_key = :key WHERE ref = :ref")
        connection.execute(taken, {"key": key, "ref": second})
        with pytest.raises(Exception, match="number_key"):
            connection.execute(reopened, {"ref": member})


def test_what_stands_twice_since_an_older_program_goes_on_and_gets_no_third(desk):
    """The first open case has the claim; the other one is left alone, and can be corrected."""
    over = nominate(desk, a_nominee("Hồ Thị Na", "058099007777"), "DV", another=True).case.ref
    advance(desk, over, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    first = other(desk, NUMBER)
    forget = text("UPDATE case_file SET number_key = NULL")
    with desk.store.engine.connect() as connection:
        connection.execute(forget)
    blind = replace(desk, store=Blind(desk.store))
    second = other(blind, NUMBER)
    with desk.store.engine.connect() as connection:
        connection.execute(forget)
        claim_numbers(connection)
        claim_numbers(connection)

    assert [claims(desk, one) == [None] for one in (first, second, over)] == [False, True, False]
    correct_person(desk, second, {"name": "Trần Đại Quỳnh Em"}, reason="x")
    for ref in (first, second):
        hold(desk, ref, Reason.ABSENT)
    with pytest.raises(NumberTakenError):
        other(blind, NUMBER)
