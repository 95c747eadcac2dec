"""A backup is one verified bundle of one moment, and comes back as the same log."""

from __future__ import annotations

import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from builders import SCHOOL, a_case, a_desk, at, units
from servers.databases import create_database, drop_database

from storage.address import address_of
from storage.backups import bundle as bundles
from storage.backups.bundle import open_bundle
from storage.backups.restoring import Terms, restore
from storage.backups.sealing import identities_of, new_identity, recipients_of
from storage.backups.taking import back_up
from storage.schema import check_store, open_store
from workflow.actions.pause import note
from workflow.actions.registers import add_units
from workflow.errors import InputError, RefusedError, RejectedInputError
from workflow.verification import verify


def test_a_bundle_says_what_is_in_it_and_is_its_owners_alone(taken):
    told = taken.manifest

    assert taken.found.intact
    assert (told.entries, told.verdict, told.made_at) == (4, "intact", at("2026-11-23"))
    assert told.root == taken.found.root
    assert stat.S_IMODE(taken.bundle.stat().st_mode) == 0o600
    assert zipfile.ZipFile(taken.bundle).namelist() == ["manifest.json", "store.db"]


def test_nothing_is_left_beside_a_bundle(taken, place, tmp_path):
    beside = place.path.parent if place.path else tmp_path

    assert not list(beside.glob(".ketnap-work-*"))
    assert not list(tmp_path.glob("*.part"))


def test_what_a_killed_backup_left_is_cleared_by_the_next(filled, place, tmp_path):
    left = tmp_path / ".ketnap-work-4194305-abc"  # beyond the highest process number
    mine = tmp_path / f".ketnap-work-{os.getpid()}-abc"
    for folder in (left, mine):
        folder.mkdir()
        (folder / "store.db").write_text("half")
    (tmp_path / "sao.ketnap.part").write_text("half")

    back_up(place, tmp_path / "sao.ketnap", now=at("2026-11-23"))

    assert not left.exists()
    assert mine.exists()
    assert not (tmp_path / "sao.ketnap.part").exists()


def test_a_bundle_never_overwrites(filled, place, tmp_path):
    target = tmp_path / "sao.ketnap"
    target.write_text("mine")

    with pytest.raises(RefusedError) as refused:
        back_up(place, target, now=at("2026-11-23"))

    assert refused.value.what.en == f"{target} exists; nothing was written."
    assert target.read_text() == "mine"


def test_a_bundle_becomes_the_same_log_in_a_new_file(taken, tmp_path, carry_keys):
    new = address_of(str(tmp_path / "mới" / "kho.db"))

    done = restore(taken.bundle, new, Terms())

    assert done.keys_missing == tmp_path / "mới" / "kho.db.keys"
    carry_keys(new)
    with open_store(new) as store:
        found = verify(store.audit)
        assert check_store(store).sound
        note(a_desk(store), "HS-2026-0001", "Đi tiếp được")
    assert found.intact
    assert found.root == done.found.root == taken.manifest.root
    assert done.aside is None
    assert stat.S_IMODE((tmp_path / "mới" / "kho.db").stat().st_mode) == 0o600


@pytest.mark.postgres
def test_a_bundle_becomes_the_same_log_in_a_postgresql_database(taken, made_pg, carry_keys):
    url = create_database(os.environ["KETNAP_TEST_PG"], "ketnap_restored")
    new = address_of(url)

    restore(taken.bundle, new, Terms())
    carry_keys(new)

    with open_store(new) as store:
        found = verify(store.audit)
        assert check_store(store).sound
        desk = a_desk(store)
        note(desk, "HS-2026-0001", "Đi tiếp được")
        assert a_case(desk, born="1999-01-01") == "HS-2026-0002"
        assert verify(store.audit).intact
    drop_database(os.environ["KETNAP_TEST_PG"], "ketnap_restored")
    assert found.intact
    assert found.root == taken.manifest.root


