"""The cells of a text table: commas, semicolons or tabs, in whatever Unicode a program saved."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

from office.formulas import bare
from office.refusal import SheetError, too_long, unreadable
from office.sheet import COLUMN_LIMIT, ROW_LIMIT
from rules.text import Text

_DELIMITERS = (",", ";", "\t")
_SAMPLE = 16_384  # characters looked at to tell the delimiter
_SPARE = 20  # lines above the headings do not count as rows of the list

# The single-byte text that old fonts were typed in; latin-1 maps what cp1252 leaves open.
_FONT_CODES = frozenset({"tcvn3", "vni"})
ENCODINGS = ("utf-8", "utf-16", "cp1258", "tcvn3", "vni")
"""The encodings an officer can name."""


def read_delimited(data: bytes, file_name: str, encoding: str | None) -> Sequence[Sequence[str]]:
    """All lines of a delimited text file.

    Raises:
        SheetError: The text is in no encoding we know, or is not a table of text.
    """
    text = _decoded(data, file_name, encoding)
    if "\0" in text:
        raise unreadable(file_name, why=_NOT_TEXT, remedy=_AS_UTF8)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            if len(row) > COLUMN_LIMIT and any(row[COLUMN_LIMIT:]):
                raise too_long(file_name)
            rows.append(row)
            if len(rows) > ROW_LIMIT + _SPARE:
                raise too_long(file_name)
    except csv.Error as error:
        raise unreadable(file_name, why=_NOT_TABLE, remedy=_AS_UTF8) from error
    if "'" in text:
        rows = [[bare(cell) if cell[:1] == "'" else cell for cell in row] for row in rows]
    return rows


def _decoded(data: bytes, file_name: str, encoding: str | None) -> str:
    try:
        if data.startswith(codecs.BOM_UTF8):
            return data.decode("utf-8-sig")
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if encoding is None:
            return data.decode("utf-8")
        chosen = encoding.lower()
        if chosen not in ENCODINGS:
            raise _unknown(file_name, encoding)
        if chosen in _FONT_CODES:
            return _font_text(data)
        return data.decode(chosen)
    except UnicodeDecodeError as error:
        raise unreadable(file_name, why=_NOT_UTF8, remedy=_AS_UTF8) from error


def _font_text(data: bytes) -> str:
    """Text typed in a font's own code: UTF-8 if a program has re-saved it so, else bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _delimiter(text: str) -> str:
    """The delimiter that makes most cells of the sample; commas when none makes any."""
    sample = io.StringIO(text[:_SAMPLE], newline="").readlines()[:40]
    return max(
        _DELIMITERS,
        key=lambda delimiter: sum(map(len, csv.reader(sample, delimiter=delimiter))),
    )


def _unknown(file_name: str, encoding: str) -> SheetError:
    return unreadable(
        file_name,
        why=Text(vi=f"không biết bảng mã “{encoding}”", en=f"the encoding “{encoding}” is unknown"),
        remedy=Text(
            vi=f"Các bảng mã nhận được: {', '.join(ENCODINGS)}",
            en=f"Known encodings: {', '.join(ENCODINGS)}",
        ),
    )


_NOT_TEXT = Text(vi="tệp không phải là văn bản", en="the file is not text")
_NOT_TABLE = Text(vi="tệp không phải là bảng ngăn cột", en="the file is not a delimited table")
_NOT_UTF8 = Text(vi="chữ trong tệp không theo bảng mã UTF-8", en="its text is not UTF-8")
_AS_UTF8 = Text(
    vi="Xin lưu lại dạng “CSV UTF-8” hoặc .xlsx; chữ font cũ thì thêm --encoding tcvn3 hoặc vni",
    en="Please save it as “CSV UTF-8” or .xlsx; for old fonts add --encoding tcvn3 or vni",
)
