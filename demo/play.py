"""What every part of the tour works with: the stage, the day, and who plays which part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from demo.files import Files
from demo.stage import Stage


@dataclass(slots=True, kw_only=True)
class Play:
    """One tour. `refs` holds the short reference of everybody who has a part in it.

    Attributes:
        stage: Where commands are run and shown.
        today: The office's day.
        folder: Where the files of the tour lie.
        files: The lists that are imported.
        store: The SQLite file; None for a PostgreSQL store.
        refs: Parts to references.
    """

    stage: Stage
    today: date
    folder: Path
    files: Files
    store: Path | None
    refs: dict[str, str] = field(default_factory=dict)

    def ago(self, days: int) -> str:
        """A day so many days back, as it is typed."""
        return f"{self.today - timedelta(days=days):%d/%m/%Y}"

    def fact(
        self,
        ref: str,
        kind: str,
        days: int,
        values: Mapping[str, str] | None = None,
        *,
        number: str | None = None,
        issuer: str | None = None,
    ) -> tuple[str, ...]:
        """The command that records a fact of so many days ago."""
        typed = ["case", "record", ref, kind]
        for name, value in (values or {}).items():
            typed += ["--set", f"{name}={value}"]
        if number is not None:
            typed += ["--number", number]
        if issuer is not None:
            typed += ["--issuer", issuer]
        return (*typed, "--on", self.ago(days))

    def step(self, ref: str, event: str, days: int, *more: str) -> tuple[str, ...]:
        """The command that takes a case one event further, so many days ago."""
        return ("case", "advance", ref, event, *more, "--on", self.ago(days))


def ballot(body: str, purpose: str, yes: int, electors: int = 9) -> dict[str, str]:
    """The fields of a vote in which everybody was present."""
    return {
        "body": body,
        "purpose": purpose,
        "electors": str(electors),
        "present": str(electors),
        "for": str(yes),
        "against": str(electors - yes),
    }
