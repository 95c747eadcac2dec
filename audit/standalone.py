"""Verify an export of the log, or one proof, without the software that wrote it.

One file, Python 3.9 or newer, nothing but the standard library. Ed25519 signatures are checked with
the package `cryptography` where it is installed; where it is not, the commands that check them with
OpenSSL are printed. What is checked, and why, stands in docs/log-format.md.

    python3 verify.py BUNDLE [--against CHECKPOINT]... [--key PUBLICKEY]
    python3 verify.py PROOF.tlog-proof --key PUBLICKEY

Exit code: 0 all holds; 2 a file that was named is not there; 3 all holds but signatures, which are
left to OpenSSL; 7 it does not hold.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path

FORMAT = "ketnap-bundle/1"
PROOF = "c2sp.org/tlog-proof@v1"
NAMES = re.compile(r"(entries|values)\.ndjson|keys\.txt|verify\.py|checkpoints/[0-9]{12}\.txt")
LONGEST_NOTE = 65_536
DER = bytes.fromhex("302a300506032b6570032100")  # what stands before a raw key in its public form

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment, misc]  # then OpenSSL is asked


class BrokenError(Exception):
    """What does not hold, and where."""


def sha256(*parts: bytes) -> bytes:
    """SHA-256 over joined bytes."""
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text: str) -> bytes:
    """Base64 in its one form."""
    found = base64.b64decode(text.encode("ascii"), validate=True)
    require(base64.b64encode(found).decode() == text, f"base64 in another form: {text[:40]}")
    return found


def require(holds: bool, what: str) -> None:
    """Stop where something does not hold."""
    if not holds:
        raise BrokenError(what)


# Notes, keys, checkpoints ------------------------------------------------------------------------


class Key:
    """A public key in its text form: name+id+base64."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.name, key_id, material = text.split("+", 2)
        self.id, whole = bytes.fromhex(key_id), unbase64(material)
        require(len(whole) == 33 and whole[0] == 1, f"not a key of a log: {text[:60]}")
        self.raw = whole[1:]
        expected = sha256(self.name.encode(), b"\n", whole)[:4]
        require(self.id.hex() == key_id and self.id == expected, f"a wrong key id: {text[:60]}")


class Signatures:
    """Checks signatures, or says how OpenSSL would."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.checked = 0

    def check(self, what: str, key: Key, text: str, made: bytes) -> None:
        """Require a signature of a key over a text."""
        require(len(made) == 64, f"{what}: not a signature")
        if Ed25519PublicKey is None:
            self.left.append(_with_openssl(what, key, text, made))
            return
        try:
            Ed25519PublicKey.from_public_bytes(key.raw).verify(made, text.encode())
        except InvalidSignature:
            raise BrokenError(f"{what}: the signature of key {key.id.hex()} is wrong") from None
        self.checked += 1


def _with_openssl(what: str, key: Key, text: str, made: bytes) -> str:
    parts = {"key.der": DER + key.raw, "text": text.encode(), "signature": made}
    lines = [f"# {what}, key {key.id.hex()}"]
    lines += [f"echo {base64.b64encode(b).decode()} | base64 -d > {n}" for n, b in parts.items()]
    lines += ["openssl pkey -pubin -inform DER -in key.der -out key.pem"]
    lines += ["openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature"]
    return "\n".join(lines)


class Checkpoint:
    """A signed note whose text is a checkpoint."""

    def __init__(self, whole: str) -> None:
        require(len(whole) <= LONGEST_NOTE, "a checkpoint is too long")
        require(
            not re.search("[\x00-\x09\x0b-\x1f\x7f]", whole), "a checkpoint has control characters"
        )
        text, blank, lines = whole.rpartition("\n\n")
        require(bool(blank and text) and lines.endswith("\n"), "not a signed note")
        self.text = text + "\n"
        self.signatures: list[tuple[str, bytes, bytes]] = []
        for line in lines[:-1].split("\n"):
            dash, name, encoded = (line.split(" ", 2) + ["", ""])[:3]
            made = unbase64(encoded)
            named = bool(re.fullmatch(r"[^\s+]+", name))
            require(dash == "\u2014" and named and len(made) > 4, "not a signature line")
            self.signatures.append((name, made[:4], made[4:]))
        require(len(self.signatures) <= 64, "too many signatures")
        told = text.split("\n")
        require(len(told) >= 3 and all(told), "a checkpoint has three lines or more")
        self.origin, size, root = told[:3]
        require(bool(re.fullmatch(r"0|[1-9][0-9]{0,17}", size)), "not a size")
        self.size, self.root = int(size), unbase64(root)
        require(len(self.root) == 32, "not a root")

    def signed_by(self, key: Key, signatures: Signatures, what: str) -> None:
        """Require the one signature of a key."""
        require(self.origin == key.name, f"{what}: it is of the log {self.origin}, not {key.name}")
        mine = [
            made for name, key_id, made in self.signatures if (name, key_id) == (key.name, key.id)
        ]
        require(len(mine) == 1, f"{what}: key {key.id.hex()} did not sign it")
        signatures.check(what, key, self.text, mine[0])


# The tree ----------------------------------------------------------------------------------------


class Tree:
    """RFC 6962, the roots of the full subtrees only."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf."""
        height, digest = 0, sha256(b"\x00", leaf)
        while self.peaks and self.peaks[-1][0] == height:
            digest = sha256(b"\x01", self.peaks.pop()[1], digest)
            height += 1
        self.peaks.append((height, digest))
        self.size += 1

    def root(self) -> bytes:
        """The root so far."""
        if not self.peaks:
            return sha256()
        digest = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            digest = sha256(b"\x01", left, digest)
        return digest


