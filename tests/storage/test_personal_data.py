"""What is kept of people stands closed under a key of their own, and can be erased for ever."""

from __future__ import annotations

import json
import shutil
import stat
import traceback
from dataclasses import replace
from datetime import date

import pytest
from builders import a_desk, letters, units
from sqlalchemy import text
from stores import copy_store, empty_postgresql

from storage.address import address_of
from storage.as_of import AsOfStore
from storage.closing import close_what_is_open
from storage.engine import open_engine
from storage.key_places import earlier_key_place, key_place
from storage.keys import KeyStore
from storage.schema import open_store
from storage.vault import CLOSED_COLUMNS, index_of, is_closed, vault_of
from workflow.actions.advance import advance
from workflow.actions.correct import correct_person
from workflow.actions.erase import erase
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import note
from workflow.errors import IntegrityError, RefusedError
from workflow.fact_table import FACTS
from workflow.listing import CaseFilter
from workflow.moment import Moment
from workflow.person import LOCKED
from workflow.reasons import Reason
from workflow.states import Event, State
from workflow.verification import verify

SECRETS = {
    "ethnic": "Chăm",
    "religion": "Bà-la-môn",
    "hometown": "Phước Dân",
    "residence": "Khu phố bí mật 7",
    "identity_no": "058099001234",
}


def a_person(desk, **more):
    values = {"name": "Trần Đại Quỳnh", "born": "1999-03-12", **SECRETS, **more}
    return nominate(desk, Nominee(**values), "DV", on=date(2026, 1, 5), document="1").case.ref


@pytest.fixture
def desk(store):
    found = a_desk(store)
    units(found)
    return found


def rows(store, query):
    with store.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def test_sensitive_columns_stand_closed_and_are_read_open(store, desk):
    ref = a_person(desk)

    (row,) = rows(store, "SELECT * FROM person")
    assert all(is_closed(row[name]) for name in CLOSED_COLUMNS)
    assert (row["name"], row["born"]) == ("Trần Đại Quỳnh", "1999-03-12")
    person = store.dossier(ref).person
    assert {name: getattr(person, name) for name in SECRETS} == SECRETS
    assert verify(store.audit).intact


def test_one_value_is_closed_differently_each_time_and_opens_in_its_own_place_only(store, desk):
    refs = [a_person(desk), a_person(desk, name="Lê Văn Tám", identity_no="058099005678")]
    first, second = rows(store, "SELECT id, ethnic, religion FROM person ORDER BY name_key DESC")
    assert first["ethnic"] != second["ethnic"]

    with store.engine.connect() as connection:
        moved = text("UPDATE person SET ethnic = :it, religion = ethnic WHERE id = :id")
        connection.execute(moved, {"it": first["ethnic"], "id": second["id"]})

    moved = store.dossier(refs[1]).person
    assert (moved.ethnic, moved.religion) == (LOCKED, LOCKED)
    assert store.dossier(refs[0]).person.ethnic == "Chăm"


def test_values_beside_the_log_stand_closed_with_their_salt(store, desk):
    ref = a_person(desk)
    note(desk, ref, "Người thân ở nước ngoài")

    kept = rows(store, f"SELECT salt, value FROM sealed WHERE stream = '{ref}'")  # noqa: S608 - of a test

    assert [(row["salt"], is_closed(row["value"])) for row in kept] == [("", True)] * 2
    assert "Người thân ở nước ngoài" in store.unsealed(ref).values()


def test_the_key_store_and_its_master_are_for_their_owner_only(store, desk):
    a_person(desk)
    place = key_place(store.engine)
    for path in (place, place.with_name(place.name + ".master")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("may1/ketnap", "may1-5432-ketnap.keys"),
        ("may1:5432/ketnap", "may1-5432-ketnap.keys"),
        ("may1:5433/ketnap", "may1-5433-ketnap.keys"),
        ("lan@/ketnap", "local-5432-ketnap.keys"),
        ("lan@/ketnap?host=/run/pg&port=5433", "local-5433-ketnap.keys"),
        ("lan@/ketnap?host=may2&host=may3", "may2,may3-5432-ketnap.keys"),
    ],
)
def test_two_servers_of_one_host_have_a_key_store_each(url, name, tmp_path, monkeypatch):
    monkeypatch.setenv("KETNAP_KEYS", str(tmp_path))
    monkeypatch.delenv("PGPORT", raising=False)

    assert key_place(open_engine(address_of(f"postgresql://{url}"))) == tmp_path / name


@pytest.fixture
def key_folder(tmp_path, monkeypatch):
    """A folder for the keys, named before a store is opened."""
    monkeypatch.setenv("KETNAP_KEYS", str(tmp_path))
    return tmp_path


