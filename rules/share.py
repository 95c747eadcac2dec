"""Shares of votes, in exact whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of all who count, for instance at least 2/3 or more than 1/2.

    Attributes:
        numerator: Upper number of the fraction.
        denominator: Lower number of the fraction.
        strict: True for “more than”, False for “at least”.
    """

    numerator: int
    denominator: int
    strict: bool

    def met(self, yes: int, of: int) -> bool:
        """Whether ``yes`` out of ``of`` reaches the share; an empty base never does."""
        if of <= 0:
            return False
        have, need = yes * self.denominator, of * self.numerator
        return have > need if self.strict else have >= need

    def least(self, of: int) -> int:
        """The smallest number of votes in favour that reaches the share of ``of``."""
        whole, rest = divmod(of * self.numerator, self.denominator)
        return whole + 1 if self.strict or rest else whole

    @staticmethod
    def percent(yes: int, of: int) -> Text:
        """``yes`` out of ``of`` for people: “55,56 %”, a half rounded up; “—” of nobody."""
        if of <= 0:
            return Text(vi="—", en="—")
        whole, cents = divmod((20_000 * yes + of) // (2 * of), 100)
        return Text(vi=f"{whole},{cents:02d} %", en=f"{whole}.{cents:02d} %")

    def __str__(self) -> str:
        """The bare fraction, as in the rule file."""
        return f"{self.numerator}/{self.denominator}"
