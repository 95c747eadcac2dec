"""A second verifier, written from docs/log-format.md alone: it shares no line with the product.

Hashes and JSON from the standard library; Ed25519 by the book (RFC 8032, 5.1.7), in whole numbers.
"""

from __future__ import annotations

import base64
import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741 - its name in the RFC
Point = tuple[int, int]


def recover_x(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * I % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a: Point, b: Point) -> Point:
    (x1, y1), (x2, y2) = a, b
    twist = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + twist, P - 2, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - twist, P - 2, P) % P
    return x, y


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE: Point = (recover_x(BASE_Y, 0) or 0, BASE_Y)


def decode(raw: bytes) -> Point | None:
    whole = int.from_bytes(raw, "little")
    y, sign = whole & (1 << 255) - 1, whole >> 255
    x = None if y >= P else recover_x(y, sign)
    return None if x is None else (x, y)


def ed25519(public: bytes, message: bytes, made: bytes) -> bool:
    """Whether a signature is one."""
    key, r = decode(public), decode(made[:32])
    s = int.from_bytes(made[32:], "little")
    if len(made) != 64 or key is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(made[:32] + public + message).digest(), "little") % L
    return times(s, BASE) == add(r, times(h, key))


def unkey(text: str) -> tuple[str, bytes, bytes]:
    """Name, id and raw bytes of a public key."""
    name, key_id, material = text.split("+", 2)
    whole = base64.b64decode(material)
    assert whole[0] == 1
    assert hashlib.sha256(f"{name}\n".encode() + whole).digest()[:4].hex() == key_id
    return name, bytes.fromhex(key_id), whole[1:]


def root_over(bodies: list[str]) -> bytes:
    """RFC 6962, level by level."""
    level = [hashlib.sha256(b"\0" + body.encode()).digest() for body in bodies]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\1" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0]


def complaints_about(bundle: Path) -> list[str]:
    """Everything that is wrong with a bundle in a folder."""
    manifest = json.loads((bundle / "manifest.json").read_text("utf-8"))
    found = []
    for name, told in manifest["files"].items():
        raw = (bundle / name).read_bytes()
        if (len(raw), hashlib.sha256(raw).hexdigest()) != (told["bytes"], told["sha256"]):
            found.append(f"{name} was changed")
    rows = [
        json.loads(line) for line in (bundle / "entries.ndjson").read_text("utf-8").split("\n")[:-1]
    ]
    bodies = [row["body"] for row in rows]
    sealed = [row["leaf"] for row in rows if row["leaf"] is not None]
    places = [row["leaf"] for row in rows]
    if places != [*range(len(sealed)), *[None] * (len(rows) - len(sealed))]:
        found.append("places")
    found += _chains(rows)
    if (root_over(bodies).hex(), len(rows), len(sealed)) != (
        manifest["root"],
        manifest["entries"],
        manifest["sealed"],
    ):
        found.append("the manifest's root")
    keys = [
        (at, json.loads(row["body"]))
        for at, row in enumerate(rows)
        if row["stream"] == "key/checkpoint"
    ]
    found += _endorsements(keys)
    for path in sorted(bundle.glob("checkpoints/*.txt")):
        told = _checkpoint(path.read_text("utf-8"), bodies, keys)
        found += [f"{path.name}: {one}" for one in told]
    found += _values(bundle, rows)
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def _chains(rows: list[dict[str, Any]]) -> list[str]:
    heads: dict[str, tuple[int, str]] = {}
    found = []
    for row in rows:
        stream, body = row["stream"], json.loads(row["body"])
        genesis = hashlib.sha256(b"ketnap genesis v1\0" + stream.encode()).hexdigest()
        seq, previous = heads.get(stream, (0, genesis))
        digest = hashlib.sha256(b"ketnap entry v1\0" + row["body"].encode()).hexdigest()
        told = body["v"], body["stream"], body["seq"], body["previous"]
        if told != (1, stream, row["seq"], row["previous"]) or digest != row["digest"]:
            found.append(f"{stream} {row['seq']}")
        if (row["seq"], row["previous"]) != (seq + 1, previous):
            found.append(f"{stream} {row['seq']}: not the next")
        heads[stream] = row["seq"], row["digest"]
    return found


def _endorsements(keys: list[tuple[int, dict[str, Any]]]) -> list[str]:
    found = []
    for (_, before), (_, after) in pairwise(keys):
        old, new = before["data"]["key"], after["data"]["key"]
        made = after["data"].get("endorsement")
        text = f"ketnap key rotation v1\n{old}\n{new}\n".encode()
        if made is None and "approved_by" not in after:
            found.append("an unendorsed key")
        elif made is not None and not ed25519(unkey(old)[2], text, base64.b64decode(made)):
            found.append("a wrong endorsement")
    return found


def _checkpoint(whole: str, bodies: list[str], keys: list[tuple[int, dict[str, Any]]]) -> list[str]:
    text, _, lines = whole.rpartition("\n\n")
    origin, size, root, *_ = text.split("\n")
    if base64.b64decode(root) != root_over(bodies[: int(size)]) or int(size) > len(bodies):
        return ["another root"]
    signers = [told["data"]["key"] for at, told in keys if at < int(size)]
    name, key_id, raw = unkey(signers[-1])
    made = [
        base64.b64decode(line.split(" ")[2])
        for line in lines.strip("\n").split("\n")
        if line.split(" ")[1] == name
    ]
    mine = [one[4:] for one in made if one[:4] == key_id]
    good = len(mine) == 1 and name == origin and ed25519(raw, (text + "\n").encode(), mine[0])
    return [] if good else ["not signed by the key that had to"]


def _values(bundle: Path, rows: list[dict[str, Any]]) -> list[str]:
    if not (bundle / "values.ndjson").exists():
        return []
    found = []
    for one in _lines(bundle / "values.ndjson"):
        salted = bytes.fromhex(one["salt"]) + one["value"].encode()
        named = any(one["digest"] in row["body"] for row in rows if row["stream"] == one["stream"])
        if hashlib.sha256(b"ketnap sealed v1\0" + salted).hexdigest() != one["digest"] or not named:
            found.append(f"a value of {one['stream']}")
    return found
