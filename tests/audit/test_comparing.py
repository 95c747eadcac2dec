"""What was added between two checkpoints, and whether they are of one log."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, at
from dba import LOG_KEY, OWN_KEY, TWO, sealed_twice

from audit import Checkpoint, Note, Signed
from workflow.actions.pause import note
from workflow.checkpoints.comparing import compare, kept_at
from workflow.checkpoints.issue import issue
from workflow.errors import IntegrityError, NotFoundError


@pytest.fixture
def two(history):
    return sealed_twice(history)


def test_what_was_added_is_counted_by_kind_unit_and_actor(history, two):
    first, second = two
    note(a_desk(history, at("2026-11-25")), TWO, "Gọi lại", on=date(2026, 11, 25))
    note(a_desk(history, at("2026-11-25"), actor="hoa"), TWO, "Nữa", on=date(2026, 11, 25))
    third = issue(history, LOG_KEY, at("2026-11-25", 6))

    found = compare(history, third, first)

    assert (found.older, found.newer) == (first.checkpoint, third.checkpoint)
    assert (found.added, found.signed) == (3, True)
    assert found.by_kind == {"note": 3}
    assert found.by_unit == {"CVA": 3}
    assert found.by_actor == {"lan": 2, "hoa": 1}
    assert compare(history, second, second).added == 0
    assert kept_at(history, second.checkpoint.size) == second


def test_a_size_that_was_never_signed_is_not_found(history, two):
    with pytest.raises(NotFoundError) as caught:
        kept_at(history, 1)

    sizes = ", ".join(str(one.checkpoint.size) for one in two)
    assert caught.value.what.en == (
        f"The store has no checkpoint of 1 entries; there are: {sizes}."
    )


def changed(one, **more):
    """A checkpoint with something else in it, under its old signature."""
    old = one.checkpoint
    values = {"origin": old.origin, "size": old.size, "root": old.root, "time": old.time, **more}
    return Signed(one.note, Checkpoint(**values))


def test_two_checkpoints_of_two_logs_are_said_to_be_so(history, two):
    first, second = two

    for foreign, why in (
        (changed(first, origin="khac/1"), "they name different logs: "),
        (changed(second, root=bytes(32)), f"two roots of the same {second.checkpoint.size} "),
        (changed(first, root=bytes(32)), f"the root of the first {first.checkpoint.size} entries"),
        (changed(first, size=9_999), "a checkpoint has 9999 entries, this log only "),
    ):
        with pytest.raises(IntegrityError) as caught:
            compare(history, foreign, second)
        assert f"The two checkpoints are not both of this log: {why}" in caught.value.what.en


def test_a_damaged_tree_proves_nothing(history, two, intruder):
    intruder("DELETE FROM entry WHERE stream = 'unit/CVA'")

    with pytest.raises(IntegrityError) as caught:
        compare(history, *two)

    assert caught.value.what.en.endswith("the log's tree is damaged.")


def test_a_checkpoint_that_the_logs_key_did_not_sign_is_marked(history, two):
    first, second = two
    forged = Signed(OWN_KEY.sign(Note(first.note.text)), first.checkpoint)

    assert not compare(history, forged, second).signed


def test_a_log_whose_keys_cannot_be_read_signed_nothing(history, two, monkeypatch):
    kept = history.entries
    odd = [one for one in kept(TWO) if one.fields["kind"] == "note"]
    monkeypatch.setattr(history, "entries", lambda _stream: odd)

    assert not compare(history, *two).signed
