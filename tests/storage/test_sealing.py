"""Sealing gives each committed entry one place among the leaves, for good, and skips none."""

from __future__ import annotations

import threading

import psycopg
import pytest
from logs import lengthen
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from audit import MissingNodeError, inclusion, leaf_hash, proves_inclusion, root_of, stored_root
from storage.address import address_of
from storage.schema import open_store


def places(store) -> list[tuple[int, int]]:
    asked = text("SELECT number, entry FROM leaf ORDER BY number")
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(asked)]


def test_an_empty_log_has_no_leaves(store):
    assert store.tree.seal() == 0
    assert store.tree.newest_checkpoint() is None
    assert store.tree.checkpoints() == []


def test_entries_get_their_places_in_the_order_of_writing(store):
    bodies = lengthen(store, 3)
    assert store.tree.unsealed() == 3

    assert store.tree.seal() == 3
    assert [number for number, _ in places(store)] == [0, 1, 2]
    assert store.tree.place("note/x", 3) == 2
    assert store.tree.place("note/x", 4) is None
    assert store.tree.unsealed() == 0
    assert stored_root(store.tree, 3).hex() == root_of([body.encode() for body in bodies])


def test_sealing_again_changes_nothing(store):
    lengthen(store, 3)
    store.tree.seal()
    before = places(store)

    assert store.tree.seal() == 3
    assert places(store) == before


def test_a_tree_that_grew_bit_by_bit_is_the_tree_that_grew_at_once(store):
    bodies: list[bytes] = []
    for count in (1, 254, 1, 1, 255, 300, 4096):
        bodies += [body.encode() for body in lengthen(store, count)]
        assert store.tree.seal() == len(bodies)

    assert stored_root(store.tree, len(bodies)).hex() == root_of(bodies)
    assert stored_root(store.tree, 300).hex() == root_of(bodies[:300])
    path = inclusion(store.tree, 700, len(bodies))
    root = stored_root(store.tree, len(bodies))
    assert proves_inclusion(leaf_hash(bodies[700]), 700, len(bodies), path, root)


def test_a_node_that_is_not_there_is_said(store):
    lengthen(store, 2)
    store.tree.seal()

    for height in (0, 8):
        with pytest.raises(MissingNodeError):
            store.tree.hashes(height, 1, 2)


def test_a_checkpoint_is_kept_once(store):
    store.tree.keep(3, "first")
    store.tree.keep(3, "second")
    store.tree.keep(5, "third")

    assert store.tree.checkpoints() == ["first", "third"]
    assert store.tree.newest_checkpoint() == "third"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE leaf SET entry = 2 WHERE number = 0",
        "DELETE FROM leaf WHERE number = 2",
        "INSERT INTO leaf (number, entry) VALUES (9, 3)",
        "UPDATE subtree SET digest = ''",
        "DELETE FROM subtree",
        "UPDATE checkpoint SET note = 'x'",
        "DELETE FROM checkpoint",
    ],
)
def test_what_was_sealed_is_never_changed(store, sql):
    lengthen(store, 3)
    store.tree.seal()
    store.tree.keep(3, "note")

    with pytest.raises(DBAPIError), store.engine.connect() as connection:
        connection.execute(text(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO leaf (number, entry) VALUES (2, 1)",
        "INSERT OR REPLACE INTO leaf (number, entry) VALUES (3, 3)",
        "INSERT OR REPLACE INTO checkpoint (size, note) VALUES (3, 'x')",
        "INSERT OR REPLACE INTO subtree (height, number, digest) VALUES (8, 0, 'x')",
    ],
)
def test_nothing_sealed_is_replaced_in_sqlite(sqlite_store, sqlite_path, sql):
    import sqlite3

    lengthen(sqlite_store, 256)
    sqlite_store.tree.seal()
    sqlite_store.tree.keep(3, "note")
    plain = sqlite3.connect(sqlite_path)  # without our pragmas: no recursive triggers

    with pytest.raises(sqlite3.Error):
        plain.execute(sql)
    plain.close()


@pytest.mark.postgres
def test_an_entry_that_commits_late_is_sealed_later(pg_store, made_pg):
    """It drew its number first: whoever only looked behind the last leaf would skip it for ever."""
    url = made_pg.replace("+psycopg", "")
    put = (
        "INSERT INTO entry (stream, seq, body, digest, previous)"
        " VALUES ('note/late', 1, '{}', 'a', 'b')"
    )
    with psycopg.connect(url) as late:
        late.execute("SET session_replication_role = replica")
        late.execute(put)
        lengthen(pg_store, 2)
        assert pg_store.tree.seal() == 2
        late.commit()

    assert pg_store.tree.seal() == 3
    entries = [entry for _, entry in places(pg_store)]
    assert entries == [entries[2] + 1, entries[2] + 2, entries[2]]


def test_many_sealers_and_writers_leave_no_gap_and_no_double(store):
    """Four sealers beside four writers: each entry has one leaf, and the numbers have no gap."""
    url = str(store.engine.url.render_as_string(hide_password=False))
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with open_store(address_of(url)) as mine:
                for _ in range(8):
                    if number % 2:
                        mine.tree.seal()
                    else:
                        lengthen(mine, 5, f"note/{number}")
        except BaseException as failure:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert store.tree.seal() == 160
    found = places(store)
    assert [number for number, _ in found] == list(range(160))
    assert len({entry for _, entry in found}) == 160
