"""One identity number is one person: who has it already is not opened as somebody new."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, take_to, units

from storage.address import address_of
from storage.schema import open_store
from workflow.actions.advance import advance
from workflow.actions.correct import correct_person
from workflow.actions.nominate import Nominee, nominate
from workflow.errors import ConflictError, InputError, NotFoundError, RefusedError
from workflow.facts import FactKind
from workflow.readmission import Readmission
from workflow.reasons import Reason
from workflow.states import Event, State
from workflow.twins import twin_of, twins_of

NUMBER = "058099001234"
NAME = "Trần Đại Quỳnh"
BORN = "1999-03-12"
EARLY = date(2024, 1, 5)


def a_person(desk, *, name=NAME, born=BORN, number=NUMBER, **more):
    nominee = Nominee(name=name, born=born, education="upper-secondary", identity_no=number)
    return nominate(desk, nominee, "DV", document="1", **more).case.ref


def closed(desk):
    ref = a_person(desk, on=EARLY)
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    return ref


def refused(caught):
    error = caught.value
    told = [error.what, *error.why, error.following]
    assert not any(NUMBER in text.vi + text.en for text in told)
    return error


def test_a_number_with_an_open_case_opens_no_second_one_under_whatever_name(desk):
    ref = a_person(desk)

    for more in ({}, {"another": True}, {"readmission": Readmission()}, {"earlier": ref}):
        with pytest.raises(ConflictError) as caught:
            a_person(desk, name="Trần Đại Quynh", born="1998", number="0580 9900 1234", **more)
        assert refused(caught).what.vi == (
            "Người có số định danh này đã có hồ sơ HS-2026-0001 (bước Được giới thiệu)."
        )
    assert refused(caught).following.en == (
        "ketnap case show HS-2026-0001 (if the number was mistyped: type the right one)"
    )
    assert desk.store.counter("HS-2026") == 1
    assert a_person(desk, name="Lê Thị Bưởi", number="058099001235") == "HS-2026-0002"


def test_after_a_case_that_was_closed_the_same_person_begins_again(desk):
    ref = closed(desk)

    with pytest.raises(ConflictError) as caught:
        a_person(desk)
    again = a_person(desk, name="Trần Đại Quynh", earlier=ref.lower())

    assert refused(caught).what.en == (
        "The person with this identity number had case HS-2026-0001, which has ended (Closed)."
    )
    assert caught.value.following.en == (
        "ketnap case nominate … --earlier HS-2026-0001 (a new case of the same person)"
    )
    first, second = desk.store.dossier(ref), desk.store.dossier(again)
    assert second.person == first.person
    assert second.case.state is State.NOMINATED
    with pytest.raises(ConflictError, match="already has case HS-2026-0002"):
        a_person(desk, earlier=ref)


def test_a_member_comes_back_by_a_readmission_and_is_found_by_number_alone(desk):
    ref = a_person(desk, on=EARLY)
    take_to(desk, ref, State.FULL_MEMBER)

    with pytest.raises(ConflictError) as caught:
        a_person(desk)
    with pytest.raises(ConflictError) as as_new:
        a_person(desk, earlier=ref)
    left = Readmission(left_on=date(2025, 12, 1), reason="family-hardship")
    again = a_person(desk, name="Trần Quỳnh", readmission=left)

    assert refused(caught).following.vi == (
        "ketnap case nominate … --readmission --earlier HS-2026-0001 (nếu đã ra khỏi Đảng)"
    )
    assert as_new.value.what.en == (
        "This person entered the Party (case HS-2026-0001): this is a re-admission."
    )
    case = desk.store.dossier(again)
    assert case.person.name == NAME
    assert case.case.latest(FactKind.LEFT_PARTY).data["earlier"] == ref


def test_an_earlier_case_must_be_there_be_theirs_and_be_over(desk):
    ref = closed(desk)
    nobody = {"number": None, "earlier": ref}
    with pytest.raises(InputError, match="not this person's"):
        a_person(desk, name="Lê Thị Bưởi", **nobody)
    with pytest.raises(NotFoundError):
        a_person(desk, earlier="HS-2026-0099")
    a_person(desk, **nobody)
    with pytest.raises(ConflictError, match="case HS-2026-0002 has not ended"):
        a_person(desk, **nobody)


def test_the_newest_case_neither_closed_nor_struck_off_is_the_one_that_is_followed(desk):
    ref = closed(desk)
    assert twin_of(desk.store, NUMBER).followed is None
    again = a_person(desk, earlier=ref)

    found = twins_of(desk.store, [" 0580 9900 1234", "058099001235", ""])

    assert set(found) == {NUMBER}
    assert [one.ref for one in found[NUMBER].cases] == [ref, again]
    assert (found[NUMBER].open, found[NUMBER].followed) == (again, again)
    assert twins_of(desk.store, [" "]) == {}
    assert twin_of(desk.store, None) is None


def test_without_the_key_store_nobody_is_compared_and_nothing_is_opened(sqlite_store, sqlite_path):
    desk = a_desk(sqlite_store)
    units(desk)
    a_person(desk)
    sqlite_store.close()
    place = sqlite_path.with_name(sqlite_path.name + ".keys")
    place.rename(place.with_name("elsewhere"))

    with open_store(address_of(str(sqlite_path))) as locked, pytest.raises(RefusedError) as caught:
        a_person(a_desk(locked), name="Lê Thị Bưởi", number="058099001235")

    assert "personal data are locked" in refused(caught).what.en
    assert "KETNAP_KEYS" in caught.value.following.en


def test_a_number_is_not_corrected_into_that_of_somebody_else(desk):
    theirs = a_person(desk)
    mine = a_person(desk, name="Lê Thị Bưởi", born="2000-01-02", number="058099001235")

    with pytest.raises(ConflictError) as caught:
        correct_person(desk, mine, {"identity_no": "0580 9900 1234"}, reason="Gõ nhầm")
    assert refused(caught).what.vi == (f"Số định danh này đã là của người trong hồ sơ {theirs}.")
    assert desk.store.dossier(mine).case.seq == 1

    for number in ("058 099 001 235", "058099001236"):
        correct_person(desk, mine, {"identity_no": number}, reason="Gõ nhầm")
    assert twin_of(desk.store, "058099001236").newest.ref == mine