@pytest.fixture
def earlier(key_folder, pg_store):
    """The key store of a PostgreSQL store whose keys were made before its name had the port."""
    desk = a_desk(pg_store)
    units(desk)
    a_person(desk)
    made, place = key_place(pg_store.engine), earlier_key_place(pg_store.engine)
    for mark in ("", ".master"):
        (key_folder / (made.name + mark)).rename(key_folder / (place.name + mark))
    return place


@pytest.mark.postgres
def test_keys_under_the_earlier_name_are_found_used_and_destroyed(earlier, made_pg, tmp_path):
    with open_store(address_of(made_pg)) as store:
        desk = a_desk(store)
        (ref,) = (line.ref for line in store.cases(CaseFilter(identity_no="058099001234")))
        again = a_person(desk, name="Lê Thị Bưởi", identity_no="058099004321")
        advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
        erase(desk, ref, "request", confirm="Trần Đại Quỳnh", approved_by="hoa")

        assert store.dossier(again).person.ethnic == "Chăm"
        assert store.keys_missing() is None
        assert vault_of(store.engine).rotate() == (earlier, 2)  # the second person, and the index
    assert sorted(path.name for path in tmp_path.glob("*.keys")) == [earlier.name]


@pytest.mark.postgres
def test_a_new_store_takes_no_keys_of_another_server_under_the_earlier_name(
    earlier, made_pg, tmp_path
):
    before = earlier.read_bytes()
    empty_postgresql(made_pg)

    with open_store(address_of(made_pg)) as store:
        store.cases(CaseFilter(identity_no="058099001234"))
        desk = a_desk(store)
        units(desk)
        ref = a_person(desk)

        assert store.dossier(ref).person.ethnic == "Chăm"
        assert key_place(store.engine).is_file()
    assert earlier.read_bytes() == before


def test_a_store_that_was_open_before_there_were_keys_reads_what_another_one_closed(sqlite_path):
    with open_store(address_of(str(sqlite_path))) as early:
        assert early.keys_to_destroy() == 0
        with open_store(address_of(str(sqlite_path))) as other:
            desk = a_desk(other)
            units(desk)
            ref = a_person(desk)

        assert early.dossier(ref).person.ethnic == "Chăm"


def test_an_identity_number_is_found_by_a_keyed_hash(store, desk):
    a_person(desk)
    (row,) = rows(store, "SELECT identity_key FROM person")
    with store.engine.connect() as connection:
        keys = vault_of(store.engine).ready(connection.connection.cursor())

    assert row["identity_key"] == index_of(keys, " 058099001234 ")
    assert row["identity_key"] != index_of(keys, "058099001235")


def test_people_are_found_by_number_now_and_as_of_a_day(store, desk):
    nobody = store.cases(CaseFilter(identity_no="058099001234"))
    ref = a_person(desk)
    a_person(desk, name="Lê Thị Bưởi", identity_no="058099004321")

    found = [line.ref for line in store.cases(CaseFilter(identity_no=" 0580 9900 1234 "))]
    part = store.cases(CaseFilter(identity_no="0580990012"))
    elsewhere = store.cases(CaseFilter(identity_no="058099001234", states=(State.PROBATION,)))
    moment = Moment(as_of=date(2026, 2, 1), known_at=desk.clock())
    past = AsOfStore(store, moment, desk.law)

    assert (nobody, found, part, elsewhere) == ([], [ref], [], [])
    assert [one.ref for one in past.cases(CaseFilter(identity_no="058099001234"))] == [ref]
    assert past.cases(CaseFilter(identity_no="058099001235")) == []


def test_nobody_is_found_by_number_while_the_keys_are_elsewhere(sqlite_store, sqlite_path):
    desk = a_desk(sqlite_store)
    units(desk)
    a_person(desk)
    sqlite_store.close()
    place = sqlite_path.with_name(sqlite_path.name + ".keys")
    place.rename(place.with_name("elsewhere"))

    with open_store(address_of(str(sqlite_path))) as locked, pytest.raises(RefusedError) as caught:
        locked.cases(CaseFilter(identity_no="058099001234"))

    assert "is not there: personal data are locked" in str(caught.value)


def ended(desk):
    ref = a_person(desk)
    note(desk, ref, "Lời khai riêng")
    advance(desk, ref, Event.CLOSE, on=date(2026, 2, 1), reason_code=Reason.WITHDRAWN)
    return ref


