"""`ketnap audit late`: what was done after its deadline, and by how many days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from commands.audit.scope import Scope, put_counts, put_rows, scoped
from commands.office_desk import Office
from commands.output import Column
from commands.sheets import Target
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="stream", heading=Text("Hồ sơ", "Stream"), kind="ref"),
    Column(key="title", heading=Text("Việc phải làm", "Duty")),
    Column(key="due_on", heading=Text("Hạn", "Due"), kind="day"),
    Column(key="done_on", heading=Text("Làm ngày", "Done"), kind="day"),
    Column(key="days", heading=Text("Chậm", "Days"), kind="number"),
    Column(key="working_days", heading=Text("Ngày LV", "Working d."), kind="number", spare=1),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=2),
    Column(key="rule", heading=Text("Quy tắc", "Rule"), kind="ref", wide=True),
    Column(key="version", heading=Text("Văn bản", "Wording"), kind="ref", wide=True),
    Column(key="entry", heading=Text("Mục", "Entry"), kind="number", wide=True),
)
_TITLE = Text("Việc làm sau hạn", "Done after the deadline")


@click.command(
    "late",
    cls=Command,
    words=Text(
        "Những việc làm sau hạn: việc nào, chậm bao nhiêu ngày, bao nhiêu ngày làm việc nếu quy"
        " định tính như vậy. Thêm --open để có cả việc quá hạn chưa làm.",
        "What was done after its deadline: which, by how many days, and working days where the"
        " rule counts so. --open adds what is overdue and not done yet.",
    ),
    examples=(
        "ketnap audit late --from 01/01/2026 --rule ceremony",
        "ketnap audit late --open --by-unit",
        "ketnap audit late --xlsx tre-han.xlsx",
    ),
    exits=(0, 2, 3, 4, 5),
)
@option("--rule", default=None, words=Text("Chỉ một quy tắc.", "Only one rule."))
@option(
    "--open",
    "unfinished",
    is_flag=True,
    default=False,
    words=Text("Kèm việc quá hạn chưa làm.", "With what is overdue and not done yet."),
)
@scoped
@click.pass_obj
def late(office: Office, scope: Scope, target: Target, rule: str | None, unfinished: bool) -> None:
    """List what was late."""
    from workflow.inspection.by_unit import Occurrence  # noqa: PLC0415 - help stays instant

    units = scope.units(office)
    rows = [
        row
        for rows in (_done(office), _undone(office) if unfinished else ())
        for row in rows
        if (units is None or row["unit"] in units)
        and scope.covers(row["done_on"] or office.today())
        and rule in (None, row["rule"])
    ]
    if scope.by_unit:
        found = [
            Occurrence(unit=row["unit"], stream=row["stream"], day=row["due_on"]) for row in rows
        ]
        put_counts(office, target, "audit-late", _TITLE, found)
        return
    put_rows(office, target, "audit-late", _TITLE, _COLUMNS, rows)


def _done(office: Office) -> Iterator[dict[str, Any]]:
    for one in office.store().late_steps():
        yield _row(office, one.stream, one.unit, one.version, (one.due_on, one.done_on)) | {
            "start_on": one.start_on,
            "entry": one.closed_by,
        }


def _undone(office: Office) -> Iterator[dict[str, Any]]:
    from datetime import timedelta  # noqa: PLC0415 - only unfinished work pays

    from workflow.case import WAITED_FOR  # noqa: PLC0415 - help stays instant

    for one in office.store().tasks(office.today() - timedelta(days=1)):
        if one.rule not in WAITED_FOR and one.held is None:
            yield _row(office, one.ref, one.unit, one.version, (one.due_on, None)) | {
                "start_on": one.start_on,
                "entry": None,
            }


def _row(
    office: Office, stream: str, unit: str | None, version: str, days: tuple[date, date | None]
) -> dict[str, Any]:
    from workflow.inspection.late_step import working_days_late  # noqa: PLC0415 - as above

    due_on, done_on = days
    until, rule = done_on or office.today(), version.partition("@")[0]
    law = office.desk().law()
    return {
        "stream": stream,
        "rule": rule,
        "title": say(office.rulebook()[rule].title),
        "version": version,
        "due_on": due_on,
        "done_on": done_on,
        "days": (until - due_on).days,
        "working_days": working_days_late(version, unit, due_on, until, law),
        "unit": unit,
    }
