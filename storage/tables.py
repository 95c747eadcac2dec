"""The tables. Rows are rows: no behaviour, and no validation (checks stand in the database)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlmodel import Column, Field, SQLModel

from storage.kept import kept
from storage.told import told

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# A partial index is partial on PostgreSQL too: the migration, which makes it, says so. To say it
# here would load that dialect for every look at a SQLite file.
_STATES = (
    "'nominated','course','verification','admitted','probation','full_member','closed','struck_off'"
)
CASE_DAYS = (
    "admitted_on",
    "ceremony_on",
    "recognised_on",
    "filed_on",
    "enrolled_on",
    "nominated_on",
    "arrived",
    "admitted_by",
)
"""What the database derives from a case's snapshot; nobody writes it."""
_OPEN = "'nominated','course','verification','admitted','probation'"
_OPEN_SCREENING = "'review','listed','helped','removal_proposed'"
_ENDED_SCREENING = "'cleared','removed','resigned','closed'"


class Base(SQLModel):
    """All tables share one metadata with one naming convention."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def _derived(key: str) -> Any:
    return Field(default=None, sa_column=Column(key, Text(), Computed(told(key))))


def _milestone(key: str, *events: str) -> Any:
    """The legal day of an event of a case, as its snapshot tells it; the first of several known."""
    days = [kept("days", event) if event != "decided_on" else kept(event) for event in events]
    told_by = days[0] if len(days) == 1 else func.coalesce(*days)
    return Field(default=None, sa_column=Column(key, Text(), Computed(told_by)))


def _ordered(key: str, *more: Any, **kw: Any) -> Any:
    """A column that is compared byte by byte, whatever the database's locale."""
    plain = Text().with_variant(Text(collation="C"), "postgresql")
    return Field(sa_column=Column(key, plain, *more, nullable=False, **kw))


class EntryRow(Base, table=True):
    """One line of the log; the columns one searches by are derived from the hashed body."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("stream", "seq"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    stream: str = _ordered("stream")
    seq: int
    body: str
    digest: str
    previous: str = Field(unique=True)
    kind: str | None = _derived("kind")
    event: str | None = _derived("event")
    effective_on: str | None = _derived("effective_on")
    recorded_at: str | None = _derived("recorded_at")
    actor: str | None = _derived("actor")
    unit: str | None = _derived("unit")


class PersonRow(Base, table=True):
    """A person, apart from everything that is hashed."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str
    name_key: str = Field(index=True)
    name_sort: str = _ordered("name_sort")
    born: str | None = None
    sex: str | None = None
    ethnic: str | None = None
    religion: str | None = None
    hometown: str | None = None
    residence: str | None = None
    occupation: str | None = None
    education: str | None = None
    identity_no: str | None = None
    identity_key: str | None = Field(default=None, index=True)
    tags: str = ""


class KeyringRow(Base, table=True):
    """The name of the key store that closes what is kept of people; at most one row."""

    __tablename__ = "keyring"

    id: str = Field(primary_key=True)


