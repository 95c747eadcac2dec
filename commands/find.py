"""`ketnap find`: people and units, accents optional."""

from __future__ import annotations

import click

from commands.case.lists import LINE_COLUMNS, line_rows
from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from commands.sureness import legend
from commands.years import POSITIVE
from rules.text import Text
from workflow.errors import InputError
from workflow.listing import CaseFilter
from workflow.names import clean_text, fold


@click.command(
    cls=Command,
    words=Text(
        "Tìm người theo tên, không cần dấu; gõ có dấu thì tên đúng dấu đứng trước.",
        "Find people by name; accents are optional, and exact ones come first.",
    ),
    examples=("ketnap find duc", 'ketnap find "Mỹ Hương"'),
    exits=(0, 2, 3),
)
@click.argument("text")
@option(
    "--limit",
    type=POSITIVE,
    default=50,
    show_default=True,
    words=Text("Nhiều nhất bấy nhiêu dòng.", "At most so many lines."),
)
@reads_past
@click.pass_obj
def command(office: Office, text: str, limit: int) -> None:
    """Find people."""
    typed = clean_text(text)
    if not typed:
        raise InputError(Text("Cần ít nhất một chữ để tìm.", "Type at least one letter."))
    desk = office.desk()
    lines = list(desk.store.cases(CaseFilter(name_key=fold(typed))))
    lines.sort(key=lambda line: typed.casefold() not in line.name.casefold())
    rows = line_rows(office, lines[:limit])
    units = [unit for unit in desk.store.units(office.today()) if fold(typed) in fold(unit.name)]
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
        for line in (say(nobody), *footer):
            click.echo(line)
        return
    office.emit("find", LINE_COLUMNS, rows, footer=footer)
