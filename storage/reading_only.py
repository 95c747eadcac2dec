"""A SQLite file that may not be written: a backup on a read-only disk, an auditor's copy.

SQLite itself wants to write beside such a file (its `-shm`, a rollback). Where nothing waits to be
merged the file is opened as immutable, so that it needs no more than to be read.
"""

from __future__ import annotations

import os
from pathlib import Path

from rules.text import Text
from workflow.errors import OutsideServiceError

_WAITING = ("-wal", "-journal")
_EFFECTIVE = os.access in os.supports_effective_ids


def is_read_only(path: Path) -> bool:
    """Whether this process may not write the file, or may not make SQLite's own beside it."""
    return not all(
        os.access(place, os.W_OK, effective_ids=_EFFECTIVE) for place in (path, path.parent)
    )


def reading_uri(path: Path) -> str:
    """How SQLite is asked for the file when it may only be read.

    Raises:
        OutsideServiceError: it can only be read after writing what another program left unmerged.
    """
    uri = path.absolute().as_uri()
    waiting = [mark for mark in _WAITING if _size(path, mark)]
    if not waiting:
        return f"{uri}?mode=ro&immutable=1"
    if waiting == ["-wal"] and _size(path, "-shm"):
        return f"{uri}?mode=ro"
    raise OutsideServiceError(
        Text(
            f"{path} chỉ đọc được, mà còn phần chưa gộp ({path.name}{waiting[0]}).",
            f"{path} may only be read, and a part of it is not merged yet"
            f" ({path.name}{waiting[0]}).",
        ),
        following=Text(
            "chép tệp kho cùng phần ấy vào một thư mục ghi được rồi mở ở đó",
            "copy the file and that part into a folder that can be written, and open it there",
        ),
    )


def _size(path: Path, mark: str) -> int:
    beside = path.with_name(path.name + mark)
    return beside.stat().st_size if beside.is_file() else 0
