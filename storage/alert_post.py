"""The ledger of messages: claimed one at a time, tried, recorded.

A claim is a lease. Who holds it tries once; when it runs out, another may. So a message is sent
at least once, and twice only when its acceptance could not be recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update

from storage.alert_attempts import keep_attempt, keep_silent
from storage.alert_base import (
    ALERT,
    CASE,
    DEADLINE,
    DELIVERY,
    DUTIES,
    MESSAGE,
    OPEN,
    STANDING,
    UNIT,
    AlertTables,
)
from storage.alert_still import ended_units, reminded
from storage.pipeline_sweep import targets_given_back, targets_of
from storage.statements_of_letters import bounced
from storage.tables_of_reminders import BounceRow
from storage.telling_columns import NAME, PERSON, RECORD_DATA, last_instant
from workflow.attempts import Failure, Outcome
from workflow.reminders import (
    Addressee,
    AlertState,
    Bounces,
    Claim,
    DigestLine,
    Letter,
    duty_of,
)

_BOUNCE: Any = BounceRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_WAITS = MESSAGE.c.state == "waiting"


class Posting(AlertTables):
    """The part of a store that keeps the ledger of messages."""

    def claim(
        self,
        channels: Sequence[str],
        due_by: datetime,
        now: datetime,
        until: datetime,
        today: date,
        rounds: Collection[Addressee] = (),
    ) -> Claim | None:
        """The next message whose try was due by a moment, for this process alone until another.

        A message that has nothing left to say (its deadlines were met, its cases put on hold) is
        put aside; what is on hold comes back in a later message. A digest to one of `rounds` tells
        how everything stands besides.
        """
        while True:
            with self.writing() as connection:
                row = connection.execute(_next(channels, due_by, now, until)).one_or_none()
                if row is None:
                    return None
                if row.claimed_until is not None:
                    keep_silent(connection, MESSAGE.c.id == row.id, now)
                tried = row.attempts + 1
                connection.execute(_set(row.id, claimed_until=until, attempts=tried))
                told = reminded(today, ended_units(connection, today))
                connection.execute(back_for_later(row.id, told))
                lines = tuple(_lines(connection, row.id, told))
                targets = targets_of(connection, row.id)
                inbox = Addressee(channel=row.channel, address=row.recipient)
                told_anyway = row.slot_on is not None and inbox in rounds
                if not (lines or targets or told_anyway):
                    connection.execute(_set(row.id, state="void", claimed_until=None))
                    continue
                return Claim(
                    message=row.id,
                    addressee=inbox,
                    attempt=tried,
                    created_at=row.created_at,
                    lines=lines,
                    slot_on=row.slot_on,
                    targets=targets,
                )

    def sent(self, claim: Claim, at: datetime, detail: str) -> None:
        """Record that the message was accepted; true even when the lease has run out."""
        told = {"state": "sent", "sent_at": at, "detail": detail}
        change = _set(claim.message, claimed_until=None, error=None, **told)
        with self.writing() as connection:
            connection.execute(change.where(MESSAGE.c.state != "sent"))
            keep_attempt(connection, claim, at, Outcome.ACCEPTED)

    def failed(self, claim: Claim, failure: Failure, next_try: datetime | None) -> None:
        """Record that it was not; somebody who claimed it after us knows better."""
        after: dict[str, Any] = {"error": failure.error, "claimed_until": None}
        after |= {"state": "dead"} if next_try is None else {"next_try_at": next_try}
        change = _set(claim.message, **after)
        with self.writing() as connection:
            connection.execute(change.where(_WAITS, MESSAGE.c.attempts == claim.attempt))
            keep_attempt(connection, claim, failure.at, failure.outcome, failure)

    def postpone(self, claim: Claim, until: datetime) -> None:
        """Put a message back untried: nobody is disturbed before that moment."""
        tried = claim.attempt - 1
        change = _set(claim.message, claimed_until=None, next_try_at=until, attempts=tried)
        with self.writing() as connection:
            connection.execute(change.where(_WAITS, MESSAGE.c.attempts == claim.attempt))

    def put_aside(self, claim: Claim) -> None:
        """End a message that has nothing to say."""
        change = _set(claim.message, state="void", claimed_until=None)
        with self.writing() as connection:
            connection.execute(change.where(_WAITS, MESSAGE.c.attempts == claim.attempt))

    def give_back(self, claim: Claim, error: str) -> None:
        """End a message whose inbox nobody reads any more; its alerts wait for whoever follows."""
        change = _set(claim.message, state="dead", claimed_until=None, error=error)
        with self.writing() as connection:
            if connection.execute(change.where(_WAITS)).rowcount:
                connection.execute(pending_again(claim.message))
                connection.execute(targets_given_back(claim.message))

    def bounced(self, inbox: Addressee, reason: str, at: datetime) -> None:
        """Count one more message that an inbox did not take."""
        values = {
            "channel": inbox.channel,
            "recipient": inbox.address,
            "reason": reason,
            "at": at,
        }
        with self.writing() as connection:
            connection.execute(bounced(sqlite=self.sqlite), values)

    def bounces(self) -> Sequence[Bounces]:
        """How often messages came back, per inbox, the most often first."""
        asked = select(_BOUNCE).order_by(
            _BOUNCE.c.times.desc(), _BOUNCE.c.recipient, _BOUNCE.c.channel
        )
        with self.reading() as connection:
            return [
                Bounces(
                    inbox=Addressee(channel=row.channel, address=row.recipient),
                    times=row.times,
                    last_at=row.last_at,
                    reason=row.reason,
                )
                for row in connection.execute(asked)
            ]

    def bury(self, tries: int, now: datetime) -> int:
        """Give up messages whose every try ended without a word (a killed process)."""
        spent = and_(_WAITS, MESSAGE.c.attempts >= tries, _free(now))
        buried = (
            update(MESSAGE)
            .where(spent)
            .values(state="dead", claimed_until=None, error=func.coalesce(MESSAGE.c.error, "?"))
        )
        with self.writing() as connection:
            keep_silent(connection, spent, now)
            return connection.execute(buried).rowcount

    def letters(self, *states: str) -> Sequence[Letter]:
        """Messages of the ledger in those states, oldest first."""
        asked = (
            select(MESSAGE)
            .where(MESSAGE.c.state.in_(states))
            .order_by(MESSAGE.c.created_at, MESSAGE.c.id)
        )
        with self.reading() as connection:
            return [
                Letter(
                    message=row.id,
                    addressee=Addressee(channel=row.channel, address=row.recipient),
                    state=row.state,
                    attempts=row.attempts,
                    created_at=row.created_at,
                    next_try_at=row.next_try_at,
                    sent_at=row.sent_at,
                    error=row.error,
                    slot_on=row.slot_on,
                    detail=row.detail,
                )
                for row in connection.execute(asked)
            ]

    def ledger(self) -> Mapping[str, int]:
        """Number of messages by state."""
        asked = select(MESSAGE.c.state, func.count()).group_by(MESSAGE.c.state)
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(asked)}


def _next(channels: Sequence[str], due_by: datetime, now: datetime, until: datetime) -> Any:
    return (
        select(MESSAGE)
        .where(_WAITS, MESSAGE.c.next_try_at <= due_by, _free(now, until))
        .where(MESSAGE.c.channel.in_(channels))
        .order_by(MESSAGE.c.next_try_at, MESSAGE.c.created_at, MESSAGE.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)  # says nothing on SQLite: one writer at a time
    )


def _free(now: datetime, longest: datetime | None = None) -> Any:
    """Held by nobody; also what is held for longer than anybody may, by a clock that ran ahead."""
    free = or_(MESSAGE.c.claimed_until.is_(None), MESSAGE.c.claimed_until <= now)
    return free if longest is None else or_(free, MESSAGE.c.claimed_until > longest)


def _set(message: str, **values: Any) -> Any:
    return update(MESSAGE).where(MESSAGE.c.id == message).values(**values)


def _carried(message: str) -> ColumnElement[bool]:
    """The alerts of a message, each looked up by its number: there may be very many others."""
    of_it = DELIVERY.c.message_id == message
    this_round = exists().where(
        of_it, DELIVERY.c.alert_id == ALERT.c.id, DELIVERY.c.round == ALERT.c.round
    )
    return and_(ALERT.c.id.in_(select(DELIVERY.c.alert_id).where(of_it)), this_round)


def pending_again(message: str) -> Any:
    """What a message carried waits for somebody else."""
    return update(ALERT).where(_carried(message)).values(planned_at=None)


def back_for_later(message: str, told: ColumnElement[bool]) -> Any:
    """A reminder that is inhibited meanwhile is due again once nothing inhibits it."""
    held = exists().select_from(DUTIES).where(DEADLINE.c.id == ALERT.c.deadline_id, OPEN, ~told)
    later = update(ALERT).where(_carried(message), held)
    return later.values(round=ALERT.c.round + 1, planned_at=None)


def _lines(connection: Connection, message: str, told: ColumnElement[bool]) -> Iterable[DigestLine]:
    asked = (
        select(
            DEADLINE.c.id,
            DEADLINE.c.stream,
            DEADLINE.c.started_by,
            ALERT.c.id.label("alert"),
            times_moved().label("moved"),
            NAME,
            UNIT,
            RECORD_DATA,
            DEADLINE.c.rule,
            DEADLINE.c.version,
            DEADLINE.c.due_on,
            ALERT.c.rung,
        )
        .select_from(
            STANDING.join(DELIVERY, DELIVERY.c.alert_id == ALERT.c.id).outerjoin(
                PERSON, CASE.c.person == PERSON.c.id
            )
        )
        .where(DELIVERY.c.message_id == message, DELIVERY.c.round == ALERT.c.round)
        .where(OPEN, told, ALERT.c.state != AlertState.SNOOZED.value)
        .order_by(DEADLINE.c.due_on, DEADLINE.c.id, ALERT.c.rung)
    )
    for _, rungs in groupby(connection.execute(asked), key=lambda row: row.id):
        rows = list(rungs)
        yield DigestLine(
            case=rows[0].stream,
            name=rows[0].name,
            unit=rows[0].unit,
            rule=rows[0].rule,
            version=rows[0].version,
            due_on=rows[0].due_on,
            rungs=tuple(row.rung for row in rows),
            alert=rows[-1].alert,
            duty=duty_of(rows[0].stream, rows[0].rule, rows[0].started_by),
            moved=rows[0].moved,
            by=last_instant(rows[0].record_data),
        )


def times_moved() -> Any:
    """How often a deadline of the same case and rule was put on the list before this one."""
    earlier = DEADLINE.alias("earlier")
    return (
        select(func.count())
        .select_from(earlier)
        .where(
            earlier.c.stream == DEADLINE.c.stream,
            earlier.c.rule == DEADLINE.c.rule,
            earlier.c.id < DEADLINE.c.id,
        )
        .correlate(DEADLINE)
        .scalar_subquery()
    )
