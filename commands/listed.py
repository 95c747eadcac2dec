"""Commands that take their cases from a list instead: the import door, under another noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms
from commands.office_desk import Office
from commands.skin import option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from commands.import_plan import Planner
    from office.headings import ListName

NOBODY = Text(
    "Cần nêu mã hồ sơ, hoặc danh sách bằng --file.", "Give references, or a list by --file."
)
_BOTH = Text("Nêu mã hồ sơ hoặc --file, không cả hai.", "Give references or --file, not both.")
listed_file = option(
    "--file",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    words=Text("Danh sách Excel hoặc CSV.", "A list from Excel or CSV."),
)


def of_list(
    office: Office,
    listname: ListName,
    file: Path,
    typed: Sequence[str],
    planner: Planner,
    terms: Terms,
    reading: Mapping[str, Any],
    *,
    partial_ok: bool,
) -> int:
    """Take the cases from a file, with preview, reasons for every bad row, and the error workbook.

    Raises:
        UsageError: cases were typed as well.
    """
    from commands.import_plan import Asked  # noqa: PLC0415 - help does not need the office
    from commands.import_run import Manner, run_import  # noqa: PLC0415 - as above

    if typed:
        raise click.UsageError(say(_BOTH))
    asked = Asked(
        path=file,
        sheet=reading["sheet"],
        mapping=reading["mapping"],
        encoding=reading["encoding"],
        request=terms.request,
    )
    manner = Manner(
        partial=partial_ok,
        errors=reading["errors"],
        no_errors=reading["no_errors"],
        dry_run=terms.dry_run,
        yes=terms.yes,
        no_input=terms.no_input,
    )
    return run_import(office, listname, asked, manner, planner)
