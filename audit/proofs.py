"""Checking proofs (RFC 9162, 2.1.3.2 and 2.1.4.2): hashes in, yes or no out, never a crash."""

from __future__ import annotations

from collections.abc import Sequence

from audit.merkle import EMPTY, node_hash


def proves_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether the hash of a leaf stands at `index` of the tree of `size` leaves under `root`."""
    if not 0 <= index < size:
        return False
    found = _climb(index, size - 1, leaf, path)
    return found is not None and found[1] == root


def proves_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the tree of `old` leaves under `old_root` is a beginning of the new one."""
    if not 0 <= old <= new:
        return False
    if old in {0, new}:
        return not path and old_root == (EMPTY if old == 0 else new_root)
    # A full old tree is itself the first node on the way; the proof leaves it out.
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return _climb(at, last, steps[0], steps[1:]) == (old_root, new_root)


def _climb(at: int, last: int, start: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Climb from a node to the root, `last` being the number of the last node on its level.

    Returns:
        The root over what stands up to the node and left of it, and the root over all; None where
        the path is too long or too short.
    """
    before = after = start
    for beside in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        at, last = at >> 1, last >> 1
    return None if last else (before, after)
