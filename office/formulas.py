"""Text that a spreadsheet program or a terminal would act on, made harmless.

A name such as `=HYPERLINK(…)` written to CSV runs on the computer of whoever opens it. In CSV it
gets an apostrophe in front; in XLSX every text is written as a text cell instead.
"""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""The most characters a spreadsheet cell holds."""

# The last four are the full-width forms, which some programs turn into the plain ones.
_RUNS = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def guarded(text: str) -> str:
    """The text as it may stand in a CSV cell."""
    return f"'{text}" if _RUNS.match(text) else text


def bare(text: str) -> str:
    """The text that `guarded` made safe; any other text is itself."""
    return text[1:] if text[:1] == "'" and _RUNS.match(text, 1) else text


def printable(text: str) -> str:
    """The text with control characters and broken letters shown as `�`.

    A cell may hold what would steer a terminal or break a workbook's XML; it is shown, not run.
    """
    return _UNPRINTABLE.sub("\ufffd", text)
