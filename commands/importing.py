"""`ketnap import`: lists from Excel and CSV, whole or not at all, with reasons for bad rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.asking import no_input_option, register_options, yes_option
from commands.days import Day
from commands.office_desk import Office
from commands.skin import group, option
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from commands.import_plan import Asked
    from commands.import_run import Manner

command = group(
    "import",
    Text(
        "Nhập danh sách Excel, CSV: nhận cột theo tên, mỗi dòng lỗi có lý do,"
        " cả tệp ghi một lần hoặc không ghi gì.",
        "Import lists from Excel and CSV: columns by their headings, a reason for every bad row,"
        " the whole file at once or nothing.",
    ),
)

ENCODINGS = ("utf-8", "utf-16", "cp1258", "tcvn3", "vni")
_EXITS = (0, 1, 2, 3, 6, 9, 75)


_partial = option(
    "--partial",
    is_flag=True,
    default=False,
    words=Text("Ghi các dòng hợp lệ dù có dòng lỗi.", "Write the good rows although some are bad."),
)


def file_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What every import takes."""
    for decorate in (
        no_input_option,
        yes_option,
        register_options,
        _partial,
        reading_options,
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        function = decorate(function)
    return function


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How a list is read, and where its bad rows go."""
    for decorate in (
        option(
            "--no-errors",
            is_flag=True,
            default=False,
            words=Text("Không lập tệp lỗi.", "Write no error workbook."),
        ),
        option(
            "--errors",
            type=click.Path(path_type=Path, dir_okay=False),
            default=None,
            metavar="FILE.xlsx",
            words=Text(
                "Tệp nhận các dòng lỗi kèm lý do (mặc định: TÊN.loi.xlsx cạnh tệp nguồn).",
                "Where bad rows go with their reasons (default: NAME.loi.xlsx beside the source).",
            ),
        ),
        option(
            "--encoding",
            type=click.Choice(ENCODINGS),
            default=None,
            words=Text(
                "Bảng mã của tệp chữ, hoặc phông chữ cũ (tcvn3, vni).",
                "Encoding of a text file, or an old font's code (tcvn3, vni).",
            ),
        ),
        option(
            "--map",
            "mapping",
            multiple=True,
            metavar="CỘT=TRƯỜNG",
            words=Text(
                "Cột nào là trường nào; “-” để bỏ qua. Dùng được nhiều lần.",
                "Which column is which field; “-” leaves it out. May be repeated.",
            ),
        ),
        option("--sheet", default=None, words=Text("Trang tính.", "The worksheet.")),
    ):
        function = decorate(function)
    return function


_unit = option(
    "--unit",
    default=None,
    words=Text("Tổ chức cho những dòng không ghi.", "The unit of rows that name none."),
)


@command.command(
    words=Text(
        "Nhập người đang ở mọi bước, với những gì danh sách biết.",
        "Import people at any step, with what the list knows.",
    ),
    examples=(
        "ketnap import cases nguon-quy-4.xlsx -n",
        'ketnap import cases ds.csv --map "Ngày kn cảm tình=sympathiser_on" -y',
        "ketnap import cases cu.csv --encoding tcvn3 --unit DV --partial",
    ),
    exits=_EXITS,
)
@file_options
@_unit
@option(
    "--another",
    is_flag=True,
    default=False,
    words=Text(
        "Nhận cả người trùng họ tên, ngày sinh với hồ sơ đã có.",
        "Take people whose name and birth equal a case that is there.",
    ),
)
@click.pass_obj
def cases(office: Office, /, unit: str | None, another: bool, **given: Any) -> int:
    """Import people."""
    return _run(office, "cases", given, unit=unit, another=another)


@command.command(
    words=Text(
        "Nhập tổ chức đảng; cấp trên có thể ở dòng nào cũng được.",
        "Import units; superiors may stand on any row.",
    ),
    examples=(
        "ketnap import units to-chuc.xlsx -n",
        "ketnap import units to-chuc.xlsx --on 01/07/2025",
    ),
    exits=_EXITS,
)
@file_options
@option(
    "--on",
    type=Day(),
    default=None,
    words=Text(
        "Ngày hiệu lực cho dòng không ghi (mặc định: hôm nay).",
        "First day of rows that give none (default: today).",
    ),
)
@option(
    "--root",
    "roots",
    is_flag=True,
    default=False,
    words=Text(
        "Mỗi dòng không ghi cấp trên đứng đầu một cây riêng.",
        "Every row without a superior is the top of a tree of its own.",
    ),
)
@click.pass_obj
def units(office: Office, /, on: date | None, roots: bool, **given: Any) -> int:
    """Import units."""
    return _run(office, "units", given, on=on, roots=roots)


@command.command(
    words=Text("Nhập chỉ tiêu và kết quả các năm.", "Import targets and results of years."),
    examples=(
        "ketnap import quota chi-tieu-2026.xlsx --year 2026",
        "ketnap import quota 2020-2023.csv --unit TP -y",
    ),
    exits=_EXITS,
)
@file_options
@_unit
@option("--year", type=YEAR, default=None, words=Text("Năm, khi tệp không ghi.", "The year."))
@option("--reason", default=None, words=Text("Lý do, khi điều chỉnh.", "Why, for a revision."))
@option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai, khi hạ chỉ tiêu.", "The second person, for a cut."),
)
@click.pass_obj
def quota(
    office: Office,
    /,
    unit: str | None,
    year: int | None,
    reason: str | None,
    approved_by: str | None,
    **given: Any,
) -> int:
    """Import quotas."""
    more = {"unit": unit, "year": year, "reason": reason, "approved_by": approved_by}
    return _run(office, "quota", given, **more)


def _run(office: Office, listname: Any, given: dict[str, Any], **more: Any) -> int:
    from commands.import_run import run_import  # noqa: PLC0415 - help does not need the office

    return run_import(office, listname, *asked_for(given, **more))


def asked_for(given: dict[str, Any], **more: Any) -> tuple[Asked, Manner]:
    """What an officer asked for by `file_options`, and in which manner."""
    from commands.import_plan import Asked  # noqa: PLC0415 - as above
    from commands.import_run import Manner  # noqa: PLC0415 - as above

    asked = Asked(
        path=given["file"],
        sheet=given["sheet"],
        mapping=given["mapping"],
        encoding=given["encoding"],
        request=given["request_id"],
        **more,
    )
    manner = Manner(
        partial=given["partial"],
        errors=given["errors"],
        no_errors=given["no_errors"],
        dry_run=given["dry_run"],
        yes=given["yes"],
        no_input=given["no_input"],
    )
    return asked, manner
