"""One paper of an event: what proves it, which rule asks for it, when it is needed at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.text import Text
from workflow.facts import FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper of an event.

    Attributes:
        key: Its name in the register of forms, and in a paper check.
        label: What officers call it.
        kind: The fact that proves it.
        data: What that fact's data must say.
        rule: The rule that asks for it.
        also: Other kinds of fact that the paper stands on, for instance the vote of a resolution.
        conditions: Unmet conditions that lie in this paper although no new fact mends them.
        only: When it is needed at all; None: always.
    """

    key: str
    label: Text
    kind: FactKind
    rule: str
    data: Mapping[str, str] = field(default_factory=dict)
    also: tuple[FactKind, ...] = ()
    conditions: tuple[str, ...] = ()
    only: Text | None = None

    def asked_by(self, kind: str, wanted: Mapping[str, str]) -> bool:
        """Whether a missing fact belongs to this paper."""
        return kind in {self.kind, *self.also} and all(
            wanted.get(name, value) == value for name, value in self.data.items()
        )
