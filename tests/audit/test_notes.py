"""Checkpoints are signed notes, to the letter, and a changed one is no longer signed."""

from __future__ import annotations

import pytest
from mutations import dice, mutated

from audit import Checkpoint, KeyKind, Note, NoteError, PrivateKey, PublicKey, Signed
from audit.merkle import EMPTY

ORIGIN = "ketnap/0123456789ab"
LOG = PrivateKey(ORIGIN, KeyKind.LOG, bytes(32))
WITNESS = PrivateKey("uyban-kiemtra", KeyKind.WITNESS, bytes([7]) * 32)
CHECKPOINT = Checkpoint(
    origin=ORIGIN, size=28, root=bytes(range(32)), time="2026-11-23T03:00:00.000000Z"
)
TEXT = CHECKPOINT.text()
SIGNED = LOG.sign(Note(TEXT))

# Published by C2SP with the specification of cosignatures, beside the note's first line.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann \
x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""


def test_a_checkpoint_is_written_out():
    """If this changes, no checkpoint that exists can be checked."""
    assert str(SIGNED) == (
        "ketnap/0123456789ab\n"
        "28\n"
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
        "time 2026-11-23T03:00:00.000000Z\n"
        "\n"
        f"{str(SIGNED).splitlines()[-1]}\n"
    )
    assert Signed.read(str(SIGNED)) == Signed(SIGNED, CHECKPOINT)
    assert LOG.public().signed(SIGNED)


def test_a_note_that_go_signed_is_read_and_checked():
    assert PublicKey.read(GO_KEY).signed(Note.read(GO_NOTE))
    assert str(PublicKey.read(GO_KEY)) == GO_KEY
    assert str(Note.read(GO_NOTE)) == GO_NOTE


def test_a_witness_signs_with_its_time_and_under_a_header_of_its_own():
    both = WITNESS.cosign(SIGNED, 1_795_402_800)

    assert WITNESS.public().cosigned_at(both) == 1_795_402_800
    assert LOG.public().signed(both)
    assert LOG.public().cosigned_at(both) is None
    assert WITNESS.public().cosigned_at(SIGNED) is None
    as_log = PublicKey(WITNESS.name, KeyKind.LOG, WITNESS.public().raw)
    assert not as_log.signed(both)


def test_a_signature_of_another_text_name_or_key_is_none():
    other = LOG.sign(Note(TEXT.replace("28", "29")))
    stranger = PrivateKey(ORIGIN, KeyKind.LOG, bytes([1]) * 32)

    assert not LOG.public().signed(Note(TEXT, other.signatures))
    assert not LOG.public().signed(Note(TEXT))
    assert not LOG.public().signed(stranger.sign(Note(TEXT)))
    assert not PublicKey("else", KeyKind.LOG, LOG.public().raw).signed(SIGNED)
    assert LOG.public().signed(
        stranger.sign(SIGNED)
    )  # a signature one does not know is passed over


def test_two_signatures_of_one_key_are_none():
    assert not LOG.public().signed(LOG.sign(SIGNED))


def test_a_signature_of_a_foreign_length_is_none():
    (made,) = SIGNED.signatures
    for cut in (made.made[:-1], made.made + b"x", b"x"):
        note = Note(TEXT).with_signature(type(made)(made.name, made.key, cut))
        assert not LOG.public().signed(note)


def test_keys_survive_being_written_and_read():
    for key in (LOG, WITNESS):
        assert PublicKey.read(str(key.public())) == key.public()
        assert PrivateKey.read(key.secret_text()) == key
    fresh = PrivateKey.new(ORIGIN, KeyKind.LOG)
    assert PrivateKey.read(fresh.secret_text()) == fresh
    assert fresh.seed != PrivateKey.new(ORIGIN, KeyKind.LOG).seed


def test_a_private_key_shows_itself_in_no_message():
    assert "seed" not in repr(LOG)
    with pytest.raises(NoteError) as told:
        PrivateKey.read(LOG.secret_text()[:-2])
    assert LOG.secret_text()[30:60] not in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a+b",
        "a+00000000+AAAA",
        str(LOG.public()).replace("+", " ", 1),
        str(LOG.public())[:-4],
        "ketnap+00000000+" + str(LOG.public()).rpartition("+")[2],
        "a b+00000000+" + str(LOG.public()).rpartition("+")[2],
        "ketnap+00000000+" + "CQ" + str(LOG.public()).rpartition("+")[2][2:],
    ],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(NoteError):
        PublicKey.read(text)
    with pytest.raises(NoteError):
        PrivateKey.read(text)
    with pytest.raises(NoteError):
        PrivateKey.read("PRIVATE+KEY+" + text)


def test_a_private_key_without_its_mark_is_refused():
    with pytest.raises(NoteError):
        PrivateKey.read(LOG.secret_text().removeprefix("PRIVATE+KEY+"))


@pytest.mark.parametrize(
    "whole",
    [
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAA\n",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAB=\n",
        "text\n\n— a AAA AAA=\n",
        "text\n\n— a é\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "te\0xt\n\n— a AAAAAAA=\n",
        "te\rxt\n\n— a AAAAAAA=\n",
        "te\ud800xt\n\n— a AAAAAAA=\n",
        "text\n\n" + "— a AAAAAAA=\n" * 65,
        "t" * 65_536 + "\n\n— a AAAAAAA=\n",
    ],
    ids=range(20),
)
def test_what_is_no_note_is_refused(whole):
    with pytest.raises(NoteError):
        Note.read(whole)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\n1\n",
        "a\n01\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n1 \nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=\n",
        "\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "a\n" + "9" * 19 + "\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        Checkpoint.read(text)


def test_an_empty_log_has_a_checkpoint_too():
    empty = Checkpoint(origin=ORIGIN, size=0, root=EMPTY)

    assert Checkpoint.read(empty.text()) == empty


def test_an_unknown_extension_is_passed_over_and_no_time_is_made_of_two():
    text = CHECKPOINT.text()

    assert Checkpoint.read(text + "more\n") == CHECKPOINT
    assert Checkpoint.read(text + "time 2026-11-24T03:00:00Z\n").time is None


def test_no_changed_note_is_taken_for_signed(long_form):
    """Every byte in turn, then random changes: none is accepted, none stops the reader."""
    whole = str(SIGNED).encode()
    chance = dice(20261123)
    changes = [
        whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
        for place in range(len(whole))
        for bit in (1, 4, 32, 128)
    ]
    changes += [mutated(whole, chance) for _ in range(200_000 if long_form else 4_000)]
    key = LOG.public()
    accepted = []
    for changed in changes:
        if changed == whole:
            continue
        try:
            found = Signed.read(changed.decode(errors="surrogateescape"))
        except NoteError:
            continue
        if key.signed(found.note) and found.checkpoint != CHECKPOINT:
            accepted.append(changed)
        if key.signed(found.note) and found.note.text != TEXT:
            accepted.append(changed)
    assert accepted == []
