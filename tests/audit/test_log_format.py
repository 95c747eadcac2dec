"""`docs/log-format.md` is enough to write a second verifier: here is one, and it agrees.

The second verifier knows nothing of ours: hashes and JSON from the standard library, written from
the document alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from second_verifier import ed25519, unkey

from audit import (
    Entry,
    Note,
    PrivateKey,
    PublicKey,
    Sealed,
    Signed,
    canonical,
    digest_of,
    genesis,
    proves_consistency,
    root_of,
    standalone,
)
from audit.prooftext import GrowthText

HERE = Path(__file__).parent
DOCUMENT = (HERE.parents[1] / "docs" / "log-format.md").read_text("utf-8")
VECTORS = json.loads((HERE / "vectors.json").read_text("utf-8"))


# The second verifier -----------------------------------------------------------------------------


def second_digest(body: str) -> str:
    return hashlib.sha256(b"ketnap entry v1\0" + body.encode("utf-8")).hexdigest()


def second_verify(rows: list[tuple[str, int, str, str, str]]) -> list[str]:
    """Complaints about rows of (stream, seq, body, digest, previous), in any order."""
    complaints = []
    streams: dict[str, list[tuple[int, str, str, str]]] = {}
    for stream, seq, body, digest, previous in rows:
        streams.setdefault(stream, []).append((seq, body, digest, previous))
    for stream, entries in streams.items():
        expected = hashlib.sha256(b"ketnap genesis v1\0" + stream.encode("utf-8")).hexdigest()
        for number, (seq, body, digest, previous) in enumerate(sorted(entries), start=1):
            told = json.loads(body)
            sound = (
                told["v"] == 1
                and (told["stream"], told["seq"], told["previous"]) == (stream, seq, previous)
                and (seq, previous) == (number, expected)
                and second_digest(body) == digest
            )
            if not sound:
                complaints.append(f"{stream} {number}")
                break
            expected = digest
    return complaints


def second_root(bodies: list[str]) -> str:
    """RFC 6962 over the bodies in the order of writing."""
    level = [hashlib.sha256(b"\0" + body.encode("utf-8")).digest() for body in bodies]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\1" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0].hex()


# What it finds -----------------------------------------------------------------------------------


def rows_of(intruder) -> list[tuple]:
    return intruder("SELECT stream, seq, body, digest, previous FROM entry ORDER BY id")


def test_the_second_verifier_finds_nothing_wrong_with_what_ketnap_wrote(history, intruder):
    rows = rows_of(intruder)

    assert len(rows) == 28
    assert second_verify(rows) == []


def test_the_second_verifier_works_out_the_same_root(history, intruder):
    from workflow.verification import verify

    assert second_root([row[2] for row in rows_of(intruder)]) == verify(history.audit).root


@pytest.mark.parametrize(
    "update",
    [
        "body = replace(body, 'lan', 'nam')",
        "digest = 'ff'",
        "previous = 'ff'",
        "seq = 99",
        "stream = 'HS-2026-0009'",
    ],
)
def test_the_second_verifier_notices_a_changed_entry(history, intruder, update):
    intruder(f"UPDATE entry SET {update} WHERE id = 20")  # noqa: S608 - written above

    assert second_verify(rows_of(intruder)) != []


# The vectors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS["canonical"])
def test_canonical_vectors(vector):
    assert canonical(vector["value"]) == vector["text"]


@pytest.mark.parametrize("vector", VECTORS["genesis"])
def test_genesis_vectors(vector):
    assert genesis(vector["stream"]) == vector["digest"]


@pytest.mark.parametrize("vector", VECTORS["sealed"])
def test_sealed_vectors(vector):
    assert Sealed(**vector).holds()
    whole = b"ketnap sealed v1\0" + bytes.fromhex(vector["salt"]) + vector["value"].encode()
    assert hashlib.sha256(whole).hexdigest() == vector["digest"]


@pytest.mark.parametrize("vector", VECTORS["entries"])
def test_entry_vectors(vector):
    entry = Entry.read(vector["body"])

    assert digest_of(vector["body"]) == second_digest(vector["body"]) == vector["digest"]
    assert (entry.stream, entry.seq, entry.previous) == (
        vector["stream"],
        vector["seq"],
        vector["previous"],
    )
    kept = {k: v for k, v in entry.fields.items() if k not in {"v", "stream", "seq", "previous"}}
    assert Entry.seal(entry.stream, entry.seq, entry.previous, kept) == entry


@pytest.mark.parametrize("vector", VECTORS["roots"])
def test_root_vectors(vector):
    bodies = [entry["body"] for entry in VECTORS["entries"][: vector["size"]]]

    assert root_of([body.encode() for body in bodies]) == vector["root"]
    assert second_root(bodies) == vector["root"]


@pytest.mark.parametrize("vector", VECTORS["keys"])
def test_key_vectors(vector):
    public = PublicKey.read(vector["public"])
    made = PrivateKey(public.name, public.kind, bytes.fromhex(vector["seed"]))

    assert made.public() == public
    named = f"{public.name}\n".encode() + bytes([public.kind]) + public.raw
    assert hashlib.sha256(named).digest()[:4].hex() == vector["public"].split("+")[1]


def test_the_endorsement_vector():
    vector = VECTORS["endorsement"]
    text = f"ketnap key rotation v1\n{vector['old']}\n{vector['new']}\n".encode()

    assert ed25519(unkey(vector["old"])[2], text, base64.b64decode(vector["made"]))


@pytest.mark.parametrize(("number", "size"), [(0, 2), (1, 3)])
def test_checkpoint_vectors(number, size):
    whole = VECTORS["checkpoints"][number]
    signed = Signed.read(whole)
    public = PublicKey.read(VECTORS["keys"][0]["public"])
    text, _, lines = whole.rpartition("\n\n")
    made = base64.b64decode(lines.split("\n")[0].split(" ")[2])

    assert str(signed.note) == whole
    assert public.signed(signed.note)
    assert ed25519(public.raw, f"{text}\n".encode(), made[4:])
    assert signed.checkpoint.root.hex() == VECTORS["roots"][size]["root"]


def test_the_witness_of_the_vectors_signed_at_its_time():
    witness = PublicKey.read(VECTORS["keys"][2]["public"])

    assert witness.cosigned_at(Note.read(VECTORS["checkpoints"][1])) == 1_795_406_400


@pytest.mark.parametrize("number", [0, 1, 2])
def test_inclusion_vectors(number):
    whole, key = VECTORS["inclusion"][number], VECTORS["keys"][0]["public"]

    told, _ = standalone.verify_proof(whole, key)
    assert told == f"entry at place {number} of 3: {VECTORS['entries'][number]['body']}"


def test_the_growth_vector():
    found = GrowthText.read(VECTORS["growth"])
    roots = [bytes.fromhex(one["root"]) for one in VECTORS["roots"]]

    assert str(found) == VECTORS["growth"]
    assert proves_consistency(2, roots[2], 3, roots[3], found.path)


def test_the_vectors_form_a_log_that_the_second_verifier_accepts():
    names = ("stream", "seq", "body", "digest", "previous")

    assert second_verify([tuple(e[name] for name in names) for e in VECTORS["entries"]]) == []


def test_one_digest_is_written_out():
    """If this changes, every log that exists stops verifying."""
    first = VECTORS["entries"][0]

    assert first["digest"] == "eba4a07a32f5867261a92ad6d83eed1a32002051981c48c91c889a3e9322063c"
    assert digest_of(first["body"]) == first["digest"]


# The document ------------------------------------------------------------------------------------


def test_the_document_writes_every_vector_out():
    digests = [one["digest"] for kind in ("genesis", "sealed", "entries") for one in VECTORS[kind]]
    roots = [one["root"] for one in VECTORS["roots"]]
    bodies = [one["body"] for one in VECTORS["entries"]]
    texts = [one["text"] for one in VECTORS["canonical"]]

    notes = [*VECTORS["checkpoints"], VECTORS["growth"]]
    keys = [one["public"] for one in VECTORS["keys"]]

    for written in (*digests, *roots, *bodies, *texts, *notes, *keys):
        assert written in DOCUMENT


def test_the_document_describes_every_kind_of_entry_and_every_field(history, intruder):
    bodies = [json.loads(row[2]) for row in rows_of(intruder)]

    for body in bodies:
        for name in (body["kind"], *body):
            assert f"`{name}`" in DOCUMENT, name
    described = set(re.findall(r"^### `([a-z-]+)`", DOCUMENT, re.MULTILINE))
    assert described == {
        "transition",
        "alert",
        "intake",
        "fact",
        "hold",
        "resume",
        "note",
        "transfer",
        "correct",
        "reorganise",
        "rework",
        "calendar",
        "unit",
        "quota",
        "import",
        "key",
        "screening",
        "screening-finding",
        "record",
        "role",
        "message",
        "user",
        "approval",
        "erase",
        "sample",
        "restore",
        "anonymise",
    }
