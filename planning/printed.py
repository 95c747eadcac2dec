"""A percentage as somebody printed it, and which figures can have led to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

from planning.percent import Percent
from rules.text import Text
from workflow.errors import InputError

_FIGURE = re.compile(
    r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*=\s*(\d{1,9}(?:[.,]\d{1,9})?)\s*%?\s*", re.ASCII
)


class Explanation(StrEnum):
    """What leads from two figures to the printed percentage."""

    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    SWAPPED = "swapped"
    SWAPPED_AND_TRUNCATED = "swapped-and-truncated"
    NONE = "none"


def printed_value(percent: str) -> Decimal:
    """The value of "59.03", "59,03" or "59,03 %"; it keeps the number of places printed."""
    return Decimal(percent.strip().removesuffix("%").strip().replace(",", "."))


def places_of(value: Decimal) -> int:
    """How many places were printed."""
    return max(-int(value.as_tuple().exponent), 0)


def integer_targets(admitted: int, percent: str) -> tuple[int, ...]:
    """Every whole target of which `admitted` is exactly the printed percentage, rounded half up.

    85 admitted and "59.03" leave 144 only. The targets follow one another without a gap; none at
    all when no target fits, so that one of the two figures is wrong.

    Raises:
        ValueError: The percentage is printed as 0, which any large enough target gives.
    """
    value = printed_value(percent)
    if not value:
        message = f"{percent} fits any large target"
        raise ValueError(message)
    # printed - half ≤ 100·admitted/target < printed + half, solved for the target.
    printed, half = Fraction(value), Fraction(1, 2 * 10 ** places_of(value))
    smallest = 100 * admitted // (printed + half) + 1
    largest = 100 * admitted // (printed - half)
    return tuple(range(smallest, largest + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A percentage in a publication, with the two numbers it was printed beside.

    Attributes:
        part: The number printed above, for instance 8.
        whole: The number printed below, for instance 9.
        percent: The percentage as printed, for instance "88.8".
    """

    part: int
    whole: int
    percent: str

    @classmethod
    def read(cls, text: str) -> Self:
        """The figure in "8/9=88.8"; a decimal comma and a per cent sign are understood.

        Raises:
            InputError: The text is not of that form.
        """
        match = _FIGURE.fullmatch(text)
        if match is None:
            raise InputError(
                Text(
                    vi=f"Không đọc được số liệu “{text}”.",
                    en=f"Cannot read the figure “{text}”.",
                ),
                following=Text(
                    vi="Viết theo dạng A/B=TỶ_LỆ, ví dụ: 8/9=88.8",
                    en="Write it as A/B=PERCENT, for instance: 8/9=88.8",
                ),
            )
        part, whole, percent = match.groups()
        return cls(part=int(part), whole=int(whole), percent=percent.replace(",", "."))

    @property
    def explanation(self) -> Explanation:
        """The first reading that gives the printed percentage; rounding as it should be first."""
        value = printed_value(self.percent)
        places = places_of(value)
        straight, swapped = Percent.of(self.part, self.whole), Percent.of(self.whole, self.part)
        readings = {
            Explanation.ROUNDED: straight.rounded(places),
            Explanation.TRUNCATED: straight.truncated(places),
            Explanation.SWAPPED: swapped.rounded(places),
            Explanation.SWAPPED_AND_TRUNCATED: swapped.truncated(places),
        }
        for explanation, reading in readings.items():
            if reading == value:
                return explanation
        return Explanation.NONE
