"""`ketnap case checklist`: the papers of an event, their forms, and where each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from commands.case.words import unsealed
from commands.days import Day
from commands.erased import named
from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import Column, day, format_for
from commands.past import reads_past
from commands.refs import complete_ref
from commands.skin import Command, option
from commands.speech import language, say
from rules.text import Text
from rules.units import Confidence
from workflow.actions.checklist import checklist_of
from workflow.checklist import Item, Status
from workflow.states import EVENT_LABELS, Event

_COLUMNS = (
    Column(key="document", heading=Text("Mã giấy tờ", "Document"), kind="ref"),
    Column(key="title", heading=Text("Giấy tờ", "Paper")),
    Column(key="form", heading=Text("Mẫu", "Form"), kind="ref"),
    Column(key="status", heading=Text("Tình trạng", "Status"), kind="ref"),
    Column(key="why", heading=Text("Vì sao", "Why")),
    Column(key="source", heading=Text("Căn cứ", "Source")),
    Column(key="confidence", heading=Text("Độ tin cậy", "Confidence"), kind="ref"),
    Column(key="remedy", heading=Text("Cách xử lý", "Remedy")),
)
_SIGNS = {
    Status.VALID: "✓",
    Status.REVIEW: "…",
    Status.SUPPLEMENT: "▲",
    Status.MISSING: "✗",
}


@click.command(
    "checklist",
    cls=Command,
    words=Text(
        "Giấy tờ cần cho một bước: hợp lệ, chờ duyệt, cần bổ sung, thiếu, không áp dụng; kèm số"
        " mẫu trong ngày. Không nêu bước thì xem bước kế tiếp. Đánh dấu một giấy tờ bằng"
        " ketnap case record MÃ paper-check.",
        "The papers that an event needs: valid, awaiting review, to be supplemented, missing, not"
        " applicable; with the form number of the day. Without an event: the next one. Mark a"
        " paper with ketnap case record REF paper-check.",
    ),
    examples=(
        "ketnap case checklist 0058",
        "ketnap case checklist 0058 admit -o json",
        'ketnap case record 0058 paper-check --set paper=cv --set status=review --set why="…"',
    ),
    exits=(0, 2, 3, 5, 8),
)
@click.argument("ref", shell_complete=complete_ref)
@click.argument(
    "event",
    required=False,
    type=click.Choice([one.value for one in Event if one is not Event.NOMINATE]),
)
@option("--on", type=Day(), default=None, words=Text("Ngày dự kiến.", "On which day."))
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu còn giấy tờ thiếu.", "Exit with 8 when a paper is wanting."),
)
@reads_past
@click.pass_obj
def checklist(office: Office, ref: str, event: str | None, on: date | None, exit_code: bool) -> int:
    """Print the papers of an event."""
    desk = office.desk()
    asked = None if event is None else Event(event)
    dossier, wanted, items = checklist_of(desk, ref, asked, on=on)
    kept = desk.store.unsealed(dossier.case.ref)
    if format_for(office.output) == "table":
        click.echo(fitted(f"{dossier.case.ref} · {named(dossier.person.name)}"))
        for line in _lines(items, wanted, on or office.today(), kept):
            click.echo(line)
    else:
        rows = [_row(item, kept) for item in items]
        office.emit("checklist", _COLUMNS, rows, as_of=on or office.today())
    return 8 if exit_code and any(item.status.blocks for item in items) else 0


def _row(item: Item, kept: Mapping[str, str]) -> dict[str, Any]:
    form, check = item.form, item.check
    return {
        "document": item.document,
        "title": say(item.label),
        "form": None if form is None else form.number,
        "form_source": None if item.form_source is None else item.form_source.cite(language()),
        "form_confidence": None if form is None else form.confidence.value,
        "status": item.status.value,
        "status_shown": say(item.status.label),
        "why": say(item.why) + _reason(item, kept),
        "source": None if item.source is None else item.source.cite(language()),
        "confidence": None if item.confidence is None else item.confidence.value,
        "remedy": None if item.remedy is None else say(item.remedy),
        "checked_on": None if check is None else check.on,
    }


def _reason(item: Item, kept: Mapping[str, str]) -> str:
    """What the officer wrote who checked the paper."""
    if item.check is None:
        return ""
    return f": {unsealed(item.check.data['why'], kept)}"


def _lines(items: Sequence[Item], event: Event, on: date, kept: Mapping[str, str]) -> list[str]:
    """One line per paper; below one that is wanting, the command that mends it, never broken.

    What is not applicable is named together at the end; `-o wide` and programs get each reason.
    """
    label = say(EVENT_LABELS[event])
    if not items:
        none = Text("bước này không cần giấy tờ", "this event needs no papers")
        return [fitted(f"{label}: {say(none)}.")]
    counts = Counter(item.status for item in items)
    told = ", ".join(f"{counts[one]} {say(one.label)}" for one in Status if counts[one])
    lines = [fitted(f"{label}, {day(on)}: {told}.")]
    for item in items:
        if item.status is Status.NOT_APPLICABLE:
            continue
        lines.append(fitted(f"  {_SIGNS[item.status]} {_told(item, kept)}"))
        if item.status.blocks and item.remedy is not None:
            lines.append(f"      → {say(item.remedy)}")
    others = [item for item in items if item.status is Status.NOT_APPLICABLE]
    if others:
        names = "; ".join(f"{say(item.label)}{_form(item)}" for item in others)
        lines.append(fitted(f"  – {say(Status.NOT_APPLICABLE.label)}: {names}."))
    return lines


def _told(item: Item, kept: Mapping[str, str]) -> str:
    status, why = say(item.status.label), say(item.why) + _reason(item, kept)
    line = f"{say(item.label)}{_form(item)}: {status} — {why}"
    if item.status.blocks and item.source is not None:
        unsure = Text("; chưa xác minh", "; unverified")
        mark = "" if item.confidence is Confidence.HIGH else say(unsure)
        line += f" ({item.source.cite(language())}{mark})"
    return line


def _form(item: Item) -> str:
    form = item.form
    if form is None or form.number is None:
        return ""
    if item.status is Status.NOT_APPLICABLE:
        return f" [{form.number}]"
    unsure = "" if form.verified else say(Text(", số chưa xác minh", ", number unverified"))
    return f" [{form.number}{unsure}]"
