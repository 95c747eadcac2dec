"""Telling how far a long reading has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from audit import Leaf, Stored
from workflow.ports import AuditMoment

Progress = Callable[[int, int], None]
"""Told how many rows of how many were read."""

_Row = TypeVar("_Row")
_EVERY = 2000


class Watched:
    """The rows of one moment, with somebody who watches the two passes over the log."""

    def __init__(self, rows: AuditMoment, progress: Progress) -> None:
        self._rows = rows
        self._progress = progress
        self._total = 2 * rows.entry_count()
        self._read = 0

    def __getattr__(self, name: str) -> Any:
        """Everything else is read as it is."""
        return getattr(self._rows, name)

    def log_rows(self) -> Iterator[Stored]:
        """Every entry by stream and sequence."""
        return self._counted(self._rows.log_rows())

    def leaves(self) -> Iterator[Leaf]:
        """Every place of the tree in order, then the entries without one."""
        return self._counted(self._rows.leaves())

    def _counted(self, found: Iterator[_Row]) -> Iterator[_Row]:
        for one in found:
            self._read += 1
            if self._read % _EVERY == 0:
                self._progress(self._read, self._total)
            yield one
        self._progress(self._read, self._total)
