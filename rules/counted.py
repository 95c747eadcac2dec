"""A counted deadline, with all that is needed to count it again by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.rule import Rule, Version
from rules.text import Language, Text
from rules.units import Unit
from rules.wording import value_text

_DAYS = (
    Text(vi="thứ Hai", en="Monday"),
    Text(vi="thứ Ba", en="Tuesday"),
    Text(vi="thứ Tư", en="Wednesday"),
    Text(vi="thứ Năm", en="Thursday"),
    Text(vi="thứ Sáu", en="Friday"),
    Text(vi="thứ Bảy", en="Saturday"),
    Text(vi="Chủ nhật", en="Sunday"),
)
_ESTIMATED = Text(
    vi="Lưu ý: lịch nghỉ của khoảng này chưa được công bố hết; ngày trên là ước tính.",
    en="Note: not all days off of this span are decided; the day is an estimate.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A day that is not what its weekday says: a weekday off, or a weekend day worked.

    Attributes:
        day: The day.
        why: Why it is off or worked.
        source: Where that was decided, in words.
    """

    day: date
    why: Text
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due day and how it was counted.

    Attributes:
        rule: The rule.
        version: The wording used.
        start_on: Day 0.
        due_on: The last good day.
        skipped: Weekdays off after the start, up to the due day.
        weekend_days: How many plain Saturdays and Sundays lie between and were not counted.
        added: Weekend days worked after the start, up to the due day.
        estimated: Whether the count rests on days nobody has decided yet.
        more: Working days by which the length was extended.
    """

    rule: Rule
    version: Version
    start_on: date
    due_on: date
    skipped: tuple[Skipped, ...]
    weekend_days: int
    added: tuple[Skipped, ...]
    estimated: bool
    more: int = 0

    def text(self, language: Language) -> str:
        """The count in words: rule, wording, source, day 0, days left out and added, result."""
        lines = [*self.wording_lines(), *self.count_lines()]
        return "\n".join(line.to(language) for line in lines)

    def wording_lines(self) -> list[Text]:
        """The length, the happening that starts it, the source and the wording, a note if any."""
        return _wording(self)

    def count_lines(self) -> list[Text]:
        """Day 0, what is left out and what is worked, a sum to check by hand, and the result."""
        return [
            _line("Ngày bắt đầu (ngày 0)", "Starts (day 0)", written(self.start_on)),
            *_left_out(self),
            *_worked(self),
            *_sum(self),
            _line("Hạn cuối (tính hết ngày)", "Due (the day counts whole)", written(self.due_on)),
            *((_ESTIMATED,) if self.estimated else ()),
        ]


def written(day: date) -> Text:
    """A day with its weekday: “thứ Sáu 24/07/2026”, “Friday 2026-07-24”."""
    weekday = _DAYS[day.weekday()]
    return Text(vi=f"{weekday.vi} {day:%d/%m/%Y}", en=f"{weekday.en} {day.isoformat()}")


def _wording(due: Due) -> list[Text]:
    rule, version = due.rule, due.version
    length, sure = value_text(version), version.confidence.label
    since = (
        Text(
            vi=f", tính từ ngày {version.starts.label.vi}",
            en=f", counted from the day {version.starts.label.en}",
        )
        if version.starts is not None
        else Text(vi="", en="")
    )
    lines = [
        Text(
            vi=f"{rule.title.vi}: {length.vi}{since.vi}.",
            en=f"{rule.title.en}: {length.en}{since.en}.",
        ),
        Text(
            vi=f"Căn cứ: {version.source.cite('vi')} ({sure.vi}); nội dung {version.id}.",
            en=f"Source: {version.source.cite('en')} ({sure.en}); wording {version.id}.",
        ),
    ]
    return lines if version.note is None else [*lines, _line("Ghi chú", "Note", version.note)]


def _left_out(due: Due) -> list[Text]:
    if not due.skipped and not due.weekend_days:
        return []
    head = Text(
        vi=f"Không tính {due.weekend_days} ngày thứ Bảy, Chủ nhật",
        en=f"Not counted: {due.weekend_days} weekend days",
    )
    if not due.skipped:
        return [Text(vi=f"{head.vi}.", en=f"{head.en}.")]
    days = len(due.skipped)
    return [
        Text(vi=f"{head.vi} và {days} ngày nghỉ:", en=f"{head.en} and {days} days off:"),
        *(_exception(day) for day in due.skipped),
    ]


def _worked(due: Due) -> list[Text]:
    if not due.added:
        return []
    return [
        Text(vi="Có tính các ngày làm bù:", en="Counted although on a weekend:"),
        *(_exception(day) for day in due.added),
    ]


def _sum(due: Due) -> list[Text]:
    """The count as a sum of days of the wall calendar, or why a month ends it early."""
    days = (due.due_on - due.start_on).days
    if due.version.unit is Unit.WORKING_DAYS:
        taken = "".join(f" − {count}" for count in (due.weekend_days, len(due.skipped)) if count)
        more = f" + {due.more}" if due.more else ""
        counted = due.version.number
        return [
            Text(
                vi=f"Kiểm tra: sau ngày 0 có {days} ngày{taken} = {counted}{more} ngày làm việc.",
                en=f"Check: {days} days after day 0{taken} = {counted}{more} working days.",
            )
        ]
    if due.version.unit is Unit.MONTHS and due.due_on.day != due.start_on.day:
        return [
            Text(
                vi=f"Tháng {due.due_on:%m/%Y} không có ngày {due.start_on.day}:"
                " lấy ngày cuối tháng.",
                en=f"{due.due_on:%Y-%m} has no day {due.start_on.day}: its last day is taken.",
            )
        ]
    return []


def _exception(day: Skipped) -> Text:
    on = written(day.day)
    return Text(
        vi=f"  - {on.vi}: {day.why.vi} [{day.source.vi}]",
        en=f"  - {on.en}: {day.why.en} [{day.source.en}]",
    )


def _line(vi: str, en: str, value: Text) -> Text:
    return Text(vi=f"{vi}: {value.vi}", en=f"{en}: {value.en}")
