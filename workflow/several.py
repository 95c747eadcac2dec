"""Several words in one column: tags of a person, units that another one inherits from."""

from __future__ import annotations

from collections.abc import Iterable

_MARK = "\x1f"  # the unit separator of ASCII; no typed text holds it


def joined(words: Iterable[str]) -> str:
    """The words as one text; empty when there are none."""
    return _MARK.join(words)


def parted(text: str) -> tuple[str, ...]:
    """The words that a text holds; the inverse of `joined`."""
    return tuple(text.split(_MARK)) if text else ()
