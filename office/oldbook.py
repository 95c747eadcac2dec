"""The cells of an .xls workbook, read in a process of its own with little memory.

The old format's parser lays out every sheet while it opens the file, and a damaged record can make
it ask for any amount of memory. Old workbooks are rare and small (65,536 lines), so a child process
with a memory and time limit reads them; whatever happens to it, this process goes on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from office.refusal import damaged, encrypted, no_such_sheet, too_long
from office.sheet import AREA_LIMIT, Cell

# The record that says how the rest is enciphered follows the stream's very first record.
_PROTECTED = re.compile(rb"\x09\x08\x10\x00.{16}\x2f\x00", re.DOTALL)
_SECONDS = 30
_MEMORY = 1024 * 1024 * 1024

# Runs alone: the child imports nothing of ours.
_CHILD = """
import io, json, sys
from datetime import date, datetime, time, timedelta
from python_calamine import CalamineWorkbook
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
except ImportError:
    pass
def plain(value):
    if isinstance(value, timedelta):
        return {"timedelta": value.total_seconds()}
    return {type(value).__name__: value.isoformat()}
book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
names = [s.name for s in book.sheets_metadata if str(s.visible).endswith("Visible")]
asked = json.loads(sys.argv[1])
chosen = asked if asked is not None else (names or [None])[0]
answer = {"names": names, "chosen": chosen, "table": None}
if chosen in book.sheet_names:
    sheet = book.get_sheet_by_name(chosen)
    if sheet.total_height * sheet.total_width > int(sys.argv[3]):
        json.dump({"large": True}, sys.stdout)
        sys.exit()
    answer["table"] = sheet.to_python(skip_empty_area=False)
json.dump(answer, sys.stdout, default=plain)
"""

_KINDS: dict[str, Any] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def read_old_book(
    data: bytes, file_name: str, sheet: str | None
) -> tuple[str, Sequence[Sequence[Cell]]]:
    """The chosen worksheet's name and all its lines from the first on.

    Raises:
        SheetError: The workbook is damaged, encrypted, too large, or has no such sheet.
    """
    if _PROTECTED.search(data):
        raise encrypted(file_name)
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own text
            [sys.executable, "-I", "-c", _CHILD, json.dumps(sheet), str(_MEMORY), str(AREA_LIMIT)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        answer = json.loads(child.stdout, object_hook=_value)
    except (subprocess.SubprocessError, ValueError) as error:
        raise damaged(file_name) from error
    if answer.get("large"):
        raise too_long(file_name)
    if answer["table"] is None:
        raise no_such_sheet(file_name, sheet, answer["names"])
    return answer["chosen"], answer["table"]


def _value(pairs: dict[str, Any]) -> Any:
    if len(pairs) == 1 and (kind := next(iter(pairs))) in _KINDS:
        return _KINDS[kind](pairs[kind])
    return pairs
