"""The log proves itself, and a copy that somebody tampered with is found out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from demo.play import Play
from rules.text import Text
from storage.engine import sqlite_module

_BROKEN = 7
BUNDLE = "sao-luu.ketnap"
"""A backup of the store."""

COPY = "ban-sao-bi-sua.db"
"""What the backup is restored to, and then tampered with."""


def proof(play: Play) -> None:
    """Verify the log; then change one word of a copy, behind its guards, and verify that."""
    stage = play.stage
    stage.heading(Text("Nhật ký tự chứng minh", "The log proves itself"))
    stage.show("audit", "verify")
    if play.store is None:
        return
    bundle, copy = play.folder / BUNDLE, play.folder / COPY
    stage.show("db", "backup", str(bundle), lines=1)
    stage.show("db", "restore", str(bundle), "--db", str(copy), lines=1)
    tamper(copy)
    stage.tell(
        Text(
            "  (một người gỡ chốt của bản sao và sửa ngày của một mục trong tệp)",
            "  (somebody takes the guards off the copy and changes a day in the file)",
        )
    )
    stage.show("audit", "verify", "--db", str(copy), ends=_BROKEN)


def tamper(path: Path) -> None:
    """Change the day of one transition in a store's file, as one who owns the file could."""
    connection = sqlite_module().connect(str(path))
    try:
        number, body = connection.execute(
            'SELECT id, body FROM entry WHERE body LIKE \'%"event":"admit"%\' ORDER BY id LIMIT 1'
        ).fetchone()
        day = date.fromisoformat(json.loads(body)["effective_on"])
        forged = body.replace(day.isoformat(), (day - timedelta(days=30)).isoformat(), 1)
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("UPDATE entry SET body = ? WHERE id = ?", (forged, number))
        connection.commit()
    finally:
        connection.close()
