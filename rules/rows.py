"""The rows of the table that a lawyer reads, and what in the product carries each of them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.loader import read_source
from rules.rule import Rule, Version
from rules.source import Source
from rules.text import Text
from rules.toml_file import Table, read_table
from rules.units import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """Names of what asks for a row; they belong to the rooms above and are checked by a test.

    Attributes:
        conditions: Conditions, by module and function: ``votes.cell_agreed``.
        facts: Kinds of fact, or one field of a kind: ``recommendation.replaces``.
        states: States of a case.
        events: Events of a case.
        forms: Papers of the register of forms.
        code: Other modules, as paths: ``workflow/extension.py``.
    """

    conditions: tuple[str, ...]
    facts: tuple[str, ...]
    states: tuple[str, ...]
    events: tuple[str, ...]
    forms: tuple[str, ...]
    code: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in this order."""
        return (
            *self.conditions,
            *self.facts,
            *self.states,
            *self.events,
            *self.forms,
            *self.code,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table.

    Attributes:
        id: Its number in the table: ``R8.1``, ``C.1``, ``T5``, ``G3``.
        title: What it asks, in our own words.
        rules: The rules that hold its values.
        from_on: First day of the row; None: as its rules, or not known.
        until_on: Last day of the row; None: while its rules hold.
        sources: Where else it stands; the only sources of a row without a rule.
        confidence: How sure we are of a row without a rule; None where it claims nothing.
        carriers: What in the product asks for it.
        information: Why nothing is decided by it; None where something is.
    """

    id: str
    title: Text
    rules: tuple[str, ...]
    from_on: date | None
    until_on: date | None
    sources: tuple[Source, ...]
    confidence: Confidence | None
    carriers: Carriers
    information: Text | None

    @property
    def verified(self) -> bool:
        """Whether a row without a rule needs no “chưa xác minh”; its rules speak for any other."""
        return self.confidence in {None, Confidence.HIGH}

    def wordings(self, rule: Rule) -> tuple[Version, ...]:
        """The wordings of a rule that lie in the days of this row."""
        return tuple(
            version
            for version in rule.versions
            if (self.until_on is None or version.from_on <= self.until_on)
            and (
                self.from_on is None or version.until_on is None or self.from_on <= version.until_on
            )
        )


def load_rows(
    folder: Path, label: str, rules: Container[str], documents: Container[str]
) -> tuple[Row, ...]:
    """Read the files of a folder, in the order of their names.

    Args:
        folder: The folder.
        label: How it is called in messages.
        rules: Ids of the rules that a row may name.
        documents: Keys of the register of documents.

    Raises:
        RulebookError: A row is not in order.
    """
    rows: dict[str, Row] = {}
    for path in sorted(folder.glob("*.toml")):
        top = read_table(path, f"{label}/{path.name}")
        top.only("rows")
        for table in top.tables("rows"):
            row = _row(table, rules, documents)
            if row.id in rows:
                raise table.refuse(
                    "id", Text(f"dòng “{row.id}” đã có ở trên.", f"row “{row.id}” is listed above.")
                )
            rows[row.id] = row
    return tuple(rows.values())


_CARRIERS = ("conditions", "facts", "states", "events", "forms", "code")


def _row(table: Table, rules: Container[str], documents: Container[str]) -> Row:
    table.only(
        *("id", "title", "rules", "from", "until", "sources", "confidence"),
        *_CARRIERS,
        "information",
    )
    row = Row(
        id=table.string("id"),
        title=table.text("title"),
        rules=table.strings("rules"),
        from_on=table.optional_day("from"),
        until_on=table.optional_day("until"),
        sources=_sources(table, documents),
        confidence=table.optional_choice("confidence", Confidence),
        carriers=Carriers(**{name: table.strings(name) for name in _CARRIERS}),
        information=table.optional_text("information"),
    )
    _check(table, row, rules)
    return row


def _check(table: Table, row: Row, rules: Container[str]) -> None:
    for rule in row.rules:
        if rule not in rules:
            raise table.refuse(
                "rules", Text(f"không có quy tắc “{rule}”.", f"there is no rule “{rule}”.")
            )
    if row.rules and row.confidence is not None:
        raise table.refuse(
            "confidence",
            Text(
                "độ tin cậy của dòng này nằm ở quy tắc của nó.",
                "the confidence of this row stands with its rules.",
            ),
        )
    if not row.rules and bool(row.sources) != (row.confidence is not None):
        raise table.refuse(
            "sources",
            Text(
                "dòng không có quy tắc cần cả nguồn và độ tin cậy, hoặc không ghi gì.",
                "a row without a rule needs a source and a confidence, or neither.",
            ),
        )
    if not row.carriers.names and row.information is None:
        raise table.refuse(
            "id",
            Text(
                "dòng phải nêu nơi áp dụng, hoặc “information”: vì sao không quyết định gì.",
                "a row names what carries it, or in “information” why nothing is decided by it.",
            ),
        )


def _sources(table: Table, documents: Container[str]) -> tuple[Source, ...]:
    listed = table.data.get("sources", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise table.refuse(
            "sources", Text("“sources” phải là danh sách nguồn.", "“sources” must list sources.")
        )
    line = table.line_of("sources")
    return tuple(
        read_source(
            Table(
                file=table.file,
                lines=table.lines,
                first=line,
                last=line,
                data={"source": one},
            ),
            documents,
        )
        for one in listed
    )
