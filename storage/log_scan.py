"""The log verified at full speed: digests, chains, tree; a process for each core."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from audit import Signed
from audit.json_text import decode, encode
from audit.scan import BLOCK, Part, Scan, joined
from rules.text import Text
from storage.faults import translated
from storage.log_part import read, uncollected
from storage.reading_only import is_read_only, reading_uri
from storage.store import SqlStore
from workflow.checkpoints.judging import judge_roots
from workflow.checkpoints.keys import KEY_STREAM
from workflow.errors import OutsideServiceError
from workflow.verification import Verification

_WORTH_A_PROCESS = 50_000
_DIED = Text("Một tiến trình kiểm chứng đã dừng giữa chừng.", "A verifying process has died.")
_PLACES = (  # from one end to the other: a gap between them is found where it is read
    "SELECT coalesce((SELECT max(number) FROM leaf) - (SELECT min(number) FROM leaf) + 1, 0)"
)
_OUTSIDE = "SELECT count(*) FROM entry WHERE id < 1 OR (id > :sealed AND id <= :newest)"
_WRITTEN = "SELECT count(*) FROM entry WHERE id <= :newest"
_AHEAD = 96 * BLOCK  # read in about a tenth of a second


def verify_log(store: SqlStore, elsewhere: Iterable[Signed] = ()) -> Verification | None:
    """Verify the sealed entries and the checkpoints over them; no table is compared.

    Returns:
        What was found where all is well; None where it is not: `workflow.verification` says how.

    Raises:
        OutsideServiceError: the database cannot be read, or a process died.
        TryAgainError: the store is busy.
    """
    outside = list(elsewhere)
    with store.audit.moment() as rows:
        kept = list(rows.checkpoints())
        newest = rows.newest_entry()
    keys = store.entries(KEY_STREAM)
    places = {one.seq: store.tree.place(KEY_STREAM, one.seq) for one in keys}
    sizes = [size for size, _ in kept] + [one.checkpoint.size for one in outside]
    scan = scan_log(store, sizes)
    if not scan.sound:
        return None
    fits, breaks = judge_roots(
        kept,
        keys,
        {seq: place for seq, place in places.items() if place is not None},
        scan.roots,
        scan.size,
        outside,
    )
    if breaks:
        return None
    return Verification(
        entries=scan.size,
        root=scan.root.hex(),
        unsealed=_unsealed(store, scan, newest),
        checkpoint=fits,
    )


def scan_log(store: SqlStore, sizes: Iterable[int] = (), *, processes: int | None = None) -> Scan:
    """Read every sealed entry; each process its share of the places.

    Args:
        store: The store.
        sizes: Sizes at which the root is wanted.
        processes: How many share the work (default: as many as there are cores, at most four).

    Raises:
        OutsideServiceError: the database cannot be read, or a process died.
        TryAgainError: the store is busy.
    """
    with uncollected(), translated(), store.engine.connect() as connection:
        count = int(connection.execute(text(_PLACES)).scalar_one())
        sqlite = connection.dialect.name == "sqlite"
        shares = _shares(count, processes or min(os.cpu_count() or 1, 4))
        wanted = sorted(size for size in set(sizes) if 0 < size <= count)
        asked = [
            _question(store, one, wanted, sqlite=sqlite) | {"ends": one == shares[-1]}
            for one in shares
        ]
        others = [_started(one) for one in asked[1:]]
        cursor: Any = connection.connection.cursor()
        try:
            parts = [
                read(cursor, one["kind"], one["first"], one["last"], one["sizes"])
                for one in asked[:1]
            ]
        finally:
            cursor.close()
            answers = [one.communicate()[0] for one in others]
        if any(one.returncode for one in others):
            raise OutsideServiceError(_DIED)
        return joined([*parts, *(Part.of(decode(answer)) for answer in answers)])


def _unsealed(store: SqlStore, scan: Scan, newest: int) -> int:
    """How many entries up to the newest have no place."""
    with translated(), store.engine.connect() as connection:
        if scan.in_order:  # those with a place are the first ones: nothing else need be counted
            asked = text(_OUTSIDE).bindparams(sealed=scan.size, newest=newest)
            return int(connection.execute(asked).scalar_one())
        asked = text(_WRITTEN).bindparams(newest=newest)
        return int(connection.execute(asked).scalar_one()) - scan.size


def _shares(count: int, processes: int) -> list[tuple[int, int]]:
    """Places in shares that begin at a block; a small log is not worth a second process.

    The first share is this process's own, and larger by what it reads while another one starts.
    """
    many = max(1, min(processes, count // _WORTH_A_PROCESS))
    ahead = min(_AHEAD, count // 4 // BLOCK * BLOCK) if many > 1 else 0
    size = -(-(count - ahead) // many // BLOCK) * BLOCK or BLOCK
    size += BLOCK if size * many + ahead < count else 0
    ends = [*range(size + ahead, count, size), count] if count else []
    return list(zip([0, *ends], ends, strict=False))


def _question(
    store: SqlStore, share: tuple[int, int], sizes: list[int], *, sqlite: bool
) -> dict[str, Any]:
    url = store.engine.url
    place = url.render_as_string(hide_password=False).replace("+psycopg", "")
    if sqlite:
        path = Path(str(url.database))
        place = reading_uri(path) if is_read_only(path) else f"{path.absolute().as_uri()}?mode=ro"
    return {
        "kind": "sqlite" if sqlite else "postgresql",
        "place": place,
        "first": share[0],
        "last": share[1],
        "sizes": [size for size in sizes if share[0] < size <= share[1]],
    }


def _started(asked: dict[str, Any]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "storage.log_part"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    if process.stdin is not None:
        process.stdin.write(encode(asked).encode())
        process.stdin.close()
        process.stdin = None
    return process
