"""`ketnap next`: what to do, ordered by consequence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import click

from commands.case.lists import rule_titles
from commands.days import Day
from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from commands.sureness import grounds, legend, marked
from commands.urgency import is_late, left_shown
from commands.waiting import due_by
from planning.deadlines import last_good_day
from rules.text import Text
from rules.units import Actor
from workflow.conflict import look_at
from workflow.finding import find_unit
from workflow.listing import TaskLine
from workflow.states import STATE_LABELS
from workflow.subtree import subtree

_COLUMNS = (
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Mã TC", "Unit"), kind="ref"),
    Column(key="unit_name", heading=Text("Tổ chức", "Organisation"), wide=True),
    Column(key="task", heading=Text("Việc", "Task")),
    Column(key="who", heading=Text("Ai làm", "Who acts"), kind="ref", wide=True),
    Column(key="due_on", heading=Text("Hạn", "Due"), kind="day"),
    Column(key="left", heading=Text("Còn", "Left"), kind="ref"),
)
_WITHIN = re.compile(r"(\d{1,4})d?", re.ASCII)
_SOON = 30
_ACTORS = {
    Actor.CELL: Text("chi bộ", "cell"),
    Actor.GRASSROOTS: Text("cấp ủy cơ sở", "grassroots committee"),
    Actor.SUPERIOR: Text("cấp ủy có thẩm quyền", "competent committee"),
    Actor.MEMBER: Text("đảng viên", "the member"),
    Actor.ADDRESSEE: Text("nơi nhận công văn", "addressee of the letter"),
    Actor.KEEPER: Text("nơi giữ dữ liệu", "who keeps the data"),
}


@click.command(
    cls=Command,
    words=Text(
        "Việc cần làm, gấp trước: hạn đã quá, rồi hạn sắp tới.",
        "What to do, urgent first: what is overdue, then what falls due.",
    ),
    examples=(
        "ketnap next",
        "ketnap next --within 45d --unit DV",
        "ketnap next --before 31/10/2026",
    ),
    exits=(0, 2, 3, 8),
)
@option(
    "--within",
    default=f"{_SOON}d",
    show_default=True,
    metavar="Nd",
    words=Text("Trong bao nhiêu ngày tới.", "How many days ahead."),
)
@option(
    "--before",
    type=Day(),
    default=None,
    words=Text(
        "Việc phải xong trước ngày này: ngày cuối còn kịp là hôm trước.",
        "What must be done before this day: the last good day is the one before.",
    ),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có việc quá hạn.", "Exit with 8 when something is overdue."),
)
@reads_past
@click.pass_obj
def command(
    office: Office, within: str, before: date | None, unit: str | None, exit_code: bool
) -> int:
    """Print the worklist."""
    desk, today = office.desk(), office.today()
    units: tuple[str, ...] = ()
    if unit is not None:
        units = subtree(desk.store.units(today), find_unit(desk, unit).code)
    until = today + timedelta(days=_days(within))
    if before is not None:
        until = last_good_day(before)
    tasks = office.store().tasks(until, units)
    names = {one.code: one.name for one in desk.store.units(today)}
    actors = {rule.id: rule.actor for rule in office.rulebook().timers()}
    rows = task_rows(tasks, today, rule_titles(office), names, actors)
    for row in rows:
        row["task_shown"] = marked(office, row["task"], row["version"])
        row.update(grounds(office, row["version"]))
    late = sum(1 for row in rows if is_late(row["rule"], row["left"]) and row["held"] is None)
    held = sum(1 for row in rows if row["held"] is not None)
    told = due_by(office, office.store(), until, units) if people_read(office.output) else ()
    below = [fitted(say(sentence)) for _, sentence in told]
    if not rows and people_read(office.output):
        for line in (say(_nothing(until)), *below):
            click.echo(line)
        return 0
    office.emit("next", _COLUMNS, rows, footer=[*_footer(rows, late, held), *below])
    return 8 if exit_code and late else 0


def _nothing(until: date) -> Text:
    return Text(
        f"Không có việc nào tới hạn cho tới hết {day(until)}.",
        f"Nothing falls due until the end of {day(until)}.",
    )


def _footer(rows: Sequence[Mapping[str, Any]], late: int, held: int) -> list[str]:
    if not rows:
        return []
    paused = Text(f", {held} tạm dừng" if held else "", f", {held} on hold" if held else "")
    count = Text(
        f"{len(rows)} việc ({late} quá hạn{paused.vi}).",
        f"{len(rows)} task(s), {late} overdue{paused.en}.",
    )
    details, ref = Text("Chi tiết", "Details"), str(rows[0]["ref"])
    return [f"{say(count)}{legend(rows)} {say(details)}: {say(look_at(ref))}"]


def task_rows(
    tasks: Sequence[TaskLine],
    today: date,
    titles: Mapping[str, str],
    units: Mapping[str, str],
    actors: Mapping[str, Actor | None],
) -> list[dict[str, Any]]:
    """Open deadlines as rows, the most overdue first; what waits on hold stands last."""
    rows = []
    for task in sorted(tasks, key=lambda one: (one.held is not None, one.due_on, one.ref)):
        left = (task.due_on - today).days
        actor = actors.get(task.rule)
        rows.append(
            {
                "ref": task.ref,
                "ref_shown": task.ref.rpartition("/")[2],
                "name": task.name,
                "unit": task.unit,
                "unit_name": units.get(task.unit, task.unit),
                "state": task.state.value,
                "state_shown": say(STATE_LABELS[task.state]),
                "rule": task.rule,
                "version": task.version,
                "task": titles.get(task.rule, task.rule),
                "who": None if actor is None else actor.value,
                "who_shown": None if actor is None else say(_ACTORS[actor]),
                "due_on": task.due_on,
                "estimated": task.estimated,
                "held": task.held,
                "left": left,
                "left_shown": left_shown(left, held=task.held is not None, rule=task.rule),
            }
        )
    return rows


def _days(typed: str) -> int:
    found = _WITHIN.fullmatch(typed.strip())
    if found is None:
        raise click.BadParameter(
            say(
                Text(
                    f"“{typed[:20]}”: cần số ngày, ví dụ 45d.",
                    f"“{typed[:20]}”: give a number of days, like 45d.",
                )
            ),
            param_hint="--within",
        )
    return int(found[1])
