"""`ketnap status`: one screen, like `git status`: state, warnings, what to type next."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from commands.fitting import fitted
from commands.heartbeats import last_tick_age, since
from commands.office_desk import Office
from commands.output import Column, day, number, people_read
from commands.past import reads_past
from commands.skin import Command
from commands.speech import language, say
from commands.urgency import line_late
from rules.text import Text
from workflow.listing import CaseFilter, CaseLine
from workflow.states import ENDED_STATES, OPEN_STATES, STATE_LABELS, State

if TYPE_CHECKING:
    from planning.history import HistoryRow

_CHEAP = 3_000
"""Cases up to which the forecast takes a tenth of a second; above, its bounds are shown."""
SOON = 30
"""Calendar days within which a deadline counts as falling due soon."""
_COLUMNS = (
    Column(key="state", heading=Text("Bước", "State"), kind="ref"),
    Column(key="cases", heading=Text("Hồ sơ", "Cases"), kind="number"),
    Column(key="overdue", heading=Text("Quá hạn", "Overdue"), kind="number"),
    Column(key="on_hold", heading=Text("Tạm dừng", "On hold"), kind="number"),
    Column(key="median_days", heading=Text("Trung vị", "Median"), kind="ref"),
)


@click.command(
    cls=Command,
    words=Text(
        "Tình hình trên một màn hình: từng bước, quá hạn, chỉ tiêu, nhắc việc, nhật ký.",
        "Where everything stands on one screen: states, overdue, quota, alerts, log.",
    ),
    examples=("ketnap status", "ketnap status -o json"),
    exits=(0, 2, 3),
)
@reads_past
@click.pass_obj
def command(office: Office) -> None:
    """Print the state of the office."""
    store, today = office.store(), office.today()
    lines = store.cases(CaseFilter(states=OPEN_STATES))
    rows = [_row(state, lines, today) for state in OPEN_STATES]
    footer: list[str] = []
    if people_read(office.output) and not office.quiet:
        click.echo(say(_heading(office)))
        lines_below = (
            _ended(office),
            _quota(office),
            _alerts(office),
            *_waiting(office),
            *_users(office),
        )
        footer = [fitted(say(line)) for line in lines_below]
        hints = Text("Gợi ý", "Hints")
        footer.append(f"{say(hints)}: ketnap next · ketnap quota league · ketnap audit verify")
    extra = _totals(office, rows) if office.wants_json else None
    office.emit("status", _COLUMNS, rows, footer=footer, extra=extra)


def _totals(office: Office, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the lines under the table say, as a program reads it."""
    from commands.yearbook import history_of  # noqa: PLC0415 - help stays instant
    from scheduler.heartbeat import TICK  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    counts = store.counts()
    soon = [one for one in store.tasks(today + timedelta(days=SOON)) if one.due_on >= today]
    year = history_of(store, today.year, today.year, today).rows
    last = store.alerts.beats().get(TICK)
    ended = None if last is None else last.finished_at
    return {
        "overdue": sum(row["overdue"] for row in rows),
        "due_soon": sum(1 for one in soon if one.held is None),
        "due_soon_days": SOON,
        "ended": {state.value: counts.get(state.value, 0) for state in ENDED_STATES},
        "entries": store.entry_count(),
        "open_alerts": len(store.alerts.alerts(today)),
        "last_tick": None if ended is None else ended.isoformat(),
        "users": len(store.accounts()),
        "quota": None
        if not year
        else {
            "year": today.year,
            "target": year[0].target,
            "admitted": year[0].admitted,
            "percent": year[0].percent.plain(),
        },
    }


def _heading(office: Office) -> Text:
    today = office.today()
    tops = [unit.name for unit in office.store().units(today) if unit.parent is None]
    if len(tops) == 1:
        place = Text(tops[0], tops[0])
    elif tops:
        place = Text(f"{len(tops)} đảng bộ", f"{len(tops)} organisations")
    else:
        place = Text("Chưa có tổ chức (ketnap unit add)", "No unit yet (ketnap unit add)")
    return Text(f"{place.vi} · tính đến {day(today)}", f"{place.en} · as of {day(today)}")


