"""Read one list from an officer's file, guarded, in one pass.

Accepts .xlsx, .xls, .csv, .tsv and .txt. The content must be what the name says; the rows above the
headings (title, unit, as-of) are skipped by looking for the line that knows most headings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from office.book import read_book
from office.collector import collector_at_rest
from office.delimited import read_delimited
from office.formulas import printable
from office.headings import field_ids, heading_key, known_keys
from office.legacy import as_legacy, from_legacy, legacy_encoding
from office.oldbook import read_old_book
from office.refusal import SAVE_AGAIN, SheetError, too_long, unreadable
from office.sheet import COLUMN_LIMIT, Cell, Row, Sheet
from office.unicoding import unicoded
from rules.text import Text
from workflow.names import NAME_LIMIT

FILE_LIMIT = 64 * 1024 * 1024
"""The largest file taken, in bytes: 200,000 lines of text are about half of it."""

HEADINGS_WITHIN = 20
"""The headings must stand on one of this many first lines."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt"})


def read_sheet(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> Sheet:
    """Read a list.

    Args:
        path: The file.
        sheet: Name of the worksheet; without it the first visible one.
        encoding: How a text file is written when it is neither UTF-8 nor UTF-16: `cp1258`, or a
            legacy font's code, `tcvn3` or `vni` (text typed in it is then converted).

    Raises:
        SheetError: The file cannot be taken; nothing of it has been used.
    """
    name = path.name or str(path)
    data = _content(path)
    ending = path.suffix.lower()
    _match_ending(data, ending, name)
    with collector_at_rest():
        if ending == ".xlsx":
            title, table = read_book(data, name, sheet)
        elif ending == ".xls":
            title, table = read_old_book(data, name, sheet)
        else:
            title, table = path.stem, read_delimited(data, name, encoding)
        read = _sheet(title, name, hashlib.sha256(data).hexdigest(), table)
        legacy = as_legacy(encoding)
        return unicoded(read, legacy) if legacy else read


def _content(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise _refused(name, "đây là một thư mục", "this is a folder", _CHOOSE)
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except FileNotFoundError as error:
        raise _refused(name, "không có tệp này", "there is no such file", _CHOOSE) from error
    except PermissionError as error:
        raise _refused(
            name, "không có quyền đọc tệp", "reading it is not permitted", _CHOOSE
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _refused(
            name, "hệ điều hành báo lỗi khi mở tệp", "the system failed to open it", _CHOOSE
        ) from error
    if not data:
        raise _refused(name, "tệp trống", "the file is empty", SAVE_AGAIN)
    if len(data) > FILE_LIMIT:
        limit = FILE_LIMIT // 1024 // 1024
        raise _refused(name, f"tệp lớn hơn {limit} MB", f"it is larger than {limit} MB", _SPLIT)
    return data


def _match_ending(data: bytes, ending: str, name: str) -> None:
    """The content decides what a file is; a name that says otherwise is not guessed around."""
    if data.startswith(_ZIP):
        real = ".xlsx"
    elif data.startswith(_OLE):
        real = ".xls"
    elif ending in _TEXT_ENDINGS:
        return
    else:
        real = "text"
    if ending == real or (real == ".xls" and ending == ".xlsx"):  # an encrypted .xlsx is OLE inside
        return
    if ending not in {".xlsx", ".xls", *_TEXT_ENDINGS}:
        raise _refused(
            name,
            "chỉ nhận tệp .xlsx, .xls, .csv, .tsv",
            "only .xlsx, .xls, .csv and .tsv are taken",
            SAVE_AGAIN,
        )
    if real == "text":
        raise _refused(
            name, "nội dung không phải là tệp Excel", "its content is not a workbook", SAVE_AGAIN
        )
    raise _refused(
        name,
        f"đuôi tệp là {ending} nhưng nội dung là {real}",
        f"it ends in {ending} but holds {real}",
        Text(vi=f"Xin đổi đuôi tệp thành {real}", en=f"Please rename it to end in {real}"),
    )


def _sheet(title: str, name: str, sha256: str, table: Sequence[Sequence[Cell]]) -> Sheet:
    at = _heading_index(table)
    if at is None:
        raise _refused(
            name,
            f"không thấy dòng tiêu đề cột trong {HEADINGS_WITHIN} dòng đầu",
            f"no line of column headings among the first {HEADINGS_WITHIN} lines",
            Text(
                vi="Xin ghi tên cột (ví dụ: Họ và tên, Ngày sinh, Chi bộ) ngay trên dữ liệu",
                en="Please put column names (e.g. Họ và tên, Ngày sinh, Chi bộ) above the data",
            ),
        )
    headings = tuple(heading_text(cell) for cell in table[at])
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > COLUMN_LIMIT:
        raise too_long(name)
    first = at + 1
    fields = field_ids(table[first]) if first < len(table) else ()
    return Sheet(
        name=title,
        file_name=name,
        sha256=sha256,
        headings=headings,
        heading_line=at + 1,
        fields=fields,
        rows=_rows(table, first + bool(fields), len(headings)),
    )


def heading_text(cell: Cell) -> str:
    """A heading as one line of text."""
    return printable(" ".join(str(cell).split()))


def _heading_index(table: Sequence[Sequence[Cell]]) -> int | None:
    """The line that knows most headings; if none knows any, the fullest line of texts."""
    known = known_keys()
    best: tuple[int, int] = (0, 1)  # one lonely text is a title, not a line of headings
    found = None
    for index, row in enumerate(table[:HEADINGS_WITHIN]):
        texts = [_unicode(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        score = (len({key for text in texts if (key := heading_key(text)) in known}), len(texts))
        if score > best:
            best, found = score, index
    return found


def _unicode(cell: str) -> str:
    """A heading typed in an old font, as it would be compared; the sheet keeps what was typed."""
    text = cell[:NAME_LIMIT]
    found = legacy_encoding(text)
    return from_legacy(text, found) if found else text


def _rows(table: Sequence[Sequence[Cell]], first: int, width: int) -> list[Row]:
    rows: list[Row] = []
    for line, row in enumerate(table[first:], first + 1):
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]  # noqa: PLW2901 - a short line is padded
        rows.append((line, row[:width] if len(row) > width else row))
    return rows


_CHOOSE = Text(vi="Xin chọn tệp khác", en="Please choose another file")
_SPLIT = Text(vi="Xin chia thành nhiều tệp nhỏ hơn", en="Please split it into smaller files")


def _refused(name: str, vi: str, en: str, remedy: Text) -> SheetError:
    return unreadable(name, why=Text(vi=vi, en=en), remedy=remedy)
