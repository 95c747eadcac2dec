"""What a correction moves besides deadlines, in the words of an officer."""

from __future__ import annotations

from datetime import date

from commands.office_desk import Office
from commands.output import day
from commands.speech import say
from rules.text import Text
from workflow.consequences import DECIDED, PARTY_AGE, Consequences, DayMoved, QuotaMoved
from workflow.outcomes import Moved
from workflow.states import EVENT_LABELS, Event

_UNKNOWN = "—"
_OTHER_DAYS = {
    DECIDED: Text("quyết định công nhận", "decision on recognition"),
    PARTY_AGE: Text("tuổi đảng tính từ", "Party age counts from"),
}


def moving_lines(office: Office, moved: Moved, *, written: bool) -> list[str]:
    """Days, quota counts, alerts and conditions that moved, one on each line."""
    found = moved.consequences
    if found is None:
        return []
    told = [
        *map(_day, found.days),
        *(_quota(office, one, written=written) for one in found.quota),
        *_alerts(found),
        *_conditions(found),
    ]
    return [f"  {say(line)}" for line in told]


def _day(one: DayMoved) -> Text:
    label = _OTHER_DAYS.get(one.what) or EVENT_LABELS[Event(one.what)]
    days = f"{_shown(one.old)} → {_shown(one.new)}"
    return Text(f"Ngày dời: {label.vi} — {days}", f"Day moves: {label.en} — {days}")


def _quota(office: Office, one: QuotaMoved, *, written: bool) -> Text:
    """The count of a unit's year as it was and as it becomes."""
    rows = office.store().figures.admissions(one.year, one.year)
    count = sum(row.count for row in rows if row.unit == one.unit)
    old, new = (count - one.change, count) if written else (count, count + one.change)
    return Text(
        f"Kết quả chỉ tiêu {one.year} của {one.unit}: kết nạp {old} → {new}",
        f"Quota result of {one.unit} in {one.year}: admitted {old} → {new}",
    )


def _alerts(found: Consequences) -> list[Text]:
    if not found.alerts:
        return []
    numbers = ", ".join(map(str, found.alerts))
    count = len(found.alerts)
    return [
        Text(
            f"Thôi nhắc: {count} cảnh báo của hạn cũ (số {numbers})",
            f"Alerts that fall away with their deadline: {count} (no. {numbers})",
        )
    ]


def _conditions(found: Consequences) -> list[Text]:
    if found.event is None:
        return []
    label, lines = EVENT_LABELS[found.event], []
    if found.met:
        ids = ", ".join(found.met)
        lines.append(
            Text(
                f"Điều kiện của “{label.vi}” nay đạt: {ids}",
                f"Conditions of “{label.en}” now met: {ids}",
            )
        )
    for one in found.unmet:
        told = one.sentence()
        lines.append(
            Text(
                f"Điều kiện của “{label.vi}” nay chưa đạt: {told.vi}",
                f"Condition of “{label.en}” now unmet: {told.en}",
            )
        )
    return lines


def _shown(one: date | None) -> str:
    return _UNKNOWN if one is None else day(one)
