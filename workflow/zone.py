"""The time zone whose midnight ends a legal day, wherever the server stands."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

OFFICE_ZONE = "Asia/Ho_Chi_Minh"


@cache
def office_zone() -> ZoneInfo:
    """The office's time zone."""
    return ZoneInfo(OFFICE_ZONE)
