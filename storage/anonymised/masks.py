"""What stands in the log, made into what tells of nobody; nothing is kept that is not known here.

A text of an entry is kept only where it has the shape of a code, a day, a reference or a wording of
the law, or is the code of an organisation, and where its name is not one under which people write
freely. Everything else becomes another word, the same for the same.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from audit import Sealed, seal
from workflow.account import CLOCK

REMOVED = "(đã bỏ khi ẩn danh)"
"""What stands for every free text."""
WHOLE = ("unit", "quota", "calendar", "legal", "plan")
"""Registers of organisations, targets, days and papers of the Party; they tell of no person."""

_DAY = r"\d{4}-\d\d-\d\d"
_CODE = r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*"
_KEPT = re.compile(
    rf"{_DAY}|{_DAY}T[0-9:.]+Z|{_CODE}(?:,{_CODE})*|{_CODE}@{_DAY}|ketnap sample v1"
    r"|(?:[a-z]+/)?[A-Z]{2}-\d{4}-\d{4,}"
)
_DEED = re.compile(rf"(?:{_CODE} ?)+(?:{_DAY})?")
_HEX = re.compile(r"[0-9a-f]{16,}")
_ACCOUNTS = frozenset({"actor", "approved_by"})
_OFFICES = frozenset({"issuer", "referrer", "place", "base", "addressee", "owner"})
_FREE = _OFFICES | {
    "certificate",
    "document",
    "form",
    "letter",
    "number",
    "occasion",
    "programme",
    "resolution",
    "seed",
    "topic",
    "why",
    "who",
    "written_reason",
}
"""Names under which people write what they like; it may look like a code."""
_NAMES = frozenset({"who", "name", "chair", "secretary"})


class Masks:
    """One copying: the same value becomes the same word everywhere in it.

    Args:
        units: The codes of all organisations.
        name: The invented name in the place of a real one; None: it cannot be read.
    """

    def __init__(self, units: frozenset[str], name: Callable[[str | None], str]) -> None:
        self._units = units
        self._name = name
        self._accounts: dict[str, str] = {CLOCK: CLOCK}
        self._words: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._addresses = 0

    def account(self, name: str) -> str:
        """An account as the copy names it; the clock is nobody."""
        return self._accounts.setdefault(name, f"tai-khoan-{len(self._accounts):02d}")

    def identifier(self, value: str) -> str:
        """Another id, or digest, of the same length."""
        fresh = secrets.token_hex((len(value) + 1) // 2)[: len(value)]
        return self._ids.setdefault(value, fresh)

    def word(self, value: str, series: str = "VB") -> str:
        """A word of a series in place of what was written."""
        return self._words.setdefault(value, f"{series}-{len(self._words) + 1:05d}")

    def stream(self, name: str) -> str:
        """A stream as the copy names it."""
        book, mark, rest = name.partition("/")
        if not mark:
            return name
        if book == "user":
            return f"{book}/{self.account(rest)}"
        return f"{book}/{self.identifier(rest)}" if _HEX.fullmatch(rest) else name

    def fields(self, fields: Mapping[str, Any], sealed: Callable[[str, str], Sealed]) -> Any:
        """The body of an entry; `sealed` gives the value that takes a digest's place, by key."""
        kind, book = str(fields["kind"]), str(fields["stream"]).partition("/")[0]
        return _Walk(self, sealed, kind=kind, whole=book in WHOLE).told("", fields)

    def text(self, key: str, value: str, *, kind: str, whole: bool) -> str:
        """One text of an entry."""
        if key in _ACCOUNTS or (kind, key) == ("approval", "of"):
            return self.account(value)
        if key == "about" and "/" in value:
            return self.stream(value)
        if _HEX.fullmatch(value):
            return self.identifier(value)
        if whole or not value or self._tells_nothing(key, value):
            return value
        if key == "who":  # taken over from a list that held the name openly
            return self._name(value)
        return self.word(value, "CQ" if key in _OFFICES else "VB")

    def _tells_nothing(self, key: str, value: str) -> bool:
        """Whether a text is an organisation's code, a post there, or has the shape of a code."""
        unit, mark, number = value.partition("#")
        if unit in self._units and (not mark or number.isdecimal()):
            return True
        if key in _FREE:
            return False
        shape = _DEED if key == "deed" else _KEPT
        return shape.fullmatch(value) is not None

    @staticmethod
    def is_name(key: str) -> bool:
        """Whether a value that is kept apart under a key is somebody's name."""
        return key in _NAMES

    def secret(self, key: str, real: str | None) -> str:
        """What takes the place of a value that is kept apart, by the key under which it stands.

        `real` is the name that stands there, where it is one and can be read.
        """
        if self.is_name(key):
            return self._name(real)
        if key == "address":
            self._addresses += 1
            return f"nguoi-{self._addresses}@example.invalid"
        return REMOVED


class _Walk:
    """The way through one body."""

    def __init__(
        self, masks: Masks, sealed: Callable[[str, str], Sealed], *, kind: str, whole: bool
    ) -> None:
        self._masks = masks
        self._sealed = sealed
        self._kind = kind
        self._whole = whole

    def told(self, key: str, value: Any) -> Any:
        """A value of the body, under its key."""
        if isinstance(value, Mapping):
            if set(value) == {"sealed"}:
                return {"sealed": self._sealed(key, value["sealed"]).digest}
            return {self._name(key, one): self.told(one, item) for one, item in value.items()}
        if isinstance(value, list):
            return [self.told(key, item) for item in value]
        if not isinstance(value, str):
            return value
        if key == "commitment":
            return self._sealed(key, value).digest
        return self._masks.text(key, value, kind=self._kind, whole=self._whole)

    def _name(self, above: str, key: str) -> str:
        """A key: a field's own name, or a code or reference under which something stands."""
        if above == "officers":
            return self._masks.account(key)
        return self._masks.text("", key, kind=self._kind, whole=self._whole)


def lost() -> Sealed:
    """A digest of what nobody knows: the value was erased before the copy was made."""
    return seal(secrets.token_hex())
