"""Users as the log knows them: an operating-system account, and the roles granted to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.roles import Role

CLOCK = "ketnap:clock"
"""The actor of what the clock writes by itself: nobody's account, as no account has a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role over a unit and all below it (None: everything), from a day until a day, both in it.

    `organisation` is whom a referrer refers people for, as the lists of referrals name it. `by`
    granted it, `approved_by` is the second person where there was one. `ended_by` is empty while
    it stands.
    """

    account: str
    seq: int
    role: Role
    unit: str | None = None
    from_on: date
    until_on: date | None = None
    organisation: str | None = None
    by: str
    approved_by: str | None = None
    ended_by: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it gives anything on a day."""
        started = self.from_on <= day
        return self.ended_by is None and started and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One user: `name` is the operating-system account, the `actor` of what it writes."""

    name: str
    seq: int
    since: date
    disabled_on: date | None = None
    grants: tuple[Grant, ...] = ()

    def grants_on(self, day: date) -> tuple[Grant, ...]:
        """What it may rest on that day; nothing once it is disabled."""
        if self.disabled_on is not None:
            return ()
        return tuple(one for one in self.grants if one.holds_on(day))

    def roles_on(self, day: date) -> frozenset[Role]:
        """The roles it has on a day, whatever their scope."""
        return frozenset(one.role for one in self.grants_on(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits at a desk, as the store knows them.

    A store without any user is a desk of one (`alone`): whoever can open it may do everything.
    """

    name: str
    alone: bool = True
    account: Account | None = None

    def grants_on(self, day: date) -> Sequence[Grant]:
        """What the person may rest on that day."""
        return () if self.account is None else self.account.grants_on(day)
