"""One line of the log."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.canonical import canonical
from audit.json_text import decode

FORMAT = 1
_ENTRY = b"ketnap entry v1\x00"
_GENESIS = b"ketnap genesis v1\x00"


def digest_of(body: str) -> str:
    """SHA-256 of a canonical body, in lower-case hex, in its own domain."""
    return hashlib.sha256(_ENTRY + body.encode()).hexdigest()


def genesis(stream: str) -> str:
    """What the first entry of a stream names as its previous digest."""
    return hashlib.sha256(_GENESIS + stream.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accepted line of a stream, with the bytes that were hashed.

    `stream` is a case reference (``HS-2026-0029``) or a register (``unit/DV``, ``quota/2026/DV``,
    ``import/`` and a file's SHA-256). `fields` is the parsed body; its keys stand in
    `docs/log-format.md`.
    """

    stream: str
    seq: int
    body: str
    digest: str
    previous: str
    fields: Mapping[str, Any]

    @classmethod
    def seal(cls, stream: str, seq: int, previous: str, fields: Mapping[str, Any]) -> Entry:
        """Make the entry that follows `previous`; fields that are None are left out.

        Raises:
            NotCanonicalError: a field has no canonical form.
        """
        whole: dict[str, Any] = {key: item for key, item in fields.items() if item is not None}
        whole["v"] = FORMAT
        whole["stream"] = stream
        whole["seq"] = seq
        whole["previous"] = previous
        body = canonical(whole)
        return cls(
            stream=stream,
            seq=seq,
            body=body,
            digest=digest_of(body),
            previous=previous,
            fields=whole,
        )

    @classmethod
    def read(cls, body: str) -> Entry:
        """Read a stored body; the digest is worked out anew, never taken on trust.

        Raises:
            ValueError: the body is not an object of this format with a stream, a sequence and a
                previous digest.
        """
        try:
            fields = decode(body)
            stream, seq, previous, form = (
                fields[key] for key in ("stream", "seq", "previous", "v")
            )
        except (KeyError, TypeError, RecursionError) as missing:
            raise ValueError(f"not an entry: {missing}") from missing
        if form != FORMAT or type(seq) is not int:
            raise ValueError(f"not an entry of format {FORMAT}: format {form!r}, number {seq!r}")
        return cls(
            stream=stream,
            seq=seq,
            body=body,
            digest=digest_of(body),
            previous=previous,
            fields=fields,
        )
