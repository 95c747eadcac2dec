"""Root and proofs of a stored tree (RFC 6962, 2.1), each from a few reads, whatever its size.

The roots of full subtrees of every eighth height are stored and never change. What lies between is
worked out: 255 hashes at most for each eight levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from audit.merkle import EMPTY, STEP, FullSubtree, Root, node_hash


class Nodes(Protocol):
    """What is stored of a tree."""

    def hashes(self, height: int, first: int, count: int) -> Sequence[bytes]:
        """Roots of full subtrees of a height (0, 8, 16, …), from the `first` on, 0 the leftmost.

        Raises:
            MissingNodeError: fewer are stored.
        """
        ...


class MissingNodeError(LookupError):
    """A stored tree lacks a node that its size says it has."""


def stored_root(nodes: Nodes, size: int) -> bytes:
    """The root over the first `size` leaves."""
    return _root(nodes, 0, size) if size else EMPTY


def grown(nodes: Nodes, size: int, full: FullSubtree) -> Root:
    """The tree of the first `size` leaves, ready to grow; `full` is told what fills up then."""
    peaks, low = [], 0
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            peaks.append((height, _full(nodes, height, low >> height)))
            low += 1 << height
    return Root(full, size=size, peaks=peaks)


def inclusion(nodes: Nodes, index: int, size: int) -> tuple[bytes, ...]:
    """The audit path of leaf `index` in the tree of the first `size` leaves, the lowest first.

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among the first {size}")
    return tuple(_path(nodes, index, 0, size))


def consistency(nodes: Nodes, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that the tree of `old` leaves is a beginning of the tree of `new` leaves.

    Raises:
        ValueError: the old tree is the larger one.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves is no beginning of one of {new}")
    return () if old in {0, new} else tuple(_subproof(nodes, old, 0, new, whole=True))


def _split(size: int) -> int:
    """The greatest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _root(nodes: Nodes, low: int, high: int) -> bytes:
    """The root over leaves `low` to `high`; `low` is a multiple of every full subtree in it."""
    size = high - low
    height = size.bit_length() - 1
    if size == 1 << height:
        return _full(nodes, height, low >> height)
    middle = low + _split(size)
    return node_hash(_root(nodes, low, middle), _root(nodes, middle, high))


def _full(nodes: Nodes, height: int, number: int) -> bytes:
    up = height % STEP
    level = list(nodes.hashes(height - up, number << up, 1 << up))
    while len(level) > 1:
        level = [node_hash(*level[at : at + 2]) for at in range(0, len(level), 2)]
    return level[0]


def _path(nodes: Nodes, index: int, low: int, high: int) -> list[bytes]:
    if high - low == 1:
        return []
    middle = low + _split(high - low)
    if index < middle:
        return [*_path(nodes, index, low, middle), _root(nodes, middle, high)]
    return [*_path(nodes, index, middle, high), _root(nodes, low, middle)]


def _subproof(nodes: Nodes, old: int, low: int, high: int, *, whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2; `whole` while the old tree's root is one that the reader already has."""
    if old == high:
        return [] if whole else [_root(nodes, low, high)]
    middle = low + _split(high - low)
    if old <= middle:
        left = _subproof(nodes, old, low, middle, whole=whole)
        return [*left, _root(nodes, middle, high)]
    right = _subproof(nodes, old, middle, high, whole=False)
    return [*right, _root(nodes, low, middle)]
