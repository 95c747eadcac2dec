"""How much of a case a message may carry, by channel: outside the office references and dates."""

from __future__ import annotations

from enum import StrEnum


class Detail(StrEnum):
    """How much is said, from the least to the most."""

    REF = "ref"
    NAME = "name"
    FULL = "full"

    @property
    def names(self) -> bool:
        """Whether a person may be named."""
        return self is not Detail.REF

    @property
    def tells_all(self) -> bool:
        """Whether the task and the unit may be told."""
        return self is Detail.FULL
