"""`ketnap source list`: the people on their way, each with the groups they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.case.words import birth
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.source.options import unit_option, within
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.sources import SourceLine

_COLUMNS = (
    Column(key="ref", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="born", heading=Text("Ngày sinh", "Born"), kind="ref", spare=1),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="state", heading=Text("Bước", "Step"), kind="ref"),
    Column(key="groups", heading=Text("Nhóm nguồn", "Source groups")),
    Column(key="unknown", heading=Text("Ngoài danh mục", "Not in the list"), wide=True),
)


@click.command(
    "list",
    cls=Command,
    words=Text(
        "Người đang trong nguồn (chưa kết nạp), kèm nhóm nguồn của từng người.",
        "People on their way to admission, each with their source groups.",
    ),
    examples=(
        "ketnap source list --group pupil",
        "ketnap source list --unit DV --xlsx nguon.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@option(
    "--group",
    default=None,
    words=Text("Chỉ một nhóm (mã hoặc tên).", "Only one group (its id or name)."),
)
@option(
    "--ungrouped",
    is_flag=True,
    default=False,
    words=Text("Chỉ người chưa vào nhóm nào.", "Only people in no group."),
)
@unit_option
@to_sheet
@reads_past
@click.pass_obj
def list_sources(
    office: Office, group: str | None, ungrouped: bool, unit: str | None, target: Target
) -> None:
    """List the people of the pipeline."""
    from commands.source.reading import group_of, people_on_the_way  # noqa: PLC0415 - help is fast

    wanted = None if group is None else group_of(group)
    rows = []
    for one in people_on_the_way(office.store(), office.today(), within(office, unit)):
        row = _row(one)
        if (wanted is None or wanted in row["groups"]) and not (ungrouped and row["groups"]):
            rows.append(row)
    count = Text(f"{len(rows)} người.", f"{len(rows)} people.")
    title = Text("Nguồn kết nạp đảng viên", "Sources of new members")
    put_table(office, target, "source-list", title, _COLUMNS, rows, footer=[say(count)])


def _row(one: SourceLine) -> dict[str, Any]:
    from planning.source_groups import grouped, label_of  # noqa: PLC0415 - as above
    from workflow.states import STATE_LABELS  # noqa: PLC0415 - as above

    found = grouped(one.tags)
    return {
        "ref": one.ref,
        "name": one.name,
        "born": one.born,
        "born_shown": "—" if one.born is None else birth(one.born),
        "unit": one.unit,
        "state": one.state.value,
        "state_shown": say(STATE_LABELS[one.state]),
        "held": one.held,
        "groups": list(found.groups),
        "groups_shown": "; ".join(say(label_of(group)) for group in found.groups),
        "unknown": list(found.unknown),
        "unknown_shown": "; ".join(found.unknown),
    }
