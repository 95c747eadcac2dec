"""The root of a Merkle tree over all entries, by RFC 6962, in one pass and little memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

STEP = 8
"""Full subtrees of every eighth height are kept (of 256 leaves, of 65 536, …)."""

EMPTY = hashlib.sha256(b"").digest()
"""The root over no leaves."""

FullSubtree = Callable[[int, int, bytes], None]
"""Told of a full subtree: its height, its number among those of that height, its root."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one leaf (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Root:
    """A tree that only remembers the roots of its full subtrees: log2(n) hashes, whatever n is.

    `full` is told of each full subtree that is to be kept, as it fills up. A tree that was begun
    elsewhere goes on from its `size` and `peaks`: its full subtrees, each height with its root.
    """

    def __init__(
        self,
        full: FullSubtree | None = None,
        *,
        size: int = 0,
        peaks: Iterable[tuple[int, bytes]] = (),
    ) -> None:
        self.size = size
        self._peaks = list(peaks)
        self._full = full

    def add(self, leaf: bytes) -> None:
        """Append one leaf."""
        self.add_subtree(0, leaf_hash(leaf))

    def add_subtree(self, height: int, digest: bytes) -> None:
        """Append the 2**height leaves of a full subtree; the size is a multiple of that."""
        added = height
        while self._peaks and self._peaks[-1][0] == height:
            digest = node_hash(self._peaks.pop()[1], digest)
            height += 1
            if self._full is not None and height % STEP == 0:
                self._full(height, self.size >> height, digest)
        self._peaks.append((height, digest))
        self.size += 1 << added

    def copy(self) -> Root:
        """The same tree, to grow on its own; nobody is told what fills up in it."""
        return Root(size=self.size, peaks=self._peaks)

    def digest(self) -> bytes:
        """The root over all leaves so far; of no leaves, the hash of nothing."""
        if not self._peaks:
            return EMPTY
        digest = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            digest = node_hash(left, digest)
        return digest

    def hexdigest(self) -> str:
        """The same in lower-case hex."""
        return self.digest().hex()


def root_of(leaves: Iterable[bytes]) -> str:
    """The root over the leaves, in lower-case hex."""
    tree = Root()
    for leaf in leaves:
        tree.add(leaf)
    return tree.hexdigest()
