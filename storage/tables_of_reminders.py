"""The tables of who is told: roles, attempts, refused inboxes, reminders about a unit's year."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.tables import Base

_ROLES = "'helper','cell-secretary','grassroots-officer','superior-officer','auditor'"


class HolderRow(Base, table=True):
    """Somebody in a role of a unit, from a day to a day; `seq` is the entry that put them there."""

    __tablename__ = "role_holder"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="role"),
        CheckConstraint("channel IN ('smtp','terminal','apprise')", name="channel"),
        CheckConstraint("rhythm IN ('at-once','daily','weekly','monthly')", name="rhythm"),
    )

    unit: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    role: str
    name: str
    channel: str
    address: str
    rhythm: str
    language: str
    from_on: date
    until_on: date | None = None


class BounceRow(Base, table=True):
    """How often messages to an inbox came back, and why the last one did."""

    __tablename__ = "bounce"

    channel: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    times: int
    last_at: datetime
    reason: str


class AttemptRow(Base, table=True):
    """One attempt to deliver a message; rows are only added. Nothing in it says who was told."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("outcome IN ('accepted','failed','refused','unknown')", name="outcome"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(foreign_key="message.id", index=True)
    channel: str
    at: datetime
    outcome: str = Field(index=True)
    code: int | None = None
    error: str | None = None


class PipelineAlertRow(Base, table=True):
    """A reminder about a unit's yearly target: one per unit, year, kind and rung, ever."""

    __tablename__ = "pipeline_alert"
    __table_args__ = (
        UniqueConstraint("unit", "year", "kind", "rung"),
        CheckConstraint("kind IN ('no-candidates','at-risk','files-missing')", name="kind"),
        Index("ix_pipeline_alert_unplanned", "id", sqlite_where=text("planned_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    unit: str
    year: int
    kind: str
    rung: int
    due_on: date
    target: int
    there: int
    raised_at: datetime
    planned_at: datetime | None = None


class PipelineDeliveryRow(Base, table=True):
    """Which reminder about a target goes to whom, in which message."""

    __tablename__ = "pipeline_delivery"

    alert_id: int = Field(foreign_key="pipeline_alert.id", primary_key=True)
    channel: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    message_id: str = Field(foreign_key="message.id", index=True)
