"""The ways out: a mail server, a terminal. A carrier carries a message or says it did not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scheduler.detail import Detail
from scheduler.digest import Digest
from workflow.inbox import Channel


class NotCarriedError(Exception):
    """The message was not accepted, as far as we know.

    Attributes:
        reason: What happened, without secrets and without anybody's data.
        blocked: Whether the next message would fare no better (the server is away or refuses us).
        bounced: Whether the server will not take anything for this inbox.
        code: The server's answer by number, where it gave one.
    """

    def __init__(
        self, reason: str, *, blocked: bool, bounced: bool = False, code: int | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.blocked = blocked
        self.bounced = bounced
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message on its way. `message` and `made_at` are the same at every try."""

    message: str
    address: str
    made_at: datetime
    digest: Digest


class Carrier(Protocol):
    """One channel."""

    channel: Channel

    def detail(self, address: str) -> Detail:
        """How much a message to an address may say."""
        ...

    def carry(self, parcel: Parcel) -> None:
        """Hand a message over.

        Raises:
            NotCarriedError: it was not accepted, or nobody said so.
        """
        ...


class TerminalCarrier:
    """Shows a digest on the screen of whoever runs the pass."""

    channel = Channel.TERMINAL

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show

    def detail(self, _address: str) -> Detail:
        """The store is on this machine: everything may be read."""
        return Detail.FULL

    def carry(self, parcel: Parcel) -> None:
        """Show it.

        Raises:
            NotCarriedError: the screen is gone (a closed pipe).
        """
        try:
            self._show(f"[{parcel.address}] {parcel.digest.subject}\n\n{parcel.digest.text}")
        except OSError as fault:
            raise NotCarriedError(type(fault).__name__, blocked=True) from fault
