"""Each attempt to deliver a message: when, by which channel, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.text import Text

LONGEST_ERROR = 200
"""Characters of an error that are kept; longer ones are cut."""


class Outcome(StrEnum):
    """What came of an attempt."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.ACCEPTED: Text("đã nhận", "accepted"),
    Outcome.FAILED: Text("không gửi được", "failed"),
    Outcome.REFUSED: Text("từ chối hẳn", "refused for good"),
    Outcome.UNKNOWN: Text("không rõ (tiến trình dừng giữa chừng)", "unknown (the process ended)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What a carrier said that did not carry a message.

    Attributes:
        at: When.
        error: Its kind, without secrets and without anybody's data.
        code: The mail server's answer (RFC 5321), where there was one.
        for_good: Whether the server will take nothing for this inbox.
    """

    at: datetime
    error: str
    code: int | None = None
    for_good: bool = False

    @property
    def outcome(self) -> Outcome:
        """How the attempt is told."""
        return Outcome.REFUSED if self.for_good else Outcome.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt, as the ledger keeps it for good.

    `at` is the instant at which the outcome was recorded; of an attempt whose process ended without
    a word (`UNKNOWN`), the instant at which that was noticed.
    """

    message: str
    channel: str
    at: datetime
    outcome: Outcome
    code: int | None = None
    error: str | None = None
