"""Titles of rules in the language in use; only the files of those asked for are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from commands.speech import say
from rules.errors import UnknownRuleError

if TYPE_CHECKING:
    from rules.rulebook import Rulebook


class RuleTitles(Mapping[str, str]):
    """The title of each timer by its id; a rule that the law no longer has is not in it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def __getitem__(self, rule: str) -> str:
        """The title of a rule.

        Raises:
            KeyError: there is no such rule.
        """
        try:
            return say(self._rulebook[rule].title)
        except UnknownRuleError:
            raise KeyError(rule) from None

    def __iter__(self) -> Iterator[str]:
        """The ids of all timers; reads them all."""
        return (rule.id for rule in self._rulebook.timers())

    def __len__(self) -> int:
        """How many timers there are; reads them all."""
        return len(self._rulebook.timers())