class CaseRow(Base, table=True):
    """The projection of a case: what its entries fold to.

    The days after the snapshot are derived from it by the database. Figures are counted from the
    index that holds them all, so that no snapshot is read. `number_key` is the `identity_key` of
    its person: one number has one open case, whoever writes at the same moment.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        Index("ix_case_file_held", "ref", sqlite_where=text("held IS NOT NULL")),
        Index("ix_case_file_moving", "moving_to", sqlite_where=text("moving_to IS NOT NULL")),
        Index(
            "ix_case_file_number_key",
            "number_key",
            unique=True,
            sqlite_where=text(f"state IN ({_OPEN})"),
        ),
        Index("ix_case_file_days", "state", "unit", "held", "since", *CASE_DAYS, "ref"),
    )

    ref: str = _ordered("ref", primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    unit: str = Field(index=True)
    state: str
    since: date
    seq: int
    head: str
    held: str | None = None
    moving_to: str | None = None
    next_due: date | None = Field(default=None, index=True)
    next_rule: str | None = None
    waived: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    snapshot: str
    number_key: str | None = None
    admitted_on: str | None = _milestone("admitted_on", "admit")
    ceremony_on: str | None = _milestone("ceremony_on", "hold-ceremony")
    recognised_on: str | None = _milestone("recognised_on", "decided_on", "recognise")
    filed_on: str | None = _milestone("filed_on", "open-file")
    enrolled_on: str | None = _milestone("enrolled_on", "enrol")
    nominated_on: str | None = _milestone("nominated_on", "nominate")
    arrived: str | None = Field(
        default=None, sa_column=Column("arrived", Text(), Computed(kept("arrived")))
    )
    admitted_by: str | None = Field(
        default=None, sa_column=Column("admitted_by", Text(), Computed(kept("steps", "admit")))
    )


class ScreeningRow(Base, table=True):
    """The projection of a screening; a member has one open at a time."""

    __tablename__ = "screening"
    __table_args__ = (
        CheckConstraint(f"state IN ({_OPEN_SCREENING},{_ENDED_SCREENING})", name="state"),
        Index(
            "ix_screening_open",
            "case_ref",
            unique=True,
            sqlite_where=text(f"state IN ({_OPEN_SCREENING})"),
        ),
    )

    ref: str = _ordered("ref", primary_key=True)
    case_ref: str = _ordered("case_ref", ForeignKey("case_file.ref"), index=True)
    ground: str
    state: str
    since: date
    seq: int
    head: str
    next_due: date | None = None
    next_rule: str | None = None
    snapshot: str


class DeadlineRow(Base, table=True):
    """A day by which somebody must act; open while `closed_how` is empty.

    `stream` is the case, screening or record that it belongs to, `case_ref` the case of the person
    whom it is about; empty of what is about nobody's, an incident.
    `swept` is a mark of the clock (`storage.sweep_mark`); it says nothing about the deadline.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("stream", "rule", "started_by", "opened_by"),
        Index(
            "ix_deadline_open",
            "rule",
            "due_on",
            sqlite_where=text("closed_how IS NULL"),
        ),
        Index("ix_deadline_unswept", "id", sqlite_where=text("closed_how IS NULL AND swept < 2")),
        CheckConstraint("closed_how IN ('met','superseded','void')", name="closed_how"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    stream: str = _ordered("stream")
    case_ref: str | None = Field(
        default=None,
        sa_column=Column(
            "case_ref",
            Text().with_variant(Text(collation="C"), "postgresql"),
            ForeignKey("case_file.ref"),
        ),
    )
    rule: str
    version: str
    started_by: int
    opened_by: int
    start_on: date
    due_on: date
    opened_on: date
    estimated: bool
    provisional: bool
    closed_how: str | None = None
    closed_by: int | None = None
    closed_on: date | None = None
    swept: int | None = Field(
        default=None,
        sa_column=Column("swept", Integer(), nullable=False, server_default=text("0")),
    )


class SealedRow(Base, table=True):
    """A value kept apart from the log; erasing it leaves a digest that tells nothing."""

    __tablename__ = "sealed"

    digest: str = Field(primary_key=True)
    stream: str = _ordered("stream", index=True)
    salt: str
    value: str


class UnitRow(Base, table=True):
    """A Party organisation, from a day on."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("status IN ('superior','grassroots','departmental','cell')", name="status"),
        CheckConstraint(
            "profile IN ('province','army','police','grassroots-cell')", name="profile"
        ),
    )

    code: str = Field(primary_key=True)
    from_on: date = Field(primary_key=True)
    until_on: date | None = None
    name: str
    name_key: str = Field(index=True)
    name_sort: str = _ordered("name_sort")
    status: str
    kind: str | None = None
    parent: str | None = Field(default=None, index=True)
    members: int | None = None
    delegated: bool
    profile: str | None = None
    inherits: str = Field(default="", sa_column_kwargs={"server_default": ""})


class QuotaRow(Base, table=True):
    """A quota as set or revised; the newest `seq` of a unit and year is in force."""

    __tablename__ = "quota"

    year: int = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    target: int | None = None
    class_target: int | None = None
    base: str | None = None
    admitted: int | None = None
    reason: str | None = None


class CalendarDayRow(Base, table=True):
    """A decision of the office about one day, as the log of its year tells it; only added to.

    `off_duty` is empty where a decision is taken back; an empty `unit` means everybody.
    """

    __tablename__ = "calendar_day"

    year: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    day: date
    off_duty: bool | None = None
    unit: str | None = None
    name: str
    document: str | None = None
    announced_on: date | None = None
    recorded_on: date


class CounterRow(Base, table=True):
    """The number last given out in a series."""

    __tablename__ = "counter"

    name: str = Field(primary_key=True)
    value: int


class RequestRow(Base, table=True):
    """A request that was carried out, and what it did."""

    __tablename__ = "request"

    id: str = Field(primary_key=True)
    action: str
    fingerprint: str
    recorded_on: date
    result: str


class AlertRow(Base, table=True):
    """A reminder about a deadline: one per deadline and rung, ever.

    `round` counts how often it has come back (after a snooze, after a hold); `planned_at` is when
    the present round was given to its recipients, empty while it waits for that; `handed_to` the
    post that took it over (`UNIT#NUMBER` of the register of roles).
    """

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("deadline_id", "rung"),
        CheckConstraint("state IN ('raised','acknowledged','snoozed')", name="state"),
        CheckConstraint("approved_by <> answered_by", name="two_people"),
        Index(
            "ix_alert_unplanned",
            "id",
            sqlite_where=text("planned_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    deadline_id: int = Field(foreign_key="deadline.id")
    rung: int
    raised_at: datetime
    state: str = "raised"
    round: int = 0
    planned_at: datetime | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    approved_by: str | None = None
    until_on: date | None = None
    reason: str | None = None
    handed_to: str | None = None


class MessageRow(Base, table=True):
    """One digest to one recipient by one channel, with its attempts.

    `void` is a message that had nothing left to say when its turn came. `slot_on` is the day whose
    digest it is, one for each inbox and day; empty where it goes at once. `detail` is how much it
    said when it was sent.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("state IN ('waiting','sent','dead','void')", name="state"),
        Index("ix_message_state_next_try_at", "state", "next_try_at"),
        Index("ix_message_slot", "channel", "recipient", "slot_on", unique=True),
    )

    id: str = Field(primary_key=True)
    channel: str
    recipient: str
    created_at: datetime
    state: str = "waiting"
    attempts: int = 0
    next_try_at: datetime
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    error: str | None = None
    slot_on: date | None = None
    detail: str | None = None


class DeliveryRow(Base, table=True):
    """Which alert goes to whom, in which message: once per round, channel and recipient."""

    __tablename__ = "delivery"

    alert_id: int = Field(foreign_key="alert.id", primary_key=True)
    round: int = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    message_id: str = Field(foreign_key="message.id", index=True)


class TickRow(Base, table=True):
    """The heartbeat of the clockwork, per job."""

    __tablename__ = "tick"

    job: str = Field(primary_key=True)
    started_at: datetime
    finished_at: datetime | None = None
    result: str | None = None


class LeaseRow(Base, table=True):
    """Which scheduler acts; `until` in seconds since 1970 on the database's clock."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    token: int
    until: float
