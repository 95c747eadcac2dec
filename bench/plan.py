"""What each step of the main path writes, taken from the engine once: the rows to be equalled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from main_path import MAIN_PATH, Step, nominated

from storage.rows import closing_values, deadline_values
from storage.store import SqlStore
from workflow.change import Change
from workflow.desk import Desk
from workflow.snapshot import case_columns

_WHOSE = ("stream", "case_ref")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """The rows of one step; what differs from case to case is left to be filled in.

    Attributes:
        advances: Whether it takes the case to another state.
        action: Which action of the engine it was.
        asked: What the fingerprint of its request stands for, but the reference.
        fields: The entry, with `stream`, `previous` and `recorded_at` of another case.
        sealed: Values kept apart from the log, by the key of the entry's data.
        columns: The columns of the case's row that do not differ between cases.
        snapshot: The keys of its snapshot, but the facts.
        fact: What the step adds to the facts of the snapshot.
        opens: Deadline rows without their case, as a tuple in the table's order.
        closes: `(how, by, on, rule, started_by)` of each closed deadline.
    """

    advances: bool
    action: str
    asked: Mapping[str, Any]
    fields: Mapping[str, Any]
    sealed: Mapping[str, str]
    columns: tuple[Any, ...]
    next_columns: tuple[Any, ...]
    snapshot: Mapping[str, Any]
    fact: list[Any] | None
    opens: tuple[tuple[Any, ...], ...]
    closes: tuple[tuple[Any, ...], ...]


class _Watched:
    """A store that keeps the last change that went through it."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.last: Change | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def commit(self, change: Change) -> None:
        self._store.commit(change)
        self.last = change


def planned(desk: Desk) -> list[PlannedStep]:
    """Take one case along the main path on an empty store and keep what each step wrote."""
    watched = _Watched(desk.store)  # type: ignore[arg-type]  # the bench opens no other store
    desk = replace(desk, store=watched)  # type: ignore[arg-type]  # passes everything on
    ref = nominated(desk, 1)[0]
    steps = []
    for step in MAIN_PATH:
        step.take(desk, ref)
        steps.append(_planned(step, watched.last))
    return steps


def _planned(step: Step, change: Change | None) -> PlannedStep:
    if change is None:
        raise ValueError(f"{step.what} wrote nothing")
    (write,), (entry,) = change.cases, change.entries
    row = case_columns(write.case)
    snapshot = json.loads(row["snapshot"])
    facts = snapshot.pop("facts")
    data = entry.fields.get("data", {})
    values = {kept.digest: kept.value for _, kept in change.sealed}
    opens = [deadline_values("", "", one, change.recorded_on) for one in write.opened]
    closes = [closing_values(one) for one in write.closings]
    return PlannedStep(
        advances=step.advances,
        action=change.action,
        asked={
            "event" if step.advances else "kind": step.what.value,
            "on": step.on.isoformat(),
            "document": step.document,
            "values": dict(step.values),
        },
        fields=entry.fields,
        sealed={
            key: values[item["sealed"]]
            for key, item in data.items()
            if isinstance(item, dict) and "sealed" in item
        },
        columns=tuple(row[name] for name in ("unit", "state", "since", "seq")),
        next_columns=tuple(row[name] for name in ("held", "moving_to", "next_due", "next_rule")),
        snapshot=snapshot,
        fact=None if step.advances else facts[-1],
        opens=tuple(tuple(one[name] for name in one if name not in _WHOSE) for one in opens),
        closes=tuple(
            (one["how"], one["by"], one["on"], one["rule_"], one["started"]) for one in closes
        ),
    )
