"""The opponent: the same rows, written straight through the driver by code made for this alone.

It asks no conditions, works out no deadline and reads nothing back: what it writes is known to it
beforehand, the case stays in its memory, and each statement is one literal. One transaction per
step, a canonical entry with its digest, a request id and its fingerprint, as the engine writes.
Nothing but the driver and Python's standard library.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from plan import PlannedStep

_NEW_REQUEST = (
    "INSERT INTO request (id, action, fingerprint, recorded_on, result) VALUES (?, ?, ?, ?, ?)"
)
_MOVE_CASE = (
    "UPDATE case_file SET unit=?, state=?, since=?, seq=?, head=?, held=?, moving_to=?,"
    " next_due=?, next_rule=?, snapshot=? WHERE ref=? AND seq=?"
)
_NEW_ENTRY = "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, ?, ?, ?, ?)"
_NEW_DEADLINE = (
    "INSERT INTO deadline (stream, case_ref, rule, version, started_by, opened_by, start_on,"
    " due_on, opened_on, estimated, provisional) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CLOSE_DEADLINE = (
    "UPDATE deadline SET closed_how=?, closed_by=?, closed_on=?"
    " WHERE stream=? AND rule=? AND started_by=? AND closed_how IS NULL"
)
_NEW_SEALED = "INSERT INTO sealed (digest, stream, salt, value) VALUES (?, ?, ?, ?)"
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class ByHand:
    """One connection of the driver and the statements of one step."""

    def __init__(
        self,
        connection: Any,
        plan: Sequence[PlannedStep],
        clock: Callable[[], datetime],
        *,
        mark: str = "?",
    ) -> None:
        self._do = connection.cursor().execute
        self._clock = clock
        self._zone = ZoneInfo("Asia/Ho_Chi_Minh")
        self._plan = plan
        self._begin = "BEGIN IMMEDIATE" if mark == "?" else "BEGIN"
        self._sql = [
            statement.replace("?", mark)
            for statement in (
                _NEW_REQUEST,
                _MOVE_CASE,
                _NEW_ENTRY,
                _CLOSE_DEADLINE,
                _NEW_DEADLINE,
                _NEW_SEALED,
            )
        ]

    def take(self, ref: str, head: str, times: list[float]) -> None:
        """Take a nominated case along the whole path; adds the seconds of each step to `times`."""
        facts: list[Any] = []
        for step in self._plan:
            began = perf_counter()
            head = self._step(ref, head, step, facts)
            times.append(perf_counter() - began)

    def _step(self, ref: str, previous: str, step: PlannedStep, facts: list[Any]) -> str:
        do = self._do
        new_request, move_case, new_entry, close_deadline, new_deadline, new_sealed = self._sql
        now = self._clock()
        fields = dict(step.fields)
        seq = fields["seq"]
        kept = []
        if step.sealed:
            data = dict(fields["data"])
            for key, value in step.sealed.items():
                salt = secrets.token_bytes(16)
                mixed = b"ketnap sealed v1\x00" + salt + value.encode()
                digest = sha256(mixed).hexdigest()
                data[key] = {"sealed": digest}
                kept.append((digest, ref, salt.hex(), value))
            fields["data"] = data
        fields["stream"] = ref
        fields["previous"] = previous
        fields["recorded_at"] = (
            now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        )
        body = _encode(fields)
        head = sha256(b"ketnap entry v1\x00" + body.encode()).hexdigest()
        if step.fact is not None:
            facts.append([*step.fact[:-1], fields.get("data", {})])
        snapshot = _encode({**step.snapshot, "facts": facts})
        today = now.astimezone(self._zone).date().isoformat()
        result = _encode({"seq": seq, "stream": ref})
        asked = _encode({**step.asked, "ref": ref})
        fingerprint = sha256(asked.encode()).hexdigest()
        do(self._begin)
        do(new_request, (uuid.uuid4().hex, step.action, fingerprint, today, result))
        do(move_case, (*step.columns, head, *step.next_columns, snapshot, ref, seq - 1))
        do(new_entry, (ref, seq, body, head, previous))
        for how, by, on, rule, started in step.closes:
            do(close_deadline, (how, by, on, ref, rule, started))
        for row in step.opens:
            do(new_deadline, (ref, ref, *row))
        for row in kept:
            do(new_sealed, row)
        do("COMMIT")
        return head
