"""Which units another one took over from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; units that are there inherit from nobody."""
    op.add_column(
        "unit", sa.Column("inherits", sa.String(), server_default=sa.text("''"), nullable=False)
    )
