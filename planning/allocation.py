"""A target and how it is shared out: the difference is shown, never hidden, and never an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A target against the sum of what was given to the units below.

    Attributes:
        target: What is to be shared out.
        allocated: The sum of the shares.
    """

    target: int
    allocated: int

    @property
    def left(self) -> int:
        """Places not given to anybody; negative when more was given out than there is."""
        return self.target - self.allocated

    @property
    def warning(self) -> Text | None:
        """What to tell the officer; None when the sum is exact."""
        if self.left > 0:
            return Text(vi=f"còn {self.left} chưa phân bổ", en=f"{self.left} still to allocate")
        if self.left < 0:
            return Text(
                vi=f"phân bổ vượt {-self.left} so với chỉ tiêu {self.target}",
                en=f"allocated {-self.left} more than the target of {self.target}",
            )
        return None

    @property
    def sentence(self) -> Text | None:
        """The target, what was given out and what is left; None when the sum is exact."""
        if self.warning is None:
            return None
        return Text(
            vi=f"Chỉ tiêu cấp trên {self.target}, đã phân bổ {self.allocated}, {self.warning.vi}",
            en=f"Superior's target {self.target}, allocated {self.allocated}, {self.warning.en}",
        )


def allocation(target: int, shares: Iterable[int]) -> Allocation:
    """Compare a target with the shares given to the units."""
    return Allocation(target=target, allocated=sum(shares))
