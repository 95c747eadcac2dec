"""`ketnap version`."""

from __future__ import annotations

from importlib.metadata import version as installed

import click

from commands.office_desk import Office
from commands.skin import Command
from rules.text import Text


@click.command(cls=Command, words=Text("In phiên bản chương trình.", "Print the version."))
@click.pass_obj
def command(office: Office) -> None:
    """Print the version of the installed program."""
    version = installed("ketnap-desk")
    if office.wants_json:
        office.emit_one("version", {"version": version})
    else:
        click.echo(f"ketnap {version}")
