"""`ketnap sitting show`."""

from __future__ import annotations

import click

from commands.office_desk import Office
from commands.past import reads_past
from commands.sheets import Target
from commands.sitting.minutes import print_minutes
from commands.skin import Command
from rules.text import Text
from workflow.registers.register import Register
from workflow.registers.sittings import Sitting
from workflow.registers.writing import find_record


@click.command(
    "show",
    cls=Command,
    words=Text("Một phiên họp và chương trình.", "A sitting and its agenda."),
    examples=("ketnap sitting show PH-2026-0003",),
    exits=(0, 2, 3),
)
@click.argument("number")
@reads_past
@click.pass_obj
def show(office: Office, number: str) -> None:
    """Show a sitting."""
    sitting = Sitting.of(find_record(office.desk(), Register.SITTING, number))
    print_minutes(office, sitting, Target(), "sitting-show")
