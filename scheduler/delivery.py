"""Carrying messages out: claim one, try it once, record what came of it, take the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.carriers import Carrier, NotCarriedError, Parcel
from scheduler.digest import Words, compose
from scheduler.settings import Recipient, Settings
from workflow.reminders import AlertStore, Claim

TRIES = 20
"""After so many a message is dead and shown as such: with the waits below, in about two days."""

LEASE = timedelta(minutes=15)
"""Longer than the longest try (ten waits for the server, a minute each)."""

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=4)
_BLOCKED_IN_A_ROW = 3
_GONE = "no longer a recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one pass over the ledger did."""

    sent: int = 0
    failed: int = 0


def next_try(attempt: int, now: datetime) -> datetime | None:
    """When to try again after that many tries; None for never.

    One minute after the first, then twice as long each time, at most four hours.
    """
    if attempt >= TRIES:
        return None
    doubled = min(attempt - 1, 16)  # beyond that only the cap speaks; keeps the number small
    return now + min(_FIRST_WAIT * (1 << doubled), _LONGEST_WAIT)


def deliver(
    alerts: AlertStore,
    *,
    settings: Settings,
    carriers: Mapping[str, Carrier],
    words: Words,
    clock: Callable[[], datetime],
    zone: ZoneInfo,
    stopping: Callable[[], bool] = bool,
) -> Delivered:
    """Try every message whose time has come, once.

    Messages of a channel that has no carrier here wait for a pass that has one. A channel on
    which several tries in a row were blocked is left alone until the next pass.
    """
    started = clock()
    alerts.bury(TRIES, started)
    sent = failed = 0
    blocked = dict.fromkeys(carriers, 0)
    readers = settings.readers()
    while not stopping():
        usable = [name for name, times in blocked.items() if times < _BLOCKED_IN_A_ROW]
        now = clock()
        claim = alerts.claim(usable, started, now, now + LEASE) if usable else None
        if claim is None:
            break
        channel = claim.addressee.channel
        try:
            _carry(
                claim,
                readers.get(claim.addressee),
                carriers[channel],
                words,
                now.astimezone(zone),
            )
        except NotCarriedError as fault:
            failed += 1
            blocked[channel] = blocked[channel] + 1 if fault.blocked else 0
            again = None if fault.reason == _GONE else next_try(claim.attempt, clock())
            alerts.failed(claim, fault.reason, again)
        else:
            sent += 1
            blocked[channel] = 0
            alerts.sent(claim, clock())
    return Delivered(sent=sent, failed=failed)


def _carry(
    claim: Claim, to: Recipient | None, carrier: Carrier, words: Words, local: datetime
) -> None:
    if to is None:  # somebody who left the office must not go on reading its cases
        raise NotCarriedError(_GONE, blocked=False)
    detail = carrier.detail(to.address)
    carrier.carry(
        Parcel(
            message=claim.message,
            address=to.address,
            made_at=claim.created_at,
            digest=compose(claim.lines, detail, to.language, words, local.date()),
        )
    )
