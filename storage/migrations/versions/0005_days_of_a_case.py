"""The days of a case as columns of their own, derived from its snapshot, and one index of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.kept import kept

revision = "0005"
down_revision = "0004"

_DAYS = (
    ("admitted_on", kept("days", "admit")),
    ("ceremony_on", kept("days", "hold-ceremony")),
    ("recognised_on", sa.func.coalesce(kept("decided_on"), kept("days", "recognise"))),
    ("filed_on", kept("days", "open-file")),
    ("enrolled_on", kept("days", "enrol")),
    ("nominated_on", kept("days", "nominate")),
    ("arrived", kept("arrived")),
    ("admitted_by", kept("steps", "admit")),
)


def upgrade() -> None:
    """Add the columns; the database fills them."""
    stored = True if op.get_bind().dialect.name == "postgresql" else None
    for name, told in _DAYS:
        derived = sa.Computed(told, persisted=stored)
        op.add_column("case_file", sa.Column(name, sa.Text(), derived, nullable=True))
    columns = ["state", "unit", "held", "since", *(name for name, _ in _DAYS), "ref"]
    op.create_index("ix_case_file_days", "case_file", columns)
