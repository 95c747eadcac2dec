"""What a simulation tells: its figures, and the invariants one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from commands.output import Column, number
from commands.speech import say
from rules.text import Text
from workflow.states import STATE_LABELS, State

if TYPE_CHECKING:
    from simulation.play import Outcome

RESULT = tuple(
    Column(key=key, heading=Text(vi, en), kind="number")
    for key, vi, en in (
        ("years", "Năm", "Years"),
        ("units", "Tổ chức", "Units"),
        ("cases", "Hồ sơ", "Cases"),
        ("entries", "Số mục", "Entries"),
        ("cases_per_second", "Hồ sơ/giây", "Cases/s"),
    )
)
"""The columns of a line for programs."""


def told(row: Mapping[str, Any], outcome: Outcome) -> Iterator[str]:
    """The same for people."""
    yield say(
        Text(
            f"✓ {number(row['cases'])} hồ sơ ở {number(row['units'])} tổ chức,"
            f" {row['years']} năm: {number(row['entries'])} mục nhật ký.",
            f"✓ {number(row['cases'])} cases in {number(row['units'])} units,"
            f" {row['years']} years: {number(row['entries'])} entries.",
        )
    )
    speed = number(row["cases_per_second"]), number(row["entries_per_second"])
    yield say(
        Text(
            f"  {speed[0]} hồ sơ/giây, {speed[1]} mục/giây; câu chuyện {row['story']}",
            f"  {speed[0]} cases/s, {speed[1]} entries/s; story {row['story']}",
        )
    )
    for state, count in row["states"].items():
        yield f"  {say(STATE_LABELS[State(state)])}: {number(count)}"
    if row["passes"] is not None:
        seen = [number(row[key]) for key in ("passes", "alerts", "digests")]
        yield say(
            Text(
                f"  Nhắc việc: {seen[0]} lượt quét, {seen[1]} nhắc việc, {seen[2]} bản tổng hợp",
                f"  Reminders: {seen[0]} passes, {seen[1]} alerts, {seen[2]} digests",
            )
        )
    for condition, count in row["refused"].items():
        yield say(
            Text(
                f"  Bị từ chối: {condition} ({number(count)})",
                f"  Refused: {condition} ({number(count)})",
            )
        )
    for one in outcome.findings:
        mark, found = ("✓", "") if one.holds else ("✗", f": {one.problem}")
        yield f"{mark} {say(one.title)} ({number(one.looked_at)}){found}"
