"""A workbook is checked before it is parsed, and only what was checked reaches the parser.

An .xlsx file is a ZIP archive of XML parts. A few kilobytes can claim billions of cells or inflate
to gigabytes, so the parts are inflated here under caps, their cells counted, and a fresh archive of
just these parts is handed on. The parser never sees the file that came from outside.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from office.census import (
    Census,
    CensusError,
    holds_strings,
    longest_string,
    take_census,
    without_counts,
)
from office.refusal import SAVE_AGAIN, SheetError, damaged, encrypted, too_long, unreadable
from office.sheet import AREA_LIMIT, COLUMN_LIMIT, ROW_LIMIT
from rules.text import Text

ENTRY_LIMIT = 2_000
INFLATED_LIMIT = 256 * 1024 * 1024  # a full list of 200,000 lines inflates to about half of it
RATIO_LIMIT = 50  # lists of people inflate about tenfold
RATIO_FREE = 4 * 1024 * 1024  # below this size a ratio says nothing
TEXT_LIMIT = 1024 * 1024 * 1024  # bytes of text the cells may name together

_PARTS = re.compile(r"(?:\[Content_Types\]\.xml|(?:_rels|xl)/.*\.(?:xml|rels))", re.IGNORECASE)
_SKIPPED = re.compile(r"xl/(?:media|drawings|charts|theme|embeddings)/", re.IGNORECASE)

# Everything zipfile is known to say about bytes that are no archive, or not one of this kind.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    CensusError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OverflowError,
)


def checked_workbook(data: bytes, file_name: str) -> bytes:
    """The bytes of an equal workbook that is safe to parse.

    Raises:
        SheetError: The archive is damaged, encrypted, or larger inside than any list can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive, file_name)
            return _checked(archive, parts, file_name)
    except _DAMAGE as error:
        raise damaged(file_name) from error


def _parts(archive: zipfile.ZipFile, file_name: str) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > ENTRY_LIMIT or inflated > INFLATED_LIMIT:
        raise _too_big(file_name)
    if inflated > RATIO_FREE and inflated > RATIO_LIMIT * packed:
        raise _too_big(file_name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise encrypted(file_name)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise zipfile.BadZipFile("two parts of one name")
    return [
        entry
        for entry in entries
        if _PARTS.fullmatch(entry.filename) and not _SKIPPED.match(entry.filename)
    ]


def _checked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file_name: str) -> bytes:
    target = io.BytesIO()
    cells = 0
    longest = 0
    strings = b""
    sheets: list[bytes] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as safe:
        for part in parts:
            content = archive.read(part)  # stops at the declared size and checks the sum
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:4]:
                raise CensusError
            # Any part can be named as a sheet or as the strings, so each is looked at as both.
            if holds_strings(content):
                content = without_counts(content)
                strings += content
                longest = max(longest, longest_string(content))
            census = take_census(content)
            _refuse_giant(census, file_name)
            if census.cells:
                cells += census.cells
                sheets.append(content)
            safe.writestr(part.filename, content)
    if cells * longest > TEXT_LIMIT and _named_text(sheets, strings) > TEXT_LIMIT:
        raise _too_big(file_name)
    return target.getvalue()


def _named_text(sheets: list[bytes], strings: bytes) -> int:
    """How many bytes the shared strings come to when each cell has its own copy."""
    lengths = [len(piece) for piece in re.split(rb"<(?:\w+:)?si[\s/>]", strings)[1:]]
    total = 0
    for sheet in sheets:
        for number in re.findall(rb"<(?:\w+:)?v[^>]*>\s*(\d{1,9})\s*<", sheet):
            if (index := int(number)) < len(lengths):
                total += lengths[index]
    return total


def _refuse_giant(census: Census, file_name: str) -> None:
    if (
        census.rows > ROW_LIMIT
        or census.columns > COLUMN_LIMIT
        or census.rows * census.columns > AREA_LIMIT
    ):
        raise too_long(file_name)


def _too_big(file_name: str) -> SheetError:
    return unreadable(
        file_name,
        why=Text(
            vi="nội dung nén bên trong lớn bất thường",
            en="what is packed inside is unusually large",
        ),
        remedy=SAVE_AGAIN,
    )
