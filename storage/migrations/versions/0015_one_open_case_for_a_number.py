"""One identity number has one open case: the database refuses the second of two at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_OPEN = sa.text("state IN ('nominated','course','verification','admitted','probation')")


def upgrade() -> None:
    """Add the column, empty; `storage.claims` fills it once every number has its keyed hash."""
    op.add_column("case_file", sa.Column("number_key", sa.String(), nullable=True))
    op.create_index(
        "ix_case_file_number_key",
        "case_file",
        ["number_key"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
