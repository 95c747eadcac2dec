"""One import from file to store: read, judge, show, give bad rows back, ask, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from commands.asking import confirm_moderate
from commands.fitting import fitted
from commands.import_plan import ACTIONS, Asked, Plan, Planner, Written
from commands.import_planner import plan_for
from commands.import_preview import Preview, print_problems
from commands.office_desk import Office
from commands.output import Column, emit
from commands.speech import language, say
from office.collector import collector_at_rest
from office.errorbook import write_error_book
from office.headings import ListName
from office.reading import read_sheet
from office.refusal import SheetError
from office.saving import is_there
from rules.text import Text
from workflow.actions.files import taken_in_before
from workflow.errors import RejectedInputError

_REJECTED = 9
_NAMES = 100
_PEOPLE = (None, "table", "wide")
_COLUMNS = (
    Column(key="line", heading=Text("Dòng", "Line"), kind="number"),
    Column(key="column", heading=Text("Cột", "Column")),
    Column(key="value", heading=Text("Giá trị", "Value")),
    Column(key="reason", heading=Text("Lý do", "Reason")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How an import goes about it: what happens to bad rows, and who is asked."""

    partial: bool = False
    errors: Path | None = None
    no_errors: bool = False
    dry_run: bool = False
    yes: bool = False
    no_input: bool = False


def run_import(
    office: Office,
    listname: ListName,
    asked: Asked,
    manner: Manner,
    planner: Planner | None = None,
) -> int:
    """Take a file in, or say why not; returns the exit code.

    `planner` judges and writes the rows where the list belongs to another noun than `import`.

    Raises:
        SheetError: the file cannot be read, or --errors cannot be written.
        ConflictError: this very file was taken in before.
    """
    desk, store = office.desk(), office.store()
    sheet = read_sheet(asked.path, sheet=asked.sheet, encoding=asked.encoding)
    if taken_in_before(desk, ACTIONS[listname], sheet.sha256, asked.request):
        _tell_replayed(office, listname)
        return 0
    with collector_at_rest():
        plan = plan_for(listname, desk, store, sheet, asked, planner)
        preview = Preview(
            sheet=sheet, parsed=plan.parsed, remarks=plan.remarks, skipped=plan.skipped
        )
        if not preview.rows:
            raise _no_rows(sheet.file_name)
        for_people = office.output in _PEOPLE
        problems = preview.problems()
        if for_people:
            _print(preview, problems)
        book = None
        if problems and not manner.no_errors:
            book = _error_book(office, preview, asked.path, manner.errors)
        good = bool(plan.parsed.rows)
        written = None
        if good and not manner.dry_run and (manner.partial or not problems):
            confirm_moderate(lambda: None, yes=manner.yes, no_input=manner.no_input)
            written = plan.write()
    if for_people:
        _conclude(office, preview, plan, written, book, manner)
    else:
        _emit(office, listname, preview, problems, written, book, manner)
    return _REJECTED if problems else 0


def _print(preview: Preview, problems: list[dict[str, Any]]) -> None:
    for line in preview.lines():
        click.echo(fitted(line))
    print_problems(problems)


def _conclude(
    office: Office,
    preview: Preview,
    plan: Plan,
    written: Written | None,
    book: Path | None,
    manner: Manner,
) -> None:
    if written is not None:
        click.echo(f"✓ {say(written.said)}")
    else:
        click.echo(fitted(say(_not_written(plan, manner))))
    if book is not None:
        rejected = len(preview.parsed.rejected)
        click.echo(
            fitted(
                say(
                    Text(
                        f"  {rejected} dòng chưa nhận, kèm lý do: {book.name}"
                        " (sửa ngay trong tệp đó rồi nhập lại).",
                        f"  {rejected} rows not taken, with reasons: {book.name}"
                        " (mend them there and import that file).",
                    )
                )
            )
        )
    if written is not None and not office.quiet:
        click.echo(f"  {say(Text('Tiếp theo', 'Next'))}: {written.following}")


def _not_written(plan: Plan, manner: Manner) -> Text:
    if not plan.parsed.rows:
        return Text(
            "Chưa ghi gì vào kho: không dòng nào nhận được.",
            "Nothing was written to the store: no row is good.",
        )
    if not plan.parsed.problems:
        return Text("Chạy thử — chưa ghi gì. Để ghi: bỏ -n.", "Dry run — nothing was written.")
    count = len(plan.parsed.rows)
    if manner.dry_run:
        return Text(
            f"Chạy thử — chưa ghi gì vào kho. Để ghi {count} dòng hợp lệ: bỏ -n, thêm --partial.",
            f"Dry run — nothing was written to the store. To write the {count} good rows:"
            " --partial, no -n.",
        )
    return Text(
        f"Chưa ghi gì vào kho. Để ghi {count} dòng hợp lệ: thêm --partial.",
        f"Nothing was written to the store. To write the {count} good rows: add --partial.",
    )


def _emit(
    office: Office,
    listname: ListName,
    preview: Preview,
    problems: list[dict[str, Any]],
    written: Written | None,
    book: Path | None,
    manner: Manner,
) -> None:
    emit(
        office.output or "json",
        f"import-{listname}",
        _COLUMNS,
        problems,
        as_of=office.today(),
        known_at=office.now().isoformat(timespec="seconds"),
        generated_at=office.now().isoformat(timespec="seconds"),
        headers=office.headers,
        extra={
            **preview.row(),
            "dry_run": manner.dry_run,
            "written": 0 if written is None else len(preview.parsed.rows),
            "refs": [] if written is None else list(written.refs),
            "deadlines": 0 if written is None else written.deadlines,
            "error_file": None if book is None else str(book),
        },
    )


def _error_book(office: Office, preview: Preview, source: Path, wanted: Path | None) -> Path | None:
    """Give the bad rows back; beside the source under a free name, unless one was asked."""
    if wanted is not None:
        write_error_book(wanted, preview.sheet, preview.parsed, language=language())
        return wanted
    for number in range(1, _NAMES):
        mark = ".loi" if number == 1 else f".loi-{number}"
        path = source.with_name(f"{source.stem}{mark}.xlsx")
        if is_there(path):
            continue
        try:
            write_error_book(path, preview.sheet, preview.parsed, language=language())
        except SheetError as problem:
            office.tell(problem.text)  # the preview matters more than its copy
            return None
        return path
    return None


def _tell_replayed(office: Office, listname: ListName) -> None:
    said = Text(
        "✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.",
        "✓ This request was carried out before; nothing is written twice.",
    )
    if office.output in _PEOPLE:
        click.echo(say(said))
        return
    office.emit(f"import-{listname}", _COLUMNS, [])


def _no_rows(name: str) -> RejectedInputError:
    return RejectedInputError(
        Text(
            f"{name} chỉ có tiêu đề, không có dòng nào để nhập; chưa ghi gì.",
            f"{name} has headings but no rows; nothing was written.",
        )
    )
