"""Carrying messages out: claim one, try it once, record what came of it, take the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.carriers import Carrier, NotCarriedError, Parcel
from scheduler.detail import Detail
from scheduler.digest import compose
from scheduler.posts import Reader
from scheduler.rounds import Rounds
from scheduler.slots import Diary
from scheduler.wording import Words
from workflow.attempts import Failure
from workflow.reminders import Addressee, AlertStore, Claim, DigestLine

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
    readers: Mapping[Addressee, Reader],
    diary: Diary,
    rounds: Rounds,
    carriers: Mapping[str, Carrier],
    words: Words,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool] = bool,
) -> Delivered:
    """Try every message whose time has come, once.

    The digest of a month tells besides what is open for its reader; it is put aside where that is
    nothing.

    A digest waits where its reader is not to be disturbed now. What goes at once goes. A message
    for somebody who left is given up, and what it carried goes to whoever came after them.

    Messages of a channel that has no carrier here wait for a pass that has one. A channel on
    which several tries in a row were blocked is left alone until the next pass.
    """
    started = clock()
    alerts.bury(TRIES, started)
    sent = failed = 0
    blocked = dict.fromkeys(carriers, 0)
    while not stopping():
        usable = [name for name, times in blocked.items() if times < _BLOCKED_IN_A_ROW]
        now = clock()
        claim = _claim(alerts, usable, started, now, rounds) if usable else None
        if claim is None:
            break
        reader, channel = readers.get(claim.addressee), claim.addressee.channel
        if reader is None:  # somebody who left the office must not go on reading its cases
            failed += 1
            alerts.give_back(claim, _GONE)
            continue
        later = None if claim.slot_on is None else diary.opens(reader.unit, now)
        if later is not None:
            alerts.postpone(claim, later)
            continue
        standing = _standing(claim, rounds, now)
        if not (claim.lines or claim.targets or standing):
            alerts.put_aside(claim)
            continue
        carrier = carriers[channel]
        detail = carrier.detail(claim.addressee.address)
        try:
            carrier.carry(
                _parcel(claim, reader, detail, words, now.astimezone(diary.zone), standing)
            )
        except NotCarriedError as fault:
            failed += 1
            blocked[channel] = blocked[channel] + 1 if fault.blocked else 0
            failure = _failure(fault, clock())
            alerts.failed(claim, failure, next_try(claim.attempt, failure.at))
            if fault.bounced:
                alerts.bounced(claim.addressee, fault.reason, failure.at)
        else:
            sent += 1
            blocked[channel] = 0
            alerts.sent(claim, clock(), detail.value)
    return Delivered(sent=sent, failed=failed)


def _failure(fault: NotCarriedError, at: datetime) -> Failure:
    return Failure(at=at, error=fault.reason, code=fault.code, for_good=fault.bounced)


def _claim(
    alerts: AlertStore, channels: Sequence[str], due_by: datetime, now: datetime, rounds: Rounds
) -> Claim | None:
    today = now.astimezone(rounds.diary.zone).date()
    return alerts.claim(channels, due_by, now, now + LEASE, today, rounds.inboxes)


def _standing(claim: Claim, rounds: Rounds, now: datetime) -> Sequence[DigestLine]:
    """What is open for the reader of a digest of the month; nothing for any other message."""
    if claim.slot_on is None or claim.addressee not in rounds.inboxes:
        return ()
    return rounds.open_for(claim.addressee, now.astimezone(rounds.diary.zone).date())


def _parcel(
    claim: Claim,
    to: Reader,
    detail: Detail,
    words: Words,
    local: datetime,
    standing: Sequence[DigestLine],
) -> Parcel:
    return Parcel(
        message=claim.message,
        address=to.addressee.address,
        made_at=claim.created_at,
        digest=compose(claim, to, detail, words, local.date(), standing),
    )
