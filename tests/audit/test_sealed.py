"""A value kept apart from the log is proved by a salted digest in it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import seal

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_a_sealed_value_holds(value):
    assert seal(value).holds()


@given(texts, texts)
def test_another_value_does_not_hold(value, other):
    kept = dataclasses.replace(seal(value), value=other)

    assert kept.holds() is (value == other)


def test_the_same_value_sealed_twice_gives_digests_that_tell_nothing_of_each_other():
    first, second = seal("Kinh"), seal("Kinh")

    assert first.digest != second.digest
    assert len(bytes.fromhex(first.salt)) == 16


@pytest.mark.parametrize(
    "broken", [{"salt": "no hex"}, {"salt": 7}, {"value": b"x"}, {"value": "\ud800"}]
)
def test_what_cannot_be_a_value_with_a_salt_does_not_hold(broken):
    kept = dataclasses.replace(seal("Kinh"), **broken)

    assert kept.worked_out() is None
    assert not kept.holds()
