"""The register of documents that the rules rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table, read_table
from rules.units import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the Party, told apart by number **and** date.

    Attributes:
        key: Number and date; the year alone where the day is not known.
        number: Its number, for instance ``01-HD/TW``; four documents share this one.
        issued_on: Its date; None where only the year is known.
        issuer: Who issued it.
        title: What it is about.
        in_force_from: First day in force; None where it is not known.
        in_force_until: Last day in force; None while nothing replaced it, as far as we know.
        replaces: Keys of the documents it replaced.
        confidence: How sure we are of these dates.
        note: What a reader must know before relying on it.
    """

    key: str
    number: str
    issued_on: date | None
    issuer: Text
    title: Text
    in_force_from: date | None
    in_force_until: date | None
    replaces: tuple[str, ...]
    confidence: Confidence
    note: Text | None


def load_documents(path: Path, label: str) -> dict[str, Document]:
    """Read a register.

    Raises:
        RulebookError: A line of it is not in order.
    """
    top = read_table(path, label)
    top.only("documents")
    register: dict[str, Document] = {}
    for table in top.tables("documents"):
        document = _document(table)
        if document.key in register:
            raise table.refuse(
                "key",
                Text(
                    vi=f"văn bản “{document.key}” đã có ở trên.",
                    en=f"the document “{document.key}” is already listed above.",
                ),
            )
        _check_replaced(table, document, register)
        register[document.key] = document
    return register


def _document(table: Table) -> Document:
    table.only(
        "key",
        "number",
        "date",
        "issuer",
        "title",
        "from",
        "until",
        "replaces",
        "confidence",
        "note",
    )
    key, number, issued_on = table.string("key"), table.string("number"), table.optional_day("date")
    year_only = issued_on is None and re.fullmatch(re.escape(number) + r" \d{4}", key)
    if not year_only and (issued_on is None or key != f"{number} {issued_on.isoformat()}"):
        raise table.refuse(
            "key",
            Text(
                vi=f"“{key}” phải là số và ngày của văn bản, ví dụ “{number} 2025-05-26”.",
                en=f"“{key}” must be number and date of the document, as “{number} 2025-05-26”.",
            ),
        )
    begin, end = table.optional_day("from"), table.optional_day("until")
    if begin is not None and end is not None and end < begin:
        raise table.refuse(
            "until",
            Text(
                vi="ngày hết hiệu lực đứng trước ngày có hiệu lực.",
                en="the last day in force is before the first.",
            ),
        )
    return Document(
        key=key,
        number=number,
        issued_on=issued_on,
        issuer=table.text("issuer"),
        title=table.text("title"),
        in_force_from=begin,
        in_force_until=end,
        replaces=_replaces(table),
        confidence=table.choice("confidence", Confidence),
        note=table.optional_text("note"),
    )


def _replaces(table: Table) -> tuple[str, ...]:
    value = table.data.get("replaces", [])
    if isinstance(value, list) and all(isinstance(key, str) for key in value):
        return tuple(value)
    raise table.refuse(
        "replaces",
        Text(
            vi="“replaces” phải là danh sách khóa văn bản.",
            en="“replaces” must be a list of document keys.",
        ),
    )


def _check_replaced(table: Table, document: Document, known: Mapping[str, Document]) -> None:
    for key in document.replaces:
        if key not in known:
            raise table.refuse(
                "replaces",
                Text(
                    vi=f"văn bản bị thay thế “{key}” chưa có ở trên trong sổ.",
                    en=f"the replaced document “{key}” is not listed above.",
                ),
            )
