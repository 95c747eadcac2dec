"""`ketnap audit log`: the entries, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from commands.audit.entries import COLUMNS, entry_row
from commands.audit.scope import units_below
from commands.days import Day
from commands.office_desk import Office
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import MOST, POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from workflow.desk import Desk
    from workflow.inspection.narrowing import Narrowing

_BY_CONVENTION = -1
_TITLE = Text("Nhật ký", "The log")


def _event(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from workflow.deeds import EVENTS  # noqa: PLC0415 - help stays instant

    if value is None or value in EVENTS:
        return value
    listed = ", ".join(EVENTS)
    raise click.BadParameter(
        say(
            Text(
                f"nhật ký không có việc “{value[:40]}”; có: {listed}.",
                f"the log has no event “{value[:40]}”; there are: {listed}.",
            )
        ),
        param=param,
    )


@click.command(
    "log",
    cls=Command,
    words=Text("Các mục của nhật ký, mới nhất trước.", "Entries of the log, newest first."),
    examples=(
        "ketnap audit log --limit 20",
        "ketnap audit log --event admit --actor lan",
        "ketnap audit log --unit DV --override --recorded-from 01/01/2026",
        "ketnap audit log --backdated 60 --xlsx ghi-lui.xlsx",
    ),
    exits=(0, 2, 3, 4, 5),
)
@option(
    "--case",
    "ref",
    default=None,
    words=Text("Chỉ một hồ sơ hoặc lượt rà soát.", "Only one case or screening."),
)
@option(
    "--event",
    callback=_event,
    default=None,
    words=Text("Chỉ một loại việc.", "Only one event."),
)
@option(
    "--kind",
    type=click.Choice(
        [
            "transition",
            "fact",
            "intake",
            "hold",
            "resume",
            "transfer",
            "correct",
            "note",
            "reorganise",
            "rework",
            "calendar",
            "alert",
            "unit",
            "quota",
            "import",
            "key",
            "screening",
            "screening-finding",
            "record",
            "role",
            "message",
            "user",
            "approval",
            "restore",
            "sample",
        ]
    ),
    default=None,
    words=Text("Chỉ một loại mục.", "Only one kind of entry."),
)
@option("--actor", default=None, words=Text("Chỉ của người ghi này.", "Only by this person."))
@option(
    "--unit",
    default=None,
    words=Text("Tổ chức và mọi cấp dưới, cả trước đây.", "A unit and all below it, now or before."),
)
@option("--from", "first", type=Day(), default=None, words=Text("Hiệu lực từ.", "Effective from."))
@option("--to", "last", type=Day(), default=None, words=Text("Hiệu lực tới.", "Effective until."))
@option(
    "--recorded-from", type=Day(), default=None, words=Text("Ghi từ ngày.", "Written on or after.")
)
@option(
    "--recorded-to", type=Day(), default=None, words=Text("Ghi tới ngày.", "Written on or before.")
)
@option(
    "--override",
    is_flag=True,
    default=False,
    words=Text("Chỉ mục đã bỏ qua điều kiện.", "Only where a condition was waived."),
)
@option(
    "--backdated",
    is_flag=False,
    flag_value=-1,
    type=click.IntRange(min=-1, max=MOST),
    default=None,
    metavar="[DAYS]",
    words=Text(
        "Chỉ mục ghi sau ngày của việc từ bấy nhiêu ngày (không nêu số: theo quy ước).",
        "Only what was written so many days after its day (no number: by convention).",
    ),
)
@option(
    "--after-deadline",
    is_flag=True,
    default=False,
    words=Text("Chỉ việc làm sau hạn.", "Only what was done after its deadline."),
)
@option(
    "--limit",
    type=POSITIVE,
    default=50,
    show_default=True,
    words=Text("Nhiều nhất bấy nhiêu mục.", "At most so many entries."),
)
@to_sheet
@reads_past
@click.pass_obj
def log(office: Office, /, target: Target, limit: int, unit: str | None, **asked: Any) -> None:
    """List entries."""
    filters = {
        "stream": None if asked["ref"] is None else _stream(office.desk(), asked["ref"]),
        "event": asked["event"],
        "kind": asked["kind"],
        "actor": asked["actor"],
    }
    entries = office.store().log(
        {name: value for name, value in filters.items() if value is not None},
        units=None if unit is None else units_below(office, unit),
        limit=limit,
        first=asked["first"],
        last=asked["last"],
        narrowing=_narrowing(office, asked),
    )
    rows = [entry_row(entry, office.desk().zone) for entry in entries]
    put_table(office, target, "audit-log", _TITLE, COLUMNS, rows)


def _narrowing(office: Office, asked: Mapping[str, Any]) -> Narrowing:
    from planning.inspection import backdated_days  # noqa: PLC0415 - help stays instant
    from workflow.inspection.narrowing import Narrowing  # noqa: PLC0415 - as above

    return Narrowing(
        zone=office.desk().zone,
        recorded_from=asked["recorded_from"],
        recorded_to=asked["recorded_to"],
        waiving=asked["override"],
        backdated=backdated_days() if asked["backdated"] == _BY_CONVENTION else asked["backdated"],
        after_deadline=asked["after_deadline"],
    )


def _stream(desk: Desk, typed: str) -> str:
    """The case, or the screening, whose entries are asked for."""
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant
    from workflow.screening.finding import find_screening  # noqa: PLC0415 - as above
    from workflow.screening.screening import SERIES  # noqa: PLC0415 - as above

    if typed.strip().upper().startswith(SERIES):
        return find_screening(desk, typed).screening.ref
    return find_case(desk, typed).case.ref
