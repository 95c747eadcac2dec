"""One change at a time: whole or not at all, once only, and the second officer is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from builders import a_case, a_desk, at, units

from storage import engine as engines
from storage.address import address_of
from storage.engine import sqlite_module
from storage.schema import open_store
from storage.store import SqlStore
from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import note
from workflow.desk import Desk
from workflow.errors import ConflictError, OutsideServiceError, TryAgainError
from workflow.ports import Done
from workflow.states import Event, State
from workflow.verification import verify

ROOT = Path(__file__).parents[2]
ENROL = {"on": date(2024, 2, 1), "document": "05-CV/ĐU"}


@pytest.fixture
def desk(store) -> Desk:
    made = a_desk(store)
    units(made)
    return made


@pytest.fixture
def url(request: pytest.FixtureRequest, store) -> str:
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


# Requests ----------------------------------------------------------------------------------------


def test_a_repeated_request_gives_the_first_outcome_and_writes_nothing(store, desk):
    ref = a_case(desk)
    first = advance(desk, ref, Event.ENROL, request="r-1", **ENROL)
    before = verify(store.audit)

    again = advance(desk, ref, Event.ENROL, request="r-1", **ENROL)

    assert again.replayed
    assert not first.replayed
    assert again.entry == first.entry
    assert again.case == first.case
    assert verify(store.audit) == before


def test_a_repeated_request_gives_the_first_outcome_though_the_case_moved_on(store, desk):
    ref = a_case(desk)
    first = advance(desk, ref, Event.ENROL, request="r-1", **ENROL)
    note(desk, ref, "Đã gọi điện")

    assert advance(desk, ref, Event.ENROL, request="r-1", **ENROL).case == first.case


def test_a_repeated_nomination_opens_no_second_case(store, desk):
    nominee = Nominee(name="Lê Văn Tám", born="2000-01-02")
    first = nominate(desk, nominee, "DV", on=date(2024, 4, 1), request="r-1")

    again = nominate(desk, nominee, "DV", on=date(2024, 4, 1), request="r-1")

    assert again.case.ref == first.case.ref
    assert store.counter("HS-2026") == 1


def test_a_request_id_that_stood_for_something_else_is_refused(store, desk):
    ref = a_case(desk)
    advance(desk, ref, Event.ENROL, request="r-1", **ENROL)
    before = verify(store.audit)

    with pytest.raises(ConflictError) as refused:
        note(desk, ref, "Đã gọi điện", request="r-1")

    assert refused.value.exit_code == 6
    assert refused.value.what.vi == (
        "Mã yêu cầu r-1 đã dùng cho một việc khác (advance); hãy dùng mã mới."
    )
    assert refused.value.what.en == (
        "Request id r-1 was used for something else (advance); use a new one."
    )
    assert verify(store.audit) == before


class Meddling(SqlStore):
    """A store where somebody else acts between our look and our write."""

    def __init__(self, engine: Any, meanwhile: Callable[[], object]) -> None:
        super().__init__(engine)
        self._meanwhile: Callable[[], object] | None = meanwhile

    def _meddle(self) -> None:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()

    def counter(self, name: str) -> int:
        seen = super().counter(name)
        self._meddle()
        return seen

    def done(self, request: str) -> Done | None:
        seen = super().done(request)
        self._meddle()
        return seen


def test_the_same_request_carried_out_elsewhere_meanwhile_is_not_done_twice(store, desk, url):
    ref = a_case(desk)
    with open_store(address_of(url)) as other:
        elsewhere = a_desk(other)
        meddling = Meddling(
            store.engine, lambda: advance(elsewhere, ref, Event.ENROL, request="r-1", **ENROL)
        )

        with pytest.raises(TryAgainError) as refused:
            advance(a_desk(meddling), ref, Event.ENROL, request="r-1", **ENROL)
        meddling._hot.close()

    assert refused.value.exit_code == 75
    assert refused.value.what.en == (
        "This request was just carried out elsewhere; call again to see its outcome."
    )
    assert len(store.entries(ref)) == 2
    assert advance(desk, ref, Event.ENROL, request="r-1", **ENROL).replayed


# Two officers ------------------------------------------------------------------------------------


OTHER_PROCESS = """
import sys
from datetime import date
from builders import a_desk
from storage.address import address_of
from storage.schema import open_store
from workflow.actions.advance import advance
from workflow.states import Event

with open_store(address_of(sys.argv[1])) as store:
    advance(a_desk(store, actor="minh"), sys.argv[2], Event.ENROL, on=date(2024, 2, 1),
            document="05-CV/ĐU")
