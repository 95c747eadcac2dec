"""Entries of the log as rows, and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from commands.moments import moment
from commands.output import Column, day
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from audit import Entry

COLUMNS = (
    Column(key="stream", heading=Text("Hồ sơ", "Stream"), kind="ref"),
    Column(key="seq", heading=Text("Mục", "Entry"), kind="number"),
    Column(key="effective_on", heading=Text("Hiệu lực", "Effective"), kind="day"),
    Column(key="recorded_at", heading=Text("Ghi lúc", "Recorded"), kind="ref", spare=1),
    Column(key="kind", heading=Text("Loại", "Kind"), kind="ref", wide=True),
    Column(key="event", heading=Text("Việc", "Event")),
    Column(key="actor", heading=Text("Người ghi", "Actor"), kind="ref", spare=2),
    Column(key="digest", heading=Text("Mã băm", "Digest"), kind="ref", wide=True),
)
_SHORT = 8
_LONG_NAME = re.compile(r"(?<=/)([0-9a-f]{8})[0-9a-f]{24,}")
_REGISTERS = {
    "unit": Text("Tổ chức", "Unit"),
    "quota": Text("Chỉ tiêu", "Quota"),
    "import": Text("Nhập danh sách", "Import"),
    "key": Text("Khóa ký nhật ký", "Key of the log"),
    "role": Text("Người nhận nhắc việc", "Who is told of reminders"),
    "message": Text("Tin nhắc việc", "Message of a reminder"),
    "sample": Text("Rút mẫu kiểm tra", "Sample drawn for an inspection"),
}


def stream_shown(stream: str) -> str:
    """The name of a stream for people: a digest in it is cut to its beginning."""
    return _LONG_NAME.sub(r"\1…", stream)


def deed_shown(fields: Mapping[str, Any]) -> str:
    """What an entry says was done, of every kind there is."""
    from commands.case.words import deed  # noqa: PLC0415 - help stays instant

    register = _REGISTERS.get(fields["kind"])
    return deed(fields) if register is None else say(register)


def entry_row(entry: Entry, zone: ZoneInfo) -> dict[str, Any]:
    """An entry as programs and people read it."""
    fields = entry.fields
    return {
        "stream": entry.stream,
        "stream_shown": stream_shown(entry.stream),
        "seq": entry.seq,
        "kind": fields["kind"],
        "event": fields.get("event"),
        "event_shown": deed_shown(fields),
        "from": fields.get("from"),
        "to": fields.get("to"),
        "effective_on": fields["effective_on"],
        "effective_on_shown": day(date.fromisoformat(fields["effective_on"])),
        "recorded_at": fields["recorded_at"],
        "recorded_at_shown": moment(datetime.fromisoformat(fields["recorded_at"]), zone),
        "actor": fields["actor"],
        "approved_by": fields.get("approved_by"),
        "unit": fields.get("unit"),
        "document": fields.get("document", {}).get("number"),
        "reason": fields.get("reason"),
        "overrides": fields.get("data", {}).get("overrides", []),
        "digest": entry.digest,
        "digest_shown": f"{entry.digest[:_SHORT]}…",
        "previous": entry.previous,
    }
