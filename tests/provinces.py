"""Small simulations for tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from rules.rulebook import Rulebook
from simulation.play import Mode, Outcome, play
from simulation.scale import Scale
from simulation.upsets import Upsets
from storage.store import SqlStore

_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system without a disk is what is meant
UNTIL = date(2026, 11, 23)


@contextmanager
def in_memory(folders: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on no disk where the machine has one, else an ordinary one."""
    if not _MEMORY.is_dir():
        yield folders.mktemp("quick")
        return
    with tempfile.TemporaryDirectory(prefix="ketnap-test-", dir=_MEMORY) as folder:
        yield Path(folder)


def a_scale(**wanted: int) -> Scale:
    """A small scale that ends on a fixed day."""
    return Scale(**{"years": 2, "units": 6, "cases": 24, "seed": 5, **wanted}, until=UNTIL)


def played(
    store: SqlStore, scale: Scale, mode: Mode = Mode.BULK, wrong: Upsets | None = None
) -> Outcome:
    """A scale, played into an empty store and checked."""
    return play(
        scale, store, Rulebook.open(), look=lambda _day, _entries: None, mode=mode, wrong=wrong
    )
