"""Percentages as reports print them: exact inside, two places outside, always from a over b."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from rules.text import Language

UNKNOWN = "—"
"""What a table shows where there is nothing to divide."""

_PLACES = 2


def half_up(value: Fraction, places: int = _PLACES) -> Decimal:
    """The value rounded the way people do it: a half goes away from zero."""
    scaled = abs(value) * 10**places
    return _signed(value, int(scaled + Fraction(1, 2)), places)


def cut(value: Fraction, places: int = _PLACES) -> Decimal:
    """The value with its further digits cut off, as some publications print it."""
    return _signed(value, int(abs(value) * 10**places), places)


def _signed(value: Fraction, digits: int, places: int) -> Decimal:
    # A rounded nothing has no sign: -0.001 % prints as 0.00 %, not as -0.00 %.
    return Decimal(-digits if value < 0 else digits).scaleb(-places)


def shown(value: Decimal | None, language: Language) -> str:
    """A percentage for people: "59,03 %" in Vietnamese, "59.03 %" in English, "—" for none."""
    if value is None:
        return UNKNOWN
    digits = f"{value:f}".replace("-", "−")  # the real minus sign
    return f"{digits if language == 'en' else digits.replace('.', ',')} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """A part of a whole, in per cent. More than 100 % is normal and never clamped.

    Attributes:
        part: The figure above, for instance admitted; None when it is not known.
        whole: The figure below, for instance the target; None or 0 when there is none.
    """

    part: int | None
    whole: int | None

    @classmethod
    def of(cls, part: int | None, whole: int | None) -> Self:
        """`part` of `whole`; unknown when either is, or when there is nothing to divide by."""
        return cls(part=part, whole=whole)

    @property
    def exact(self) -> Fraction | None:
        """The percentage itself, for comparing and ranking: 59.0277… for 85 of 144."""
        if self.part is None or not self.whole:
            return None
        return Fraction(100 * self.part, self.whole)

    def rounded(self, places: int = _PLACES) -> Decimal | None:
        """Rounded half up: the figure this product prints."""
        return None if self.exact is None else half_up(self.exact, places)

    def truncated(self, places: int = _PLACES) -> Decimal | None:
        """Cut off after the places: what a publication prints that does not round."""
        return None if self.exact is None else cut(self.exact, places)

    def plain(self) -> str | None:
        """For machines: "59.03", or None."""
        value = self.rounded()
        return None if value is None else f"{value:f}"

    def text(self, language: Language) -> str:
        """For people: "59,03 %", "59.03 %" in English, "—" when unknown."""
        return shown(self.rounded(), language)

    def with_figures(self, language: Language) -> str:
        """For people, with what it is made of: "382/434 = 88,02 %"."""
        part, whole = (UNKNOWN if n is None else n for n in (self.part, self.whole))
        return f"{part}/{whole} = {self.text(language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far a figure has moved from an earlier one, in per cent of the earlier one.

    Attributes:
        before: The earlier figure; None when it is not known.
        after: The later figure; None when it is not known.
    """

    before: int | None
    after: int | None

    @property
    def exact(self) -> Fraction | None:
        """The change itself; None when a figure is missing or the earlier one is nothing."""
        if self.after is None or not self.before:
            return None
        return Fraction(100 * (self.after - self.before), self.before)

    def rounded(self) -> Decimal | None:
        """Rounded half up to two places, with its sign."""
        return None if self.exact is None else half_up(self.exact)

    def plain(self) -> str | None:
        """For machines: "76.47", "-2.00", or None."""
        value = self.rounded()
        return None if value is None else f"{value:f}"

    def text(self, language: Language) -> str:
        """For people, sign in front: "+76,47 %", "−2,00 %", "—" when unknown."""
        value = self.rounded()
        plus = "+" if value is not None and value > 0 else ""
        return plus + shown(value, language)
