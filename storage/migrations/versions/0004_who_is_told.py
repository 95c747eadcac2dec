"""Who is told: roles through time, digests by day, refused inboxes, the yearly target of a unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0004"
down_revision = "0003"

_ROLES = "'helper','cell-secretary','grassroots-officer','superior-officer','auditor'"


def upgrade() -> None:
    """Add tables, and columns that may be empty."""
    op.create_table(
        "role_holder",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(f"role IN ({_ROLES})", name=op.f("ck_role_holder_role")),
        sa.CheckConstraint(
            "channel IN ('smtp','terminal','apprise')", name=op.f("ck_role_holder_channel")
        ),
        sa.CheckConstraint(
            "rhythm IN ('at-once','daily','weekly','monthly')",
            name=op.f("ck_role_holder_rhythm"),
        ),
        sa.PrimaryKeyConstraint("unit", "seq", name=op.f("pk_role_holder")),
    )
    op.create_table(
        "bounce",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "recipient", name=op.f("pk_bounce")),
    )
    op.create_table(
        "pipeline_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("planned_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('no-candidates','at-risk','files-missing')",
            name=op.f("ck_pipeline_alert_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline_alert")),
        sa.UniqueConstraint(
            "unit", "year", "kind", "rung", name=op.f("uq_pipeline_alert_unit_year_kind_rung")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_pipeline_alert_unplanned",
        "pipeline_alert",
        ["id"],
        unique=False,
        sqlite_where=sa.text("planned_at IS NULL"),
        postgresql_where=sa.text("planned_at IS NULL"),
    )
    op.create_table(
        "pipeline_delivery",
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["pipeline_alert.id"],
            name=op.f("fk_pipeline_delivery_alert_id_pipeline_alert"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_pipeline_delivery_message_id_message")
        ),
        sa.PrimaryKeyConstraint(
            "alert_id", "channel", "recipient", name=op.f("pk_pipeline_delivery")
        ),
    )
    op.create_index(
        op.f("ix_pipeline_delivery_message_id"), "pipeline_delivery", ["message_id"], unique=False
    )
    op.add_column("message", sa.Column("slot_on", sa.Date(), nullable=True))
    op.add_column("message", sa.Column("detail", sa.String(), nullable=True))
    op.create_index("ix_message_slot", "message", ["channel", "recipient", "slot_on"], unique=True)
    op.add_column("alert", sa.Column("handed_to", sa.String(), nullable=True))
