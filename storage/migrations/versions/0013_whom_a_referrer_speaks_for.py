"""The organisation for which a referrer refers people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; grants that are there name none."""
    op.add_column("role_grant", sa.Column("organisation", sa.String(), nullable=True))
