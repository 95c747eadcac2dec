"""Our JSON is the standard library's to the byte, so that the log needs no library of ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.json_text import decode, encode

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
)


@given(_VALUES)
@example("".join(map(chr, range(0x80))) + "\u2028\u2029\ufeff\U0001f600Đảng")
@example({"b": 1, "a": {"\x7f": None, "\x00": ()}, "A": True})
def test_text_is_what_the_standard_library_writes_and_reads(value):
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert encode(value) == said
    assert decode(said) == json.loads(said)


@pytest.mark.parametrize("value", [{1: "a"}, "\ud800", 2**64, object(), {"a": {1, 2}}])
def test_what_json_does_not_have_is_refused(value):
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize("text", ["", "{", "NaN", '"\\ud800"', "[" * 5000, '{"a":1}x'])
def test_what_is_not_json_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"column \d+"):
        decode(text)
