"""`ketnap screen why`: everything that stands between a screening and an event."""

from __future__ import annotations

from datetime import date

import click

from commands.case.options import CodedCommand
from commands.case.whys import answer
from commands.days import Day
from commands.erased import named
from commands.office_desk import Office
from commands.past import reads_past
from commands.screening.options import STEP, STEPS_TOLD, the_screening
from commands.skin import option
from rules.text import Text
from workflow.screening.deciding import consider_screening
from workflow.screening.states import SCREENING_EVENT_LABELS, ScreeningEvent


class WhyCommand(CodedCommand):
    """The help tells the events."""

    lists = (STEPS_TOLD,)


@click.command(
    "why",
    cls=WhyCommand,
    words=Text(
        "Còn thiếu gì để lượt rà soát đi được bước này: nêu đủ, kèm căn cứ và cách xử lý.",
        "Everything that stands between a screening and an event, with source and remedy.",
    ),
    examples=("ketnap screen why 0003 enlist", "ketnap screen why 0003 remove -o json"),
    exits=(0, 2, 3, 5, 8),
)
@the_screening
@click.argument("event", type=STEP, metavar="EVENT")
@option("--on", type=Day(), default=None, words=Text("Ngày dự kiến.", "On which day."))
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu còn thiếu.", "Exit with 8 when something is unmet."),
)
@reads_past
@click.pass_obj
def why(office: Office, ref: str, event: str, on: date | None, exit_code: bool) -> int:
    """Say what is missing."""
    found, missing, notices = consider_screening(office.desk(), ref, ScreeningEvent(event), on=on)
    one = found.screening
    answer(
        office,
        who=f"{one.ref} · {named(found.person.name)}",
        event=event,
        label=SCREENING_EVENT_LABELS[ScreeningEvent(event)],
        missing=missing,
        notices=notices,
        then=f"ketnap screen decide {one.ref} {event} --on {on or office.today()}",
    )
    return 8 if exit_code and missing else 0
