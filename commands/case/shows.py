"""`ketnap case show | timeline`."""

from __future__ import annotations

from datetime import date, datetime

import click

from commands.case.inspected import finding_rows
from commands.case.lists import LINE_COLUMNS
from commands.case.portrait import portrait
from commands.case.rows import case_row, deadline_row, entry_row, fact_row
from commands.case.screenings import screening_rows
from commands.fitting import fitted
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day
from commands.past import reads_past
from commands.refs import complete_ref
from commands.skin import Command
from rules.text import Text
from workflow.case import by_due
from workflow.finding import find_case

_TIMELINE_COLUMNS = (
    Column(key="seq", heading=Text("Mục", "Entry"), kind="number"),
    Column(key="effective_on", heading=Text("Hiệu lực", "Effective"), kind="day"),
    Column(key="recorded_at", heading=Text("Ghi lúc", "Recorded"), kind="ref"),
    Column(key="what", heading=Text("Việc", "What")),
    Column(key="document", heading=Text("Văn bản", "Document")),
    Column(key="actor", heading=Text("Người ghi", "Actor"), kind="ref"),
)
_PERSON_OF_TODAY = Text(
    "Thông tin cá nhân là bản hiện nay: đã được sửa sau lúc xem lại (nhật ký không giữ bản cũ).",
    "Personal data are those of today: they were corrected since (the log keeps no older ones).",
)


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Một hồ sơ: đang ở đâu, hạn nào đang chạy, đã có giấy tờ gì.",
        "One case: where it stands, which deadlines run, what is on file.",
    ),
    examples=(
        "ketnap case show 0044",
        "ketnap case show HS-2026-0044 -o json",
        "ketnap case show 0044 --as-of 30/06/2026",
    ),
    exits=(0, 2, 3),
)
@click.argument("ref", shell_complete=complete_ref)
@reads_past
@click.pass_obj
def show(office: Office, ref: str) -> None:
    """Show one case."""
    desk = office.desk()
    dossier = find_case(desk, ref)
    case, today, past = dossier.case, office.today(), office.moment() is not None
    entries = desk.store.entries(case.ref)
    kept = desk.store.unsealed(case.ref)
    corrected = past and office.store().person_corrected_since(case.ref)
    if office.output in {None, "table", "wide"}:
        lines = portrait(office, case, dossier.person, today, kept, past=past, entries=entries)
        for line in lines:
            click.echo(fitted(line))
        if corrected:
            office.tell(_PERSON_OF_TODAY)
        return
    row = case_row(case, dossier.person, desk.law(), today)
    row["entries"] = [entry_row(entry, kept) for entry in entries]
    row["facts"] = [fact_row(fact, kept) for fact in case.facts]
    if past:
        row["person_corrected_since"] = corrected
    row["deadlines"] = [deadline_row(office, one, today) for one in by_due(case.deadlines)]
    row["screenings"] = screening_rows(office, case)
    row["findings"] = finding_rows(office, case)
    office.emit("case", LINE_COLUMNS, [row], as_of=today)


@click.command(
    "timeline",
    cls=Command,
    words=Text(
        "Nhật ký của một hồ sơ, với ngày hiệu lực và lúc ghi.",
        "The log of one case, with both dates of every entry.",
    ),
    examples=("ketnap case timeline 0044",),
    exits=(0, 2, 3),
)
@click.argument("ref", shell_complete=complete_ref)
@reads_past
@click.pass_obj
def timeline(office: Office, ref: str) -> None:
    """Show the log of one case."""
    desk = office.desk()
    case = find_case(desk, ref).case
    kept = desk.store.unsealed(case.ref)
    rows = [entry_row(entry, kept) for entry in desk.store.entries(case.ref)]
    for row in rows:
        row["recorded_at_shown"] = moment(datetime.fromisoformat(row["recorded_at"]), desk.zone)
        row["effective_on_shown"] = day(date.fromisoformat(row["effective_on"]))
    office.emit("timeline", _TIMELINE_COLUMNS, rows)
