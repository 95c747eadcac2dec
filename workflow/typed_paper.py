"""Number and date of a paper as officers type them together: “8726/VPCP-KGVX 26/11/2024”."""

from __future__ import annotations

from rules.text import Text
from workflow.errors import InputError
from workflow.personal import read_text
from workflow.typed_day import read_day

_LABEL = Text("Văn bản", "Document")


def read_paper(typed: str) -> str:
    """A document's key: its number and its ISO date.

    Raises:
        InputError: there is no number, or no day that exists.
    """
    number, _, day = read_text(typed, _LABEL).rpartition(" ")
    if not number.strip():
        shown = typed[:40]
        raise InputError(
            Text(
                f"“{shown}”: văn bản cần số và ngày, ví dụ “8726/VPCP-KGVX 26/11/2024”.",
                f"“{shown}”: a document takes its number and its day, like “12-QĐ/TU 2026-11-23”.",
            )
        )
    return f"{number.strip()} {read_day(day).isoformat()}"
