"""The root of a Merkle tree over all entries, by RFC 6962, in one pass and little memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one leaf (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Root:
    """A tree that only remembers the roots of its full subtrees: log2(n) hashes, whatever n is."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append one leaf."""
        height, digest = 0, leaf_hash(leaf)
        while self._peaks and self._peaks[-1][0] == height:
            digest = node_hash(self._peaks.pop()[1], digest)
            height += 1
        self._peaks.append((height, digest))
        self.size += 1

    def hexdigest(self) -> str:
        """The root over all leaves so far; of no leaves, the hash of nothing."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        digest = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            digest = node_hash(left, digest)
        return digest.hex()


def root_of(leaves: Iterable[bytes]) -> str:
    """The root over the leaves, in lower-case hex."""
    tree = Root()
    for leaf in leaves:
        tree.add(leaf)
    return tree.hexdigest()
