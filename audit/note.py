"""Signed notes (C2SP signed-note v1): a text, a blank line, and lines of signatures.

Whoever reads a note looks for the keys that they know and passes over every other signature.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace

LONGEST = 65_536
"""No note of ours comes near this many characters; a longer one is not read."""

_DASH = "\u2014"
_ID_BYTES = 4
_MOST_SIGNATURES = 64
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_NAME = re.compile(r"[^\s+]+")


class NoteError(ValueError):
    """A text that is no signed note, or no checkpoint; the message says why."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line: whose key, the first four bytes of its hash, and what it made of the text."""

    name: str
    key: bytes
    made: bytes

    def line(self) -> str:
        """The line as it stands in the note."""
        return f"{_DASH} {self.name} {base64.b64encode(self.key + self.made).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a line break, and its signatures."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def read(cls, whole: str) -> Note:
        """Read a note, to the letter.

        Raises:
            NoteError: it is none.
        """
        if len(whole) > LONGEST or _CONTROL.search(whole):
            raise NoteError("too long, or holds a character that no note may have")
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not text or not lines.endswith("\n"):
            raise NoteError("no text, blank line and signatures")
        found = tuple(_signature(line) for line in lines[:-1].split("\n"))
        if len(found) > _MOST_SIGNATURES:
            raise NoteError("too many signatures")
        return cls(text + "\n", found)

    def with_signature(self, signature: Signature) -> Note:
        """The note with one more signature."""
        return replace(self, signatures=(*self.signatures, signature))

    def __str__(self) -> str:
        return self.text + "\n" + "".join(one.line() for one in self.signatures)


def is_name(text: str) -> bool:
    """Whether a text can name a key: not empty, without spaces and plus signs."""
    return bool(_NAME.fullmatch(text)) and not _CONTROL.search(text)


def unbase64(text: str) -> bytes:
    """The bytes of a base64 text, of which there is one form only.

    Raises:
        NoteError: it is not in that form.
    """
    try:
        found = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NoteError(f"not base64: {text[:60]!r}") from None
    if base64.b64encode(found).decode() != text:
        raise NoteError(f"not base64 in its one form: {text[:60]!r}")
    return found


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != _DASH or not is_name(name):
        raise NoteError(f"not a signature: {line[:60]!r}")
    made = unbase64(encoded)
    if len(made) <= _ID_BYTES:
        raise NoteError(f"not a signature: {line[:60]!r}")
    return Signature(name, made[:_ID_BYTES], made[_ID_BYTES:])
