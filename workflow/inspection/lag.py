"""How long after its day an entry was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

_TAKEN_OVER = "intake"
"""A case from earlier records is late by its nature."""


def dated_on(fields: Mapping[str, Any]) -> date:
    """The legal day on which the deed of an entry was done.

    A recognition takes effect on the day the probation ended, however late it is decided; here its
    decision counts.
    """
    decided = fields.get("data", {}).get("decided_on")
    return date.fromisoformat(decided or fields["effective_on"])


def lag(fields: Mapping[str, Any], zone: ZoneInfo) -> int | None:
    """Calendar days from the deed to its entry, by the office's calendar.

    None for what is not an officer's entry of a case or a screening as it went on: registers, and
    cases taken over from earlier records.
    """
    if "/" in fields["stream"] or fields["kind"] == _TAKEN_OVER:
        return None
    written = datetime.fromisoformat(fields["recorded_at"]).astimezone(zone).date()
    return (written - dated_on(fields)).days
