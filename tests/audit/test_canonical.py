"""The canonical form: one text per value, the same in every language."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import NotCanonicalError, canonical

EXACT = 2**53 - 1
keys = st.text(alphabet=string.printable, max_size=12)
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
scalars = st.none() | st.booleans() | st.integers(-EXACT, EXACT) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_every_json_reader_reads_back_what_was_written(value):
    assert json.loads(canonical(value)) == value


@given(values)
def test_what_was_read_back_has_the_same_canonical_form(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(keys, scalars, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_were_put_does_not_matter(value, dice):
    items = list(value.items())
    dice.shuffle(items)

    assert canonical(dict(items)) == canonical(value)


@given(values)
def test_no_space_stands_outside_strings(value):
    loose = json.dumps(value, sort_keys=True, ensure_ascii=False)

    assert len(canonical(value)) <= len(loose)
    assert canonical(value).encode() == canonical(value).encode("utf-8", "strict")


@given(values, st.floats())
def test_a_float_is_refused_wherever_it_stands(value, number):
    with pytest.raises(NotCanonicalError, match="has no canonical form that every JSON reader"):
        canonical({"a": [value, number]})


@given(st.integers(min_value=EXACT + 1) | st.integers(max_value=-EXACT - 1))
def test_a_whole_number_that_not_every_reader_keeps_is_refused(number):
    with pytest.raises(NotCanonicalError):
        canonical([number])


@given(texts, st.characters(categories=["Cs"]))
def test_a_lone_surrogate_is_refused_as_value(text, surrogate):
    with pytest.raises(NotCanonicalError, match="holds a lone surrogate"):
        canonical({"name": text + surrogate})


@given(st.text(min_size=1).filter(lambda text: not text.isascii()))
def test_a_key_that_is_not_ascii_is_refused(key):
    with pytest.raises(NotCanonicalError, match="a key must be ASCII text"):
        canonical({key: 1})


@pytest.mark.parametrize("value", [{1: 2}, {None: 1}, b"x", {1, 2}, object(), 1.0, float("nan")])
def test_what_json_does_not_have_is_refused(value):
    with pytest.raises(NotCanonicalError):
        canonical(value)


def test_the_refusal_names_the_value():
    with pytest.raises(NotCanonicalError) as refused:
        canonical({"due": 1.5})

    assert str(refused.value) == "1.5 has no canonical form that every JSON reader keeps"


def test_a_tuple_is_written_as_a_list():
    assert canonical((1, "hai", None)) == '[1,"hai",null]'
