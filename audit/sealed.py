"""Values that the log can prove but does not hold.

Names and free text may say something about a person, and a log can never be erased. So an entry
holds a salted digest of such a value; the value and its salt stand in a table beside the log.
Erasing them leaves the digest, which then tells nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

_SEALED = b"ketnap sealed v1\x00"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A value kept apart from the log, with the salt that ties it to its digest.

    `locked`: both stand closed by a key that is not at hand, and prove nothing here.
    """

    digest: str
    salt: str
    value: str
    locked: bool = False

    def holds(self) -> bool:
        """Whether value and salt still give the digest."""
        return self.worked_out() == self.digest

    def worked_out(self) -> str | None:
        """The digest that value and salt give; None when they cannot be a value and a salt."""
        try:
            return _digest(self.value, bytes.fromhex(self.salt))
        except (ValueError, TypeError, AttributeError):  # SQLite keeps any type in any column
            return None


def seal(value: str) -> Sealed:
    """Seal a value under a fresh random salt of 128 bits."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return Sealed(digest=_digest(value, salt), salt=salt.hex(), value=value)


def _digest(value: str, salt: bytes) -> str:
    return hashlib.sha256(_SEALED + salt + value.encode()).hexdigest()
