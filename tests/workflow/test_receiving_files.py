"""Files that organisations hand in: receipts, the file date, and what became of each file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, a_desk, at, take_to, units

from planning.files import file_count
from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.receive_files import receive_files
from workflow.errors import InputError, RefusedError
from workflow.listing import CaseFilter
from workflow.registers.files import Standing, files_in
from workflow.states import Event, State
from workflow.verification import verify

BEFORE = date(2024, 10, 31)


@pytest.fixture
def desk(store):
    """A city with a ward and a school, in May 2024."""
    made = a_desk(store, at("2024-10-20"))
    units(made)
    return made


def _files(desk, year=2024):
    states = {line.ref: line.state for line in desk.store.cases(CaseFilter())}
    returns = desk.store.log({"event": "return-file"}, first=date(year, 1, 1))
    return files_in(desk.store, year, states, returns)


def test_a_batch_gets_a_receipt_and_each_file_counts_once(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)

    first = receive_files(desk, "DV", [ref], request="r-1")
    again = receive_files(desk, "DV", [ref], request="r-1")
    receive_files(desk, "TP", [ref])

    assert first == again
    assert (first.ref, first.unit, first.on, first.cases) == (
        "BN-2024-0001",
        "DV",
        date(2024, 10, 20),
        (ref,),
    )
    (one,) = _files(desk)
    assert (one.unit, one.on, one.receipt, one.standing) == (
        "DV",
        date(2024, 10, 20),
        "BN-2024-0002",
        Standing.WAITING,
    )
    assert _files(desk, 2023) == []
    assert verify(desk.store.audit).breaks == ()


def test_a_file_is_accepted_in_verification_and_sent_back_by_a_return(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    receive_files(desk, "DV", [ref], on=date(2024, 5, 20))

    accepted = _files(desk)
    advance(desk, ref, Event.RETURN_FILE, on=date(2024, 6, 1), to=State.COURSE, reason_code="other")
    returned = _files(desk)
    receive_files(desk, "DV", [ref], on=date(2024, 6, 20))

    assert [one.standing for one in accepted] == [Standing.ACCEPTED]
    assert [one.standing for one in returned] == [Standing.RETURNED]
    assert [(one.standing, one.on) for one in _files(desk)] == [
        (Standing.WAITING, date(2024, 5, 20))
    ]


@pytest.mark.parametrize(
    ("instant", "day", "late"),
    [(("2024-10-30", 16), date(2024, 10, 30), 0), (("2024-10-30", 17), date(2024, 10, 31), 1)],
)
def test_the_day_of_receipt_is_that_of_the_office(desk, instant, day, late):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)

    made = receive_files(replace(desk, clock=lambda: at(*instant)), "DV", [ref])

    count = file_count(_files(desk), due=3, before=BEFORE, today=date(2024, 10, 31))
    assert (made.on, count.late, count.sent, count.missing) == (day, late, 1, 2)
    assert (count.left, count.overdue) == (-1, True)


def test_without_a_file_date_nothing_is_late():
    count = file_count([], due=0, before=None, today=BEFORE)

    assert (count.late, count.left, count.overdue, count.missing) == (0, None, False, 0)


def test_what_cannot_be_received_is_refused_with_every_reason(desk):
    ref = a_case(desk)
    other = nominate(
        desk,
        Nominee(name="Lê Thị Tư", born="1999-01-01"),
        "CVA",
        on=date(2024, 1, 5),
        document="2-NQ/CB",
    ).case.ref

    with pytest.raises(RefusedError) as refused:
        receive_files(desk, "DV", [ref, other])
    with pytest.raises(InputError) as twice:
        receive_files(desk, "DV", [ref, ref])
    with pytest.raises(InputError) as ahead:
        receive_files(desk, "DV", [ref], on=date(2024, 10, 21))
    take_to(desk, ref, State.COURSE)
    assert receive_files(desk, "DV", [ref], dry_run=True).ref == "BN-2024-0001"

    assert [one.vi for one in refused.value.why] == [
        f"{other}: thuộc CVA, không thuộc DV",
        f"{ref}: không ở bước lập hồ sơ, thẩm tra",
        f"{other}: không ở bước lập hồ sơ, thẩm tra",
    ]
    assert twice.value.what.vi == "Cần ít nhất một hồ sơ, mỗi hồ sơ một lần."
    assert ahead.value.what.vi == "Ngày nhận 21/10/2024 chưa tới."
    assert _files(desk) == []
