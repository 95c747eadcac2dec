"""`ketnap find`: people and units, accents optional."""

from __future__ import annotations

from collections.abc import Sequence

import click

from commands.case.lists import LINE_COLUMNS, line_rows
from commands.identity_numbers import asked_for
from commands.looking import looked
from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from commands.sureness import legend
from commands.years import POSITIVE
from rules.text import Text
from workflow.errors import InputError
from workflow.listing import CaseFilter, CaseLine
from workflow.names import clean_text, fold
from workflow.unit import Unit

_BY_NUMBER = "ketnap find --identity-no"


@click.command(
    cls=Command,
    words=Text(
        "Tìm người theo tên, không cần dấu; gõ có dấu thì tên đúng dấu đứng trước.",
        "Find people by name; accents are optional, and exact ones come first.",
    ),
    examples=("ketnap find duc", 'ketnap find "Mỹ Hương"', "ketnap find --identity-no <so.txt"),
    exits=(0, 2, 3, 5),
)
@click.argument("text", required=False)
@option(
    "--identity-no",
    "by_number",
    is_flag=True,
    words=Text(
        "Tìm theo số định danh, gõ khi được hỏi hoặc đưa qua đầu vào chuẩn (không ghi trên dòng"
        " lệnh, vì người khác trên máy đọc được).",
        "Find by identity number, typed when asked or given on standard input (not on the command"
        " line, which others on the machine can read).",
    ),
)
@option(
    "--limit",
    type=POSITIVE,
    default=50,
    show_default=True,
    words=Text("Nhiều nhất bấy nhiêu dòng.", "At most so many lines."),
)
@reads_past
@click.pass_obj
def command(office: Office, text: str | None, limit: int, *, by_number: bool) -> None:
    """Find people."""
    if by_number:
        if text is not None:
            raise InputError(
                Text(
                    "Số định danh không ghi trên dòng lệnh; gõ khi được hỏi.",
                    "An identity number does not stand on the command line; type it when asked.",
                ),
                following=Text(_BY_NUMBER, _BY_NUMBER),
            )
        lines = list(office.desk().store.cases(CaseFilter(identity_no=asked_for(_BY_NUMBER))))
        looked(office, "find", [line.ref for line in lines])
        _tell(office, lines, limit)
        return
    typed = clean_text(text or "")
    if not typed:
        raise InputError(Text("Cần ít nhất một chữ để tìm.", "Type at least one letter."))
    desk = office.desk()
    lines = list(desk.store.cases(CaseFilter(name_key=fold(typed))))
    lines.sort(key=lambda line: typed.casefold() not in line.name.casefold())
    units = [unit for unit in desk.store.units(office.today()) if fold(typed) in fold(unit.name)]
    _tell(office, lines, limit, typed=typed, units=units)


def _tell(
    office: Office,
    lines: Sequence[CaseLine],
    limit: int,
    *,
    typed: str | None = None,
    units: Sequence[Unit] = (),
) -> None:
    """Print the cases found and the units; `typed` is the name (None: a number was)."""
    rows = line_rows(office, lines[:limit])
    more = Text("", "")
    if len(lines) > limit:
        more = Text(f" (in {limit}; thêm: --limit)", f" ({limit} shown; more: --limit)")
    count = Text(f"{len(lines)} hồ sơ{more.vi}.", f"{len(lines)} case(s){more.en}.")
    footer = [f"{say(count)}{legend(rows)}"] if lines else []
    footer += [say(Text(f"Tổ chức {u.code}: {u.name}", f"Unit {u.code}: {u.name}")) for u in units]
    if not lines and people_read(office.output):
        nobody = Text(
            f"Không có hồ sơ nào của người tên “{typed}”.", f"No case of anybody named “{typed}”."
        )
        if typed is None:
            nobody = Text(
                "Không có hồ sơ nào của người có số định danh đó.",
                "No case of anybody with that identity number.",
            )
        for line in (say(nobody), *footer):
            click.echo(line)
        return
    office.emit("find", LINE_COLUMNS, rows, footer=footer)
