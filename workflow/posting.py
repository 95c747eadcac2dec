"""What an officer does to a message of the ledger, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """A message that goes out once more, under its own id or, where it was accepted, a new one."""

    message: str
    under: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A message that was accepted and came back."""

    message: str
    channel: str
    recipient: str
    reason: str
    at: datetime