def _ended(office: Office) -> Text:
    counts = office.store().counts()
    full, closed, struck = (
        number(counts.get(state.value, 0))
        for state in (State.FULL_MEMBER, State.CLOSED, State.STRUCK_OFF)
    )
    entries = number(office.store().entry_count())
    return Text(
        f"Đã chính thức {full} · đã dừng {closed} · xóa tên {struck} · nhật ký {entries} mục",
        f"Full members {full} · closed {closed} · struck off {struck} · log: {entries} entries",
    )


def _quota(office: Office) -> Text:
    """This year's quota, beside the share of it that the time gone by would ask for."""
    from commands.yearbook import history_of, league_of  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    rows = history_of(store, today.year, today.year, today).rows
    if not rows or not rows[0].target:
        admitted = rows[0].admitted if rows else 0
        return Text(
            f"Chỉ tiêu {today.year}: chưa giao; đã kết nạp {admitted}",
            f"Quota {today.year}: not set; {admitted} admitted",
        )
    cheap = sum(store.counts().values()) <= _CHEAP
    total = league_of(store, today.year, today, estimated=cheap).total
    return _progress(rows[0], total.forecast_high - total.forecast_low, today)


def _progress(row: HistoryRow, able: int, today: date) -> Text:
    """`able` is how many can still be admitted within the year."""
    from planning.percent import Percent  # noqa: PLC0415 - as above

    first = date(today.year, 1, 1)
    length = (date(today.year + 1, 1, 1) - first).days
    due = Percent.of((today - first).days, length).text(language())
    low = row.admitted or 0
    forecast = f"{low}–{low + able}" if able else str(low)
    done = f"{low}/{row.target} ({row.percent.text(language())})"
    return Text(
        f"Chỉ tiêu {today.year}: {done} · theo thời gian cần {due} · dự báo 31/12: {forecast}",
        f"Quota {today.year}: {done} · due by now {due} · forecast 31 Dec: {forecast}",
    )


def _alerts(office: Office) -> Text:
    store = office.store()
    count = number(len(store.alerts.alerts(office.today())))
    last = _last_pass(last_tick_age(store, office.now()))
    return Text(
        f"Nhắc việc đang mở: {count} · {last.vi}",
        f"Open alerts: {count} · {last.en}",
    )


def _waiting(office: Office) -> tuple[Text, ...]:
    """Incidents, findings and assignments that are overdue."""
    from commands.waiting import overdue  # noqa: PLC0415 - as above

    return tuple(told for _, told in overdue(office, office.store()))


def _users(office: Office) -> tuple[Text, ...]:
    """A desk of one is said to be so; among users it is `user can` that tells."""
    if not office.seat().alone:
        return ()
    return (
        Text(
            "Chưa phân quyền: ai mở được kho thì làm được mọi việc (ketnap user add)",
            "No users: whoever can open the store may do everything (ketnap user add)",
        ),
    )


def _last_pass(age: timedelta | None) -> Text:
    if age is None:
        return Text("chưa quét lần nào (ketnap tick)", "never run yet (ketnap tick)")
    told = since(age)
    return Text(f"quét lần cuối {told.vi}", f"last run {told.en}")


def _row(state: State, lines: Sequence[CaseLine], today: date) -> dict[str, Any]:
    here = [line for line in lines if line.state is state]
    ages = [(today - line.since).days for line in here]
    median = None if not ages else int(statistics.median(ages))
    shown = "—" if median is None else say(Text(f"{median} ngày", f"{median} days"))
    return {
        "state": state.value,
        "state_shown": say(STATE_LABELS[state]),
        "cases": len(here),
        "overdue": sum(1 for line in here if line_late(line, today)),
        "on_hold": sum(1 for line in here if line.held is not None),
        "median_days": median,
        "median_days_shown": shown,
    }
