"""The table of the registers: referrals, classes, sittings, awards, training, grades."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    plain = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "record",
        sa.Column("stream", plain, nullable=False),
        sa.Column("book", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("data", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_record")),
    )
    op.create_index(op.f("ix_record_book"), "record", ["book"], unique=False)
