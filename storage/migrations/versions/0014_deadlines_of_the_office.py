"""Deadlines that bind the office and are about nobody's case: an incident has hours of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Let a deadline name no case. SQLite rebuilds the table; its rows and numbers stay."""
    ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    with op.batch_alter_table("deadline", table_kwargs={"sqlite_autoincrement": True}) as deadline:
        deadline.alter_column("case_ref", existing_type=ordered, nullable=True)
