"""The rules as rows: those of a day, or everything that is not verified, wording by wording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from commands.speech import language, say
from commands.wordings import list_item
from rules.errors import NoWordingError
from rules.rows import Row
from rules.rulebook import Rulebook
from rules.text import Text
from rules.units import Unit


def rules_of(book: Rulebook, day: date) -> list[dict[str, Any]]:
    """Each rule with its wording of the day; rules without one are left out."""
    found = []
    for rule in book.rules():
        try:
            found.append(list_item(rule, rule.on(day)))
        except NoWordingError:
            continue
    return found


def unverified(book: Rulebook, day: date | None) -> list[dict[str, Any]]:
    """Every wording that is not verified, and each row of the law that rests on no rule.

    Args:
        book: The law.
        day: Only what is in force on it; None: all that ever was.
    """
    return [*_wordings(book, day), *_rows(book, day)]


def _wordings(book: Rulebook, day: date | None) -> Iterator[dict[str, Any]]:
    for rule in book.rules():
        for version in rule.versions:
            if not version.verified and (day is None or version.holds_on(day)):
                shown = version.id if day is None else rule.id
                yield {**list_item(rule, version), "id_shown": shown}


def _rows(book: Rulebook, day: date | None) -> Iterator[dict[str, Any]]:
    for row in book.rows():
        begun = day is None or row.from_on is None or row.from_on <= day
        if not row.verified and begun:
            yield _row_item(row)


def _row_item(row: Row) -> dict[str, Any]:
    cited = "; ".join(source.cite(language()) for source in row.sources)
    sure = Text("", "") if row.confidence is None else row.confidence.label
    return {
        "id": row.id,
        "wording": None,
        "title": say(row.title),
        "value": None,
        "unit": Unit.NONE.value,
        "unit_shown": "—",
        "source": cited,
        "source_shown": f"! {cited}",
        "in_force_from": row.from_on,
        "in_force_until": row.until_on,
        "confidence": row.confidence,
        "confidence_shown": say(sure),
        "timer": False,
        "local": False,
    }
