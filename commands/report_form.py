"""`ketnap report form`: the statistical forms on new members, in the order of their rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.looking import looked
from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.report_periods import FORCE, OUT, UNIT
from commands.report_rows import FORM, form_rows
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from commands.report_cases import Days
    from planning.forms import Form, FormRow
    from planning.periods import Period
    from workflow.admittee import Admittee

_FORMS = ("2", "2B")


@click.command(
    "form",
    cls=Command,
    words=Text(
        "Thống kê đảng viên mới kết nạp theo Biểu số 2 và 2B: kỳ này, cùng kỳ, tỷ lệ."
        " Dòng kho không có số liệu in “—”, không in 0.",
        "Statistics on new members by Forms 2 and 2B: this period, last year, ratio."
        " A row that is not recorded prints “—”, never 0.",
    ),
    examples=(
        "ketnap report form 2",
        "ketnap report form 2B --period 2026-Q3 --out bieu-2b.xlsx",
        "ketnap report form 2 --cases I.1",
    ),
    exits=(0, 2, 3, 5),
)
@click.argument("name", metavar="FORM", type=click.Choice(_FORMS, case_sensitive=False))
@option(
    "--period",
    "typed",
    default=None,
    words=Text(
        "Kỳ: 2026, 2026-Q3 hoặc 2026-10 (mặc định: năm nay).",
        "Period: 2026, 2026-Q3 or 2026-10 (default: this year).",
    ),
)
@UNIT
@option(
    "--cases",
    "row",
    default=None,
    metavar="ROW",
    words=Text("Liệt kê hồ sơ của một dòng.", "List the cases of a row."),
)
@OUT
@FORCE
@reads_past
@click.pass_obj
def form(
    office: Office,
    name: str,
    typed: str | None,
    unit: str | None,
    row: str | None,
    out: Path | None,
    force: bool,
) -> None:
    """Print a filled form, or the cases of one of its rows."""
    from commands.report_reading import admitted_in, scope_of  # noqa: PLC0415 - help counts nothing
    from planning.forms import fill  # noqa: PLC0415 - as above

    period = _period(office, typed)
    people = admitted_in(office, period, scope_of(office, unit, period.last))
    found = fill(name, people, period)
    if row is not None:
        _list(office, _row(found, row), people)
    elif out is not None:
        from commands.report_files import write_form  # noqa: PLC0415 - as above

        write_form(office, found, out, lambda: _show(office, found), force=force)
    else:
        _show(office, found)


def _period(office: Office, typed: str | None) -> Period:
    from planning.periods import Period, Span  # noqa: PLC0415 - as above

    today = office.today()
    if typed is None:
        return Period.containing(today, Span.YEAR).until(today)
    text = typed.strip().lower()
    span = Span.QUARTER if "q" in text else Span.MONTH if {"-", "/"} & set(text) else Span.YEAR
    return Period.read(typed, span).until(today)


def _show(office: Office, found: Form) -> None:
    rows = form_rows(found)
    if not people_read(office.output):
        extra: dict[str, Any] = {
            "form": found.id,
            "source": found.source,
            "confidence": found.confidence,
            "unverified": say(found.unverified),
            "period": {"first": str(found.period.first), "last": str(found.period.last)},
        }
        office.emit("report-form", FORM, rows, extra=extra)
        return
    before = found.period.year_before
    click.echo(say(found.title))
    click.echo(
        say(
            Text(
                f"{found.period.name.vi}: {found.period.first:%d/%m/%Y}–"
                f"{found.period.last:%d/%m/%Y}, cùng kỳ {before.first:%d/%m/%Y}–"
                f"{before.last:%d/%m/%Y}",
                f"{found.period.name.en}: {found.period.first} to {found.period.last},"
                f" last year {before.first} to {before.last}",
            )
        )
    )
    shown = []
    for section, title in found.sections.items():
        shown.append(_heading(section, title))
        shown += [row for row in rows if row["section"] == section]
    unsure = Text(
        f"! {found.source}: {found.unverified.vi} (độ tin cậy {_SURE[found.confidence].vi})."
        " Dòng “—”: kho không ghi số liệu này.",
        f"! {found.source}: {found.unverified.en} (confidence {found.confidence})."
        " A row with “—” is not recorded here.",
    )
    office.emit("report-form", FORM, shown, footer=[say(unsure)])


_SURE = {"high": Text("cao", "high"), "medium": Text("vừa", "medium"), "low": Text("thấp", "low")}


def _heading(section: str, title: Text) -> dict[str, Any]:
    blank = {f"{key}_shown": "" for key in ("now", "before", "ratio", "confidence")}
    return {"id": section, "label": say(title).upper(), **blank}


def _row(found: Form, asked: str) -> FormRow:
    from workflow.errors import NotFoundError  # noqa: PLC0415 - as above

    for one in found.rows:
        if one.id.lower() == asked.strip().lower() and one.opened is not None:
            return one
    possible = ", ".join(one.id for one in found.rows if one.opened is not None)
    raise NotFoundError(
        Text(
            f"Biểu {found.id} không có dòng “{asked[:20]}” có số liệu.",
            f"Form {found.id} has no recorded row “{asked[:20]}”.",
        ),
        following=Text(f"Các dòng: {possible}", f"Rows: {possible}"),
    )


def _list(office: Office, row: FormRow, people: Any) -> None:
    from commands.report_cases import list_cases  # noqa: PLC0415 - as above

    cases, before = row.opened or ((), ())
    if row.closed:
        looked(office, "report form", sorted({*cases, *before}))
    known: dict[str, Admittee] = {one.ref: one for one in people}
    days: Days = {ref: (one.unit, one.on) for ref, one in known.items()}
    list_cases(office, "report-cases", (cases, before), (days, days))
