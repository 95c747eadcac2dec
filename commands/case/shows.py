"""`ketnap case show | timeline`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

import click

from audit import Entry
from commands.case.lists import LINE_COLUMNS
from commands.case.portrait import portrait
from commands.case.rows import case_row, deadline_row, entry_row, fact_row
from commands.case.screenings import screening_rows
from commands.days import Day
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day
from commands.prose import fitted
from commands.refs import complete_ref
from commands.skin import Command, option
from rules.text import Text
from workflow.case import by_due
from workflow.errors import InputError, NotFoundError
from workflow.finding import find_case
from workflow.fold import fold, history

_TIMELINE_COLUMNS = (
    Column(key="seq", heading=Text("Mục", "Entry"), kind="number"),
    Column(key="effective_on", heading=Text("Hiệu lực", "Effective"), kind="day"),
    Column(key="recorded_at", heading=Text("Ghi lúc", "Recorded"), kind="ref"),
    Column(key="what", heading=Text("Việc", "What")),
    Column(key="document", heading=Text("Văn bản", "Document")),
    Column(key="actor", heading=Text("Người ghi", "Actor"), kind="ref"),
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
@option(
    "--as-of",
    type=Day(),
    default=None,
    words=Text("Như có hiệu lực tới hết ngày này.", "As valid on this day."),
)
@option(
    "--known-at",
    default=None,
    metavar="INSTANT",
    words=Text(
        "Như đã ghi tới lúc này (ví dụ 2026-06-30T17:00+07:00).",
        "As recorded until this instant (like 2026-06-30T17:00+07:00).",
    ),
)
@click.pass_obj
def show(office: Office, ref: str, as_of: date | None, known_at: str | None) -> None:
    """Show one case."""
    desk = office.desk()
    dossier = find_case(desk, ref)
    past = as_of is not None or known_at is not None
    entries = _known(desk.store.entries(dossier.case.ref), as_of, known_at)
    case = fold(entries) if past else dossier.case
    today = as_of or office.today()
    kept = desk.store.unsealed(case.ref)
    if office.output in {None, "table", "wide"}:
        lines = portrait(office, case, dossier.person, today, kept, past=past, entries=entries)
        for line in lines:
            click.echo(fitted(line))
        return
    row = case_row(case, dossier.person, desk.law(), today)
    row["entries"] = [entry_row(entry, kept) for entry in entries]
    row["facts"] = [fact_row(fact, kept) for fact in case.facts]
    row["deadlines"] = [deadline_row(one, today) for one in by_due(case.deadlines)]
    row["screenings"] = screening_rows(office, case)
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


def _known(entries: Sequence[Entry], as_of: date | None, known_at: str | None) -> Sequence[Entry]:
    """The entries that were written by an instant, and valid on a day as we then knew it.

    Raises:
        NotFoundError: there was no such case yet.
    """
    kept = list(entries)
    if known_at is not None:
        limit = _instant(known_at)
        kept = [
            entry for entry in kept if datetime.fromisoformat(entry.fields["recorded_at"]) <= limit
        ]
    if as_of is not None:
        kept = _valid(kept, as_of)
    if not kept or kept[0].seq != 1:
        raise NotFoundError(Text("Lúc ấy chưa có hồ sơ này.", "This case did not exist then."))
    return kept


def _valid(entries: Sequence[Entry], as_of: date) -> list[Entry]:
    """The entries valid on a day; a correction counts from the day of what it corrects."""
    days = {
        entry.seq: str(fields["effective_on"])
        for entry, (fields, _, _) in zip(entries, history(entries), strict=True)
    }
    limit = as_of.isoformat()
    return [
        entry
        for entry in entries
        if days[entry.fields["data"]["of"] if entry.fields["kind"] == "correct" else entry.seq]
        <= limit
    ]


def _instant(typed: str) -> datetime:
    instant: datetime | None = None
    with suppress(ValueError):
        instant = datetime.fromisoformat(typed)
    if instant is None or instant.tzinfo is None:
        raise InputError(
            Text(
                f"“{typed[:40]}” không phải thời điểm có múi giờ, ví dụ 2026-06-30T17:00+07:00.",
                f"“{typed[:40]}” is no instant with a zone, like 2026-06-30T17:00+07:00.",
            )
        )
    return instant
