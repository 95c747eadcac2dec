"""`ketnap quota forecast --waits` and `--probation`: what is waited for, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from planning.waiting import Wait
    from workflow.states import State

_WAITS = (
    Column(key="state", heading=Text("Bước", "State"), kind="ref"),
    Column(key="began", heading=Text("Đã vào", "Began"), kind="number"),
    Column(key="moved", heading=Text("Sang bước sau", "Moved on"), kind="number"),
    Column(key="dropped", heading=Text("Dừng, trả lại", "Dropped"), kind="number"),
    Column(key="waiting", heading=Text("Còn chờ", "Waiting"), kind="number"),
    Column(key="quarter", heading=Text("Một phần tư", "A quarter"), kind="number", spare=1),
    Column(key="half", heading=Text("Một nửa", "A half"), kind="number"),
    Column(key="most", heading=Text("Ba phần tư", "Three quarters"), kind="number", spare=2),
)
_SHARES = {"quarter": 0.25, "half": 0.5, "most": 0.75}
_PROBATION = (
    Column(key="month", heading=Text("Tháng", "Month"), kind="ref"),
    Column(key="ends", heading=Text("Hết dự bị", "End"), kind="number"),
    Column(key="passed", heading=Text("Đã qua hạn", "Passed")),
)


def show_waits(office: Office) -> None:
    """Print the life table's quarters for each step before admission."""
    from planning.dekads import first_day  # noqa: PLC0415 - help does not count
    from planning.hazards import window  # noqa: PLC0415 - as above
    from planning.stays import PIPELINE, stays  # noqa: PLC0415 - as above

    today = office.today()
    first = first_day(window(today))
    found: dict[State, list[Wait]] = {state: [] for state in PIPELINE}
    for case in office.store().figures.milestones(first):
        for stay in stays(case, today):
            if stay.ended >= first and not stay.held:
                found[stay.state].append(stay.wait)
    footer = Text(
        "Ba cột cuối: số ngày để từng ấy phần của những người đã vào bước chuyển sang bước sau;"
        " “—”: chưa tới mức ấy.",
        "The last columns: days within which so many of those who began moved on; “—”: so many"
        " never have.",
    )
    rows = [_wait_row(state, waits) for state, waits in found.items()]
    office.emit("quota-waits", _WAITS, rows, footer=[say(footer)])


def _wait_row(state: State, waits: list[Wait]) -> dict[str, Any]:
    from planning.waiting import Ending, days_until_moved, life_table  # noqa: PLC0415 - as above
    from workflow.states import STATE_LABELS  # noqa: PLC0415 - as above

    table = life_table(waits)
    endings = [wait.ending for wait in waits]
    return {
        "state": state.value,
        "state_shown": say(STATE_LABELS[state]),
        "began": len(waits),
        "moved": endings.count(Ending.FORWARD),
        "dropped": endings.count(Ending.DROPPED),
        "waiting": endings.count(None),
        **{key: days_until_moved(table, share) for key, share in _SHARES.items()},
    }


def show_probation(office: Office) -> None:
    """Print how many probations end in each month; those already over wait for a decision."""
    this = office.today().isoformat()[:7]
    ends = office.store().figures.probation_ends()
    rows = [
        {
            "month": month,
            "month_shown": _month(month),
            "ends": many,
            "passed": month < this,
            "passed_shown": say(Text("▲ chờ xét", "▲ to be decided")) if month < this else "",
        }
        for month, many in ends.items()
    ]
    total = sum(ends.values())
    footer = Text(
        f"{total} người đang dự bị, theo tháng hết thời gian dự bị.",
        f"{total} probations, by the month they end.",
    )
    office.emit("quota-probation", _PROBATION, rows, footer=[say(footer)])


def _month(month: str) -> str:
    year, number = month.split("-")
    return month if language() == "en" else f"{number}/{year}"
