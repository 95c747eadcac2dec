"""Taking a file in is one change: all of it or nothing, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import builders
import pytest

from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.errors import ConflictError, KetnapError
from workflow.listing import CaseFilter
from workflow.states import State

SHA = "a" * 64


@pytest.fixture
def desk(store):
    desk = builders.a_desk(store)
    builders.units(desk)
    return desk


def newcomers(count):
    return [
        Newcomer(
            person=Nominee(name=f"Lê An {'ABCDEFGHIJ'[number % 10]}").person(date(2026, 11, 23)),
            unit="DV",
            state=State.NOMINATED,
            on=date(2026, 3, 5),
            note="quen đường",
        )
        for number in range(count)
    ]


def test_an_error_in_the_middle_of_writing_leaves_nothing(desk, store):
    people = newcomers(5)
    people[3] = replace(people[3], person=people[0].person)
    before = store.entry_count()

    with pytest.raises(KetnapError):
        take_over(desk, people, file_name="ds.csv", sha256=SHA)

    assert list(store.cases(CaseFilter())) == []
    assert (store.entry_count(), store.counter("HS-2026")) == (before, 0)
    assert take_over(desk, newcomers(2), file_name="ds.csv", sha256=SHA).refs == [
        "HS-2026-0001",
        "HS-2026-0002",
    ]


def test_a_request_carried_out_before_tells_everybody_it_brought(desk, store):
    first = take_over(desk, newcomers(3), file_name="ds.csv", sha256=SHA, request="r1")

    again = take_over(desk, newcomers(3), file_name="ds.csv", sha256=SHA, request="r1")

    assert (again.refs, again.replayed) == (first.refs, True)
    assert again.refs == ["HS-2026-0001", "HS-2026-0002", "HS-2026-0003"]
    assert len(store.cases(CaseFilter())) == 3


def test_an_empty_list_of_people_may_be_taken_in_once(desk, store):
    take_over(desk, [], file_name="ds.csv", sha256=SHA, request="r1")

    assert take_over(desk, [], file_name="ds.csv", sha256=SHA, request="r1").refs == []
    with pytest.raises(ConflictError):
        take_over(desk, [], file_name="ds.csv", sha256=SHA)


def test_a_dry_run_decides_and_writes_nothing(desk, store):
    before = store.entry_count()

    found = take_over(desk, newcomers(2), file_name="ds.csv", sha256=SHA, dry_run=True)

    assert found.refs == ["HS-2026-0001", "HS-2026-0002"]
    assert store.entry_count() == before
