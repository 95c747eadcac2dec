"""Ed25519 keys of a log and of its witnesses, in the text forms of C2SP; `cryptography` signs.

A log signs a note's text. A witness signs the text under a header with the time (C2SP
tlog-cosignature, `cosignature/v1`), so that its word can never be taken for the log's.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from audit.note import Note, NoteError, Signature, is_name, unbase64

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ID_BYTES = 4
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_PRIVATE = "PRIVATE+KEY+"


class KeyKind(IntEnum):
    """What a key signs, by the number that C2SP gives it."""

    LOG = 1
    WITNESS = 4


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checks signatures; its text form is `name+id+base64`."""

    name: str
    kind: KeyKind
    raw: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that a signature names its key by."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.raw
        return hashlib.sha256(named).digest()[:_ID_BYTES]

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """Read the text form.

        Raises:
            NoteError: it is none, or its id is not the key's.
        """
        name, _, rest = text.partition("+")
        id_hex, _, encoded = rest.partition("+")
        kind, raw = _material(name, encoded)
        key = cls(name, kind, raw)
        if key.id.hex() != id_hex:
            raise NoteError("the id of the key does not belong to it")
        return key

    def signed(self, note: Note) -> bool:
        """Whether this key signed the note: one signature of its name and id, and that one good."""
        mine = [one for one in note.signatures if (one.name, one.key) == (self.name, self.id)]
        return len(mine) == 1 and self._made(note.text, mine[0].made)

    def cosigned_at(self, note: Note) -> int | None:
        """When this witness signed the note, in seconds since 1970; None where it did not."""
        if self.kind is not KeyKind.WITNESS or not self.signed(note):
            return None
        (mine,) = (one for one in note.signatures if (one.name, one.key) == (self.name, self.id))
        return int.from_bytes(mine.made[:_TIME_BYTES], "big")

    def _made(self, text: str, made: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - 40 ms
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above

        message = text.encode()
        if self.kind is KeyKind.WITNESS:
            message = _witnessed(text, int.from_bytes(made[:_TIME_BYTES], "big"))
            made = made[_TIME_BYTES:]
        if len(made) != _SIGNATURE_BYTES:
            return False
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.raw).verify(made, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def __str__(self) -> str:
        material = base64.b64encode(bytes([self.kind]) + self.raw).decode()
        return f"{self.name}+{self.id.hex()}+{material}"


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key that signs; its text form is `PRIVATE+KEY+name+id+base64`, and never leaves its file.

    It stands in no message, no log and no error: its `repr` hides the seed.
    """

    name: str
    kind: KeyKind
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str, kind: KeyKind) -> PrivateKey:
        """A fresh key."""
        return cls(name, kind, secrets.token_bytes(_KEY_BYTES))

    @classmethod
    def read(cls, text: str) -> PrivateKey:
        """Read the text form.

        Raises:
            NoteError: it is none; the message does not quote it.
        """
        name, _, rest = text.removeprefix(_PRIVATE).partition("+")
        id_hex, _, encoded = rest.partition("+")
        try:
            kind, seed = _material(name, encoded)
        except NoteError:
            raise NoteError("not a private key in text form") from None
        key = cls(name, kind, seed)
        if not text.startswith(_PRIVATE) or key.public().id.hex() != id_hex:
            raise NoteError("not a private key in text form")
        return key

    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.name, self.kind, self._signer().public_key().public_bytes_raw())

    def sign(self, note: Note) -> Note:
        """The note with this log's signature."""
        return self._put(note, self._signer().sign(note.text.encode()))

    def cosign(self, note: Note, seconds: int) -> Note:
        """The note with this witness's signature, made at `seconds` since 1970."""
        made = self._signer().sign(_witnessed(note.text, seconds))
        return self._put(note, seconds.to_bytes(_TIME_BYTES, "big") + made)

    def secret_text(self) -> str:
        """The text form, for a file that only its owner can read."""
        material = base64.b64encode(bytes([self.kind]) + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.public().id.hex()}+{material}"

    def _put(self, note: Note, made: bytes) -> Note:
        return note.with_signature(Signature(self.name, self.public().id, made))

    def _signer(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - 40 ms

        return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed)


def _witnessed(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _material(name: str, encoded: str) -> tuple[KeyKind, bytes]:
    whole = unbase64(encoded)
    if not is_name(name) or len(whole) != 1 + _KEY_BYTES or whole[0] not in set(KeyKind):
        raise NoteError("not an Ed25519 key in text form")
    return KeyKind(whole[0]), whole[1:]
