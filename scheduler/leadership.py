"""Of several schedulers on one store exactly one acts; another takes over within seconds.

The lease is short and renewed often. A leader believes in it for less long than the database does,
measured on a clock that nobody sets: when it cannot renew in time it stops by itself, before
anybody else may begin. What it writes is fenced besides (`AlertStore.fenced`), so that a process
that was frozen in between does no harm when it wakes.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable

from workflow.reminders import AlertStore

TERM_SECONDS = 12.0
"""How long a lease lasts; a killed leader is replaced within this time and one renewal."""

RENEW_SECONDS = 3
"""How often it is renewed; a divisor of 60, because the renewals are cron ticks."""

_LOG = logging.getLogger("ketnap.scheduler")


def own_name() -> str:
    """A name for this process that no other one has, and that an admin can find: host, pid."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


class Leadership:
    """This process's part in the one lease; renewed by one thread, asked by many."""

    def __init__(
        self,
        alerts: AlertStore,
        holder: str,
        *,
        term: float = TERM_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`monotonic` is a clock in seconds that nobody sets."""
        self._alerts = alerts
        self._term = term
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._token: int | None = None
        self._sure_until = 0.0
        self._fresh = False
        self.holder = holder

    def renew(self) -> None:
        """Ask for the lease, or for more of it.

        Raises:
            OutsideServiceError: the store cannot be reached; the lease runs out by itself.
            TryAgainError: the store is busy; the next renewal asks again.
        """
        asked_at = self._monotonic()  # counted from before the question: never too long
        token = self._alerts.lead(self.holder, self._term)
        with self._lock:
            before = self._token if self._sure_until > asked_at else None
            self._token = token
            self._sure_until = asked_at + self._term
            if token is not None and token != before:
                self._fresh = True
        if token is not None and token != before:
            _LOG.info("%s leads, lease number %d", self.holder, token)
        elif token is None and before is not None:
            _LOG.warning("%s leads no longer", self.holder)

    def token(self) -> int | None:
        """The number of the lease this process holds now; None when it does not lead."""
        with self._lock:
            return self._token if self._monotonic() < self._sure_until else None

    def taken_over(self) -> bool:
        """Whether the lease is new to this process; said once for each time it is."""
        with self._lock:
            fresh, self._fresh = self._fresh, False
        return fresh and self.token() is not None

    def step_down(self) -> None:
        """Give the lease back at the end, so that another begins at once."""
        with self._lock:
            self._token = None
        self._alerts.step_down(self.holder)