def test_an_erased_person_is_gone_and_the_log_still_proves_itself(store, desk):
    ref = ended(desk)
    gone = erase(desk, ref, "request", confirm=ref, approved_by="hoa")

    assert gone.cases == [ref]
    assert gone.values == 2
    (row,) = rows(store, "SELECT * FROM person")
    told = {name: value for name, value in row.items() if value not in (None, "") and name != "id"}
    assert told == {}
    assert rows(store, "SELECT * FROM sealed") == []
    assert verify(store.audit).intact
    assert verify(store.audit).erased == 2
    assert store.dossier(ref).person.name == ""
    assert store.entries(ref)[-1].fields["approved_by"] == "hoa"


def test_an_erased_person_cannot_be_read_in_a_backup_either(sqlite_store, sqlite_path, tmp_path):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = ended(desk)
    other = a_person(desk, name="Lê Văn Tám", identity_no="058099005678")
    backup = tmp_path / "backup" / sqlite_path.name
    backup.parent.mkdir()
    with sqlite_store.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint"))
    shutil.copy(sqlite_path, backup)

    erase(desk, ref, "request", confirm="tran dai quynh", approved_by="hoa")

    for mark in (".keys", ".keys.master"):
        shutil.copy(f"{sqlite_path}{mark}", f"{backup}{mark}")
    with open_store(address_of(str(backup))) as old:
        person = old.dossier(ref).person
        assert [getattr(person, name) for name in SECRETS] == [LOCKED] * len(SECRETS)
        assert old.unsealed(ref) == {}
        assert old.dossier(other).person.religion == "Bà-la-môn"
        assert verify(old.audit).intact


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"confirm": "Lê Văn Tám", "approved_by": "hoa"}, "can never be undone"),
        ({"approved_by": "hoa"}, "can never be undone"),
        ({"confirm": "Trần Đại Quỳnh"}, "needs a second person"),
        ({"confirm": "Trần Đại Quỳnh", "approved_by": "lan"}, "second person"),
    ],
)
def test_nobody_is_erased_by_mistake_or_alone(sqlite_store, more, said):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = ended(desk)
    with pytest.raises(RefusedError, match=said):
        erase(desk, ref, "request", **more)
    assert sqlite_store.dossier(ref).person.name == "Trần Đại Quỳnh"


def test_nobody_is_erased_while_a_case_is_not_over(sqlite_store):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_person(desk)
    with pytest.raises(RefusedError, match="is not over"):
        erase(desk, ref, "request", confirm=ref, approved_by="hoa")


def test_an_erasure_is_rehearsed_and_not_done_twice(sqlite_store):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = ended(desk)
    erase(desk, ref, "request", dry_run=True)
    assert sqlite_store.dossier(ref).person.ethnic == "Chăm"
    for _ in range(2):
        erase(desk, ref, "request", confirm=ref, approved_by="hoa", request="r")
    assert [entry.fields["kind"] for entry in sqlite_store.entries(ref)].count("erase") == 1
    with pytest.raises(RefusedError, match="were erased"):
        note(desk, ref, "thêm")


def test_without_its_keys_a_store_opens_and_says_what_is_locked(sqlite_store, sqlite_path):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_person(desk)
    sqlite_store.close()
    place = sqlite_path.with_name(sqlite_path.name + ".keys")
    place.rename(place.with_name("elsewhere"))

    with open_store(address_of(str(sqlite_path))) as locked:
        person = locked.dossier(ref).person
        assert (person.name, person.ethnic, person.identity_no) == (
            "Trần Đại Quỳnh",
            LOCKED,
            LOCKED,
        )
        again = replace(a_desk(locked))
        for write in (
            lambda: a_person(again, name="Lê Văn Tám"),
            lambda: note(again, ref, "x"),
            lambda: correct_person(again, ref, {"sex": "male"}, reason="r"),
        ):
            with pytest.raises(RefusedError) as caught:
                write()
            assert "is not there: personal data are locked" in str(caught.value)
        assert verify(locked.audit).intact
        assert locked.keys_missing() == place
        with pytest.raises(RefusedError):
            vault_of(locked.engine).rotate()
        assert not place.exists()


def test_a_master_key_that_is_not_the_one_is_told(tmp_path):
    keys = KeyStore(tmp_path / "k.keys", create=True)
    keys.keys(["a"])
    keys.close()
    master = tmp_path / "k.keys.master"
    for broken in (b"x" * 32, b"short"):
        master.write_bytes(broken)
        with pytest.raises(IntegrityError):
            KeyStore(tmp_path / "k.keys").key("a")


def test_a_new_master_key_opens_every_key_that_the_old_one_did(tmp_path):
    keys = KeyStore(tmp_path / "k.keys", create=True)
    before = dict(keys.keys(["a", "b"]))
    keys.destroy("b")
    old = (tmp_path / "k.keys.master").read_bytes()

    assert keys.rotate() == 1

    assert (tmp_path / "k.keys.master").read_bytes() != old
    again = KeyStore(tmp_path / "k.keys")
    assert again.key("a") == before["a"]
    assert again.key("b") is None
    with pytest.raises(RefusedError):
        again.keys(["b"])


