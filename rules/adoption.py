"""Adopting a local rule of the package: a file of the place says from when, and by what."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from rules.errors import RulebookError
from rules.loader import read_source
from rules.rule import Rule
from rules.text import Text
from rules.toml_file import read_table
from rules.units import Confidence


def is_adoption(path: Path) -> bool:
    """Whether a file so much as mentions that it adopts a rule; reads no TOML."""
    return any(line.startswith(b"adopt") for line in path.read_bytes().splitlines())


def adopted(central: Rule | None, path: Path, documents: Container[str]) -> Rule:
    """A local rule of the package as the place that adopts it has it.

    Its wordings count from the day of adoption, and rest on the decision to adopt.

    Args:
        central: The rule of the package; None where it has none of this id.
        path: The file that adopts it; its name is the rule's id.
        documents: Keys of the register; the source must be one of them.

    Raises:
        RulebookError: The file is not in order, or the rule is not one to adopt.
    """
    top = read_table(path, str(path))
    top.only("id", "adopt", "from", "source", "confidence", "note")
    if top.string("id") != path.stem or not top.flag("adopt"):
        raise top.refuse(
            "id",
            Text(
                vi="tệp áp dụng phải mang tên của quy tắc và ghi “adopt = true”.",
                en="a file that adopts bears the rule's name and says “adopt = true”.",
            ),
        )
    if central is None or not central.local:
        raise top.refuse(
            "id",
            Text(
                vi=f"“{path.stem}” không phải quy định riêng có sẵn để áp dụng.",
                en=f"“{path.stem}” is no local rule of the package that could be adopted.",
            ),
        )
    begins = top.day("from")
    source = read_source(top, documents)
    versions = tuple(
        replace(
            version,
            from_on=max(version.from_on, begins),
            source=source,
            confidence=top.choice("confidence", Confidence),
            note=top.optional_text("note"),
        )
        for version in central.versions
        if version.until_on is None or version.until_on >= begins
    )
    if not versions:
        raise RulebookError(
            str(path),
            top.line_of("from"),
            Text(
                vi="quy định này đã hết hiệu lực trước ngày áp dụng.",
                en="the rule had ended before the day of adoption.",
            ),
        )
    return replace(central, versions=versions)
