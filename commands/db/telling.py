"""How `ketnap db` says what it did to a store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.speech import say
from rules.text import Text

_DONE = (
    Column(key="store", heading=Text("Kho", "Store")),
    Column(key="result", heading=Text("Kết quả", "Result")),
)


def missing_folder(path: Path) -> Path | None:
    """The folder that a new file would need and that is not there yet."""
    folder = path.absolute().parent
    return None if folder.is_dir() else folder


def made(folder: Path | None) -> list[Text]:
    """The line that names a folder that had to be made."""
    if folder is None:
        return []
    return [Text(f"  Đã tạo thư mục {folder}.", f"  Made the folder {folder}.")]


def tell_store(office: Office, lines: list[Text], row: dict[str, Any]) -> None:
    """Say the lines, or give the row to a program."""
    tell_or_emit(office, [say(line) for line in lines], "db", _DONE, [row])