"""


def in_another_process(url: str, ref: str) -> None:
    """Somebody else, in a process of their own, enrols the case."""
    subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, url, ref],
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )


def test_two_officers_advance_one_case_and_the_second_is_told_who_did_what(store, desk, url):
    ref = a_case(desk)

    def clock() -> Any:
        in_another_process(url, ref)  # between our look at the case and our write
        return at("2026-11-23")

    mine = Desk(
        store=store, rulebook=desk.rulebook, calendar=desk.calendar, clock=clock, actor="lan"
    )
    with pytest.raises(ConflictError) as refused:
        advance(mine, ref, Event.ENROL, **ENROL)

    assert refused.value.exit_code == 6
    assert "minh" in refused.value.what.vi
    assert f"Case {ref} was moved by minh (“Enrol in the awareness course”" in refused.value.what.en
    assert "nothing was written" in refused.value.what.en
    assert refused.value.following.en == f"ketnap case show {ref}"
    assert [entry.fields["actor"] for entry in store.entries(ref)] == ["lan", "minh"]
    assert store.dossier(ref).case.state is State.COURSE
    assert verify(store.audit).intact


def test_two_nominations_that_race_for_a_number_get_two(store, desk, url):
    with open_store(address_of(url)) as other:
        elsewhere, theirs = a_desk(other), []

        def meanwhile() -> None:
            theirs.append(nominate(elsewhere, Nominee(name="Lê Văn Tám"), "DV").case.ref)

        racing = Meddling(store.engine, meanwhile)
        mine = nominate(a_desk(racing), Nominee(name="Trần Đại Quỳnh"), "DV").case.ref
        racing._hot.close()

    assert theirs == ["HS-2026-0001"]
    assert mine == "HS-2026-0002"
    assert store.counter("HS-2026") == 2
    assert verify(store.audit).intact


# Busy, full, read-only ---------------------------------------------------------------------------


def test_a_busy_store_says_so_and_nothing_was_written(store, desk, url, monkeypatch):
    ref = a_case(desk)
    before = verify(store.audit)
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    sqlite = store.engine.dialect.name == "sqlite"
    holder: Any = (
        sqlite_module().connect(url, isolation_level=None)
        if sqlite
        else psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    )
    holder.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
    if not sqlite:
        holder.execute("UPDATE case_file SET held = 'x'")

    with open_store(address_of(url)) as hurried, pytest.raises(TryAgainError) as refused:
        advance(a_desk(hurried), ref, Event.ENROL, **ENROL)

    assert refused.value.exit_code == 75
    assert refused.value.what.vi == "Kho dữ liệu đang bận, chưa ghi gì; hãy thử lại sau giây lát."
    assert refused.value.what.en == (
        "The store is busy; nothing was written. Try again in a moment."
    )
    holder.execute("ROLLBACK")
    holder.close()
    assert verify(store.audit) == before
    advance(desk, ref, Event.ENROL, **ENROL)


def test_a_full_disk_leaves_no_half_entry_and_the_store_works_again_afterwards(
    sqlite_store, sqlite_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    driver = sqlite_store._hot._pooled.driver_connection
    driver.set_authorizer(None)
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {pages}")

    written = 0
    with pytest.raises(OutsideServiceError) as refused:  # noqa: PT012 - until it is full
        for number in range(1000):
            note(desk, ref, f"Ghi chú {number} " + "dài " * 100)
            written += 1

    assert refused.value.exit_code == 10
    assert refused.value.what.vi == ("Kho dữ liệu không dùng được: đĩa đã đầy; chưa ghi gì.")
    assert refused.value.what.en == (
        "The store cannot be used: the disk is full; nothing was written."
    )
    assert len(sqlite_store.entries(ref)) == 1 + written
    assert verify(sqlite_store.audit).intact

    driver.execute("PRAGMA max_page_count = 1000000")
    note(desk, ref, "Lại ghi được")
    assert len(sqlite_store.entries(ref)) == 2 + written
    assert verify(sqlite_store.audit).intact


def test_a_store_that_may_only_be_read_says_so(sqlite_store):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    driver = sqlite_store._hot._pooled.driver_connection
    driver.set_authorizer(None)
    driver.execute("PRAGMA query_only = ON")

    with pytest.raises(OutsideServiceError) as refused:
        note(desk, ref, "x")

    assert refused.value.what.en == (
        "The store cannot be used: the file or the folder it is in may only be read;"
        " nothing was written."
    )
    assert len(sqlite_store.entries(ref)) == 1


def test_a_verification_sees_one_moment_whatever_is_written_meanwhile(store, desk, url):
    ref = a_case(desk)
    with store.audit.moment() as rows, open_store(address_of(url)) as other:
        first = [row.seq for row in rows.log_rows() if row.stream == ref]
        note(a_desk(other), ref, "x")

        assert [row.seq for row in rows.log_rows() if row.stream == ref] == first
        assert next(iter(rows.case_rows()))["seq"] == 1

    assert verify(store.audit).entries == 5


def test_the_log_of_many_units_is_one_question_newest_first(store, desk):
    from sqlalchemy import event

    ref, other = a_case(desk), nominate(desk, Nominee(name="Lê Văn Tám"), "CVA").case.ref
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    found = store.log({"kind": "transition"}, units=["CVA", "DV", "TP"])

    assert [entry.stream for entry in found] == [other, ref]
    assert [entry.stream for entry in store.log({}, units=["CVA"], limit=1)] == [other]
    assert store.log({}, units=[]) == []
    assert len(asked) == 3


def test_a_store_may_be_closed_twice(store, desk):
    a_case(desk)

    store.close()
    store.close()

    assert store.entry_count() == 4
