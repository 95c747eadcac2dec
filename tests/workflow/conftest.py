"""A desk with a city, on SQLite; tests of what a store must do take `store` instead."""

from __future__ import annotations

import pytest
from builders import a_desk, units

from workflow.desk import Desk


@pytest.fixture
def desk(sqlite_store) -> Desk:
    """A desk on 23 November 2026, 10:00 in the office."""
    found = a_desk(sqlite_store)
    units(found)
    return found
