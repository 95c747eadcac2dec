"""A long log verified, beside a bare loop that reads its rows and hashes them."""

from __future__ import annotations

import hashlib
import resource
import shutil
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from driver import open_driver
from results import Line, Report

from audit import Entry, genesis
from storage.address import address_of
from storage.log_scan import verify_log
from storage.schema import create_store, open_store

_STREAM_LENGTH = 20
_BATCH = 20_000
_ENTRY = b"ketnap entry v1\x00"


def measure_log(report: Report, folder: Path, *, rounds: int, entries: int) -> None:
    """Fill a store with entries of ordinary size, seal it, verify it in turns with the loop."""
    path = folder / "log.db"
    create_store(address_of(str(path))).close()
    _fill(path, entries)
    ours, theirs = [], []
    with open_store(address_of(str(path))) as store:
        store.tree.seal()
        verify_log(store)  # pages are in memory for both sides
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(rounds):
            theirs.append(_bare(path))
            began = time.perf_counter()
            found = verify_log(store)
            ours.append(time.perf_counter() - began)
            assert found is not None  # noqa: S101 - what is measured must have been done
            assert found.entries == entries  # noqa: S101 - as above
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ratios = [bare / mine for bare, mine in zip(theirs, ours, strict=True)]
    spread = quantiles(ratios, n=4) if len(ratios) > 1 else [ratios[0]] * 3
    value = median(ratios)
    mine, bare = median(ours), median(theirs)
    report.add(
        Line(
            what=f"{entries:,} entries verified (digests, chains, tree), beside hashing alone",
            ours=f"{mine:.2f} s ({entries / mine:.0f}/s), {more:.0f} MB more at the peak",
            theirs=f"{bare:.2f} s ({entries / bare:.0f}/s)",
            value=value,
            spread=(spread[0], spread[2]),
            goal="≥ 0.8",
            met=value >= 0.8,
            command="bench/run.py log",
        )
    )


def _bare(path: Path) -> float:
    """The other side: read each row, hash its body, compare."""
    connection = open_driver(path)
    began = time.perf_counter()
    wrong = 0
    rows = connection.execute("SELECT stream, seq, digest, previous, body FROM entry ORDER BY id")
    for _stream, _seq, digest, _previous, body in rows:
        wrong += hashlib.sha256(_ENTRY + body.encode()).hexdigest() != digest
    took = time.perf_counter() - began
    connection.close()
    assert not wrong  # noqa: S101 - as above
    return took


def _fill(path: Path, entries: int) -> None:
    connection = open_driver(path)
    connection.execute("PRAGMA synchronous = OFF")
    heads: dict[str, tuple[int, str]] = {}
    cases = max(1, entries // _STREAM_LENGTH)
    for low in range(0, entries, _BATCH):
        rows = [_row(heads, number % cases) for number in range(low, min(entries, low + _BATCH))]
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, ?, ?, ?, ?)", rows
        )
        connection.execute("COMMIT")
    connection.close()


def _row(heads: dict[str, tuple[int, str]], case: int) -> tuple[Any, ...]:
    stream = f"note/{case}"
    seq, previous = heads.get(stream) or (0, genesis(stream))
    fields = {
        "kind": "fact",
        "event": "opinion",
        "effective_on": "2024-05-03",
        "recorded_at": "2026-11-23T03:00:00.000000Z",
        "actor": "lan",
        "unit": "DV",
        "document": {"number": f"{case}-NQ/CB", "issuer": "DV"},
        "data": {"source": "workplace", "result": "agree", "who": {"sealed": previous}},
        "rules": ["opinion@2011-11-01"],
    }
    entry = Entry.seal(stream, seq + 1, previous, fields)
    heads[stream] = entry.seq, entry.digest
    return entry.stream, entry.seq, entry.body, entry.digest, entry.previous


def room_for(folder: Path, entries: int) -> bool:
    """Whether the disk has room for such a log, twice over."""
    return shutil.disk_usage(folder).free > entries * 2_500
