"""`ketnap person show | export`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commands.case.options import the_case
from commands.looking import looked
from commands.office_desk import Office
from commands.person.holding import cases_of, held_on, lines_of
from commands.skin import Command, option
from commands.speech import say
from office.saving import is_there, save_whole
from rules.text import Text
from workflow.errors import RefusedError


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Mọi điều kho giữ về một người, nêu bằng một hồ sơ của họ.",
        "Everything that the store holds on one person, named by a case of theirs.",
    ),
    examples=("ketnap person show 0044", "ketnap person show 0044 -o json"),
    exits=(0, 2, 3),
)
@the_case
@click.pass_obj
def show(office: Office, ref: str) -> None:
    """Print what is held."""
    held = held_on(office.desk(), ref)
    looked(office, "person show", cases_of(held))
    if office.wants_json:
        office.emit_one("person", held)
        return
    for line in lines_of(held):
        click.echo(line)


@click.command(
    "export",
    cls=Command,
    words=Text(
        "Ghi mọi điều kho giữ về một người ra tệp, để trao cho chính người ấy: tệp .json cho"
        " chương trình, tệp khác là văn bản. Tệp chỉ chủ của nó đọc được (0600).",
        "Write everything held on one person to a file, to hand to that person: .json for"
        " programs, any other name as text. Only its owner can read the file (0600).",
    ),
    examples=("ketnap person export 0044 ho-so.txt", "ketnap person export 0044 ho-so.json"),
    exits=(0, 2, 3, 5, 9),
)
@the_case
@click.argument("target", type=click.Path(path_type=Path))
@option("--force", is_flag=True, default=False, words=Text("Ghi đè tệp đã có.", "Overwrite."))
@click.pass_obj
def export(office: Office, ref: str, target: Path, force: bool) -> None:
    """Write what is held."""
    held = held_on(office.desk(), ref)
    if is_there(target) and not force:
        raise RefusedError(
            Text(f"Đã có tệp {target}; chưa ghi gì.", f"{target} exists; nothing was written."),
            following=Text("--force", "--force"),
        )
    text = "\n".join(lines_of(held))
    if target.suffix == ".json":
        text = json.dumps(held, ensure_ascii=False, indent=2)
    save_whole(
        target,
        lambda to: to.write_text(text + "\n", encoding="utf-8"),
        overwrite=force,
        ready=lambda: looked(office, "person export", cases_of(held)),
    )
    office.tell(Text(f"✓ Đã ghi {target}.", f"✓ Wrote {target}."))
    click.echo(say(Text(str(target), str(target))))
