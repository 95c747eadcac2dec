"""The stored tree, and checkpoints from outside, of a log that is long enough to have subtrees."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from builders import a_desk, at
from dba import LOG_KEY, OWN_KEY
from logs import lengthen

from audit import Checkpoint, Entry, Note, Signed, Stored, Verdict
from storage.engine import sqlite_module
from workflow.actions.keys import first_key, next_key
from workflow.checkpoints.issue import issue
from workflow.checkpoints.line import checkpoint_line
from workflow.checkpoints.proving import newest, standing
from workflow.checkpoints.stamps import Stretch, stamped_after, stamped_before
from workflow.errors import IntegrityError, RefusedError
from workflow.verification import verify

Sql = Callable[[str], None]


@pytest.fixture
def long_log(sqlite_store):
    """A key and 600 remarks, signed at 301 entries, sealed to the end."""
    first_key(a_desk(sqlite_store, at("2026-11-23", 1)), LOG_KEY.public())
    lengthen(sqlite_store, 300)
    issue(sqlite_store, LOG_KEY, at("2026-11-23", 5))
    lengthen(sqlite_store, 299)
    sqlite_store.tree.seal()
    return sqlite_store


@pytest.fixture
def sql(long_log, sqlite_path) -> Iterator[Sql]:
    plain = sqlite_module().connect(str(sqlite_path), isolation_level=None)
    guards = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()

    def run(statement: str) -> None:
        for name, _ in guards:
            plain.execute(f"DROP TRIGGER {name}")
        plain.execute(statement)
        for _, made in guards:
            plain.execute(made)

    yield run
    plain.close()


def elsewhere(size: int, root: bytes, key=OWN_KEY) -> list[Signed]:
    text = Checkpoint(origin=key.name, size=size, root=root).text()
    return [Signed.read(str(key.sign(Note(text))))]


def test_a_long_log_is_intact(long_log):
    found = verify(long_log.audit)

    assert found.breaks == ()
    assert (found.entries, found.unsealed, found.checkpoint.size) == (600, 0, 301)


@pytest.mark.parametrize(
    ("change", "verdict", "place"),
    [
        ("UPDATE subtree SET digest = 'ff' WHERE number = 0", Verdict.PROJECTION_DIFFERS, 1),
        ("DELETE FROM subtree WHERE number = 0", Verdict.PROJECTION_DIFFERS, 1),
        ("UPDATE subtree SET digest = 'ff' WHERE number = 1", Verdict.REWRITTEN, 256),
        ("INSERT INTO subtree VALUES (16, 0, 'ff')", Verdict.PROJECTION_DIFFERS, 600),
    ],
)
def test_a_changed_subtree_is_named(long_log, sql, change, verdict, place):
    sql(change)

    (one,) = verify(long_log.audit).breaks

    assert (one.verdict, one.seq) == (verdict, place)


def test_nothing_is_signed_from_a_tree_that_lacks_a_node(long_log, sql):
    sql("DELETE FROM subtree WHERE number = 0")

    with pytest.raises(IntegrityError, match="no longer fits the checkpoint of 301"):
        issue(long_log, LOG_KEY, at("2026-11-23", 6))


def test_an_older_checkpoint_of_an_unknown_key_tells_of_another_log(long_log):
    found = verify(long_log.audit, elsewhere=elsewhere(0, bytes(32)))

    assert [(one.verdict, one.stream, one.seq) for one in found.breaks] == [
        (Verdict.REWRITTEN, "log", 1)
    ]


def test_a_fitting_checkpoint_of_an_unknown_key_is_no_checkpoint(long_log):
    kept = Signed.read(long_log.tree.checkpoints()[0]).checkpoint
    found = verify(long_log.audit, elsewhere=elsewhere(kept.size, kept.root))

    assert found.verdict is Verdict.FORGED
    assert found.first_break.detail.en == (
        "checkpoint of 301: the log does not know the key that signed it"
    )


def test_a_log_without_a_key_is_held_against_a_checkpoint_too(sqlite_store):
    lengthen(sqlite_store, 2)

    assert verify(sqlite_store.audit, elsewhere=elsewhere(5, bytes(32))).verdict is Verdict.TAIL_CUT
    assert (
        verify(sqlite_store.audit, elsewhere=elsewhere(2, bytes(32))).verdict is Verdict.REWRITTEN
    )


def test_whoever_watches_is_told_how_far_it_is(sqlite_store):
    lengthen(sqlite_store, 2100)
    told = []

    verify(sqlite_store.audit, progress=lambda done, whole: told.append((done, whole)))

    assert told == [(2000, 4200), (2100, 4200), (4000, 4200), (4200, 4200)]


def test_the_stored_tree_tells_where_a_log_was_written_anew(long_log, sql, sqlite_path):
    """The checkpoint tells that it was; the subtrees, left as they are, from where."""
    plain = sqlite_module().connect(str(sqlite_path))
    asked = "SELECT seq, body, previous FROM entry WHERE stream = 'note/x' AND seq >= 280"
    rows, before = plain.execute(asked).fetchall(), None
    plain.close()
    for seq, body, previous in rows:
        fields = {**json.loads(body), "actor": "nam"}
        plainly = {k: v for k, v in fields.items() if k not in {"v", "stream", "seq", "previous"}}
        entry = Entry.seal("note/x", seq, before or previous, plainly)
        before = entry.digest
        told = f"body = '{entry.body}', digest = '{entry.digest}', previous = '{entry.previous}'"
        sql(f"UPDATE entry SET {told} WHERE stream = 'note/x' AND seq = {seq}")  # noqa: S608 - ours

    first = verify(long_log.audit).first_break

    assert (first.verdict, first.stream, first.seq) == (Verdict.REWRITTEN, "note/x", 256)


def test_a_damaged_checkpoint_gives_no_line(long_log, sql):
    assert checkpoint_line(long_log).en.startswith("Checkpoint of the log: ketnap/")

    sql("UPDATE checkpoint SET note = 'x'")
    assert checkpoint_line(long_log) is None


def test_a_tree_that_lacks_a_node_proves_nothing(long_log, sql):
    now = newest(long_log)
    sql("DELETE FROM subtree WHERE number = 0")

    with pytest.raises(IntegrityError):
        standing(long_log, now, "note/x", 299)


def test_no_key_follows_where_there_is_none(sqlite_store):
    with pytest.raises(RefusedError, match="no key to replace"):
        next_key(a_desk(sqlite_store), LOG_KEY.public(), "x")


def row(stamp: str | None) -> Stored:
    body = "{}" if stamp is None else f'{{"recorded_at":"{stamp}"}}'
    return Stored(stream="s", seq=1, body=body, digest="", previous="", written=1)


EARLY, LATE = row("2026-11-20T03:00:00.000000Z"), row("2026-11-24T03:00:00.000000Z")
MADE = Checkpoint(origin="x", size=1, root=bytes(32), time="2026-11-23T03:00:00.000000Z")


def stretch(*rows: Stored) -> Stretch:
    found = Stretch()
    for one in rows:
        found.hold(one)
    return found


def test_a_stamp_after_the_checkpoint_is_one_only_where_others_follow():
    assert stamped_after(stretch(LATE, EARLY), MADE) == LATE
    assert stamped_after(stretch(EARLY, LATE), MADE) is None
    assert stamped_after(stretch(LATE, row(None)), MADE) is None
    assert stamped_after(stretch(EARLY), MADE) is None
    assert stamped_after(stretch(), MADE) is None
    assert stamped_after(stretch(LATE, EARLY), replace(MADE, time=None)) is None


def test_a_stamp_long_before_the_checkpoint_it_stands_behind_is_one():
    assert stamped_before(stretch(EARLY), MADE) == EARLY
    assert stamped_before(stretch(LATE), MADE) is None
    assert stamped_before(stretch(EARLY), None) is None
    assert stamped_before(stretch(EARLY), replace(MADE, time=None)) is None
    assert stamped_before(stretch(), MADE) is None
    assert stamped_before(stretch(nonsense := row("nonsense")), MADE) == nonsense
