"""Checkpoints (C2SP tlog-checkpoint): size and root of the log at a moment, as a note's text."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from audit.note import Note, NoteError, unbase64

_LINES = 3
_HASH_BYTES = 32
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_TIME = re.compile(r"time ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log says of itself.

    Attributes:
        origin: Which log, by the name that its key bears.
        size: How many leaves the tree has.
        root: Its root, 32 bytes.
        time: The instant at which it was made, from the one extension line that we write.
    """

    origin: str
    size: int
    root: bytes
    time: str | None = None

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """Read a note's text.

        Raises:
            NoteError: it is no checkpoint.
        """
        lines = text.split("\n")
        if lines.pop() or len(lines) < _LINES or not all(lines):
            raise NoteError("a checkpoint has three lines or more, none of them empty")
        origin, size, root = lines[:_LINES]
        if not _SIZE.fullmatch(size):
            raise NoteError(f"not a size: {size[:30]!r}")
        found = unbase64(root)
        if len(found) != _HASH_BYTES:
            raise NoteError("not a root of 32 bytes")
        times = [said[1] for line in lines[_LINES:] if (said := _TIME.fullmatch(line))]
        return cls(
            origin=origin, size=int(size), root=found, time=times[0] if len(times) == 1 else None
        )

    def text(self) -> str:
        """The text that is signed."""
        stamp = "" if self.time is None else f"time {self.time}\n"
        return f"{self.origin}\n{self.size}\n{self.root_text}\n{stamp}"

    @property
    def root_text(self) -> str:
        """The root as it stands in the text: base64."""
        return base64.b64encode(self.root).decode()


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint with the note it was read from."""

    note: Note
    checkpoint: Checkpoint

    @classmethod
    def read(cls, whole: str) -> Signed:
        """Read a signed checkpoint.

        Raises:
            NoteError: it is none.
        """
        note = Note.read(whole)
        return cls(note, Checkpoint.read(note.text))