@pytest.mark.postgres
def test_numbers_passed_over_and_a_late_commit_are_no_break_in_a_file(pg_store, made_pg, tmp_path):
    desk = a_desk(pg_store)
    units(desk)
    with pg_store.engine.connect() as connection:
        connection.exec_driver_sql("SELECT nextval(pg_get_serial_sequence('entry', 'id'))")
    ref = a_case(desk)
    note(desk, ref, "Ghi chú")
    pg_store.tree.seal()
    _move_behind(made_pg, "unit/CVA")
    pg_store.close()
    taken = back_up(address_of(made_pg), tmp_path / "sao.ketnap", now=at("2026-11-23"))
    new = address_of(str(tmp_path / "kho.db"))

    restore(taken.bundle, new, Terms())

    with open_store(new) as store:
        found = verify(store.audit)
        add_units(
            a_desk(store), [replace(SCHOOL, code="THPT", name="Đảng bộ Trường THPT Tháp Chàm")]
        )
        store.tree.seal()
        again = verify(store.audit)
        place = store.tree.place("unit/CVA", 1)
    assert (taken.found.intact, found.intact, again.intact) == (True, True, True)
    assert place == 4  # behind the five that were sealed before it


def _move_behind(url: str, stream: str) -> None:
    """As if the entry of a stream had been sealed last: it committed later than it was numbered."""
    with psycopg.connect(url.replace("+psycopg", "")) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("DELETE FROM leaf")
        owner.execute(
            "INSERT INTO leaf (number, entry) SELECT row_number() OVER"
            " (ORDER BY stream = %s, id) - 1, id FROM entry",
            (stream,),
        )


def test_an_encrypted_bundle_opens_with_its_key_alone(filled, place, tmp_path):
    key, other = tmp_path / "khoa.txt", tmp_path / "khac.txt"
    public = new_identity(key)
    new_identity(other)
    (tmp_path / "cong-khai.txt").write_text(f"# văn phòng\n{public}\n", "utf-8")
    bundle = tmp_path / "sao.age"

    taken = back_up(
        place,
        bundle,
        now=at("2026-11-23"),
        recipients=recipients_of(tmp_path / "cong-khai.txt"),
    )

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert b"SQLite" not in bundle.read_bytes()
    for number, identities in enumerate(((), identities_of(other))):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(RejectedInputError):
            open_bundle(bundle, folder, identities)
    folder = tmp_path / "good"
    folder.mkdir()
    manifest, _store = open_bundle(bundle, folder, identities_of(key))
    assert manifest == taken.manifest


def test_an_encrypted_bundle_that_was_changed_is_refused(filled, place, tmp_path):
    key, bundle = tmp_path / "khoa.txt", tmp_path / "sao.age"
    new_identity(key)
    back_up(place, bundle, now=at("2026-11-23"), recipients=recipients_of(key))
    whole = bundle.read_bytes()

    for number, changed in enumerate((whole[:-1], whole[:4000], _flipped(whole, len(whole) // 2))):
        folder = tmp_path / str(number)
        folder.mkdir()
        bundle.write_bytes(changed)
        with pytest.raises(RejectedInputError) as refused:
            open_bundle(bundle, folder, identities_of(key))
        assert refused.value.what.vi == (
            "Không mở được sao.age: khóa không đúng, hoặc gói đã bị sửa."
        )


@pytest.mark.parametrize("written", ["", "khóa", "# only a remark\n", "age1xyz\n"])
def test_a_file_without_a_key_is_refused(written, tmp_path):
    path = tmp_path / "khoa.txt"
    path.write_text(written)

    for read in (recipients_of, identities_of):
        with pytest.raises(InputError) as refused:
            read(path)
        assert refused.value.what.en.startswith(f"{path} holds no key that can be read")


def test_a_key_file_is_never_overwritten(tmp_path):
    path = tmp_path / "khoa.txt"
    new_identity(path)
    before = path.read_text()

    with pytest.raises(RefusedError):
        new_identity(path)

    assert path.read_text() == before


def test_a_disk_that_fills_up_leaves_no_bundle(filled, place, tmp_path, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError(28, os.strerror(28))

    for recipients in ((), (recipients_of(_key(tmp_path)))):
        with monkeypatch.context() as broken:
            broken.setattr(bundles, "_pack", full)
            with pytest.raises(OSError, match="No space left"):
                back_up(place, tmp_path / "sao.ketnap", now=at("2026-11-23"), recipients=recipients)
        assert not list(tmp_path.glob("sao.ketnap*"))


def _key(folder: Path) -> Path:
    new_identity(folder / "khoa.txt")
    return folder / "khoa.txt"


def _flipped(whole: bytes, place: int) -> bytes:
    changed = bytearray(whole)
    changed[place] ^= 1
    return bytes(changed)
