"""Whose data were kept for as long as the place decided; without a decision nobody is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, a_desk, at, take_to

from rules.retention import duty
from rules.rulebook import Rulebook
from rules.units import Confidence
from storage.scoped import ScopedStore
from workflow.account import Account, Grant, Seat
from workflow.actions.advance import advance
from workflow.actions.erase import erase
from workflow.actions.nominate import Nominee, nominate
from workflow.errors import InputError, RefusedError
from workflow.policy import sight_of
from workflow.reasons import Reason
from workflow.retention import outlived
from workflow.roles import Role
from workflow.states import Event, State

PERIOD = """\
id = "retention-period"
title = { vi = "Thời hạn giữ (mẫu)", en = "Period (sample)" }
unit = "months"
local = true

[[versions]]
from = 2026-01-01
value = 6
source = { text = { vi = "quyết định mẫu", en = "a sample decision" } }
confidence = "high"
"""
ENDED = date(2026, 1, 31)


@pytest.fixture
def adopt(tmp_path):
    """A desk where a period is adopted."""

    def adopted(desk, text=PERIOD):
        (tmp_path / "retention-period.toml").write_text(text, encoding="utf-8")
        return replace(desk, rulebook=Rulebook.open(tmp_path))

    return adopted


def over(desk, name="Phạm Thị Bé", on=ENDED, unit="DV", **more):
    ref = nominate(desk, Nominee(name=name), unit, on=date(2025, 1, 6), **more).case.ref
    advance(desk, ref, Event.CLOSE, on=on, reason_code=Reason.WITHDRAWN)
    return ref


def on(desk, day):
    return replace(a_desk(desk.store, at(day)), rulebook=desk.rulebook)


def test_the_package_names_a_duty_and_no_number():
    told = duty()

    assert (told.from_on, told.confidence) == (date(2026, 1, 1), Confidence.LOW)
    assert "91/2025/QH15" in told.source.cite("vi")
    assert not any(sign.isdecimal() for sign in told.title.en + told.note.en)


def test_without_an_adopted_period_nobody_is_listed_and_it_is_said_how_to_adopt_one(desk, adopt):
    over(desk)

    with pytest.raises(RefusedError) as none:
        outlived(desk)
    later = adopt(desk, PERIOD.replace("2026-01-01", "2027-01-01"))
    with pytest.raises(RefusedError) as not_yet:
        outlived(later)

    assert none.value.what.en == (
        "No period for which personal data are kept has been adopted for 2026-11-23."
    )
    assert none.value.why[0].vi.endswith("(chưa xác minh)")
    assert "retention-period.toml" in none.value.following.en
    assert not_yet.value.what == none.value.what


def test_a_person_is_kept_through_the_last_day_of_the_period(desk, adopt):
    ref = over(adopt(desk))
    here = adopt(desk)

    last, after = outlived(on(here, "2026-07-31")), outlived(on(here, "2026-08-01"))

    assert last.people == ()
    (one,) = after.people
    assert (one.name, one.cases, one.ended_on, one.until_on) == (
        "Phạm Thị Bé",
        (ref,),
        ENDED,
        date(2026, 7, 31),
    )
    assert one.command == f"ketnap person erase {ref} --reason retention"
    assert after.version.id == "retention-period@2026-01-01"


def test_the_last_case_of_a_person_counts_and_one_on_its_way_keeps_everything(desk, adopt):
    here = adopt(desk)
    first = over(here)
    second = over(here, on=date(2026, 5, 4), earlier=first)
    over(here, name="Lê Thị Bưởi", on=date(2026, 2, 2))
    again = over(here, name="Trần Đại Quỳnh")
    nominate(here, Nominee(name="Trần Đại Quỳnh"), "DV", earlier=again)
    take_to(here, a_case(here), State.FULL_MEMBER)

    found = outlived(here).people
    earlier = outlived(on(here, "2026-11-04")).people

    assert [(one.name, one.ended_on) for one in found] == [
        ("Lê Thị Bưởi", date(2026, 2, 2)),
        ("Phạm Thị Bé", date(2026, 5, 4)),
    ]
    assert found[1].cases == (first, second)
    assert [one.name for one in earlier] == ["Lê Thị Bưởi"]


def test_who_is_listed_can_be_erased_and_is_listed_no_more(desk, adopt):
    here = adopt(desk)
    ref = over(here)

    erase(here, ref, "retention", confirm="pham thi be", approved_by="hoa")

    assert outlived(here).people == ()


def test_a_period_is_a_length_of_time(desk, adopt):
    wrong = adopt(desk, PERIOD.replace('"months"', '"people"'))

    with pytest.raises(InputError, match="months or days"):
        outlived(wrong)


def test_who_does_not_see_every_case_of_a_person_neither_lists_nor_erases_them(desk, adopt):
    here = adopt(desk)
    first = over(here)
    over(here, unit="CVA", earlier=first)
    grant = Grant(
        account="minh", seq=2, role=Role.OFFICER, unit="DV", from_on=here.today(), by="lan"
    )
    account = Account(name="minh", seq=1, since=here.today(), grants=(grant,))
    seat = Seat(name="minh", alone=False, account=account)
    sight = sight_of(seat, here.today(), here.store.units(here.today()))
    theirs = replace(here, store=ScopedStore(here.store, sight), actor="minh")

    assert len(outlived(here).people) == 1
    assert outlived(theirs).people == ()
    with pytest.raises(RefusedError, match="outside the scope"):
        erase(theirs, first, "retention", confirm=first, approved_by="hoa")
