"""What is kept of people stands closed: the name of the key store, and an index without numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make room; `storage.closing` closes what is there in the same transaction."""
    op.create_table(
        "keyring",
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyring")),
    )
    op.drop_index("ix_person_identity_no", table_name="person")
    op.add_column("person", sa.Column("identity_key", sa.String(), nullable=True))
    op.create_index("ix_person_identity_key", "person", ["identity_key"])
