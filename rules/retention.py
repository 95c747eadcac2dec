"""How long personal data stay, as data: a duty without a number, until a place adopts one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from rules.source import Source
from rules.text import Text
from rules.units import Confidence

RULE = "retention-period"
"""The id of the rule by which a place adopts a period, in its folder of local rules."""
_FILE = "data/practice/retention.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The duty not to keep data longer than needed, from a day on; it names no period."""

    title: Text
    from_on: date
    source: Source
    confidence: Confidence
    note: Text


@cache
def duty() -> Duty:
    """The duty as the package has it."""
    data: dict[str, Any] = tomllib.loads(files("rules").joinpath(_FILE).read_text("utf-8"))
    return Duty(
        title=Text(**data["title"]),
        from_on=data["from"],
        source=Source(text=Text(**data["source"]["text"])),
        confidence=Confidence(data["confidence"]),
        note=Text(**data["note"]),
    )
