"""One byte of a SQLite file is changed: what the log says is the same, or the change is noticed.

Nothing stops the verifier: a file that cannot be read is refused in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from dba import sealed_twice
from mutations import dice
from stores import copy_store

from audit import Signed
from storage.address import address_of
from storage.engine import sqlite_module
from storage.schema import open_store
from workflow.errors import KetnapError
from workflow.verification import verify

SAID = (
    "SELECT id, stream, seq, body, digest, previous FROM entry ORDER BY id",
    "SELECT number, entry FROM leaf ORDER BY number",
    "SELECT size, note FROM checkpoint ORDER BY size",
    "SELECT * FROM case_file ORDER BY ref",
    "SELECT * FROM deadline ORDER BY id",
    "SELECT * FROM sealed ORDER BY digest",
    "SELECT * FROM unit ORDER BY code, from_on",
    "SELECT * FROM quota ORDER BY year, unit, seq",
    "SELECT * FROM counter ORDER BY name",
    "SELECT id, name, name_key, name_sort, born, education FROM person ORDER BY id",
)
"""What the log says, and what follows from it. Other columns of a person are not proved."""


@pytest.fixture
def sound(made_history: Path, tmp_path: Path) -> tuple[Path, Sequence[Signed]]:
    """A store signed twice, its file whole, and the checkpoints that were kept."""
    path = tmp_path / "sound.db"
    copy_store(made_history, path)
    with open_store(address_of(str(path))) as store:
        kept = sealed_twice(store)
    assert not path.with_name("sound.db-wal").exists()
    return path, kept


def said_by(path: Path) -> Any:
    """What a plain connection reads; where a declared type is garbled, without the types."""
    connection = sqlite_module().connect(str(path))
    connection.text_factory = bytes
    try:
        return [connection.execute(asked).fetchall() for asked in SAID]
    except UnicodeDecodeError:
        with open_store(address_of(str(path))) as store, store.audit.moment() as rows:
            return [leaf.stored for leaf in rows.leaves()]
    finally:
        connection.close()


def verdict_on(path: Path, kept: Sequence[Signed]) -> str:
    """What a verification says; a file that cannot be read is refused with an exit code."""
    try:
        with open_store(address_of(str(path))) as store:
            found = verify(store.audit, elsewhere=kept)
    except KetnapError as refusal:
        return f"exit {refusal.exit_code}"
    return found.verdict.value


def damaged(path: Path, whole: bytes, place: int, byte: int) -> None:
    for beside in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])


def test_no_changed_byte_goes_unnoticed_and_none_stops_the_verifier(sound, tmp_path, long_form):
    path, kept = sound
    whole, said = path.read_bytes(), said_by(path)
    with open_store(address_of(str(path))) as store, store.audit.moment() as rows:
        bare = [leaf.stored for leaf in rows.leaves()]
    chance, copy = dice(2026), tmp_path / "copy.db"
    copy_store(path, copy)
    unnoticed, verdicts = [], set()
    for _ in range(10_000 if long_form else 150):
        place = chance.randrange(len(whole))
        byte = whole[place] ^ chance.randrange(1, 256)
        damaged(copy, whole, place, byte)
        verdict = verdict_on(copy, kept)
        verdicts.add(verdict)
        if verdict == "intact" and said_by(copy) not in (said, bare):
            unnoticed.append((place, byte))
    assert unnoticed == []
    assert "intact" in verdicts  # a byte in an empty part of a page changes nothing
    assert len(verdicts) > 2


def test_every_byte_of_an_entry_that_is_changed_is_noticed(sound, tmp_path):
    """Not at random: each byte of one body as it lies in the file."""
    path, kept = sound
    whole = path.read_bytes()
    connection = sqlite_module().connect(str(path))
    ((body,),) = connection.execute("SELECT body FROM entry WHERE id = 24").fetchall()
    connection.close()
    start = whole.index(body.encode())
    copy = tmp_path / "copy.db"
    for place in range(start, start + len(body.encode()), 7):
        damaged(copy, whole, place, whole[place] ^ 1)
        assert verdict_on(copy, kept) != "intact", place


@pytest.mark.parametrize(
    "asked",
    ["SELECT value FROM sealed ORDER BY digest", "SELECT name_sort FROM person ORDER BY id"],
)
def test_a_byte_of_what_is_kept_apart_of_people_is_noticed_by_who_has_the_keys(
    sound, tmp_path, asked
):
    """The log has the digest of what is closed: it takes the keys to hold the two side by side."""
    path, kept = sound
    whole, copy = path.read_bytes(), tmp_path / "copy.db"
    copy_store(path, copy)
    connection = sqlite_module().connect(str(path))
    texts = [text.encode() for (text,) in connection.execute(asked)]
    connection.close()
    assert texts
    for text in texts:
        start = whole.index(text)
        for place in range(start, start + len(text), 1 + len(text) // 5):
            damaged(copy, whole, place, whole[place] ^ 1)
            assert verdict_on(copy, kept) != "intact", place


@pytest.mark.parametrize("cut", [0, 50, 1024, 4096, 40_000])
def test_a_file_that_was_cut_off_is_refused_or_found_out(sound, tmp_path, cut):
    path, kept = sound
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes()[:cut])

    assert verdict_on(copy, kept) != "intact"


def test_a_page_of_noughts_is_found_out(sound, tmp_path):
    path, kept = sound
    whole = path.read_bytes()
    copy = tmp_path / "copy.db"
    for page in range(1, len(whole) // 4096):
        part = whole[page * 4096 : (page + 1) * 4096]
        if b'"previous":"' in part:
            copy.write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
            assert verdict_on(copy, kept) != "intact", page
