"""Users, their roles, and approvals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables; a store that has none of these rows is a desk of one, as before."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("disabled_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    op.create_table(
        "role_grant",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "role IN ('officer','approver','auditor','referrer','admin')",
            name=op.f("ck_role_grant_role"),
        ),
        sa.CheckConstraint("approved_by <> granted_by", name=op.f("ck_role_grant_two_people")),
        sa.ForeignKeyConstraint(
            ["account"], ["account.name"], name=op.f("fk_role_grant_account_account")
        ),
        sa.PrimaryKeyConstraint("account", "seq", name=op.f("pk_role_grant")),
    )
    op.create_table(
        "approval",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("gist", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=False),
        sa.Column("asked_of", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','given','refused','used')", name=op.f("ck_approval_state")
        ),
        sa.CheckConstraint("answered_by <> asked_by", name=op.f("ck_approval_two_people")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_approval")),
    )
