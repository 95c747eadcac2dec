"""A tree with its stored nodes, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from audit import MissingNodeError, Root, leaf_hash


def leaves(count: int) -> list[bytes]:
    """Leaves that differ from each other."""
    return [f"leaf {number}".encode() for number in range(count)]


class Stored:
    """The nodes that a store keeps, and what was read of them."""

    def __init__(self, found: Sequence[bytes]) -> None:
        self.reads: list[tuple[int, int, int]] = []
        self._levels: dict[int, list[bytes]] = {0: [leaf_hash(leaf) for leaf in found]}
        tree = Root(
            lambda height, _number, digest: self._levels.setdefault(height, []).append(digest)
        )
        for leaf in found:
            tree.add(leaf)

    def hashes(self, height: int, first: int, count: int) -> Sequence[bytes]:
        self.reads.append((height, first, count))
        found = self._levels.get(height, [])[first : first + count]
        if len(found) < count:
            raise MissingNodeError(f"{height}/{first + len(found)}")
        return found
