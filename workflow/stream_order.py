"""Whether the entries of one stream are sound, and stand in the order they were written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from audit import Break, Detail, Entry, Stored, Verdict, read_stream
from workflow.evidence import place


def sound_entries(rows: Iterable[Stored]) -> tuple[list[Entry], Break | None]:
    """The entries up to the first that is not sound, and what is wrong with that one."""
    entries: list[Entry] = []
    for found in read_stream(rows):
        if isinstance(found, Break):
            return entries, found
        entries.append(found)
    return entries, None


def climbing(rows: list[Stored], entries: list[Entry]) -> Iterator[Break]:
    """Within a stream the order of writing, and that of the tree, is the order of its numbers."""
    before: Any = 0
    leaf: int | None = -1
    for row, entry in zip(rows, entries, strict=True):
        if row.written <= before:
            told = Detail(
                "không được ghi sau mục đứng trước nó",
                "it was not written after the entry before it",
            )
            yield replace(place(entry, Verdict.REORDERED, told), written=row.written)
            return
        if row.leaf is not None and leaf is None:
            told = Detail(
                "đã niêm, dù mục đứng trước nó chưa niêm",
                "it is sealed, though the entry before it is not",
            )
            yield replace(place(entry, Verdict.UNSEALED, told), written=row.written)
            return
        if row.leaf is not None and leaf is not None and row.leaf <= leaf:
            told = Detail(
                "trong cây không đứng sau mục đứng trước nó",
                "in the tree it does not stand behind the entry before it",
            )
            yield replace(place(entry, Verdict.REORDERED, told), written=row.written)
            return
        before, leaf = row.written, row.leaf
