"""A table in an old font made Unicode, where only some of its lines may be in that font.

Many letters are both: `Bé` is a word in Unicode and `Bộ` in TCVN3. Which one a cell means is told
by the other cells of its line, and where these say nothing, by the other lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from office.legacy import LegacyEncoding, from_legacy, legacy_encoding
from office.sheet import Cell, Sheet

# No old font has these: Vietnamese letters beyond Latin-1, and marks that stand by themselves.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
    "\u0300-\u036f\u1ea0-\u1ef9]"
)
_INSIDE = re.compile("[a-z\u00df-\u00ff][\u00c0-\u00de]")  # a capital only the font made small


class _Script(Enum):
    UNICODE = auto()
    OLD = auto()
    EITHER = auto()


def unicoded(sheet: Sheet, encoding: LegacyEncoding) -> Sheet:
    """The sheet with headings and cells typed in an old font converted, and the others as they are.

    A line break or control character in a cell stays what it is.
    """
    mixed = any(_script(cell) is _Script.UNICODE for _, cells in sheet.rows for cell in cells)
    return replace(
        sheet,
        headings=tuple(str(text) for text in _converted(sheet.headings, encoding, otherwise=True)),
        rows=[
            (number, _converted(cells, encoding, otherwise=not mixed))
            for number, cells in sheet.rows
        ],
    )


def _converted(
    cells: Sequence[Cell], encoding: LegacyEncoding, *, otherwise: bool
) -> Sequence[Cell]:
    scripts = list(map(_script, cells))
    if _Script.UNICODE in scripts:
        otherwise = False
    elif _Script.OLD in scripts:
        otherwise = True
    wanted = {_Script.OLD, _Script.EITHER} if otherwise else {_Script.OLD}
    return [
        from_legacy(cell, encoding) if isinstance(cell, str) and script in wanted else cell
        for cell, script in zip(cells, scripts, strict=True)
    ]


def _script(cell: Cell) -> _Script | None:
    """How a cell is typed; None where it makes no difference."""
    if not isinstance(cell, str) or cell.isascii():
        return None
    if _UNICODE.search(cell):
        return _Script.UNICODE
    if legacy_encoding(cell) or _INSIDE.search(cell):
        return _Script.OLD
    return _Script.EITHER
