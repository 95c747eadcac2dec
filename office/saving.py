"""A file appears whole under its name, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from office.refusal import SheetError
from rules.text import Text

_SCREEN = "-"


def save_whole(
    path: Path,
    write: Callable[[Path], object],
    *,
    overwrite: bool = False,
    ready: Callable[[], None] | None = None,
) -> None:
    """Have `write` fill a temporary file beside `path`, then give it its name.

    `ready` is called in between, once the file is whole: what it raises leaves no file behind.

    The file is readable by its owner only: lists hold personal data.

    Raises:
        SheetError: The file is there already (and `overwrite` is not set), the folder cannot be
            written, or the name is `-`, by which other programs mean the screen.
    """
    if str(path) == _SCREEN:
        raise _no_file()
    if not overwrite and is_there(path):
        raise _exists(path)
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.stem[:40]}.", suffix=".tmp"
        )
    except (OSError, ValueError) as error:
        raise _not_written(path) from error
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        if ready is not None:
            ready()
        _name(temporary, path, overwrite=overwrite)
    except OSError as error:
        raise _not_written(path) from error
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def is_there(path: Path) -> bool:
    """Whether a file has this name; one that no file can have (too long, a NUL) is free."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for such names


def _name(temporary: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)  # unlike a rename, refuses a file that has come meanwhile
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError:  # memory sticks and some network folders know no links
        if is_there(path):
            raise _exists(path) from None
        temporary.replace(path)


def _no_file() -> SheetError:
    return SheetError(
        what=Text(vi="Không ghi được “-”", en="Cannot write “-”"),
        why=Text(
            vi="lệnh này chỉ ghi ra tệp, không in ra màn hình",
            en="this writes to a file, not to the screen",
        ),
        remedy=Text(
            vi="Xin nêu tên tệp; để in ra thì dùng lệnh xem, ví dụ ketnap person show",
            en="Name a file; to print, use the command that shows, such as ketnap person show",
        ),
    )


def _exists(path: Path) -> SheetError:
    return SheetError(
        what=Text(vi=f"Không ghi được {path.name}", en=f"Cannot write {path.name}"),
        why=Text(vi="đã có tệp cùng tên", en="there is a file of that name"),
        remedy=Text(
            vi="Xin chọn tên khác, hoặc cho phép ghi đè", en="Choose another name, or overwrite it"
        ),
    )


def _not_written(path: Path) -> SheetError:
    return SheetError(
        what=Text(vi=f"Không ghi được {path.name}", en=f"Cannot write {path.name}"),
        why=Text(
            vi="thư mục không có, không ghi được hoặc hết chỗ",
            en="the folder is missing, not writable or full",
        ),
        remedy=Text(vi="Xin chọn thư mục khác", en="Please choose another folder"),
    )
