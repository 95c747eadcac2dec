"""Proofs as text, in the forms of C2SP: tlog-proof, and the request that a witness is sent."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.checkpoint import Signed
from audit.note import LONGEST, NoteError, unbase64

_PROOF = "c2sp.org/tlog-proof@v1"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionText:
    """An entry stands at a place of the log under a checkpoint; `body` is its hashed bytes."""

    body: bytes
    index: int
    path: tuple[bytes, ...]
    signed: Signed

    def __str__(self) -> str:
        extra = base64.b64encode(self.body).decode()
        head = f"{_PROOF}\nextra {extra}\nindex {self.index}\n"
        return head + _hashes(self.path) + f"\n{self.signed.note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthText:
    """A log of `old` entries became the log of a checkpoint by growing."""

    old: int
    path: tuple[bytes, ...]
    signed: Signed

    @classmethod
    def read(cls, whole: str) -> GrowthText:
        """Read the text form.

        Raises:
            NoteError: it is none.
        """
        if len(whole) > 2 * LONGEST:
            raise NoteError("too long")
        head, blank, note = whole.partition("\n\n")
        first, *path = head.split("\n")
        word, _, old = first.partition(" ")
        if not blank or word != "old" or not _NUMBER.fullmatch(old):
            raise NoteError("not a proof of growth")
        hashes = tuple(unbase64(one) for one in path)
        if any(len(one) != _HASH_BYTES for one in hashes):
            raise NoteError("not a hash of 32 bytes")
        return cls(old=int(old), path=hashes, signed=Signed.read(note))

    def __str__(self) -> str:
        return f"old {self.old}\n" + _hashes(self.path) + f"\n{self.signed.note}"


def _hashes(path: Sequence[bytes]) -> str:
    return "".join(f"{base64.b64encode(one).decode()}\n" for one in path)
