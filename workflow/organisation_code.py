"""Organisation codes M1.M2.M3.M4.M5 of the national register (law R15.5, confidence medium).

M1 is the province (two digits), M2 the superior, M3 the grassroots organisation, M4 the subordinate
one (000 where there is none), M5 the cell (three digits each). A unit higher up has fewer parts.
Codes of an office's own (`DV`, `CB-12`) are not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.text import Text

_DOTTED = re.compile(r"[\d.]*\d\.[\d.]*")
_PARTS = re.compile(r"\d{2}(?:\.\d{3}){1,4}")
_NONE = "000"


@dataclass(frozen=True, slots=True)
class OrganisationCode:
    """A code by its parts, the province first."""

    parts: tuple[str, ...]

    @classmethod
    def read(cls, code: str) -> OrganisationCode | None:
        """The parts of a code of the national register; None of any other code."""
        if _PARTS.fullmatch(code) is None:
            return None
        return cls(tuple(code.split(".")))

    def below(self, superior: OrganisationCode) -> bool:
        """Whether it lies below another one: its parts begin with those of the other.

        A grassroots organisation without subordinate ones has cells below 000.
        """
        above = [part for part in superior.parts if part != _NONE]
        return len(self.parts) > len(above) and list(self.parts[: len(above)]) == above


def code_fault(code: str, parent: str | None = None) -> Text | None:
    """Why a code of the national register cannot be right; None when it can, or is none."""
    if _DOTTED.fullmatch(code) is None:
        return None
    mine = OrganisationCode.read(code)
    if mine is None:
        return Text(
            f"mã {code} không đúng dạng M1.M2.M3.M4.M5: tỉnh 2 số, các phần sau 3 số"
            " (000 nếu không có cấp trực thuộc)",
            f"the code {code} is not M1.M2.M3.M4.M5: two digits for the province, three for each"
            " other part (000 where there is no subordinate organisation)",
        )
    above = None if parent is None else OrganisationCode.read(parent)
    if above is not None and not mine.below(above):
        return Text(
            f"mã {code} không thuộc mã cấp trên {parent}",
            f"the code {code} does not lie below its superior's, {parent}",
        )
    return None
