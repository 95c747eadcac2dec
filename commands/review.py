"""`ketnap review`: the annual classification of members and organisations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, write_terms
from commands.batches import refusals_told
from commands.days import Day
from commands.importing import asked_for, file_options
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.prose import tell_registered
from commands.refs import complete_ref
from commands.review_gaps import gaps
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group, option
from commands.speech import say
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from storage.store import SqlStore

command = group(
    "review",
    Text(
        "Đánh giá, xếp loại hằng năm đảng viên và tổ chức đảng; mức xếp loại là dữ liệu.",
        "The annual classification of members and organisations; the grades are data.",
    ),
)
command.add_command(gaps)
_COLUMNS = (
    Column(key="year", heading=Text("Năm", "Year"), kind="ref"),
    Column(key="kind", heading=Text("Đối tượng", "Of"), kind="ref"),
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="name", heading=Text("Tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=1),
    Column(key="grade", heading=Text("Mức xếp loại", "Grade")),
    Column(key="document", heading=Text("Văn bản", "Document"), kind="ref", spare=2),
)
_MEMBER = Text("đảng viên", "member")
_ORGANISATION = Text("tổ chức", "organisation")
_year = option("--year", type=YEAR, required=True, words=Text("Năm được đánh giá.", "The year."))
_document = option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))


@command.command(
    "import",
    words=Text(
        "Nhập kết quả xếp loại từ Excel, CSV: dòng có tên người là đảng viên, dòng chỉ có mã"
        " tổ chức là tổ chức đảng.",
        "Import grades from Excel or CSV: rows that name a person are members, rows with an"
        " organisation alone are organisations.",
    ),
    examples=("ketnap review import xep-loai-2025.xlsx --year 2025 --doc 9-QĐ/TU -n",),
    exits=(0, 1, 2, 3, 6, 9, 75),
)
@file_options
@_year
@_document
@option("--on", type=Day(), default=None, words=Text("Ngày xếp loại.", "Day of it (today)."))
@click.pass_obj
def take_in(
    office: Office, /, year: int, document: str | None, on: date | None, **given: Any
) -> int:
    """Import grades."""
    from commands.import_run import run_import  # noqa: PLC0415 - help does not need the office
    from commands.review_plan import plan  # noqa: PLC0415 - as above
    from workflow.registers.grading import grade_many  # noqa: PLC0415 - as above

    grading = partial(grade_many, office.desk(), year, on=on, document=document)
    return run_import(office, "grades", *asked_for(given), partial(plan, grading))


def _numbers(_ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, int]:
    """GRADE=N, each grade once."""
    found: dict[str, int] = {}
    for typed in given:
        grade, _, number = typed.partition("=")
        if grade in found or not number.isascii() or not number.isdigit():
            sentence = Text(
                f"“{typed[:40]}”: viết MỨC=SỐ, mỗi mức một lần, ví dụ good=377.",
                f"“{typed[:40]}”: write GRADE=N, each grade once, as in good=377.",
            )
            raise click.BadParameter(say(sentence), param=param)
        found[grade] = int(number)
    return found


@command.command(
    "set",
    words=Text(
        "Ghi mức xếp loại một năm của một đảng viên (mã hồ sơ) hoặc một tổ chức (--unit).",
        "Record the grade of a year of a member (by case) or of an organisation (--unit).",
    ),
    examples=(
        "ketnap review set good HS-2025-0117 --year 2025",
        (
            "ketnap review set excellent --unit DV --year 2025 --members excellent=20"
            " --members good=377 --members completed=12"
        ),
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("grade")
@click.argument("ref", required=False, shell_complete=complete_ref)
@option("--unit", default=None, words=Text("Tổ chức đảng.", "An organisation."))
@option(
    "--members",
    "members",
    multiple=True,
    callback=_numbers,
    metavar="GRADE=N",
    words=Text(
        "Số đảng viên của tổ chức theo từng mức, kể cả người không có hồ sơ ở đây; dùng nhiều lần.",
        "How many of its members each grade was given to, also those without a case; may repeat.",
    ),
)
@_year
@_document
@write_terms
@click.pass_obj
def set_one(
    office: Office,
    /,
    *,
    grade: str,
    ref: str | None,
    unit: str | None,
    members: dict[str, int],
    year: int,
    document: str | None,
    terms: Terms,
) -> None:
    """Record one grade."""
    from workflow.registers.grading import grade_many  # noqa: PLC0415 - help stays instant

    if members and unit is None:
        sentence = Text("--members đi cùng --unit.", "--members goes with --unit.")
        raise click.UsageError(say(sentence))
    if (ref is None) == (unit is None):
        sentence = Text("Nêu mã hồ sơ hoặc --unit, một trong hai.", "Give a case or --unit.")
        raise click.UsageError(say(sentence))
    from commands.review_plan import graded_said  # noqa: PLC0415 - help stays instant

    with refusals_told(office, "review-set"):
        done = grade_many(
            office.desk(),
            year,
            {} if ref is None else {ref: grade},
            {} if unit is None else {unit: grade},
            tallies={unit: members} if unit is not None and members else {},
            on=terms.on,
            document=document,
            request=terms.request,
            dry_run=terms.dry_run,
        )
    said = graded_said(done)
    lines = [Text(f"✓ {said.vi}", f"✓ {said.en}")]
    row = {"year": year, "kind": "member" if unit is None else "organisation", "grade": grade}
    rows = [row | {"ref": ref or unit}]
    tell_registered(office, lines, "review-set", _COLUMNS, rows, dry_run=terms.dry_run)


@command.command(
    "list",
    words=Text("Kết quả xếp loại.", "The grades."),
    examples=("ketnap review list --year 2025", "ketnap review list --xlsx xep-loai.xlsx"),
    exits=(0, 2, 3, 9),
)
@option("--year", type=YEAR, default=None, words=Text("Chỉ một năm.", "Only one year."))
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@to_sheet
@reads_past
@click.pass_obj
def list_grades(office: Office, /, year: int | None, unit: str | None, target: Target) -> None:
    """List grades."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    inside: tuple[str, ...] | None = None
    if unit is not None:
        inside = subtree(store.units(today), find_unit(office.desk(), unit).code)
    rows = [
        row
        for row in (*_organisations(office), *_members(store))
        if year in {None, row["year"]} and (inside is None or row["unit"] in inside)
    ]
    rows.sort(key=lambda row: (-row["year"], row["kind"] == "member", row["ref"]))
    count = Text(f"{len(rows)} kết quả xếp loại.", f"{len(rows)} grades.")
    title = Text("Đánh giá, xếp loại hằng năm", "Annual classification")
    put_table(office, target, "review-list", title, _COLUMNS, rows, footer=[say(count)])


