"""Two axes of time: the legal day that is asked about, and the instant by which things were known.

A report for a day is folded from the entries that were written by the end of that day, so that it
says the same for ever; with a later instant it says what was valid on that day as we know it then.
Everything here is a fold of entries and needs no tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from audit import Entry
from rules.text import Text
from workflow.answered import answer_of
from workflow.case import Case
from workflow.deadlines import deadlines_of
from workflow.errors import InputError
from workflow.fold import fold, history
from workflow.holder import Holder, holders_of
from workflow.law import Law
from workflow.quota import Quota
from workflow.registers.record import Record, fold_record
from workflow.reminders import Answer
from workflow.screening.fold import fold_screening
from workflow.screening.screening import Screening
from workflow.unit import Unit
from workflow.unit_history import unit_history

NOW = "now"
"""What an officer types for the present instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A legal day, and the instant whose knowledge counts.

    `as_of` is a day of the office; `known_at` is aware and never later than the asking.
    """

    as_of: date
    known_at: datetime

    @classmethod
    def of(
        cls, as_of: date | None, known_at: str | None, *, now: datetime, zone: ZoneInfo
    ) -> Moment:
        """The moment that an officer means.

        A day alone: as known by the end of that day. An instant alone: the day it lies in.

        Raises:
            InputError: a day that has not come, or something that is no instant with a zone.
        """
        today = now.astimezone(zone).date()
        if as_of is not None and as_of > today:
            raise InputError(
                Text(
                    f"Ngày {as_of:%d/%m/%Y} chưa tới; chỉ xem được tới hôm nay.",
                    f"{as_of} has not come yet; only the past can be looked at.",
                )
            )
        if known_at is None:
            day = as_of or today
            known = datetime.combine(day, time.max, zone)
        else:
            known = now if known_at.strip().casefold() == NOW else read_instant(known_at)
        known = min(known, now)
        return cls(as_of=as_of or known.astimezone(zone).date(), known_at=known)

    @property
    def limit(self) -> str:
        """The last instant as entries write it; entries compare with it as text."""
        whole = self.known_at.astimezone(UTC).isoformat(timespec="microseconds")
        return whole.replace("+00:00", "Z")

    def known(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that were written by then."""
        limit = self.limit
        return [entry for entry in entries if entry.fields["recorded_at"] <= limit]

    def of_case(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries of a case that were known and valid; none where there was no case yet.

        A day is taken as corrected by then; a correction counts from the day of what it corrects.
        """
        known = self.known(entries)
        if not known:
            return []
        days = _days(known)
        limit = self.as_of.isoformat()
        kept = [entry for entry in known if days[_answers(entry)] <= limit]
        return kept if kept and kept[0].seq == 1 else []

    def of_screening(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries of a screening, or of a record, that were known and valid, from its first."""
        limit = self.as_of.isoformat()
        kept = [one for one in self.known(entries) if one.fields["effective_on"] <= limit]
        return kept if kept and kept[0].seq == 1 else []

    def case(self, entries: Sequence[Entry], law: Law) -> Case | None:
        """The case as it stood; None where there was none yet."""
        return standing(self.of_case(entries), law)

    def screening(self, entries: Sequence[Entry]) -> Screening | None:
        """The screening as it stood; None where there was none yet."""
        kept = self.of_screening(entries)
        return fold_screening(kept) if kept else None

    def record(self, entries: Sequence[Entry]) -> Record | None:
        """A record of a register as it stood; None where it was not begun."""
        kept = self.of_screening(entries)
        return fold_record(kept) if kept else None

    def units(self, entries: Sequence[Entry]) -> tuple[Unit, ...]:
        """The rows of one unit through time, as known then."""
        known = self.known(entries)
        return tuple(told.unit for told in unit_history(known)) if known else ()

    def quota(self, entries: Sequence[Entry], kept_apart: Mapping[str, str]) -> Quota | None:
        """The quota of one unit and year in force; None before the first.

        `kept_apart` holds the values that stand beside the log, by digest: the reasons.
        """
        limit = self.as_of.isoformat()
        kept = [one for one in self.known(entries) if one.fields["effective_on"] <= limit]
        return _quota(kept[-1], kept_apart) if kept else None

    def holders(
        self, entries: Sequence[Entry], kept_apart: Mapping[str, str]
    ) -> tuple[Holder, ...]:
        """Everybody who held a role of one unit, as known then."""
        return holders_of(self.known(entries), kept_apart)

    def answer(self, entries: Sequence[Entry], kept_apart: Mapping[str, str]) -> Answer | None:
        """The newest answer to one alert that was given by then; None before the first."""
        known = self.known(entries)
        return answer_of(known[-1], kept_apart) if known else None


def standing(kept: Sequence[Entry], law: Law) -> Case | None:
    """The case that the entries of a moment fold to; None of none.

    Its deadlines are those that the entries opened and closed. Where entries in between are left
    out (recorded by then, valid only later) what they say of deadlines no longer fits together, and
    the deadlines are worked out from the case.
    """
    if not kept:
        return None
    case = fold(kept)
    if kept[-1].seq == len(kept):
        return case
    return replace(case, deadlines=deadlines_of(case, law))


def read_instant(typed: str) -> datetime:
    """An instant with a zone.

    Raises:
        InputError: it is none.
    """
    instant: datetime | None = None
    with suppress(ValueError):
        instant = datetime.fromisoformat(typed.strip())
    if instant is None or instant.tzinfo is None:
        raise InputError(
            Text(
                f"“{typed[:40]}” không phải thời điểm có múi giờ, ví dụ 2026-06-30T17:00+07:00,"
                " hoặc now.",
                f"“{typed[:40]}” is no instant with a zone, like 2026-06-30T17:00+07:00, or now.",
            )
        )
    return instant


def _days(entries: Sequence[Entry]) -> dict[int, str]:
    """The legal day of each entry as corrected; most cases hold no correction to look for."""
    if any(entry.fields["kind"] == "correct" for entry in entries):
        return {after.seq: str(fields["effective_on"]) for fields, _, after in history(entries)}
    return {entry.seq: str(entry.fields["effective_on"]) for entry in entries}


def _answers(entry: Entry) -> int:
    """The entry whose day decides: what is corrected, or the entry itself."""
    corrects = entry.fields["kind"] == "correct"
    return int(entry.fields["data"]["of"]) if corrects else entry.seq


def _quota(entry: Entry, kept_apart: Mapping[str, str]) -> Quota:
    data: dict[str, Any] = entry.fields["data"]
    return Quota(
        year=data["year"],
        unit=entry.fields["unit"],
        target=data.get("target"),
        class_target=data.get("class_target"),
        admitted=data.get("admitted"),
        base=entry.fields.get("document", {}).get("number"),
        reason=kept_apart.get(entry.fields.get("text", {}).get("sealed", "")),
        seq=entry.seq,
    )
