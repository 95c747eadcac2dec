"""Which case a record is about, by an index: a finding, a request about personal data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_TOLD = {
    "sqlite": "iif(json_valid(data), json_extract(data, '$.case'), NULL)",
    "postgresql": "(CAST(data AS jsonb) ->> 'case')",
}


def upgrade() -> None:
    """Add the column, and fill it from what each record says itself."""
    ordered = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column("record", sa.Column("case_ref", ordered, nullable=True))
    op.execute(filling(op.get_bind().dialect.name))
    op.create_index("ix_record_case_ref", "record", ["case_ref"])


def filling(dialect: str) -> str:
    """The statement that fills the column on a kind of database."""
    told = _TOLD[dialect]
    return f"UPDATE record SET case_ref = {told} WHERE book IN ('finding', 'request')"  # noqa: S608 - our own words