def _organisations(office: Office) -> Iterator[dict[str, Any]]:
    from workflow.annual_grades import grade_title  # noqa: PLC0415 - as above
    from workflow.registers.register import Register  # noqa: PLC0415 - as above

    store = office.store()
    names = {one.code: one.name for one in store.units(office.today())}
    for record in store.records(Register.REVIEW):
        grade, code = str(record.data["grade"]), record.unit or ""
        yield {
            "year": record.data["year"],
            "kind": "organisation",
            "kind_shown": say(_ORGANISATION),
            "ref": code,
            "name": names.get(code),
            "unit": code,
            "grade": grade,
            "grade_shown": say(grade_title(grade)),
            "document": record.document,
        }


def _members(store: SqlStore) -> Iterator[dict[str, Any]]:
    """Every grade of every member in sight."""
    from commands.member_files import graded_members  # noqa: PLC0415 - as above
    from workflow.annual_grades import grade_title  # noqa: PLC0415 - as above
    from workflow.facts import FactKind  # noqa: PLC0415 - as above

    for dossier in graded_members(store):
        for fact in dossier.case.facts_of(FactKind.CLASSIFICATION):
            grade = str(fact.data["grade"])
            yield {
                "year": int(fact.data["year"]),
                "kind": "member",
                "kind_shown": say(_MEMBER),
                "ref": dossier.case.ref,
                "name": dossier.person.name,
                "unit": dossier.case.unit,
                "grade": grade,
                "grade_shown": say(grade_title(grade)),
                "document": fact.document,
            }


@command.command(
    "grades",
    words=Text("Các mức xếp loại, và nguồn của chúng.", "The grades, and where they come from."),
    examples=("ketnap review grades",),
    exits=(0, 2),
)
@click.pass_obj
def list_of_grades(office: Office) -> None:
    """List the grades there are."""
    from rules.grades import grades  # noqa: PLC0415 - help stays instant
    from rules.units import Confidence  # noqa: PLC0415 - as above

    known = grades()
    rows = [
        {"grade": one.code, "title": say(one.title), "concern": one.concern} for one in known.grades
    ]
    unsure = Text("", "")
    if known.confidence is not Confidence.HIGH:
        unsure = Text("; chưa xác minh", "; unverified")
    source = Text(
        f"Nguồn: {known.source.cite('vi')}{unsure.vi}.",
        f"Source: {known.source.cite('en')}{unsure.en}.",
    )
    columns = (
        Column(key="grade", heading=Text("Mã", "Code"), kind="ref"),
        Column(key="title", heading=Text("Mức xếp loại", "Grade")),
    )
    extra = {"source": known.source.cite("vi"), "confidence": known.confidence.value}
    office.emit("review-grades", columns, rows, footer=[say(source)], extra=extra)
