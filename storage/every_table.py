"""Every table of a store: whoever speaks of all of them asks here, so that none is forgotten."""

from __future__ import annotations

from storage import (  # noqa: F401 - importing a module makes its tables known
    account_tables,
    record_table,
    seal_tables,
    sighting_table,
    tables_of_reminders,
    tables_of_sweeps,
)
from storage.tables import Base

METADATA = Base.metadata
"""The tables of all modules, with their keys."""
