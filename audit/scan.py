"""One part of the log read at full speed: is it sound or not; where it is not, others say how.

Rows come in the order of the tree, 256 at a time. Their hashes are folded block by block, their
chains followed; parts that were read side by side are put together by their ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.entry import genesis
from audit.merkle import STEP, Root

BLOCK = 1 << STEP
Row = tuple[str, int, str, str, str]
"""Stream, sequence, digest, previous, body."""

_ENTRY = b"ketnap entry v1\x00"
Ends = dict[str, tuple[int, str]]


@dataclass(slots=True, kw_only=True)
class Part:
    """What one part of the log comes to.

    Attributes:
        sound: Whether every row gives its digest and follows the one before it in this part.
        blocks: The root of each full block of 256.
        rest: The hashes of the leaves behind the last full block.
        partial: For each wanted size within this part, the leaf hashes of its last block.
        firsts: Of each stream, number and link of its first entry here.
        lasts: Of each stream, number and digest of its last entry here.
    """

    sound: bool = True
    blocks: list[bytes] = field(default_factory=list)
    rest: list[bytes] = field(default_factory=list)
    partial: dict[int, list[bytes]] = field(default_factory=dict)
    firsts: Ends = field(default_factory=dict)
    lasts: Ends = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON can carry it between processes."""
        return {
            "sound": self.sound,
            "blocks": [one.hex() for one in self.blocks],
            "rest": [one.hex() for one in self.rest],
            "partial": {
                str(size): [one.hex() for one in found] for size, found in self.partial.items()
            },
            "firsts": self.firsts,
            "lasts": self.lasts,
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Part:
        """What another process found."""
        return cls(
            sound=plain["sound"],
            blocks=[bytes.fromhex(one) for one in plain["blocks"]],
            rest=[bytes.fromhex(one) for one in plain["rest"]],
            partial={
                int(size): [bytes.fromhex(one) for one in found]
                for size, found in plain["partial"].items()
            },
            firsts={stream: (end[0], end[1]) for stream, end in plain["firsts"].items()},
            lasts={stream: (end[0], end[1]) for stream, end in plain["lasts"].items()},
        )


def read_part(batches: Iterable[Sequence[Row]], first: int, sizes: Iterable[int]) -> Part:
    """Read rows whose first has place `first`, a multiple of 256, in batches of 256.

    The link of a row and its place in its stream are compared with the text of its body, as far as
    both stand in their order at its top; a body of another form is not sound.
    """
    part, wanted, at = Part(), set(sizes), first
    sha, firsts, lasts = hashlib.sha256, part.firsts, part.lasts
    for rows in batches:
        raws = [row[4].encode() for row in rows]
        level = [sha(b"\x00" + raw).digest() for raw in raws]
        sound = [sha(_ENTRY + raw).hexdigest() for raw in raws] == [row[2] for row in rows]
        for stream, seq, digest, previous, body in rows:
            known = lasts.get(stream)
            if known is None:
                firsts[stream] = seq, previous
            elif known[1] != previous or known[0] + 1 != seq:
                sound = False
            link = body.rfind(f'"previous":"{previous}","recorded_at":"')
            if link < 0 or body.find(f'"seq":{seq},"stream":"{stream}"', link) < 0:
                sound = False
            lasts[stream] = seq, digest
        part.sound = part.sound and sound
        for size in range(at + 1, at + len(rows) + 1) if wanted else ():
            if size in wanted:
                part.partial[size] = level[: size - at]
        at += len(rows)
        if len(rows) < BLOCK:
            part.rest = level
            break
        while len(level) > 1:
            pairs = iter(level)
            level = [sha(b"\x01" + a + b).digest() for a, b in zip(pairs, pairs, strict=True)]
        part.blocks.append(level[0])
    return part


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The whole log: sound or not, its root, and its root at each size that was asked for."""

    sound: bool
    size: int
    root: bytes
    roots: Mapping[int, bytes]


def joined(parts: Iterable[Part]) -> Scan:
    """Put parts together, in order: chains go on from one to the next, blocks form one tree."""
    tree, sound = Root(), True
    roots = {0: tree.digest()}
    heads: Ends = {}
    for part in parts:
        sound = sound and part.sound
        for stream, (seq, previous) in part.firsts.items():
            before = heads.get(stream) or (0, genesis(stream))
            sound = sound and before == (seq - 1, previous)
        heads.update(part.lasts)
        wanted = sorted(part.partial)
        for block in (*part.blocks, None):
            while wanted and wanted[0] <= tree.size + BLOCK:
                size = wanted.pop(0)
                roots[size] = _with(tree, part.partial[size])
            if block is not None:
                tree.add_subtree(STEP, block)
        for leaf in part.rest:
            tree.add_subtree(0, leaf)
    return Scan(sound=sound, size=tree.size, root=tree.digest(), roots=roots)


def _with(tree: Root, leaves: Sequence[bytes]) -> bytes:
    grown = tree.copy()
    for leaf in leaves:
        grown.add_subtree(0, leaf)
    return grown.digest()
