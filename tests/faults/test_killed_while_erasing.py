"""Killed between the commit of an erasure and the end of the key, the next start destroys it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import a_desk, units

from commands.checks import State as CheckState
from commands.checkup_store import keys_check
from storage.address import address_of
from storage.key_places import key_place
from storage.schema import open_store
from storage.vault import vault_of
from workflow.actions.advance import advance
from workflow.actions.erase import erase
from workflow.actions.nominate import Nominee, nominate
from workflow.errors import RefusedError
from workflow.reasons import Reason
from workflow.states import Event
from workflow.verification import verify

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture
def url(request, store):
    """Where the store is."""
    sqlite = store.engine.dialect.name == "sqlite"
    return str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg"))


@pytest.fixture
def ref(store):
    """Somebody whose case is over; the store is closed again."""
    desk = a_desk(store)
    units(desk)
    who = Nominee(name="Trần Đại Quỳnh", religion="Bà-la-môn", identity_no="058099001234")
    found = nominate(desk, who, "DV", on=date(2026, 1, 5)).case.ref
    advance(desk, found, Event.CLOSE, on=date(2026, 2, 1), reason_code=Reason.WITHDRAWN)
    return found


def killed(url: str, ref: str, moment: str) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "dying_erasing.py"), url, ref, moment],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr[-2000:]


def keys(place: Path, person: str) -> tuple[bool, list[str]]:
    """Whether a person's key is there, and who is condemned."""
    with sqlite3.connect(place) as connection:
        asked = "SELECT wrapped IS NOT NULL FROM person_key WHERE person = ?"
        (there,) = connection.execute(asked, (person,)).fetchone()
        left = [one for (one,) in connection.execute("SELECT person FROM condemned")]
    connection.close()
    return bool(there), left


def test_the_next_start_destroys_the_key_of_whoever_was_erased(store, url, ref):
    person, place = store.dossier(ref).person.id, key_place(store.engine)
    store.close()

    killed(url, ref, "committed")
    before = keys(place, person)
    with open_store(address_of(url)) as again:
        assert again.dossier(ref).person.name == ""
        assert again.entries(ref)[-1].fields["kind"] == "erase"
        assert verify(again.audit).intact
        after = keys(place, person)
        with pytest.raises(RefusedError, match="were erased"):
            vault_of(again.engine)._keys.keys([person])

    assert before == (True, [person])
    assert after == (False, [])


def test_a_key_that_was_only_condemned_stays_and_goes_with_the_next_erasure(store, url, ref):
    person, place = store.dossier(ref).person.id, key_place(store.engine)
    store.close()

    killed(url, ref, "condemned")
    with open_store(address_of(url)) as again:
        assert keys(place, person) == (True, [person])
        assert again.dossier(ref).person.religion == "Bà-la-môn"
        erase(a_desk(again), ref, "request", confirm=ref, approved_by="hoa")

    assert keys(place, person) == (False, [])


def test_a_key_store_that_may_not_be_written_does_not_keep_the_store_closed(store, url, ref):
    person, place = store.dossier(ref).person.id, key_place(store.engine)
    store.close()
    killed(url, ref, "committed")
    with sqlite3.connect(place) as connection:
        connection.execute(
            "CREATE TRIGGER no_change BEFORE UPDATE ON person_key"
            " BEGIN SELECT RAISE(ABORT, 'read only'); END"
        )
    connection.close()

    with open_store(address_of(url)) as again:
        assert again.dossier(ref).person.name == ""
        assert again.keys_to_destroy() == 1
        told = keys_check(again)
    assert told.state is CheckState.BROKEN
    assert told.detail.en.startswith("1 keys of erased people could not be destroyed")
    assert keys(place, person) == (True, [person])

    with sqlite3.connect(place) as connection:
        connection.execute("DROP TRIGGER no_change")
    connection.close()
    with open_store(address_of(url)) as again:
        assert again.keys_to_destroy() == 0
    assert keys(place, person) == (False, [])
