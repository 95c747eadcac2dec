"""`ketnap case why`: everything that stands between a case and an event."""

from __future__ import annotations

from datetime import date

import click

from commands.days import Day
from commands.erased import named
from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import Column, format_for
from commands.past import reads_past
from commands.refs import complete_ref
from commands.refusing import missing_lines, notice_lines, notice_row, unmet_row
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.actions.advance import consider
from workflow.outcomes import Notice, Unmet
from workflow.states import EVENT_LABELS, Event

_COLUMNS = (
    Column(key="condition", heading=Text("Điều kiện", "Condition"), kind="ref"),
    Column(key="problem", heading=Text("Vướng mắc", "Problem")),
    Column(key="source", heading=Text("Căn cứ", "Source")),
    Column(key="confidence", heading=Text("Độ tin cậy", "Confidence"), kind="ref"),
    Column(key="remedy", heading=Text("Cách xử lý", "Remedy")),
)


@click.command(
    "why",
    cls=Command,
    words=Text(
        "Còn thiếu gì để hồ sơ đi được bước này: nêu đủ, kèm căn cứ và cách xử lý.",
        "Everything that stands between a case and an event, with source and remedy.",
    ),
    examples=(
        "ketnap case why 0058 admit",
        "ketnap case why 0058 admit -o wide",
        "ketnap case why 0058 admit -o json",
    ),
    exits=(0, 2, 3, 5, 8),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument(
    "event", type=click.Choice([one.value for one in Event if one is not Event.NOMINATE])
)
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
    dossier, missing, notices = consider(office.desk(), ref, Event(event), on=on)
    ref, name = dossier.case.ref, dossier.person.name
    answer(
        office,
        who=f"{ref} · {named(name)}",
        event=event,
        label=EVENT_LABELS[Event(event)],
        missing=missing,
        notices=notices,
        then=f"ketnap case advance {ref} {event} --on {on or office.today()}",
    )
    return 8 if exit_code and missing else 0


def answer(
    office: Office,
    *,
    who: str,
    event: str,
    label: Text,
    missing: tuple[Unmet, ...],
    notices: tuple[Notice, ...] = (),
    then: str,
) -> None:
    """Print what stands between somebody and an event, or the command to go on with."""
    rows = [unmet_row(one) for one in missing]
    if office.wants_json:
        told = [notice_row(one) for one in notices]
        found = {"event": event, "allowed": not missing, "unmet": rows, "notices": told}
        office.emit("why", (), [found])
        return
    if format_for(office.output) != "table":
        office.emit("why", _COLUMNS, rows)
        return
    if not missing:
        head = Text(f"✓ {label.vi}: đủ điều kiện.", f"✓ {label.en}: nothing is missing.")
    else:
        count = len(missing)
        head = Text(f"{label.vi}: còn {count} điều kiện chưa đạt.", f"{label.en}: {count} unmet.")
    click.echo(fitted(who))
    click.echo(fitted(say(head)))
    for line in (*missing_lines(missing), *notice_lines(notices)):
        click.echo(line)
    if not missing:
        lead = say(Text("Tiếp theo", "Next"))
        click.echo(f"  {lead}: {then}")
