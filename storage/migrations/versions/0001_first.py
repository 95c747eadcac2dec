"""The first schema: log, cases, people, deadlines, registers, alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.told import told

revision = "0001"
down_revision = None

_OPEN_SCREENING = "'review','listed','helped','removal_proposed'"


def upgrade() -> None:
    """Make every table."""
    # PostgreSQL below 18 only knows stored generated columns; SQLite keeps them virtual.
    stored = True if op.get_bind().dialect.name == "postgresql" else None
    ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "calendar_day",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off_duty", sa.Boolean(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("year", "seq", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream", ordered, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), sa.Computed(told("kind"), persisted=stored), nullable=True),
        sa.Column("event", sa.Text(), sa.Computed(told("event"), persisted=stored), nullable=True),
        sa.Column(
            "effective_on",
            sa.Text(),
            sa.Computed(told("effective_on"), persisted=stored),
            nullable=True,
        ),
        sa.Column(
            "recorded_at",
            sa.Text(),
            sa.Computed(told("recorded_at"), persisted=stored),
            nullable=True,
        ),
        sa.Column("actor", sa.Text(), sa.Computed(told("actor"), persisted=stored), nullable=True),
        sa.Column("unit", sa.Text(), sa.Computed(told("unit"), persisted=stored), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("previous", name=op.f("uq_entry_previous")),
        sa.UniqueConstraint("stream", "seq", name=op.f("uq_entry_stream_seq")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UTCDateTime(), nullable=False),
        sa.Column("claimed_until", UTCDateTime(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','sent','dead','void')", name=op.f("ck_message_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "ix_message_state_next_try_at", "message", ["state", "next_try_at"], unique=False
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("name_sort", ordered, nullable=False),
        sa.Column("born", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("ethnic", sa.String(), nullable=True),
        sa.Column("religion", sa.String(), nullable=True),
        sa.Column("hometown", sa.String(), nullable=True),
        sa.Column("residence", sa.String(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("identity_no", sa.String(), nullable=True),
        sa.Column("tags", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_identity_no"), "person", ["identity_no"], unique=False)
    op.create_index(op.f("ix_person_name_key"), "person", ["name_key"], unique=False)
    op.create_table(
        "quota",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("class_target", sa.Integer(), nullable=True),
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("admitted", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("year", "unit", "seq", name=op.f("pk_quota")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_table(
        "sealed",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("stream", ordered, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sealed")),
    )
    op.create_index(op.f("ix_sealed_stream"), "sealed", ["stream"], unique=False)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "tick",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_tick")),
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("name_sort", ordered, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("delegated", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(), nullable=True),
        sa.CheckConstraint(
            "profile IN ('province','army','police','grassroots-cell')",
            name=op.f("ck_unit_profile"),
        ),
        sa.CheckConstraint(
            "status IN ('superior','grassroots','departmental','cell')", name=op.f("ck_unit_status")
        ),
        sa.PrimaryKeyConstraint("code", "from_on", name=op.f("pk_unit")),
    )
    op.create_index(op.f("ix_unit_name_key"), "unit", ["name_key"], unique=False)
    op.create_index(op.f("ix_unit_parent"), "unit", ["parent"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("ref", ordered, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("held", sa.String(), nullable=True),
        sa.Column("moving_to", sa.String(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("next_rule", sa.String(), nullable=True),
        sa.Column("waived", sa.Integer(), server_default="0", nullable=False),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('nominated','course','verification','admitted','probation','full_member',"
            "'closed','struck_off')",
            name=op.f("ck_case_file_state"),
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_case_file_person_person")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_case_file")),
    )
    op.create_index(op.f("ix_case_file_next_due"), "case_file", ["next_due"], unique=False)
    op.create_index(op.f("ix_case_file_person"), "case_file", ["person"], unique=False)
    op.create_index(op.f("ix_case_file_unit"), "case_file", ["unit"], unique=False)
    op.create_table(
        "screening",
        sa.Column("ref", ordered, nullable=False),
        sa.Column("case_ref", ordered, nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("next_rule", sa.String(), nullable=True),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.CheckConstraint(
            f"state IN ({_OPEN_SCREENING},'cleared','removed','resigned','closed')",
            name=op.f("ck_screening_state"),
        ),
        sa.ForeignKeyConstraint(
            ["case_ref"], ["case_file.ref"], name=op.f("fk_screening_case_ref_case_file")
        ),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_screening")),
    )
    op.create_index(op.f("ix_screening_case_ref"), "screening", ["case_ref"], unique=False)
    op.create_index(
        "ix_screening_open",
        "screening",
        ["case_ref"],
        unique=True,
        sqlite_where=sa.text(f"state IN ({_OPEN_SCREENING})"),
        postgresql_where=sa.text(f"state IN ({_OPEN_SCREENING})"),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream", ordered, nullable=False),
        sa.Column("case_ref", ordered, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("closed_how", sa.String(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "closed_how IN ('met','superseded','void')", name=op.f("ck_deadline_closed_how")
        ),
        sa.ForeignKeyConstraint(
            ["case_ref"], ["case_file.ref"], name=op.f("fk_deadline_case_ref_case_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint(
            "stream",
            "rule",
            "started_by",
            "opened_by",
            name=op.f("uq_deadline_stream_rule_started_by_opened_by"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deadline_open",
        "deadline",
        ["rule", "due_on"],
        unique=False,
        sqlite_where=sa.text("closed_how IS NULL"),
        postgresql_where=sa.text("closed_how IS NULL"),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("planned_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('raised','acknowledged','snoozed')", name=op.f("ck_alert_state")
        ),
        sa.CheckConstraint("approved_by <> answered_by", name=op.f("ck_alert_two_people")),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadline.id"], name=op.f("fk_alert_deadline_id_deadline")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("deadline_id", "rung", name=op.f("uq_alert_deadline_id_rung")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_alert_unplanned",
        "alert",
        ["id"],
        unique=False,
        sqlite_where=sa.text("planned_at IS NULL"),
        postgresql_where=sa.text("planned_at IS NULL"),
    )
    op.create_table(
        "delivery",
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name=op.f("fk_delivery_alert_id_alert")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_delivery_message_id_message")
        ),
        sa.PrimaryKeyConstraint(
            "alert_id", "round", "channel", "recipient", name=op.f("pk_delivery")
        ),
    )
    op.create_index(op.f("ix_delivery_message_id"), "delivery", ["message_id"], unique=False)
