"""A folder for what must not be seen half done, beside the store and as closed as it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.address import Address
from storage.reading_only import is_read_only

_MARK = ".ketnap-work-"


@contextmanager
def workplace(address: Address, *, else_in: Path) -> Iterator[Path]:
    """A folder of this process alone; what earlier ones left when they were killed goes too.

    It is made beside a file; beside a read-only one it is not possible, nor beside a server:
    then it is made in the other folder.

    Raises:
        OSError: there is no place for it.
    """
    home = else_in if address.path is None else address.path.absolute().parent
    if address.path is not None and address.path.exists() and is_read_only(address.path):
        home = else_in
    home.mkdir(parents=True, exist_ok=True)
    _clear(home)
    folder = Path(tempfile.mkdtemp(prefix=f"{_MARK}{os.getpid()}-", dir=home))  # made with 0700
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(home: Path) -> None:
    for left in home.glob(f"{_MARK}*"):
        owner = left.name.removeprefix(_MARK).partition("-")[0]
        if owner.isdigit() and not _runs(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
