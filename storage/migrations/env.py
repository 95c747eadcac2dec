"""How Alembic reaches the store: through the connection that `storage.schema` hands it."""

from __future__ import annotations

from alembic import context

from storage import (  # noqa: F401 - their tables belong to the metadata
    account_tables,
    record_table,
    seal_tables,
)
from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
