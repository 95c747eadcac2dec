"""Acceptance tests 3 and 4 of the source article."""

from __future__ import annotations

from planning.allocation import allocation


def test_acceptance_3_a_target_not_fully_allocated_is_a_warning_with_the_rest():
    shared = allocation(180, [100, 50, 28])

    assert (shared.allocated, shared.left) == (178, 2)
    assert shared.warning is not None
    assert shared.warning.vi == "còn 2 chưa phân bổ"
    assert shared.warning.en == "2 still to allocate"


def test_an_exact_allocation_says_nothing():
    assert allocation(180, [100, 80]).warning is None


def test_an_allocation_above_the_target_is_a_warning_too():
    shared = allocation(180, [100, 83])

    assert shared.left == -3
    assert shared.warning is not None
    assert shared.warning.vi == "phân bổ vượt 3 so với chỉ tiêu 180"
    assert shared.warning.en == "allocated 3 more than the target of 180"
