"""The tables of users, their roles, and what a second person said: folded from the log."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from storage.tables import Base

_ROLES = "'officer','approver','auditor','referrer','admin'"
_STATES = "'waiting','given','refused','used'"


class AccountRow(Base, table=True):
    """A user: an operating-system account."""

    __tablename__ = "account"

    name: str = Field(primary_key=True)
    seq: int
    since: date
    disabled_on: date | None = None


class RoleGrantRow(Base, table=True):
    """A role of a user over a unit and all below it; an empty unit means everything."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="role"),
        CheckConstraint("approved_by <> granted_by", name="two_people"),
    )

    account: str = Field(foreign_key="account.name", primary_key=True)
    seq: int = Field(primary_key=True)
    role: str
    unit: str | None = None
    from_on: date
    until_on: date | None = None
    organisation: str | None = None
    granted_by: str
    approved_by: str | None = None
    ended_by: str | None = None


class ApprovalRow(Base, table=True):
    """A proposal and what a second person said to it."""

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("answered_by <> asked_by", name="two_people"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int
    state: str
    unit: str | None = None
    about: str
    deed: str
    day: date
    grounds: str
    gist: str
    asked_by: str
    asked_at: str
    asked_of: str | None = None
    answered_by: str | None = None
