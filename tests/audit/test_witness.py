"""A witness signs what only grew, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, at
from dba import LOG_KEY, OWN_KEY, TWO, sealed_twice
from mutations import dice, mutated

from audit import KeyKind, Note, NoteError, PrivateKey, Signed
from audit.prooftext import GrowthText
from audit.witness import SplitViewError, witness
from workflow.actions.pause import note
from workflow.checkpoints.issue import issue
from workflow.checkpoints.proving import grown_since, newest
from workflow.errors import IntegrityError, NotFoundError

MINE = PrivateKey("uyban-kiemtra", KeyKind.WITNESS, bytes([5]) * 32)
LOG = LOG_KEY.public()


@pytest.fixture
def grown(history) -> tuple[Signed, GrowthText]:
    """The first checkpoint, and the request to sign the second."""
    first, second = sealed_twice(history)
    return first, grown_since(history, second, first)


def test_the_first_checkpoint_is_signed_for_the_key_that_was_handed_over(grown):
    first, _ = grown
    made = witness(GrowthText(old=0, path=(), signed=first), LOG, None, MINE, 1_800_000_000)

    assert MINE.public().cosigned_at(made) == 1_800_000_000
    assert LOG.signed(made)


def test_a_log_that_grew_is_signed_again(grown):
    first, asked = grown

    made = witness(GrowthText.read(str(asked)), LOG, first, MINE, 7)
    assert MINE.public().cosigned_at(made) == 7
    again = GrowthText(old=30, path=(), signed=Signed.read(str(made)))
    twice = witness(again, LOG, asked.signed, MINE, 8)
    assert MINE.public().cosigned_at(twice) == 8


def test_a_checkpoint_that_the_log_did_not_sign_is_refused(grown):
    first, asked = grown
    forged = Signed.read(str(OWN_KEY.sign(Note(asked.signed.note.text))))

    with pytest.raises(SplitViewError, match="did not sign this checkpoint"):
        witness(GrowthText(old=29, path=asked.path, signed=forged), LOG, first, MINE, 7)


def test_a_proof_that_begins_elsewhere_is_refused(grown):
    first, asked = grown

    with pytest.raises(SplitViewError, match="begins at 0 entries, last seen: 29"):
        witness(GrowthText(old=0, path=(), signed=asked.signed), LOG, first, MINE, 7)


def test_a_split_view_is_refused(grown, history, intruder):
    """Two copies of one log, signed with the same key, went different ways."""
    from dba import Dba

    first, asked = grown
    dba = Dba(intruder, history, first, asked.signed)
    dba.cut(29)
    note(a_desk(history, at("2026-11-24", 4)), TWO, "Không gọi được", on=date(2026, 11, 24))
    other = issue(history, LOG_KEY, at("2026-11-24", 5))
    assert (other.checkpoint.size, other.checkpoint.root != asked.signed.checkpoint.root) == (
        30,
        True,
    )

    for old, path in ((30, ()), (29, asked.path)):
        shown = GrowthText(old=old, path=path, signed=other)
        with pytest.raises(SplitViewError):
            witness(shown, LOG, asked.signed, MINE, 7)
    with pytest.raises(IntegrityError):
        grown_since(history, newest(history), asked.signed)


def test_no_changed_request_is_signed(grown, long_form):
    first, asked = grown
    whole, chance, signed = str(asked).encode(), dice(11), []
    for _ in range(200_000 if long_form else 1_500):
        changed = mutated(whole, chance)
        if changed == whole:
            continue
        try:
            found = GrowthText.read(changed.decode(errors="surrogateescape"))
            made = witness(found, LOG, first, MINE, 7)
        except (NoteError, SplitViewError):
            continue
        if made.text != asked.signed.note.text:
            signed.append(changed)
    assert signed == []


@pytest.mark.parametrize(
    "whole",
    ["", "old 1", "old 01\n\nx", "new 1\n\nx", "old 1\nAAAA\n\nx", "old 1\n" + "A" * 200_000],
)
def test_what_is_no_request_is_refused(whole):
    with pytest.raises(NoteError):
        GrowthText.read(whole)


def test_without_a_checkpoint_there_is_nothing_to_prove(store):
    with pytest.raises(NotFoundError):
        newest(store)


def test_a_damaged_checkpoint_or_tree_proves_nothing(grown, history, intruder):
    first, _ = grown
    now = newest(history)
    intruder("DELETE FROM leaf WHERE number = 5")
    with pytest.raises(IntegrityError):
        grown_since(history, now, first)
    intruder("UPDATE checkpoint SET note = 'x'")
    with pytest.raises(IntegrityError):
        newest(history)
