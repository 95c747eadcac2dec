"""How urgent a day is, in words."""

from __future__ import annotations

from datetime import date

from commands.speech import say
from rules.text import Text
from workflow.case import WAITED_FOR
from workflow.listing import CaseLine

_SOON = 60


def is_late(rule: str, left: int) -> bool:
    """Whether somebody is late: a day that is only waited for makes nobody late."""
    return left < 0 and rule not in WAITED_FOR


def days_late(rule: str | None, due: date | None, today: date, *, held: bool) -> int:
    """Calendar days somebody is late with a case; 0 while it is on hold, and for a wait."""
    if rule is None or due is None or held:
        return 0
    left = (due - today).days
    return -left if is_late(rule, left) else 0


def line_late(line: CaseLine, today: date) -> int:
    """Calendar days somebody is late with the case of a line; 0 when nobody is."""
    return days_late(line.next_rule, line.next_due, today, held=line.held is not None)


def left_shown(left: int, *, held: bool = False, rule: str = "") -> str:
    """Days left or over: a symbol and words, never colour alone."""
    if held:
        return say(Text("‖ tạm dừng", "‖ on hold"))
    if left < 0 and rule in WAITED_FOR:
        return say(Text(f"● hết {-left} ngày trước", f"● ended {-left} days ago"))
    if left < 0:
        return say(Text(f"▲ quá {-left} ngày", f"▲ {-left} days over"))
    if left == 0:
        return say(Text("! hôm nay", "! today"))
    mark = "! " if left <= _SOON else ""
    return say(Text(f"{mark}còn {left} ngày", f"{mark}{left} days left"))
