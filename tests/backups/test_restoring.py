"""A restore is verified first, loses nothing unasked, and is whole or not at all."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from builders import a_case, a_desk, at, units
from dba import LOG_KEY
from stores import damage_page

from storage.address import address_of
from storage.backups.bundle import open_bundle
from storage.backups.restoring import Terms, restore
from storage.backups.taking import back_up
from storage.every_table import METADATA
from storage.schema import open_store
from workflow.actions.keys import first_key
from workflow.actions.pause import note
from workflow.actions.restored import record_forced_restore
from workflow.checkpoints.issue import issue
from workflow.errors import (
    InputError,
    IntegrityError,
    RefusedError,
    RejectedInputError,
    TryAgainError,
)
from workflow.verification import verify

REF = "HS-2026-0001"


def _root(place) -> str:
    with open_store(place) as store:
        found = verify(store.audit)
    assert found.intact
    return found.root


def _write_more(place) -> str:
    with open_store(place) as store:
        note(a_desk(store), REF, "Ghi sau khi sao lưu")
    return _root(place)


def test_a_store_that_the_bundle_holds_whole_is_replaced_and_kept_aside(
    taken, place, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)

    done = restore(taken.bundle, place, Terms())

    assert (done.lost, done.replaces, done.forced) == ((), True, False)
    assert done.aside is not None
    assert _root(place) == _root(address_of(str(done.aside))) == taken.manifest.root


def test_a_store_that_holds_more_than_the_bundle_is_not_replaced(taken, place):
    newer = _write_more(place)

    with pytest.raises(RefusedError) as refused:
        restore(taken.bundle, place, Terms())

    assert refused.value.what.vi == (
        "Kho hiện có ghi nhiều hơn gói sao lưu ở 1 chuỗi; khôi phục sẽ làm mất phần ấy."
        " Chưa ghi gì."
    )
    assert [one.en for one in refused.value.why] == [REF]
    assert _root(place) == newer


def test_a_forced_restore_is_in_the_log_with_its_reason(taken, place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    newer = _write_more(place)

    def mark(store) -> None:
        record_forced_restore(
            a_desk(store), entries=4, root=taken.manifest.root, lost=1, reason="Đĩa hỏng"
        )

    done = restore(taken.bundle, place, Terms(force=True, mark=mark))

    assert done.lost == (REF,)
    assert _root(address_of(str(done.aside))) == newer
    with open_store(place) as store:
        (entry,) = store.entries("store/restores")
        assert verify(store.audit).entries == 5
        assert list(store.unsealed("store/restores").values()) == ["Đĩa hỏng"]
    assert entry.fields["data"] == {"entries": 4, "root": taken.manifest.root, "lost": 1}
    assert (entry.fields["kind"], entry.fields["event"]) == ("restore", "forced")


def test_a_rehearsal_writes_nothing(taken, place):
    newer = _write_more(place)

    planned = restore(taken.bundle, place, Terms(force=True, dry_run=True))

    assert (planned.lost, planned.aside) == ((REF,), None)
    assert _root(place) == newer


def test_a_bundle_whose_log_is_not_intact_is_refused_unless_forced(
    sqlite_store, sqlite_path, tmp_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    a_case(desk)
    sqlite_store.close()
    with sqlite3.connect(sqlite_path) as plain:
        plain.execute("UPDATE case_file SET state = 'course'")
    plain.close()
    taken = back_up(address_of(str(sqlite_path)), tmp_path / "sao.ketnap", now=at("2026-11-23"))
    new = address_of(str(tmp_path / "kho.db"))

    assert taken.manifest.verdict == "projection-differs"
    with pytest.raises(IntegrityError) as refused:
        restore(taken.bundle, new, Terms())
    assert not (tmp_path / "kho.db").exists()
    assert refused.value.what.en == "The log in the bundle cannot be used; nothing was written."
    assert [one.en for one in refused.value.why] == [
        "entry 1 of HS-2026-0001: the tables do not follow from the log (the case differs in state)"
    ]
    restore(taken.bundle, new, Terms(force=True))
    assert (tmp_path / "kho.db").exists()


def test_a_damaged_store_is_replaced_only_when_forced_and_its_file_is_kept(
    sqlite_store, sqlite_path, tmp_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    a_case(desk)
    sqlite_store.close()
    place = address_of(str(sqlite_path))
    taken = back_up(place, tmp_path / "sao.ketnap", now=at("2026-11-23"))
    damage_page(sqlite_path, "entry")
    damaged = sqlite_path.read_bytes()

    with pytest.raises(RefusedError) as refused:
        restore(taken.bundle, place, Terms())
    assert refused.value.what.vi.startswith("Kho hiện có bị hỏng, không đọc được")
    assert sqlite_path.read_bytes() == damaged
    done = restore(taken.bundle, place, Terms(force=True))

    assert done.aside is not None
    assert done.aside.read_bytes() == damaged
    assert _root(place) == taken.manifest.root


def test_a_store_that_somebody_uses_is_left_to_them(taken, place, monkeypatch):
    monkeypatch.setattr("storage.backups.places.BUSY_MILLISECONDS", 50)
    with open_store(place) as store:
        assert store.dossier(REF) is not None
        if store.engine.dialect.name == "postgresql":
            other = store.engine.raw_connection()
            other.cursor().execute("BEGIN")
            other.cursor().execute("LOCK TABLE entry IN ROW EXCLUSIVE MODE")
        with pytest.raises(TryAgainError):
            restore(taken.bundle, place, Terms())
        if store.engine.dialect.name == "postgresql":
            other.cursor().execute("ROLLBACK")
            other.close()
    assert _root(place) == taken.manifest.root


def test_another_programs_file_is_not_replaced(taken, tmp_path):
    place = tmp_path / "thu.txt"
    place.write_text("Kính gửi ban tổ chức thành ủy")

    with pytest.raises(InputError):
        restore(taken.bundle, address_of(str(place)), Terms(force=True))

    assert place.read_text() == "Kính gửi ban tổ chức thành ủy"


def _packed(target: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("_", "."), content)
    return target


def test_what_is_no_bundle_is_refused_in_words(taken, tmp_path):
    whole = taken.bundle.read_bytes()
    store = zipfile.ZipFile(taken.bundle).read("store.db")
    label = taken.manifest.text()
    other = {**json.loads(label), "format": "ketnap backup 9"}
    naive = {**json.loads(label), "made_at": "2026-11-23T03:00:00"}
    bad = [
        b"",
        b"Kinh gui",
        whole[: len(whole) // 2],
        whole[:-30],
        _packed(tmp_path / "1", store_db=store).read_bytes(),
        _packed(tmp_path / "2", manifest_json=label).read_bytes(),
        _packed(tmp_path / "3", manifest_json="[1]", store_db=store).read_bytes(),
        _packed(tmp_path / "4", manifest_json="[" * 9000, store_db=store).read_bytes(),
        _packed(tmp_path / "5", manifest_json=json.dumps(other), store_db=store).read_bytes(),
        _packed(tmp_path / "6", manifest_json=json.dumps(naive), store_db=store).read_bytes(),
        _packed(tmp_path / "7", manifest_json=label, store_db=store[:-1] + b"x").read_bytes(),
        _packed(tmp_path / "8", manifest_json=label, store_db=store + b"x" * 10**7).read_bytes()[
            :900
        ],
    ]
    bundle, new = tmp_path / "gói.ketnap", tmp_path / "kho.db"

    for written in bad:
        bundle.write_bytes(written)
        with pytest.raises(RejectedInputError):
            restore(bundle, address_of(str(new)), Terms(force=True))
        assert not new.exists()
    with pytest.raises(RejectedInputError):
        restore(tmp_path / "none.ketnap", address_of(str(new)), Terms())


def test_a_bomb_is_unpacked_no_further_than_its_label_says(taken, tmp_path):
    bomb = _packed(
        tmp_path / "bom", manifest_json=taken.manifest.text(), store_db=b"\0" * 200_000_000
    )
    folder = tmp_path / "out"
    folder.mkdir()

    with pytest.raises(RejectedInputError):
        open_bundle(bomb, folder)

    assert (folder / "store.db").stat().st_size == taken.manifest.size


def test_a_label_larger_than_the_disk_is_refused_before_unpacking(taken, tmp_path):
    label = json.loads(taken.manifest.text())
    label["store"]["size"] = 10**18
    bundle = _packed(tmp_path / "lon", manifest_json=json.dumps(label), store_db=b"x")
    folder = tmp_path / "out"
    folder.mkdir()

    with pytest.raises(OSError, match="No space left"):
        open_bundle(bundle, folder)

    assert list(folder.iterdir()) == []


def test_every_table_of_the_program_is_copied(taken, tmp_path):
    new = tmp_path / "kho.db"
    restore(taken.bundle, address_of(str(new)), Terms())

    with sqlite3.connect(new) as plain:
        there = {
            row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
    plain.close()
    assert {table.name for table in METADATA.sorted_tables} <= there


def test_an_older_copy_is_not_put_in_place_of_a_log_that_was_sealed_further_on(
    sqlite_store, sqlite_path, tmp_path
):
    desk = a_desk(sqlite_store)
    units(desk)
    ref = a_case(desk)
    first_key(a_desk(sqlite_store), LOG_KEY.public())
    place = address_of(str(sqlite_path))
    old = back_up(place, tmp_path / "cu.ketnap", now=at("2026-11-23")).bundle
    note(desk, ref, "Ghi sau khi sao lưu")
    sealed = issue(sqlite_store, LOG_KEY, at("2026-11-24"))
    new = back_up(place, tmp_path / "moi.ketnap", now=at("2026-11-24"), elsewhere=[sealed])
    sqlite_store.close()
    sqlite_path.unlink()  # the disk is gone; the checkpoint outside is not

    with pytest.raises(IntegrityError) as refused:
        restore(old, place, Terms(elsewhere=[sealed]))
    assert not sqlite_path.exists()
    assert "the end of the log was cut off" in refused.value.why[0].en
    assert restore(new.bundle, place, Terms(elsewhere=[sealed])).found.intact
    assert zipfile.ZipFile(new.bundle).read("checkpoint.txt").decode() == str(sealed.note)
