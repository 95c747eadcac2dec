"""`ketnap rules`: the law through time, and days counted by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from commands.calendar import command as calendar
from commands.days import Day
from commands.forms_list import forms
from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.rules_diff import diff
from commands.rules_impact import impact
from commands.skin import group, option
from commands.speech import say
from rules.text import Text

_LONGEST_ID = 60

command = group(
    "rules",
    Text(
        "Quy định theo thời gian: nội dung, hiệu lực, căn cứ, và cách tính hạn.",
        "The law through time: wordings, days in force, sources, and how due days are counted.",
    ),
)
command.add_command(calendar)

_LIST = (
    Column(key="id", heading=Text("Mã", "Rule"), kind="ref"),
    Column(key="title", heading=Text("Nội dung", "Title")),
    Column(key="value", heading=Text("Giá trị", "Value")),
    Column(key="unit", heading=Text("Đơn vị", "Unit"), wide=True),
    Column(key="source", heading=Text("Căn cứ", "Source")),
    Column(key="in_force_from", heading=Text("Từ ngày", "From"), kind="day", wide=True),
    Column(key="confidence", heading=Text("Xác minh", "Verified"), wide=True),
)
_SHOW = (
    Column(key="id", heading=Text("Nội dung", "Wording"), kind="ref"),
    Column(key="in_force_from", heading=Text("Từ ngày", "From"), kind="day"),
    Column(key="in_force_until", heading=Text("Đến ngày", "Until"), kind="day"),
    Column(key="value", heading=Text("Giá trị", "Value")),
    Column(key="unit", heading=Text("Đơn vị", "Unit")),
    Column(key="start_event", heading=Text("Tính từ", "Counted from")),
    Column(key="source", heading=Text("Căn cứ", "Source")),
    Column(key="confidence", heading=Text("Xác minh", "Verified")),
    Column(key="note", heading=Text("Ghi chú", "Note")),
)
_DUE = (
    Column(key="rule", heading=Text("Mã", "Rule"), kind="ref"),
    Column(key="start_on", heading=Text("Bắt đầu", "Start"), kind="day"),
    Column(key="due_on", heading=Text("Hạn cuối", "Due"), kind="day"),
    Column(key="value", heading=Text("Giá trị", "Value"), kind="number"),
    Column(key="unit", heading=Text("Đơn vị", "Unit")),
    Column(key="start_event", heading=Text("Tính từ", "Counted from")),
    Column(key="source", heading=Text("Căn cứ", "Source")),
    Column(key="in_force_from", heading=Text("Hiệu lực từ", "In force from"), kind="day"),
    Column(key="confidence", heading=Text("Xác minh", "Verified")),
    Column(key="estimated", heading=Text("Ước tính", "Estimated")),
)


@command.command(
    "list",
    words=Text(
        "Liệt kê các quy tắc với nội dung có hiệu lực trong một ngày.",
        "List the rules with the wording in force on a day.",
    ),
    examples=(
        "ketnap rules list",
        "ketnap rules list --on 01/03/2022",
        "ketnap rules list --unverified",
    ),
    exits=(0, 2, 5),
)
@option(
    "--on",
    "on",
    type=Day(),
    words=Text("Ngày cần xem (mặc định: hôm nay).", "The day (default: today)."),
)
@option(
    "--unverified",
    "only_unverified",
    is_flag=True,
    default=False,
    words=Text(
        "Mọi nội dung chưa xác minh; kèm --on thì chỉ nội dung của ngày đó.",
        "Every wording that is not verified; with --on only those of that day.",
    ),
)
@click.pass_obj
def list_rules(office: Office, on: date | None, only_unverified: bool) -> None:
    """Print one line per rule."""
    from commands.listed_rules import rules_of, unverified  # noqa: PLC0415 - as `show`

    book, day = office.rulebook(), on or office.today()
    rows = unverified(book, on) if only_unverified else rules_of(book, day)
    unsure = sum(row["confidence"] != "high" for row in rows)
    what = Text("nội dung", "wordings") if only_unverified else Text("quy tắc", "rules")
    footer = Text(
        f"{len(rows)} {what.vi}, {unsure} chưa xác minh (!). Chi tiết: ketnap rules show MÃ",
        f"{len(rows)} {what.en}, {unsure} not verified (!). More: ketnap rules show RULE",
    )
    office.emit("rules-list", _LIST, rows, footer=[say(footer)], as_of=day)


@command.command(
    words=Text(
        "Mọi nội dung của một quy tắc: hiệu lực, giá trị, căn cứ, mốc tính, ghi chú.",
        "Every wording of a rule: days in force, value, source, clock, notes.",
    ),
    examples=("ketnap rules show ceremony", "ketnap rules show age -o json"),
    exits=(0, 2, 3, 5),
)
@click.argument("rule")
@click.pass_obj
def show(office: Office, rule: str) -> None:
    """Print a rule through time."""
    from commands.wordings import card, wording_item  # noqa: PLC0415 - help does not read the law

    found = office.rulebook()[rule[:_LONGEST_ID]]
    rows = [wording_item(version) for version in found.versions]
    told = card(found, adopted=office.rulebook().adopted(found.id))
    tell_or_emit(office, [say(line) for line in told], "rules-show", _SHOW, rows)


def _calendar_option(function: Any) -> Any:
    return option(
        "--calendar-as-of",
        type=Day(),
        words=Text(
            "Chỉ dùng lịch nghỉ đã công bố tới ngày này.",
            "Use only days off announced by this day.",
        ),
    )(function)


def _received_option(function: Any) -> Any:
    return option(
        "--received",
        type=Day(),
        words=Text(
            "Ngày nhận quyết định, khi quy định tính từ ngày nhận (START là ngày ban hành).",
            "Day of receipt, where the wording counts from it (START is the day of issue).",
        ),
    )(function)


@command.command(
    words=Text(
        "Giải thích từng bước cách tính một hạn, để tính lại được bằng tay."
        " START là ngày của sự việc làm thời hạn bắt đầu.",
        "Explain step by step how a due day is counted, so that it can be checked by hand."
        " START is the day of the starting event.",
    ),
    examples=(
        "ketnap rules explain ceremony 24/07/2026",
        "ketnap rules explain ceremony 20/07/2026 --received 24/07/2026",
    ),
    exits=(0, 2, 3, 5),
)
@click.argument("rule")
@click.argument("start", type=Day())
@_calendar_option
@_received_option
@click.pass_obj
def explain(
    office: Office, rule: str, start: date, calendar_as_of: date | None, received: date | None
) -> None:
    """Print how a due day is counted."""
    from commands.why_wording import why_wording  # noqa: PLC0415 - help does not read the law

    clock, counted = _counted(office, rule, start, calendar_as_of, received)
    lines = [say(line) for line in counted.wording_lines()]
    lines.append(say(why_wording(clock.version, clock.rule.governed_by, start)))
    lines += [say(line) for line in counted.count_lines()]
    if clock.awaits is not None:
        lines.append(say(clock.awaits))
    _tell_due(office, lines, counted)


@command.command(
    words=Text(
        "Hạn cuối của một thời hạn. START là ngày của sự việc làm thời hạn bắt đầu;"
        " dùng nội dung có hiệu lực ngày đó.",
        "When something falls due. START is the day of the starting event;"
        " the wording in force on that day is used.",
    ),
    examples=(
        "ketnap rules due ceremony 24/07/2026",
        "ketnap rules due ceremony 20/07/2026 --received 24/07/2026",
        "ketnap rules due probation 2026-01-31 -o json",
    ),
    exits=(0, 2, 3, 5),
)
@click.argument("rule")
@click.argument("start", type=Day())
@_calendar_option
@_received_option
@click.pass_obj
def due(
    office: Office, rule: str, start: date, calendar_as_of: date | None, received: date | None
) -> None:
    """Print one due day."""
    from commands.wordings import due_sentences  # noqa: PLC0415 - help does not read the law

    clock, counted = _counted(office, rule, start, calendar_as_of, received)
    sentences = due_sentences(counted)
    if clock.explained is not None:
        sentences.append(clock.explained)
    _tell_due(office, [" ".join(say(one) for one in sentences)], counted)


def _counted(
    office: Office, rule: str, start: date, calendar_as_of: date | None, received: date | None
) -> Any:
    from commands.clocks import clock_of  # noqa: PLC0415 - help does not read the law
    from rules.due import explain_due  # noqa: PLC0415 - as above

    clock = clock_of(office.rulebook(), rule[:_LONGEST_ID], start, received)
    calendar = office.calendar(known_on=calendar_as_of)
    return clock, explain_due(clock.version, clock.rule, clock.start_on, calendar)


def _tell_due(office: Office, lines: list[str], counted: Any) -> None:
    from commands.wordings import due_item  # noqa: PLC0415 - help does not read the law

    tell_or_emit(office, lines, "rules-due", _DUE, [due_item(counted)])


command.add_command(diff)
command.add_command(forms)
command.add_command(impact)
