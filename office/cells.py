"""One cell becomes a value or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from unicodedata import normalize

from office.dates import LAST_YEAR, parse_born, parse_day
from office.legacy import LegacyEncoding, from_legacy, legacy_encoding
from office.refused import Refused, refused
from office.sheet import Cell
from office.vocabulary import parse_education, parse_ethnic, parse_sex, parse_state
from workflow.names import NAME_LIMIT, TextError, clean_text
from workflow.personal import NOT_A_NAME, name_fault

Value = str | int | date
"""What a parsed cell holds."""

Parser = Callable[[Cell], Value | Refused]
"""Reads one cell that is not empty."""

NOTE_LIMIT = 2_000
"""The longest note, in characters."""

FIRST_QUOTA_YEAR = 1930  # the Party was founded on 3 February 1930
COUNT_LIMIT = 10_000_000  # more than there are members

_IDENTITY = re.compile(r"\d{9}|\d{12}")
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[. ]\d{3})+")
_SPACING = re.compile(r"[\s.'’-]+")
_WORD_START = re.compile(r"(?:^|(?<=[\s'-]))\w")


def parser_of(kind: str, legacy: LegacyEncoding | None = None) -> Parser:
    """The parser for a kind of column, as `data/headings.toml` names it.

    Args:
        kind: `text`, `note`, `name`, `date`, `born`, `sex`, `ethnic`, `education`, `state`,
            `identity`, `count` or `year`.
        legacy: The old font code that text is converted from; without it such text is refused.

    Raises:
        KeyError: There is no such kind.
    """
    parsers: dict[str, Parser] = {
        "text": partial(_text, legacy=legacy, limit=NAME_LIMIT),
        "note": partial(_text, legacy=legacy, limit=NOTE_LIMIT),
        "name": partial(_name, legacy=legacy),
        "date": parse_day,
        "born": parse_born,
        "sex": partial(_word, legacy=legacy, parse=parse_sex),
        "ethnic": partial(_word, legacy=legacy, parse=parse_ethnic),
        "education": partial(_education, legacy=legacy),
        "state": partial(_word, legacy=legacy, parse=parse_state),
        "identity": _identity,
        "count": _count,
        "year": _year,
    }
    return parsers[kind]


def shown(cell: Cell) -> str:
    """A raw cell as an officer sees it: whole numbers without `.0`, days as dd/mm/yyyy."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.hour or cell.minute else f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _text(cell: Cell, *, legacy: LegacyEncoding | None, limit: int) -> str | Refused:
    text = normalize("NFC", shown(cell)[: 4 * limit + 1])  # the rest of a longer one is refused
    found = legacy_encoding(text)
    if found and legacy:
        text = from_legacy(text, legacy)
    elif found:
        return refused(
            f"chữ kiểu {found.upper()}; dùng --encoding {found} để chuyển",
            f"typed in a {found.upper()} font; use --encoding {found} to convert it",
        )
    try:
        return clean_text(text, limit=limit)
    except TextError as error:
        return Refused(reason=error.text)


def _name(cell: Cell, *, legacy: LegacyEncoding | None) -> str | Refused:
    if not isinstance(cell, str):
        return Refused(reason=NOT_A_NAME)
    name = _text(cell, legacy=legacy, limit=NAME_LIMIT)
    if isinstance(name, Refused):
        return name
    # What the old font wrote is judged as converted, and breaks as they were typed.
    if fault := name_fault(from_legacy(cell, legacy) if legacy and legacy_encoding(cell) else cell):
        return Refused(reason=fault)
    # The old fonts have no capitals with tones, so converted names begin small: Thị ánh.
    return _WORD_START.sub(lambda start: start[0].upper(), name) if legacy == "tcvn3" else name


def _word(
    cell: Cell, *, legacy: LegacyEncoding | None, parse: Callable[[str], str | Refused]
) -> str | Refused:
    text = _text(cell, legacy=legacy, limit=NAME_LIMIT)
    return text if isinstance(text, Refused) else parse(text)


def _education(cell: Cell, *, legacy: LegacyEncoding | None) -> str | Refused:
    if isinstance(cell, date):  # Excel makes a day of 9/12, and which number was first is lost
        return refused(
            "Excel đã đổi trình độ thành ngày; định dạng cột là Văn bản rồi nhập lại",
            "Excel has made it a date; format the column as Text and retype it",
        )
    return _word(cell, legacy=legacy, parse=parse_education)


def _identity(cell: Cell) -> str | Refused:
    digits = _SPACING.sub("", shown(cell)[:NAME_LIMIT])
    if _IDENTITY.fullmatch(digits) and digits.isascii():
        return digits
    if not isinstance(cell, str) and digits.isdecimal():
        return refused(
            "số căn cước mất số 0 ở đầu; định dạng cột là Văn bản rồi nhập lại",
            "the number has lost its leading zero; format the column as Text and retype it",
        )
    return refused("số căn cước phải có 12 hoặc 9 chữ số", "needs 12 digits, or 9")


def _count(cell: Cell) -> int | Refused:
    number = _whole(cell)
    if number is None or number > COUNT_LIMIT:
        return refused("không phải là số nguyên từ 0", "not a whole number from 0 on")
    return number


def _year(cell: Cell) -> int | Refused:
    number = _whole(cell)
    if number is None or not FIRST_QUOTA_YEAR <= number <= LAST_YEAR:
        return refused(
            f"không phải là năm (từ {FIRST_QUOTA_YEAR} đến {LAST_YEAR})",
            f"not a year from {FIRST_QUOTA_YEAR} to {LAST_YEAR}",
        )
    return number


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return int(cell) if 0 <= cell <= COUNT_LIMIT and cell == int(cell) else None
    if isinstance(cell, str) and _WHOLE.fullmatch(text := cell.strip()) and text.isascii():
        return int(text.replace(".", "").replace(" ", ""))
    return None
