"""Instants as people read them: on the office's clock, wherever the machine stands."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from commands.speech import language


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Day and minute in the office's zone, in the language in use."""
    pattern = "%Y-%m-%d %H:%M" if language() == "en" else "%d/%m/%Y %H:%M"
    return instant.astimezone(zone).strftime(pattern)
