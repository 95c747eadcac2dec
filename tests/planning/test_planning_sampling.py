"""A sample can be drawn again by anybody: order by a digest, shares by largest remainders."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.sampling import draw, mark, shares, size_at

PUBLISHED = {"A": 512, "B": 433, "C": 389, "D": 301, "E": 182}


def files(populations):
    return {name: [f"HS-{name}-{one:04d}" for one in range(n)] for name, n in populations.items()}


def test_the_published_inspection_is_395_of_1817_files_at_five_units():
    assert sum(PUBLISHED.values()) == 1817
    assert size_at(Decimal("21.74"), 1817) == 395
    assert shares(395, PUBLISHED) == {"A": 111, "B": 94, "C": 85, "D": 65, "E": 40}


def test_what_is_left_over_goes_to_the_largest_remainders():
    # 10 of 100: 4.7, 3.3, 2.0 give 4, 3, 2 and the one left over to the first.
    assert shares(10, {"A": 47, "B": 33, "C": 20}) == {"A": 5, "B": 3, "C": 2}


def test_of_equal_remainders_the_larger_stratum_comes_first_and_then_the_name():
    assert shares(1, {"B": 2, "A": 2, "C": 1}) == {"B": 0, "A": 1, "C": 0}
    assert shares(2, {"B": 3, "A": 1}) == {"B": 2, "A": 0}


@pytest.mark.parametrize(
    ("rate", "population", "size"),
    [("50", 3, 2), ("0.01", 7, 1), ("100", 7, 7), ("12.5", 4, 1), ("10", 0, 0)],
)
def test_a_rate_is_rounded_half_up_and_never_to_nothing(rate, population, size):
    assert size_at(Decimal(rate), population) == size


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 300), min_size=1), st.data())
def test_shares_add_up_and_no_stratum_gives_more_than_it_has(populations, data):
    whole = sum(populations.values())
    size = data.draw(st.integers(0, whole))

    given_out = shares(size, populations)

    assert sum(given_out.values()) == (size if whole else 0)
    assert all(0 <= given_out[name] <= count for name, count in populations.items())
    for name, count in populations.items():
        assert abs(given_out[name] * whole - size * count) < max(whole, 1)


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_list():
    there = files(PUBLISHED)
    back = {name: refs[::-1] for name, refs in reversed(there.items())}

    first = draw("20261123", 395, there)

    assert first == draw("20261123", 395, back)
    assert sum(len(one.refs) for one in first) == 395
    assert first != draw("20261124", 395, there)
    assert [one.name for one in first] == list("ABCDE")


def test_another_program_draws_the_same_from_the_words_of_the_page():
    refs = [f"HS-2026-{one:04d}" for one in range(50)]

    def by_hand(ref):
        return hashlib.sha256(b"ketnap sample v1\x00BB-12\x00" + ref.encode()).hexdigest()

    (stratum,) = draw("BB-12", 3, {"": refs})

    assert list(stratum.refs) == sorted(refs, key=by_hand)[:3]
    assert mark("BB-12", "HS-2026-0029").startswith(by_hand("HS-2026-0029"))
