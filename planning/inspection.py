"""Defaults of an inspection, which are conventions kept as data and not law."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def backdated_days() -> int:
    """From how many days after its day on an entry counts as written late."""
    text = files("planning").joinpath("data/inspection.toml").read_text("utf-8")
    return int(tomllib.loads(text)["backdated_days"]["value"])
