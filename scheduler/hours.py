"""When people are told: the hour of the digest, quiet hours, and what is urgent; all of it data."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table
from scheduler.strict import reading

_PACKAGED = Path(__file__).with_name("data") / "hours.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The office's hours.

    Attributes:
        digest_at: When digests go out.
        join: What is urgent waits this long for a digest to join.
        overdue: Rules whose overdue deadlines are urgent.
        always: Rules that are urgent from their first reminder on: they count in hours.
        due_today: Whether what falls due today is urgent.
        quiet_from: From when nobody is disturbed, …
        quiet_until: … and until when; past midnight where it is the earlier hour.
    """

    digest_at: time
    join: timedelta
    overdue: frozenset[str]
    always: frozenset[str]
    due_today: bool
    quiet_from: time
    quiet_until: time

    def urgent(self, rule: str, due_on: date, today: date) -> bool:
        """Whether a deadline is urgent on a day."""
        if rule in self.always:
            return True
        if due_on == today:
            return self.due_today
        return due_on < today and rule in self.overdue

    def quiet(self, local: datetime) -> bool:
        """Whether a moment of the office's clock lies in the quiet hours."""
        at = local.time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until


def load_hours(known: Container[str], path: Path | None = None) -> Hours:
    """Read the office's hours.

    Args:
        known: The ids of all rules; another one cannot be urgent.
        path: The file; None for the packaged one.

    Raises:
        NotFoundError: there is no such file.
        ConfigurationError: something in it is not in order; the file and the line are named.
    """
    label = "scheduler/data/hours.toml" if path is None else path.name
    with reading(path or _PACKAGED, label) as top:
        top.only("digest", "urgent", "quiet")
        digest, urgent, quiet = top.table("digest"), top.table("urgent"), top.table("quiet")
        digest.only("at")
        urgent.only("join_minutes", "overdue", "always", "due_today")
        quiet.only("from", "until")
        overdue, always = (_rules(urgent, key, known) for key in ("overdue", "always"))
        return Hours(
            digest_at=_hour(digest, "at"),
            join=timedelta(minutes=urgent.whole("join_minutes")),
            overdue=overdue,
            always=always,
            due_today=urgent.flag("due_today"),
            quiet_from=_hour(quiet, "from"),
            quiet_until=_hour(quiet, "until"),
        )


def _rules(table: Table, key: str, known: Container[str]) -> frozenset[str]:
    named = table.strings(key)
    for rule in named:
        if rule not in known:
            raise table.refuse(
                key, Text(vi=f"không có quy tắc “{rule}”.", en=f"there is no rule “{rule}”.")
            )
    return frozenset(named)


def _hour(table: Table, key: str) -> time:
    found = table.need(key)
    if isinstance(found, time):
        return found
    raise table.refuse(
        key,
        Text(vi=f"“{key}” phải là một giờ, ví dụ 07:30:00.", en=f"“{key}” must be like 07:30:00."),
    )
