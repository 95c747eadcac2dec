"""A deadline of a case in words that can be checked by hand, and as a row for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from audit import Entry
from commands.case.words import deed
from commands.moments import moment
from commands.output import day
from commands.speech import say
from commands.urgency import left_shown
from commands.why_wording import why_wording
from commands.wordings import due_item
from rules.counted import Due, written
from rules.text import Text
from workflow.deadline_account import Account, Ending, decided_on

_WAITED = Text("đã hết thời gian chờ, đã có bước tiếp theo", "waited out, the next step was taken")
_HOW = {
    "superseded": Text("được thay bằng hạn khác", "replaced by another deadline"),
    "void": Text("không còn phải thực hiện", "no longer applies"),
}


def account_lines(account: Account, today: date, zone: ZoneInfo) -> list[str]:
    """The whole account of one deadline: start, wording, count, marks, result, ending."""
    one = account.deadline
    rule = say(account.rule.title)
    head = Text(
        f"{rule}: hạn cuối {written(one.due_on).vi} — {_standing(account, today)}",
        f"{rule}: due {written(one.due_on).en} — {_standing(account, today)}",
    )
    lines = [say(head)]
    lines += [f"  {line}" for line in _start(account, zone)]
    lines += [f"  {say(line)}" for line in account.due.wording_lines()]
    lines.append(f"  {say(_chosen(account))}")
    lines += [f"  {line}" for line in _extended(account)]
    lines += [f"  {say(line)}" for line in account.due.count_lines()]
    lines += [f"  {say(line)}" for line in _marks(account)]
    if account.ending is not None:
        lines += [f"  {line}" for line in _ended(account, account.ending, zone)]
    return lines


def account_row(account: Account, today: date) -> dict[str, Any]:
    """The same for a program: the count as in `rules due`, and where it comes from."""
    one, ending = account.deadline, account.ending
    by = account.governing
    return {
        **due_item(account.due),
        "title": say(account.rule.title),
        "due_on": one.due_on,
        "counted_on": account.now_on,
        "calendar_known_on": account.known_on,
        "start_event": None if account.starts is None else account.starts.value,
        "provisional": one.provisional,
        "estimated": one.estimated,
        "started_by": _entry_row(account.started),
        "corrected_by": [_entry_row(entry) for entry in account.corrected],
        "governed_by": None if account.governed_by is None else account.governed_by.value,
        "governing_on": one.start_on if by is None else by.day,
        "governing_entry": one.started_by if by is None else by.seq,
        "probation": None if account.probation is None else due_item(account.probation),
        "extended_by": account.due.more,
        "extensions": [
            {"seq": fact.seq, "on": fact.on, "days": fact.data["days"], "document": fact.document}
            for fact in account.extensions
        ],
        "opened_by": one.opened_by,
        "state": "open" if ending is None else ending.how,
        "days_left": (one.due_on - today).days if ending is None else None,
        "closed_by": None if ending is None else _entry_row(ending.entry),
        "closed_on": None if ending is None else ending.on,
        "days_late": account.days_late,
        "replaced_by": (
            None if ending is None or ending.instead is None else ending.instead.due_on
        ),
    }


def _entry_row(entry: Entry) -> dict[str, Any]:
    fields = entry.fields
    return {
        "seq": entry.seq,
        "what": deed(fields),
        "effective_on": fields["effective_on"],
        "recorded_at": fields["recorded_at"],
        "actor": fields["actor"],
    }


def _standing(account: Account, today: date) -> str:
    """Where the deadline stands, in a few words."""
    if account.ending is None:
        left = (account.deadline.due_on - today).days
        return left_shown(left, rule=account.rule.id)
    return say(_result(account, account.ending))


def _result(account: Account, ending: Ending) -> Text:
    """How the deadline ended, with the days early or late where somebody had to act."""
    if account.days_late is not None:
        return _late(account.days_late)
    return _WAITED if ending.how == "met" else _HOW[ending.how]


def _late(days: int) -> Text:
    if days > 0:
        return Text(f"thực hiện muộn {days} ngày", f"met {days} days late")
    if days < 0:
        return Text(f"thực hiện sớm {-days} ngày", f"met {-days} days early")
    return Text("thực hiện đúng ngày cuối", "met on the last day")


def _start(account: Account, zone: ZoneInfo) -> Iterator[str]:
    """Which happening, on which day, by which entry, recorded by whom and when."""
    on = written(account.deadline.start_on)
    label = Text("bắt đầu", "it starts") if account.starts is None else account.starts.label
    yield say(
        Text(f"Bắt đầu: ngày {label.vi}, {on.vi}.", f"Starts: the day {label.en}, {on.en}."),
    )
    yield f"  {say(_by_entry(account.started, zone))}"
    for entry in account.corrected:
        yield f"  {say(_by_entry(entry, zone))}"
    if account.probation is not None:
        yield f"  {say(_from_ceremony(account.probation))}"


def _from_ceremony(due: Due) -> Text:
    began, ended, length = written(due.start_on), written(due.due_on), due.version.number
    source, sure = due.version.source, due.version.confidence.label
    return Text(
        f"Dự bị {length} tháng từ lễ kết nạp {began.vi} tới {ended.vi}"
        f" ({source.cite('vi')}; {sure.vi}; nội dung {due.version.id}).",
        f"Probation of {length} months from the ceremony, {began.en}, to {ended.en}"
        f" ({source.cite('en')}; {sure.en}; wording {due.version.id}).",
    )


def _by_entry(entry: Entry, zone: ZoneInfo) -> Text:
    fields = entry.fields
    when = moment(datetime.fromisoformat(fields["recorded_at"]), zone)
    on, what = day(decided_on(entry)), deed(fields)
    return Text(
        f"Mục {entry.seq}: {what}, ngày {on}; {fields['actor']} ghi lúc {when}.",
        f"Entry {entry.seq}: {what}, {on}; recorded by {fields['actor']} at {when}.",
    )


def _chosen(account: Account) -> Text:
    """Why this wording and no other: the happening whose day chooses it."""
    mark = account.governing
    if mark is None:
        return why_wording(account.version, None, account.deadline.start_on)
    return why_wording(account.version, account.governed_by, mark.day, mark.seq)


def _extended(account: Account) -> Iterator[str]:
    for fact in account.extensions:
        days, paper = fact.data["days"], "" if fact.document is None else f", {fact.document}"
        yield say(
            Text(
                f"Gia hạn {days} ngày làm việc, ngày {day(fact.on)}{paper} (mục {fact.seq}).",
                f"Extended by {days} working days on {day(fact.on)}{paper} (entry {fact.seq}).",
            )
        )


def _marks(account: Account) -> Iterator[Text]:
    """What makes the day uncertain, and whether it would be counted otherwise today."""
    one = account.deadline
    if one.provisional:
        stands = account.version.starts
        awaited = Text("", "") if stands is None else stands.label
        yield Text(
            f"Tạm tính: chờ ghi ngày {awaited.vi}; có ngày ấy thì tính lại.",
            f"Provisional until the day {awaited.en} is recorded; it is counted again then.",
        )
    if account.known_on is not None:
        known = day(account.known_on)
        yield Text(
            f"Tính theo lịch nghỉ biết được tới {known}, ngày mở hạn này.",
            f"Counted by the calendar as known on {known}, when the deadline was opened.",
        )
    if account.now_on != one.due_on:
        now = written(account.now_on)
        yield Text(
            f"Hạn đã ghi trong nhật ký là {written(one.due_on).vi}; tính theo lịch biết được"
            f" hôm nay là {now.vi}.",
            f"The log holds {written(one.due_on).en}; by the calendar as known today it is"
            f" {now.en}.",
        )


def _ended(account: Account, ending: Ending, zone: ZoneInfo) -> Iterator[str]:
    on, how = written(ending.on), _result(account, ending)
    yield say(Text(f"Kết quả: {how.vi}, {on.vi}.", f"Ended: {how.en}, {on.en}."))
    yield f"  {say(_by_entry(ending.entry, zone))}"
    if ending.instead is not None:
        new = written(ending.instead.due_on)
        yield say(Text(f"  Hạn thay thế: {new.vi}.", f"  Replaced by: {new.en}."))