def test_keys_of_a_long_list_are_read_together_and_a_destroyed_one_still_refuses(tmp_path):
    people = [f"person-{number}" for number in range(1_203)]
    made = KeyStore(tmp_path / "many.keys", create=True)
    first = made.keys(people[:700])
    made.destroy("person-3")
    made.close()

    again = KeyStore(tmp_path / "many.keys")
    asked = []
    again._connection.set_trace_callback(asked.append)
    wanted = [one for one in people if one != "person-3"]
    found = again.keys(wanted)

    assert len([one for one in asked if one.startswith("SELECT")]) == 3  # of 500 people each
    assert {one: found[one] for one in wanted[:699]} == {one: first[one] for one in wanted[:699]}
    assert len(set(found.values())) == 1_202
    with pytest.raises(RefusedError):
        again.keys(people)
    again.close()


def test_the_key_store_that_a_first_write_made_is_not_opened_again(store):
    desk = a_desk(store)
    units(desk)
    a_person(desk)
    first = vault_of(store.engine)._keys
    a_person(desk, name="Lê Thị Bưởi", identity_no="058099004321")
    assert vault_of(store.engine)._keys is first


def test_what_an_older_program_left_open_is_closed_without_loss(store, desk):
    ref = a_person(desk)
    note(desk, ref, "Lời khai riêng")
    before = (store.dossier(ref).person, store.unsealed(ref))
    opened = vault_of(store.engine)
    with store.engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM person")).mappings().all()
        for name, value in opened.open_person(dict(row)).items():
            connection.execute(text(f"UPDATE person SET {name} = :it"), {"it": value})  # noqa: S608 - of a test
        for kept in connection.execute(text("SELECT * FROM sealed")).mappings().all():
            salt, value = opened.open_sealed(row["id"], kept["salt"], kept["value"])
            told = text("UPDATE sealed SET salt = :salt, value = :value WHERE digest = :digest")
            connection.execute(told, {"salt": salt, "value": value, "digest": kept["digest"]})
        assert verify(store.audit).intact
        assert close_what_is_open(connection) == 3
        assert close_what_is_open(connection) == 0

    assert (store.dossier(ref).person, store.unsealed(ref)) == before
    assert all(is_closed(row["value"]) for row in rows(store, "SELECT value FROM sealed"))


def test_of_two_hundred_invented_secrets_none_is_found_anywhere(sqlite_store, sqlite_path):
    desk = a_desk(sqlite_store)
    units(desk)
    canaries = []
    for number in range(40):
        word = f"chimyen{letters(number)}"
        secret = {name: f"{word}{name}" for name in CLOSED_COLUMNS}
        canaries += secret.values()
        ref = a_person(desk, name=f"Người {letters(number)}", **secret)
        note(desk, ref, f"{word}note")
        canaries.append(f"{word}note")
        with pytest.raises(RefusedError) as caught:
            erase(desk, ref, "request", confirm=ref, approved_by="hoa")
        told = "".join(traceback.format_exception(caught.value)) + json.dumps(
            [entry.body for entry in sqlite_store.entries(ref)]
        )
        assert word not in told
    assert len(canaries) >= 200

    sqlite_store.close()
    for path in sqlite_path.parent.rglob("*"):
        if path.is_file():
            found = path.read_bytes()
            assert [one for one in canaries if one.encode() in found] == [], path


def test_a_copy_with_its_keys_reads_as_the_store_does(sqlite_store, sqlite_path, tmp_path):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_person(desk)
    sqlite_store.close()
    folder = tmp_path / "copy"
    folder.mkdir()
    copy_store(sqlite_path, folder / sqlite_path.name)
    with open_store(address_of(str(folder / sqlite_path.name))) as copy:
        assert copy.dossier(ref).person.hometown == "Phước Dân"


def test_a_store_says_whether_its_keys_are_there(store, desk):
    assert store.keys_missing() is None
    ref = a_person(desk)
    assert store.keys_missing() is None
    assert vault_of(store.engine).rotate()[1] >= 2
    assert store.dossier(ref).person.ethnic == "Chăm"


def test_no_field_of_a_verification_takes_what_it_found():
    """Only that something was asked, answered, with which result, by which letter."""
    free = {
        field.name
        for kind, spec in FACTS.items()
        if kind.value.startswith("verification")
        for field in spec.fields
        if field.kind is str and not field.choices
    }
    assert free == {"addressee", "letter", "persons"}
