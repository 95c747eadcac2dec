"""How far the sweeps have come: a mark on each deadline, and one beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the mark; every open deadline is looked at by the next sweep."""
    op.add_column(
        "deadline", sa.Column("swept", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    _partial("ix_deadline_unswept", "deadline", "id", "closed_how IS NULL AND swept < 2")
    _partial("ix_case_file_held", "case_file", "ref", "held IS NOT NULL")
    op.create_table(
        "sweep",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("whole_on", sa.Date(), nullable=False),
        sa.Column("ladders", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sweep")),
    )


def _partial(name: str, table: str, column: str, where: str) -> None:
    said = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=said, postgresql_where=said)