def included(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    at, last, found = index, size - 1, sha256(b"\x00", leaf)
    for beside in path:
        if last == 0:
            return False
        if at % 2 == 1 or at == last:
            found = sha256(b"\x01", beside, found)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            found = sha256(b"\x01", found, beside)
        at, last = at // 2, last // 2
    return last == 0 and found == root


# The bundle --------------------------------------------------------------------------------------


class Files:
    """The files of a bundle: a folder, or a ZIP file."""

    def __init__(self, place: Path) -> None:
        self.zip = None if place.is_dir() else zipfile.ZipFile(place)
        self.place = place

    def names(self) -> set[str]:
        """Every file there."""
        if self.zip is not None:
            return {one for one in self.zip.namelist() if not one.endswith("/")}
        found = (one for one in self.place.rglob("*") if not one.is_dir())
        return {one.relative_to(self.place).as_posix() for one in found}

    def open(self, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a binary stream
        """A file, to be read once."""
        return (self.place / name).open("rb") if self.zip is None else self.zip.open(name)

    def text(self, name: str) -> str:
        """A small file."""
        with self.open(name) as file:
            return str(file.read().decode("utf-8"))


class Log:
    """Reads the entries once, in order, and keeps what the rest is held against."""

    def __init__(self, sizes: set[int]) -> None:
        self.sizes = sizes
        self.tree = Tree()
        self.sealed = 0
        self.roots = {0: self.tree.root()}
        self.heads: dict[str, tuple[int, str]] = {}
        self.keys: list[tuple[int, dict[str, object]]] = []
        self.named: set[tuple[str, str]] = set()

    def read(self, line: str) -> None:
        """One line of entries.ndjson."""
        row = json.loads(line)
        place = f"entry {row['seq']} of {row['stream']}"
        if row["leaf"] is not None:
            require(row["leaf"] == self.sealed == self.tree.size, f"{place}: not at its place")
            self.sealed += 1
        body = row["body"]
        told = json.loads(body)
        stream = row["stream"]
        start = 0, sha256(b"ketnap genesis v1\0", stream.encode()).hex()
        seq, previous = self.heads.get(stream, start)
        digest = sha256(b"ketnap entry v1\0", body.encode()).hex()
        require(digest == row["digest"], f"{place}: altered after it was written")
        require(told["v"] == 1 and told["stream"] == stream, f"{place}: written for another stream")
        require(told["seq"] == row["seq"] == seq + 1, f"{place}: number {seq + 1} was to follow")
        require(
            told["previous"] == row["previous"] == previous,
            f"{place}: it does not follow the entry before it",
        )
        self.heads[stream] = row["seq"], digest
        if stream == "key/checkpoint":
            self.keys.append((self.tree.size, told))
        self.named.update((stream, one) for one in _sealed(told))
        self.tree.add(body.encode())
        if self.tree.size in self.sizes:
            self.roots[self.tree.size] = self.tree.root()

    def key_chain(self, signatures: Signatures) -> list[tuple[int, Key, bool]]:
        """Place and key of each entry of a key, and whether the key before it signed for it."""
        found: list[tuple[int, Key, bool]] = []
        for place, told in self.keys:
            data = told["data"]
            key = Key(data["key"])  # type: ignore[index]  # whatever it is, it is tried
            endorsed = not found
            if found:
                before = found[-1][1]
                require(key.name == before.name, "a key of another log")
                if "endorsement" in data:  # type: ignore[operator]  # as above
                    text = f"ketnap key rotation v1\n{before.text}\n{key.text}\n"
                    made = unbase64(data["endorsement"])  # type: ignore[index]  # as above
                    signatures.check(f"rotation to {key.id.hex()}", before, text, made)
                    endorsed = True
                else:
                    require("approved_by" in told, f"nobody vouches for key {key.id.hex()}")
            found.append((place, key, endorsed))
        return found


def _sealed(value: object) -> list[str]:
    """Digests of values kept apart, anywhere in a body."""
    if isinstance(value, list):
        return [one for item in value for one in _sealed(item)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("sealed", "commitment") if isinstance(value.get(name), str)]
    return own + [one for item in value.values() for one in _sealed(item)]


def verify_bundle(place: Path, against: list[Path], pinned: str | None) -> tuple[str, Signatures]:
    """Verify a whole bundle.

    Raises:
        BrokenError: something does not hold.
    """
    files, signatures = Files(place), Signatures()
    manifest = _manifest(files)
    notes = {name: Checkpoint(files.text(name)) for name in manifest["files"] if "/" in name}
    for name, note in notes.items():
        require(name == f"checkpoints/{note.size:012d}.txt", f"{name} holds {note.size} entries")
    kept = {f"--against {one}": Checkpoint(one.read_text("utf-8")) for one in against}
    log = Log({note.size for note in (*notes.values(), *kept.values())})
    with files.open("entries.ndjson") as lines:
        for line in lines:
            log.read(line.decode("utf-8"))
    root = log.tree.root().hex()
    found = manifest["entries"], manifest["sealed"], manifest["root"]
    require(found == (log.tree.size, log.sealed, root), "the manifest tells of another log")
    keys = log.key_chain(signatures)
    _check_keys(files, manifest, keys, pinned)
    for what, note in {**notes, **kept}.items():
        require(note.size in log.roots, f"{what}: {note.size} entries, there are {log.tree.size}")
        require(note.root == log.roots[note.size], f"{what}: the log was written anew")
        signer = [key for at, key, _ in keys if at < note.size]
        require(bool(signer), f"{what}: no key could sign it")
        note.signed_by(signer[-1], signatures, what)
    values = _check_values(files, manifest, log)
    told = (
        f"{log.tree.size} entries, {log.sealed} sealed, {len(notes)} checkpoints,"
        f" {values} values; root {root}"
    )
    return told, signatures


def _manifest(files: Files) -> dict:  # type: ignore[type-arg]  # JSON
    whole = files.text("manifest.json")
    manifest = json.loads(whole)
    require(
        manifest.keys() == {"format", "origin", "entries", "sealed", "root", "files"}, "manifest"
    )
    require(manifest["format"] == FORMAT, f"not a bundle of the form {FORMAT}")
    again = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    require(whole == again, "the manifest is not in its one form")
    there = files.names() - {"manifest.json"}
    require(
        there == set(manifest["files"]), f"other files: {sorted(there ^ set(manifest['files']))}"
    )
    for name, told in manifest["files"].items():
        require(bool(NAMES.fullmatch(name)), f"a file that no bundle has: {name}")
        digest, count = hashlib.sha256(), 0
        with files.open(name) as file:
            while part := file.read(1 << 20):
                digest.update(part)
                count += len(part)
        seen = {"bytes": count, "sha256": digest.hexdigest()}
        require(told == seen, f"{name} was changed")
    require("entries.ndjson" in manifest["files"], "there are no entries")
    return dict(manifest)


def _check_keys(files: Files, manifest: dict, keys: list, pinned: str | None) -> None:  # type: ignore[type-arg]  # JSON
    listed = "".join(f"{key.text}\n" for _, key, _ in keys)
    require(files.text("keys.txt") == listed, "keys.txt does not list the log's keys")
    require(manifest["origin"] == (keys[0][1].name if keys else None), "another origin")
    if pinned is not None:
        places = [n for n, (_, key, _) in enumerate(keys) if key.text == pinned]
        require(len(places) == 1, "the log does not know the key that was given")
        unvouched = [key.id.hex() for _, key, endorsed in keys[places[0] + 1 :] if not endorsed]
        require(not unvouched, f"no earlier key signed for {', '.join(unvouched)}")


def _check_values(files: Files, manifest: dict, log: Log) -> int:  # type: ignore[type-arg]  # JSON
    count = 0
    if "values.ndjson" in manifest["files"]:
        with files.open("values.ndjson") as lines:
            for line in lines:
                one = json.loads(line)
                count += 1
                salted = bytes.fromhex(one["salt"]) + one["value"].encode()
                found = sha256(b"ketnap sealed v1\0", salted).hex()
                require(found == one["digest"], f"a value of {one['stream']} was altered")
                named = (one["stream"], one["digest"]) in log.named
                require(named, f"no entry of {one['stream']} names a value that is there")
    return count


def verify_proof(whole: str, pinned: str | None) -> tuple[str, Signatures]:
    """Verify one inclusion proof; the key must be given, a proof brings none.

    Raises:
        BrokenError: something does not hold.
    """
    require(pinned is not None, "a proof needs --key PUBLICKEY")
    head, blank, note = whole.partition("\n\n")
    first, extra, index, *path = head.split("\n")
    require(first == PROOF and bool(blank), f"not a proof of the form {PROOF}")
    require(extra.startswith("extra ") and index.startswith("index "), "not a proof")
    require(bool(re.fullmatch(r"0|[1-9][0-9]{0,17}", index[6:])), "not an index")
    body, hashes = unbase64(extra[6:]), [unbase64(one) for one in path]
    require(all(len(one) == 32 for one in hashes), "not a hash")
    checkpoint, signatures = Checkpoint(note), Signatures()
    at = int(index[6:])
    holds = included(body, at, checkpoint.size, hashes, checkpoint.root)
    require(holds, "the entry is not in the log of this checkpoint")
    checkpoint.signed_by(Key(str(pinned)), signatures, "the checkpoint")
    return f"entry at place {at} of {checkpoint.size}: {body.decode('utf-8')}", signatures


def run(arguments: list[str]) -> int:
    """Verify what is named on the command line."""
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__.partition("\n")[0])
    parser.add_argument("place", type=Path, metavar="BUNDLE|PROOF")
    parser.add_argument("--against", type=Path, action="append", default=[], metavar="CHECKPOINT")
    parser.add_argument("--key", default=None, metavar="PUBLICKEY")
    asked = parser.parse_args(arguments)
    for path in (asked.place, *asked.against):
        if not path.exists():
            parser.error(f"there is no {path}")
    try:
        if asked.place.is_dir() or zipfile.is_zipfile(asked.place):
            told, signatures = verify_bundle(asked.place, asked.against, asked.key)
        else:
            told, signatures = verify_proof(asked.place.read_text("utf-8"), asked.key)
    except BrokenError as broken:
        print(f"✗ {broken}")
        return 7
    except Exception as odd:  # noqa: BLE001 - whatever a damaged file does, it is not accepted
        print(f"✗ cannot be read: {type(odd).__name__}: {odd}")
        return 7
    if signatures.left:
        print(f"? {told}\nSignatures were not checked (no `cryptography`). To check them:\n")
        print("\n\n".join(signatures.left))
        return 3
    print(f"✓ {told}\n  {signatures.checked} signatures checked")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
