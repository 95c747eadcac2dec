"""What making and proving checkpoints asks of a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audit import Entry, Nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many entries of one kind, unit and actor."""

    kind: str
    unit: str | None
    actor: str
    count: int


class Tree(Nodes, Protocol):
    """The Merkle tree over the log."""

    def seal(self) -> int:
        """Give every committed entry its place; how many leaves there are then."""
        ...

    def size(self) -> int:
        """How many leaves there are."""
        ...

    def place(self, stream: str, seq: int) -> int | None:
        """The number of an entry's leaf; None where it is not sealed, or not there."""
        ...

    def added(self, first: int, last: int) -> Sequence[Added]:
        """Entries among the leaves from `first` up to but not with `last`, counted."""
        ...

    def newest_checkpoint(self) -> str | None:
        """The note of the largest checkpoint; None before the first."""
        ...

    def checkpoints(self) -> Sequence[str]:
        """The note of every checkpoint, the smallest first."""
        ...

    def keep(self, size: int, note: str) -> None:
        """Keep a checkpoint; where one of its size is there already, that one stands."""
        ...


class Sealing(Protocol):
    """The parts of a store that a checkpoint needs."""

    @property
    def tree(self) -> Tree:
        """The Merkle tree over the log."""
        ...

    def newest_checkpoint(self) -> str | None:
        """The note of the largest checkpoint; None before the first."""
        ...

    def entries(self, stream: str) -> Sequence[Entry]:
        """The entries of one stream, in order."""
        ...
