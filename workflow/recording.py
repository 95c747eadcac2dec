"""The command that would record a missing fact, and which fact it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

_SET = re.compile(r"--set (\w+)=(\S+)")
_OPEN = "…"


class Recording(str):
    """A `case record` command; knows the kind of fact and the values that are already plain."""

    kind: str
    wanted: Mapping[str, str]

    __slots__ = ("kind", "wanted")

    @classmethod
    def of(cls, ref: str, kind: str, options: str) -> Self:
        """The command for a case and a kind of fact; `…` stands where the officer fills in."""
        made = cls(f"case record {ref} {kind} {options}".rstrip())
        made.kind = kind
        made.wanted = {name: value for name, value in _SET.findall(options) if value != _OPEN}
        return made
