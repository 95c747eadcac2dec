"""Roots and proofs from stored nodes agree with the book, with pymerkle, and with their checker."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency
from trees import Stored, leaves

from audit import (
    MissingNodeError,
    Root,
    consistency,
    inclusion,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
    root_of,
    stored_root,
)
from audit.merkle import EMPTY

SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 255, 256, 257, 511, 512, 513, 700]


@pytest.fixture(scope="module")
def stored() -> Stored:
    return Stored(leaves(700))


@pytest.fixture(scope="module")
def pymerkle() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves(700):
        tree.append_entry(leaf)
    return tree


@pytest.mark.parametrize("size", [0, *SIZES])
def test_the_root_of_stored_nodes_is_the_root_of_the_leaves(stored, size):
    assert stored_root(stored, size).hex() == root_of(leaves(size))


@pytest.mark.parametrize("size", SIZES)
def test_pymerkle_has_the_same_root(stored, pymerkle, size):
    assert stored_root(stored, size) == pymerkle.get_root(size)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 257, 700])
def test_pymerkle_has_the_same_inclusion_proofs(stored, pymerkle, size):
    for index in range(0, size, 1 + size // 20):
        theirs = pymerkle.prove_inclusion(index + 1, size)

        # pymerkle puts the leaf's own hash first.
        assert inclusion(stored, index, size) == tuple(theirs.path[1:])


@pytest.mark.parametrize("new", [2, 3, 7, 8, 9, 257, 513, 700])
def test_what_pymerkle_proves_to_be_consistent_our_proof_proves_too(stored, pymerkle, new):
    for old in range(1, new, 1 + new // 25):
        theirs = pymerkle.prove_consistency(old, new)
        ours = consistency(stored, old, new)

        # Its proofs have a shape of their own; the roots that both prove are the same.
        roots = pymerkle.get_root(old), pymerkle.get_root(new)
        verify_consistency(*roots, theirs)
        assert proves_consistency(old, roots[0], new, roots[1], ours)


@given(st.data())
@settings(max_examples=200)
def test_every_inclusion_proof_holds_for_its_leaf_and_for_no_other(stored, data):
    size = data.draw(st.integers(1, 700))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    path = inclusion(stored, index, size)
    root = stored_root(stored, size)

    leaf = leaf_hash(leaves(700)[index])
    assert proves_inclusion(leaf, index, size, path, root)
    assert proves_inclusion(leaf, other, size, path, root) is (other == index)


@given(st.data())
@settings(max_examples=200)
def test_every_consistency_proof_holds_for_its_trees_and_for_no_other(stored, data):
    new = data.draw(st.integers(1, 700))
    old = data.draw(st.integers(0, new))
    path = consistency(stored, old, new)
    roots = stored_root(stored, old), stored_root(stored, new)

    assert proves_consistency(old, roots[0], new, roots[1], path)
    assert not proves_consistency(old, roots[0], new, roots[1], [*path, roots[1]])
    if path:
        assert not proves_consistency(old, roots[0], new, roots[1], path[:-1])
        assert not proves_consistency(old, EMPTY, new, roots[1], path)


def test_a_proof_of_what_is_not_there_is_refused(stored):
    root = stored_root(stored, 5)

    for index in (-1, 5):
        with pytest.raises(ValueError, match="is not among the first 5"):
            inclusion(stored, index, 5)
        assert not proves_inclusion(root, index, 5, [], root)
    for old in (-1, 6):
        with pytest.raises(ValueError, match="is no beginning of one of 5"):
            consistency(stored, old, 5)
        assert not proves_consistency(old, root, 5, root, [])


def test_an_empty_proof_proves_nothing_but_the_same_tree_and_the_empty_one(stored):
    root, whole = stored_root(stored, 3), stored_root(stored, 5)

    assert proves_consistency(3, root, 3, root, [])
    assert not proves_consistency(3, root, 3, whole, [])
    assert proves_consistency(0, EMPTY, 5, whole, [])
    assert not proves_consistency(0, root, 5, whole, [])
    assert not proves_consistency(3, root, 5, whole, [])
    assert not proves_consistency(4, root, 5, whole, [])
    assert not proves_inclusion(root, 0, 3, [], root)


def test_a_tree_tells_of_each_subtree_that_fills_up():
    told = []
    tree = Root(lambda height, number, digest: told.append((height, number, digest.hex())))

    for leaf in leaves(700):
        tree.add(leaf)

    assert told == [
        (8, 0, root_of(leaves(700)[:256])),
        (8, 1, root_of(leaves(700)[256:512])),
    ]


def test_a_missing_node_is_said(stored):
    with pytest.raises(MissingNodeError):
        stored_root(stored, 701)


def test_a_proof_takes_few_reads_whatever_the_size(stored):
    stored.reads.clear()

    inclusion(stored, 300, 700)

    assert sum(count for _, _, count in stored.reads) <= 2 * 255
    assert len(stored.reads) <= 2 * (700).bit_length()
