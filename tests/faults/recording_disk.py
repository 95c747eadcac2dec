"""A disk that remembers every write and every sync, so that a power loss can be played anywhere.

What a file was at its last sync is safe. Of what was written since, a power loss keeps any part,
in any order, and may tear a write at any sector. A new file that was never synced may be missing,
a deletion that was not asked to be durable may be undone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

_SECTOR = 512
_SYNC_FREE = apsw.SQLITE_OPEN_DELETEONCLOSE


@dataclass(slots=True)
class Op:
    """One thing that happened to a file; `kind` is write, truncate, sync, delete or ack."""

    kind: str
    name: str
    at: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Tape:
    """Everything that happened, in order."""

    ops: list[Op] = field(default_factory=list)

    def ack(self, number: int) -> None:
        """The database said that a transaction is done."""
        self.ops.append(Op("ack", "", number))


class RecordingDisk(apsw.VFS):
    """SQLite's own way to the disk, with a tape running."""

    def __init__(self, name: str, tape: Tape) -> None:
        self.tape = tape
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        return _File(name, flags, self.tape)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - as above
        super().xDelete(filename, syncdir)
        self.tape.ops.append(Op("delete", Path(filename).name, int(syncdir)))


class _File(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], tape: Tape) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = "" if path is None or flags[0] & _SYNC_FREE else Path(path).name
        self._tape = tape
        super().__init__("", name, flags)

    def _note(self, kind: str, at: int = 0, data: bytes = b"") -> None:
        if self._name:
            self._tape.ops.append(Op(kind, self._name, at, data))

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - as above
        super().xWrite(data, offset)
        self._note("write", offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802 - as above
        super().xTruncate(size)
        self._note("truncate", size)

    def xSync(self, flags: int) -> None:  # noqa: N802 - as above
        super().xSync(flags)
        self._note("sync")


@dataclass(slots=True)
class _Kept:
    """A file as the disk may have it: what is safe, and what was written since."""

    safe: bytes | None
    since: list[Op] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Image:
    """The files after a power loss, and how many transactions were acknowledged before it."""

    files: dict[str, bytes]
    acked: int


def power_losses(
    tape: Tape, before: dict[str, bytes], times: int, chance: random.Random
) -> Iterator[Image]:
    """Power losses at moments drawn by chance, in the order of time."""
    moments = sorted(chance.randrange(len(tape.ops) + 1) for _ in range(times))
    files = {name: _Kept(content) for name, content in before.items()}
    acked, done = 0, 0
    for moment in moments:
        for op in tape.ops[done:moment]:
            if op.kind == "ack":
                acked = op.at
            else:
                _happen(files, op)
        done = moment
        yield Image(_lost(files, chance), acked)


def _happen(files: dict[str, _Kept], op: Op) -> None:
    kept = files.setdefault(op.name, _Kept(None))
    if op.kind == "delete" and op.at:
        files[op.name] = _Kept(None)
    elif op.kind == "sync":
        kept.safe = _applied(kept.safe, kept.since)
        kept.since = []
    else:
        kept.since.append(op)


def _lost(files: dict[str, _Kept], chance: random.Random) -> dict[str, bytes]:
    left = {}
    for name, kept in files.items():
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        survived = [_torn(op, chance) for op in kept.since if chance.random() < share]
        if chance.random() < 0.5:
            chance.shuffle(survived)
        content = _applied(kept.safe, survived)
        if content is not None:
            left[name] = content
    return left


def _torn(op: Op, chance: random.Random) -> Op:
    if op.kind != "write" or len(op.data) <= _SECTOR or chance.random() < 0.7:
        return op
    cut = chance.randrange(1, -(-len(op.data) // _SECTOR)) * _SECTOR
    return Op("write", op.name, op.at, op.data[:cut])


def _applied(content: bytes | None, ops: list[Op]) -> bytes | None:
    if not ops:
        return content
    whole: bytearray | None = None if content is None else bytearray(content)
    for op in ops:
        if op.kind == "delete":
            whole = None
            continue
        whole = bytearray() if whole is None else whole
        if op.kind == "truncate":
            del whole[op.at :]
            whole.extend(bytes(max(0, op.at - len(whole))))
        else:
            whole.extend(bytes(max(0, op.at - len(whole))))
            whole[op.at : op.at + len(op.data)] = op.data
    return None if whole is None else bytes(whole)
