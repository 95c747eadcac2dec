"""The one form in which an entry is hashed: RFC 8785 (JSON Canonicalization Scheme).

Only the part of it that entries need: objects with ASCII keys, arrays, strings, whole numbers that
every JSON reader keeps exactly, true, false, null. Floats are refused, so that no two languages can
disagree about a digit.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit.json_text import encode

_EXACT = 2**53 - 1
_ARRAYS = (list, tuple)
_NESTED = (dict, list, tuple)


class NotCanonicalError(ValueError):
    """A value that has no canonical form; the message names it."""


def canonical(value: object) -> str:
    """Return the canonical JSON text of a value.

    Raises:
        NotCanonicalError: a float, a key that is not ASCII text, a whole number beyond 2**53 - 1,
            a lone surrogate, or a type that JSON does not have.
    """
    _check(value)
    return encode(value)


def _check(value: object) -> None:
    """Look at a value and everything in it; most of that is plain text, told apart first."""
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonicalError(f"a key must be ASCII text, not {key!r}")
        items: Iterable[object] = value.values()
    elif isinstance(value, _ARRAYS):
        items = value
    else:
        _check_plain(value)
        return
    for item in items:
        kind = type(item)
        if kind is str:
            if not item.isascii():  # type: ignore[attr-defined]  # it is text
                _check_text(item)  # type: ignore[arg-type]  # as above
        elif isinstance(item, _NESTED):
            _check(item)
        else:
            _check_plain(item)


def _check_plain(value: object) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif value is not None and not (isinstance(value, int) and -_EXACT <= value <= _EXACT):
        raise NotCanonicalError(f"{value!r} has no canonical form that every JSON reader keeps")


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonicalError(f"{text!r} holds a lone surrogate") from None
