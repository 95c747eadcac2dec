"""All that a store holds of one stream, put together as the tables are read in step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from audit import Break, Detail, Sealed, Stored, Verdict
from workflow.evidence import Row
from workflow.ports import AuditMoment


@dataclass(slots=True, kw_only=True)
class StreamRows:
    """Everything that the store holds of one stream."""

    name: str
    log: list[Stored] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    screenings: list[Row] = field(default_factory=list)
    deadlines: list[Row] = field(default_factory=list)
    sealed: list[Sealed] = field(default_factory=list)


def side_by_side(rows: AuditMoment) -> Iterator[StreamRows]:
    """Read log, projections and sealed values together, one stream at a time."""
    feeds = (
        _grouped("log", rows.log_rows(), lambda row: row.stream),
        _grouped("cases", rows.case_rows(), itemgetter("ref")),
        _grouped("screenings", rows.screening_rows(), itemgetter("ref")),
        _grouped("deadlines", rows.deadline_rows(), itemgetter("stream")),
        _grouped("sealed", rows.sealed_rows(), itemgetter(0)),
    )
    by_name = itemgetter(0)
    for name, found in groupby(merge(*feeds, key=by_name), key=by_name):
        parts = {kind: group for _, kind, group in found}
        yield StreamRows(
            name=name,
            log=parts.get("log", []),
            cases=parts.get("cases", []),
            screenings=parts.get("screenings", []),
            deadlines=parts.get("deadlines", []),
            sealed=[kept for _, kept in parts.get("sealed", [])],
        )


def _grouped(
    kind: str, rows: Iterable[Any], key: Callable[[Any], Any]
) -> Iterator[tuple[str, str, list[Any]]]:
    for name, group in groupby(rows, key=key):
        yield str(name), kind, list(group)


def by_stream(rows: Iterable[Row], stream: Callable[[Row], str]) -> dict[str, list[Row]]:
    """The rows of a register by the stream that each belongs to."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(stream(row), []).append(row)
    return found


def without_log(stream: StreamRows) -> Break:
    """What is wrong with a stream of which other rows are left, but no entry."""
    parts = (
        (Detail("hồ sơ", "case"), stream.cases),
        (Detail("lượt rà soát", "screening"), stream.screenings),
        (Detail("hạn", "deadlines"), stream.deadlines),
        (Detail("giá trị giữ riêng", "sealed values"), stream.sealed),
    )
    left = [name for name, found in parts if found]
    told = Detail(
        f"không còn mục nào, chỉ còn: {', '.join(name.vi for name in left)}",
        f"no entry is left of it, only: {', '.join(name.en for name in left)}",
    )
    return Break(stream=stream.name, seq=1, verdict=Verdict.REMOVED, detail=told)
