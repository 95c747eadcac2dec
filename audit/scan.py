"""One part of the log read at full speed: is it sound or not; where it is not, others say how.

Rows come in the order of the tree, few at a time. Their hashes are folded block by block, their
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
Row = tuple[str, int, str, str, bytes]
"""Stream, sequence, digest, previous, body as the database keeps it."""

_ENTRY = b"ketnap entry v1\x00"
Ends = dict[str, tuple[int, str]]


@dataclass(slots=True, kw_only=True)
class Part:
    """What one part of the log comes to.

    Attributes:
        sound: Whether every row gives its digest and follows the one before it in this part.
        in_order: Whether each place holds the entry whose number of writing is the place's own.
        blocks: The root of each full block of 256.
        rest: The hashes of the leaves behind the last full block.
        partial: For each wanted size within this part, the leaf hashes of its last block.
        firsts: Of each stream, number and link of its first entry here (of number 1: its link is
            the one that a stream begins with).
        lasts: Of each stream, number and digest of its last entry here.
    """

    sound: bool = True
    in_order: bool = True
    blocks: list[bytes] = field(default_factory=list)
    rest: list[bytes] = field(default_factory=list)
    partial: dict[int, list[bytes]] = field(default_factory=dict)
    firsts: Ends = field(default_factory=dict)
    lasts: Ends = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON can carry it between processes."""
        return {
            "sound": self.sound,
            "in_order": self.in_order,
            "blocks": [one.hex() for one in self.blocks],
            "rest": [one.hex() for one in self.rest],
            "partial": {
                str(size): [one.hex() for one in found] for size, found in self.partial.items()
            },
            "firsts": _in_columns(self.firsts),
            "lasts": _in_columns(self.lasts),
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Part:
        """What another process found."""
        return cls(
            sound=plain["sound"],
            in_order=plain["in_order"],
            blocks=[bytes.fromhex(one) for one in plain["blocks"]],
            rest=[bytes.fromhex(one) for one in plain["rest"]],
            partial={
                int(size): [bytes.fromhex(one) for one in found]
                for size, found in plain["partial"].items()
            },
            firsts=_in_rows(*plain["firsts"]),
            lasts=_in_rows(*plain["lasts"]),
        )


def _in_columns(ends: Ends) -> tuple[list[str], list[int], list[str]]:
    """Three long lists: read again in a fraction of what as many short ones take."""
    return [*ends], [seq for seq, _ in ends.values()], [link for _, link in ends.values()]


def _in_rows(streams: Sequence[str], numbers: Sequence[int], links: Sequence[str]) -> Ends:
    return dict(zip(streams, zip(numbers, links, strict=True), strict=True))


def read_part(batches: Iterable[Sequence[Row]], first: int, sizes: Iterable[int]) -> Part:
    """Read rows whose first has place `first`, a multiple of 256, in batches of at most 256.

    The link of a row and its place in its stream are compared with the text of its body, as far as
    both stand in their order at its top; a body of another form is not sound.
    """
    part, wanted, at = Part(), set(sizes), first
    leaf, node = hashlib.sha256(b"\x00").copy, hashlib.sha256(b"\x01").copy
    leaves: list[bytes] = []
    for rows in batches:
        for row in rows:
            hashing = leaf()
            hashing.update(row[4])
            leaves.append(hashing.digest())
        part.sound = part.sound and _follow(part, rows)
        if len(leaves) < BLOCK:
            continue
        level, leaves = leaves[:BLOCK], leaves[BLOCK:]
        at = _cut(part, level, at, wanted)
        while len(level) > 1:
            above, pairs = [], iter(level)
            for left, right in zip(pairs, pairs, strict=True):
                hashing = node()
                hashing.update(left + right)
                above.append(hashing.digest())
            level = above
        part.blocks.append(level.pop())
    _cut(part, leaves, at, wanted)
    part.rest = leaves
    return part


def _follow(part: Part, rows: Sequence[Row]) -> bool:
    """Whether each row gives its digest and follows the one before it in its stream."""
    prefixed, firsts, lasts = hashlib.sha256(_ENTRY).copy, part.firsts, part.lasts
    for stream, seq, digest, previous, body in rows:
        hashing = prefixed()
        hashing.update(body)
        if hashing.hexdigest() != digest:
            return False
        link = body.rfind(f'"previous":"{previous}","recorded_at":"'.encode())
        if link < 0 or body.find(f'"seq":{seq},"stream":"{stream}"'.encode(), link) < 0:
            return False
        known = lasts.get(stream)
        if known is None:
            if seq == 1 and previous != genesis(stream):
                return False
            firsts[stream] = seq, previous
        elif known[1] != previous or known[0] + 1 != seq:
            return False
        lasts[stream] = seq, digest
    return True


def _cut(part: Part, leaves: list[bytes], at: int, wanted: set[int]) -> int:
    """Keep the leaves of each wanted size that ends in this block; where the next one begins."""
    for size in range(at + 1, at + len(leaves) + 1) if wanted else ():
        if size in wanted:
            part.partial[size] = leaves[: size - at]
    return at + len(leaves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The whole log: sound or not, its root, and its root at each size that was asked for.

    `in_order` is whether every place holds the entry whose number of writing is its own.
    """

    sound: bool
    size: int
    root: bytes
    roots: Mapping[int, bytes]
    in_order: bool = True


def joined(parts: Iterable[Part]) -> Scan:
    """Put parts together, in order: chains go on from one to the next, blocks form one tree.

    Where a part is not sound there is no tree to make: what is found is empty.
    """
    parts = list(parts)
    if not all(part.sound for part in parts):
        return Scan(sound=False, size=0, root=Root().digest(), roots={})
    tree, sound = Root(), _linked(parts)
    roots = {0: tree.digest()}
    for part in parts:
        wanted = sorted(part.partial)
        for block in (*part.blocks, None):
            while wanted and wanted[0] <= tree.size + BLOCK:
                size = wanted.pop(0)
                roots[size] = _with(tree, part.partial[size])
            if block is not None:
                tree.add_subtree(STEP, block)
        for leaf in part.rest:
            tree.add_subtree(0, leaf)
    return Scan(
        sound=sound,
        size=tree.size,
        root=tree.digest(),
        roots=roots,
        in_order=all(part.in_order for part in parts),
    )


def _linked(parts: Sequence[Part]) -> bool:
    """Whether every stream goes on in each part where it stood in the ones before."""
    heads: Ends = {}
    for part in parts:
        known = heads.get
        for stream, (seq, previous) in part.firsts.items():
            before = known(stream)
            if not (seq == 1 if before is None else before == (seq - 1, previous)):
                return False
        heads = {**heads, **part.lasts} if heads else part.lasts
    return True


def _with(tree: Root, leaves: Sequence[bytes]) -> bytes:
    grown = tree.copy()
    for leaf in leaves:
        grown.add_subtree(0, leaf)
    return grown.digest()
