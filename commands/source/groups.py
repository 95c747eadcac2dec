"""`ketnap source groups`: how many come from each group; the groups overlap."""

from __future__ import annotations

from collections import Counter

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.source.options import unit_option, within
from commands.speech import say
from commands.years import YEAR
from rules.text import Text

_COLUMNS = (
    Column(key="group", heading=Text("Mã", "Id"), kind="ref", spare=1),
    Column(key="label", heading=Text("Nhóm nguồn", "Source group")),
    Column(key="on_the_way", heading=Text("Đang trong nguồn", "On the way"), kind="number"),
    Column(key="admitted", heading=Text("Đã kết nạp", "Admitted"), kind="number"),
)
_BY_UNIT = (
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    *_COLUMNS,
)


@click.command(
    "groups",
    cls=Command,
    words=Text(
        "17 nhóm nguồn: bao nhiêu người đang trong nguồn, bao nhiêu đã kết nạp trong năm. Một người"
        " có thể thuộc nhiều nhóm: các nhóm trùng nhau, không cộng lại.",
        "The 17 source groups: how many are on the way, how many were admitted in the year. A"
        " person may be in several: the groups overlap; do not add them up.",
    ),
    examples=(
        "ketnap source groups --year 2026",
        "ketnap source groups --by-unit --xlsx nhom-nguon.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@option("--year", type=YEAR, default=None, words=Text("Năm kết nạp.", "Year of admission."))
@option(
    "--by-unit",
    is_flag=True,
    default=False,
    words=Text("Theo từng tổ chức.", "For each unit apart."),
)
@unit_option
@to_sheet
@reads_past
@click.pass_obj
def groups(
    office: Office, year: int | None, by_unit: bool, unit: str | None, target: Target
) -> None:
    """Count people by group."""
    from planning.source_groups import OVERLAP, grouped, source_groups  # noqa: PLC0415 - help
    from storage.figures import BEFORE_ADMISSION  # noqa: PLC0415 - as above

    asked = year or office.today().year
    inside = within(office, unit)
    people = [one for one in office.store().sources(asked) if inside is None or one.unit in inside]
    waiting: Counter[tuple[str, str]] = Counter()
    admitted: Counter[tuple[str, str]] = Counter()
    bare = 0
    for one in people:
        found = grouped(one.tags).groups
        bare += not found
        keys = [(one.unit if by_unit else "", group) for group in found]
        waiting.update(keys if one.state in BEFORE_ADMISSION else ())
        if one.admitted_on is not None and one.admitted_on.year == asked:
            admitted.update(keys)
    units = sorted({unit for unit, _ in (*waiting, *admitted)}) if by_unit else [""]
    rows = [
        {
            **({"unit": code} if by_unit else {}),
            "group": group.id,
            "label": say(group.label),
            "on_the_way": waiting[code, group.id],
            "admitted": admitted[code, group.id],
        }
        for code in units
        for group in source_groups()
        if not by_unit or waiting[code, group.id] or admitted[code, group.id]
    ]
    whole = Text(
        f"{len(people)} người, {bare} người chưa vào nhóm nào; {OVERLAP.vi}.",
        f"{len(people)} people, {bare} in no group; {OVERLAP.en}.",
    )
    title = Text(f"Nhóm nguồn năm {asked} ({OVERLAP.vi})", f"Source groups {asked} ({OVERLAP.en})")
    put_table(
        office,
        target,
        "source-groups",
        title,
        _BY_UNIT if by_unit else _COLUMNS,
        rows,
        footer=[say(whole)],
        extra={"people": len(people), "ungrouped": bare, "note": OVERLAP.en},
    )
