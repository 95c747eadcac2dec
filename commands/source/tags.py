"""`ketnap source tag`: which groups somebody belongs to."""

from __future__ import annotations

import click

from commands.asking import Terms, register_terms
from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_registered
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="ref", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="groups", heading=Text("Nhóm nguồn", "Source groups")),
)


@click.command(
    "tag",
    cls=Command,
    words=Text(
        "Ghi hoặc bỏ nhóm nguồn của một người. Nhật ký chỉ giữ dấu niêm phong, không ghi nhóm.",
        "Add or take away somebody's source groups. The log holds a seal, not the groups.",
    ),
    examples=(
        "ketnap source tag 0029 --add pupil --add youth-union",
        'ketnap source tag 0029 --remove "Học sinh" --add "Sinh viên"',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("ref")
@option("--add", multiple=True, words=Text("Nhóm thêm vào.", "A group to add."))
@option("--remove", multiple=True, words=Text("Nhóm bỏ đi.", "A group to take away."))
@register_terms
@click.pass_obj
def tag(
    office: Office, ref: str, add: tuple[str, ...], remove: tuple[str, ...], terms: Terms
) -> None:
    """Change somebody's groups."""
    from commands.source.reading import group_of  # noqa: PLC0415 - help does not write
    from planning.source_groups import grouped, label_of  # noqa: PLC0415 - as above
    from workflow.actions.tag_source import tag_source  # noqa: PLC0415 - as above
    from workflow.finding import find_case  # noqa: PLC0415 - as above

    desk = office.desk()
    case = find_case(desk, ref)
    person = tag_source(
        desk,
        case.case.ref,
        add=[say(label_of(group_of(one))) for one in add],
        remove={group_of(one) for one in remove},
        group=lambda word: next(iter(grouped([word]).groups), word),
        request=terms.request,
        dry_run=terms.dry_run,
    )
    listed = "; ".join(person.tags) or "—"
    said = Text(f"✓ {case.case.ref}: {listed}.", f"✓ {case.case.ref}: {listed}.")
    row = {
        "ref": case.case.ref,
        "groups": list(grouped(person.tags).groups),
        "groups_shown": listed,
    }
    tell_registered(office, [said], "source-tag", _COLUMNS, [row], dry_run=terms.dry_run)
