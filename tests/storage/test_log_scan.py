"""The fast verification of the log finds what the slow one finds, or leaves it to that."""

from __future__ import annotations

import pytest
from logs import lengthen
from sqlalchemy import text

from audit import root_of
from audit.entry import Entry, genesis
from audit.scan import Part, joined, read_part
from storage import log_scan
from storage.log_scan import _shares, scan_log, verify_log


@pytest.fixture
def shared(monkeypatch):
    """Even a small log is shared between two processes."""
    monkeypatch.setattr(log_scan, "_WORTH_A_PROCESS", 256)


def test_two_processes_find_the_root_that_one_finds(store, shared):
    bodies = [body.encode() for body in lengthen(store, 700)]
    store.tree.seal()

    found = scan_log(store, [1, 255, 256, 257, 600, 700, 900], processes=2)

    assert (found.sound, found.size, found.root.hex()) == (True, 700, root_of(bodies))
    assert {size: root.hex() for size, root in found.roots.items()} == {
        size: root_of(bodies[:size]) for size in (0, 1, 255, 256, 257, 600, 700)
    }
    assert scan_log(store, processes=1).root == found.root


def test_an_empty_log_is_sound(store):
    found = scan_log(store)

    assert (found.sound, found.size, found.root.hex()) == (True, 0, root_of([]))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET body = replace(body, 'lan', 'nam') WHERE id = {}",
        "UPDATE entry SET digest = 'ff' WHERE id = {}",
        "UPDATE entry SET previous = 'ff' WHERE id = {}",
        "UPDATE entry SET seq = 9999 WHERE id = {}",
        "UPDATE entry SET stream = 'note/y' WHERE id = {}",
        "UPDATE entry SET body = CAST(body AS BLOB) WHERE id = {}",
        "UPDATE entry SET seq = 'one' WHERE id = {}",
        "UPDATE entry SET digest = x'00' WHERE id = {}",
        "UPDATE entry SET stream = x'ff' WHERE id = {}",
        "DELETE FROM entry WHERE id = {}",
    ],
)
@pytest.mark.parametrize("number", [1, 70, 256, 257, 512, 513, 700])
def test_a_change_anywhere_is_not_sound(sqlite_store, sqlite_path, shared, change, number):
    import sqlite3

    lengthen(sqlite_store, 700)
    sqlite_store.tree.seal()
    plain = sqlite3.connect(sqlite_path)
    for name, *_ in plain.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        plain.execute(f"DROP TRIGGER {name}")
    plain.execute(change.format(number))
    plain.commit()
    plain.close()

    assert not scan_log(sqlite_store, processes=2).sound
    assert verify_log(sqlite_store) is None


@pytest.mark.postgres
def test_places_that_are_not_the_numbers_of_writing_are_followed(pg_store):
    """PostgreSQL skips numbers: the table of places is asked."""
    with pg_store.engine.connect() as connection:
        connection.execute(text("SELECT nextval(pg_get_serial_sequence('entry', 'id'))"))
    bodies = [body.encode() for body in lengthen(pg_store, 300)]
    pg_store.tree.seal()

    assert scan_log(pg_store).root.hex() == root_of(bodies)


def test_a_log_that_nobody_touched_is_verified(store):
    lengthen(store, 10)
    store.tree.seal()
    lengthen(store, 1)

    found = verify_log(store)

    assert found is not None
    assert (found.intact, found.entries, found.unsealed, found.checkpoint) == (True, 10, 1, None)


@pytest.mark.postgres
def test_entries_without_a_place_are_counted_where_numbers_of_writing_were_skipped(pg_store):
    with pg_store.engine.connect() as connection:
        connection.execute(text("SELECT nextval(pg_get_serial_sequence('entry', 'id'))"))
    lengthen(pg_store, 10)
    pg_store.tree.seal()
    lengthen(pg_store, 2)

    found = verify_log(pg_store)

    assert found is not None
    assert (found.entries, found.unsealed) == (10, 2)


def test_an_entry_laid_before_the_first_is_not_sealed(sqlite_store, sqlite_path):
    import sqlite3

    lengthen(sqlite_store, 10)
    sqlite_store.tree.seal()
    plain = sqlite3.connect(sqlite_path)
    plain.execute(
        "INSERT INTO entry (id, stream, seq, body, digest, previous)"
        " VALUES (-1, 'note/z', 1, '{}', 'd', 'p')"
    )
    plain.commit()
    plain.close()

    found = verify_log(sqlite_store)

    assert found is not None
    assert found.unsealed == 1


def test_parts_are_the_same_after_a_journey_between_processes():
    rows = [("note/x", 1, "d", "p", b"{}")]
    part = read_part([rows], 0, [1])

    assert Part.of(part.plain()) == part
    assert not joined([part]).sound


def a_row(stream, seq, previous):
    """A row whose digest and text agree, whatever it claims to follow."""
    one = Entry.seal(stream, seq, previous, {"recorded_at": "2026-11-23T03:00:00.000000Z"})
    return one.stream, one.seq, one.digest, one.previous, one.body.encode()


def test_a_stream_begins_with_its_own_link_and_leaves_no_number_out():
    first = a_row("note/x", 1, genesis("note/x"))
    next_one = a_row("note/x", 2, first[2])

    assert joined([read_part([[first, next_one]], 0, [])]).sound
    assert not joined([read_part([[a_row("note/x", 1, genesis("note/y"))]], 0, [])]).sound
    assert not joined([read_part([[first, a_row("note/x", 3, first[2])]], 0, [])]).sound
    assert not joined([read_part([[first, a_row("note/x", 2, "ff")]], 0, [])]).sound


def test_a_stream_goes_on_from_one_part_to_the_next():
    first = a_row("note/x", 1, genesis("note/x"))
    other = a_row("note/y", 1, genesis("note/y"))
    second = a_row("note/x", 2, first[2])
    third = a_row("note/x", 3, second[2])

    def sound(*rows):
        return joined([read_part([[row]], 256 * n, []) for n, row in enumerate(rows)]).sound

    assert sound(first, second, third)
    assert sound(first, other, second)
    assert not sound(first, third)
    assert not sound(first, a_row("note/x", 2, other[2]))
    assert not sound(first, a_row("note/y", 2, first[2]))
    assert not sound(first, first)


def test_a_gap_among_full_blocks_is_not_sound(sqlite_store, sqlite_path):
    """The places behind it no longer fill blocks as they did."""
    import sqlite3

    lengthen(sqlite_store, 5_000)
    sqlite_store.tree.seal()
    plain = sqlite3.connect(sqlite_path)
    for (name,) in plain.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        plain.execute(f"DROP TRIGGER {name}")
    plain.execute("DELETE FROM entry WHERE id = 4000")
    plain.commit()
    plain.close()

    assert not scan_log(sqlite_store).sound
    assert verify_log(sqlite_store) is None


@pytest.mark.parametrize("processes", [1, 2, 3, 4])
@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 99_999, 100_000, 123_456, 1_000_000])
def test_shares_hold_every_place_once_and_begin_at_a_block(count, processes):
    shares = _shares(count, processes)

    assert [place for share in shares for place in range(*share)] == list(range(count))
    assert all(first % 256 == 0 and first < last for first, last in shares)
    assert len(shares) <= processes
