"""An index of the cases that wait for another unit, so that a reorganisation reads no other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the index; it is partial on both databases, because few cases are on the move."""
    waiting = sa.text("moving_to IS NOT NULL")
    op.create_index(
        "ix_case_file_moving",
        "case_file",
        ["moving_to"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
