"""JSON in its shortest form, keys in order: the one door to the library that knows it."""

from __future__ import annotations

from typing import Any

import orjson

_FORM = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def encode(value: object) -> str:
    """Return a value as one line of JSON; every character above U+001F stands as itself.

    Raises:
        TypeError: a type that JSON does not have, a key that is not text, a lone surrogate, or a
            whole number of more than 64 bits.
    """
    return orjson.dumps(value, option=_FORM).decode()


def decode(text: str | bytes) -> Any:
    """Read what JSON text says, or its bytes in UTF-8.

    Raises:
        ValueError: it is not JSON, or it holds a lone surrogate.
    """
    return orjson.loads(text)
