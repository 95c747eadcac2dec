"""Which wording of a rule applies, and from which day its clock runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.rule import Rule, Version
from rules.rulebook import Rulebook
from rules.text import Text
from rules.units import Unit
from workflow.errors import InputError

_DAYS_IN_MONTH = 31
_SPAN = {Unit.WORKING_DAYS: 7, Unit.DAYS: 1, Unit.MONTHS: _DAYS_IN_MONTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A rule, the wording that applies, day 0, and what was chosen by what.

    `awaits` says which day the count still stands on, or that a given one was not used.
    """

    rule: Rule
    version: Version
    start_on: date
    explained: Text | None
    awaits: Text | None = None


def clock_of(rulebook: Rulebook, rule_id: str, start: date, received: date | None) -> Clock:
    """The wording in force on a day, and day 0 of its clock.

    Args:
        rulebook: The law.
        rule_id: The rule.
        start: The day of the happening that chooses the wording.
        received: The day of the starting event, where the wording starts on another happening
            than the one that chooses it (a decision issued on one day, received on another).

    Raises:
        UnknownRuleError: There is no such rule.
        NoWordingError: No wording is known for the day.
        InputError: The rule is no length of time, or the days are out of order or out of reach.
    """
    rule = rulebook[rule_id]
    if not rule.unit.is_length:
        raise InputError(
            Text(
                f"Quy tắc “{rule.id}” không phải một thời hạn nên không có hạn cuối.",
                f"Rule “{rule.id}” is no length of time, so nothing falls due.",
            ),
            following=Text(f"ketnap rules show {rule.id}", f"ketnap rules show {rule.id}"),
        )
    version = rule.on(start)
    day, explained, awaits = start, None, _standing_in(rule, version)
    if received is not None:
        if received < start:
            raise InputError(
                Text(
                    f"Ngày nhận {received:%d/%m/%Y} đứng trước ngày ban hành {start:%d/%m/%Y}.",
                    f"Received on {received.isoformat()}, before the issue on {start.isoformat()}.",
                )
            )
        day, explained = _by_receipt(rule, version, start, received)
        awaits = explained if day == start != received else None
    _reachable(version, day)
    return Clock(rule=rule, version=version, start_on=day, explained=explained, awaits=awaits)


def _standing_in(rule: Rule, version: Version) -> Text | None:
    """Where the day of the starting event was not given: the day that stands in for it."""
    starts, governs = version.starts, rule.governed_by
    if starts is None or governs is None or starts is governs:
        return None
    return Text(
        f"Chưa cho ngày {starts.label.vi}: tạm tính từ ngày {governs.label.vi} (thêm --received).",
        f"The day {starts.label.en} was not given: counted for the time being from the day"
        f" {governs.label.en} (add --received).",
    )


def _by_receipt(
    rule: Rule, version: Version, start: date, received: date
) -> tuple[date, Text | None]:
    starts, governs = version.starts, rule.governed_by
    if starts is None or governs is None or starts is governs:
        return start, Text(
            "Nội dung này không tính từ ngày nhận; --received không dùng đến.",
            "This wording does not count from a receipt; --received was not used.",
        )
    return received, Text(
        f"Nội dung chọn theo ngày {governs.label.vi} ({start:%d/%m/%Y}).",
        f"The wording is chosen by the day {governs.label.en} ({start.isoformat()}).",
    )


def _reachable(version: Version, start: date) -> None:
    """Refuse a day so late that its due day would lie outside the calendar.

    Raises:
        InputError: it is.
    """
    if start > date.max - timedelta(days=version.number * _SPAN[version.unit]):
        raise InputError(
            Text(
                f"Ngày {start:%d/%m/%Y} quá xa để tính hạn.",
                f"{start.isoformat()} is too far away to count from.",
            )
        )
