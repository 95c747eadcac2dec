"""From `forms.toml` to the register of forms; what is out of order is refused by file and line."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rules.form_words import Purpose, Step, Variant
from rules.forms import Catalogue, Edition, Form, Forms
from rules.loader import read_source
from rules.text import Text
from rules.toml_file import Table, read_table
from rules.units import Confidence


def load_forms(path: Path, label: str, documents: Container[str]) -> Forms:
    """Read the register of forms.

    Args:
        path: The file.
        label: How the file is called in messages.
        documents: Keys of the register of documents; a source must be one of them.

    Raises:
        RulebookError: Something in the file is not in order.
    """
    top = read_table(path, label)
    top.only("editions", "catalogue", "forms")
    editions = _editions(top, documents)
    tables = top.tables("forms")
    forms = tuple(_form(table, documents, editions) for table in tables)
    return Forms(
        editions=editions,
        catalogue=_catalogue(top.table("catalogue"), documents),
        forms=_in_order(tables, forms),
    )


def _editions(top: Table, documents: Container[str]) -> tuple[Edition, ...]:
    found: list[Edition] = []
    for table in top.tables("editions"):
        table.only("from", "source")
        edition = Edition(from_on=table.day("from"), source=read_source(table, documents))
        if found and edition.from_on <= found[-1].from_on:
            raise table.refuse(
                "from",
                Text(
                    vi="các lần ban hành phải xếp theo ngày tăng dần.",
                    en="editions must stand in the order of their days.",
                ),
            )
        found.append(edition)
    return tuple(found)


def _catalogue(table: Table, documents: Container[str]) -> Catalogue:
    table.only("from", "source", "confidence", "digits", "folder", "note")
    return Catalogue(
        from_on=table.day("from"),
        source=read_source(table, documents),
        confidence=table.choice("confidence", Confidence),
        digits=table.whole("digits"),
        folder=table.text("folder"),
        note=table.optional_text("note"),
    )


def _form(table: Table, documents: Container[str], editions: tuple[Edition, ...]) -> Form:
    table.only(
        *("document", "variant", "number", "title", "step", "purpose", "signed_by"),
        *("from", "until", "catalogue", "source", "confidence", "note"),
    )
    source = read_source(table, documents) if "source" in table.data else None
    from_on, until_on = table.day("from"), table.optional_day("until")
    if source is None and from_on < editions[0].from_on:
        raise table.refuse(
            "from",
            Text(
                vi="trước lần ban hành đầu tiên; mẫu này cần “source” riêng.",
                en="before the first edition; this form needs a “source” of its own.",
            ),
        )
    if until_on is not None and until_on < from_on:
        raise table.refuse(
            "until",
            Text(
                vi="ngày cuối đứng trước ngày đầu của mẫu.",
                en="the last day of the form is before its first.",
            ),
        )
    return Form(
        document=table.string("document"),
        variant=table.optional_choice("variant", Variant),
        number=table.optional_string("number"),
        title=table.text("title"),
        step=table.choice("step", Step),
        purpose=table.choice("purpose", Purpose),
        signed_by=table.text("signed_by"),
        from_on=from_on,
        until_on=until_on,
        catalogue=_numbers(table),
        source=source,
        confidence=table.choice("confidence", Confidence),
        note=table.optional_text("note"),
    )


def _numbers(table: Table) -> tuple[int, ...]:
    value = table.data.get("catalogue", [])
    if isinstance(value, list) and all(type(one) is int and one > 0 for one in value):
        return tuple(value)
    raise table.refuse(
        "catalogue",
        Text(
            vi="“catalogue” phải là danh sách số trong danh mục.",
            en="“catalogue” must be a list of catalogue numbers.",
        ),
    )


def _in_order(tables: tuple[Table, ...], forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Close each number where the next of the same paper begins; refuse disorder and overlap."""
    closed = list(forms)
    last: dict[object, int] = {}
    for place, (table, form) in enumerate(zip(tables, forms, strict=True)):
        before = last.get(form.key)
        last[form.key] = place
        if before is None:
            continue
        earlier = forms[before]
        if form.from_on <= earlier.from_on:
            raise table.refuse(
                "from",
                Text(
                    vi=f"các số của mẫu “{form.document}” phải xếp theo ngày tăng dần.",
                    en=f"numbers of the form “{form.document}” must stand in order of their days.",
                ),
            )
        if earlier.until_on is not None and earlier.until_on >= form.from_on:
            raise tables[before].refuse(
                "until",
                Text(
                    vi=f"số này chồng lên số từ {form.from_on:%d/%m/%Y}.",
                    en=f"this number overlaps the one from {form.from_on.isoformat()}.",
                ),
            )
        until = earlier.until_on or form.from_on - timedelta(days=1)
        closed[before] = replace(earlier, until_on=until)
    return tuple(closed)
