"""How Alembic reaches the store: through the connection that `storage.schema` hands it."""

from __future__ import annotations

from alembic import context

from storage.every_table import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
