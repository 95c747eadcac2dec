"""What the office sees in the morning: state, work, quotas, the law, alerts."""

from __future__ import annotations

from datetime import date

from demo.play import Play
from rules.text import Text

_DISAGREE = 7


def figures(play: Play) -> None:
    """Status, worklist, league, history, the wrong total, and two wordings of one rule."""
    stage, year = play.stage, str(play.today.year)
    stage.heading(Text("Tình hình, việc cần làm", "Where things stand, what to do"))
    stage.show("status")
    stage.show("next", "--unit", "DV", "--within", "10d", lines=6, total=True)
    stage.heading(Text("Chỉ tiêu; số công bố được kiểm lại", "Quotas; published figures checked"))
    stage.show("quota", "league", "--year", year, lines=8, total=True)
    stage.show("quota", "history", "--from", "2020", "--to", "2023")
    claim = ("--period", "2020..2022", "--claim", "total=372")
    stage.show("report", "check", *claim, ends=_DISAGREE)
    stage.heading(Text("Cùng một hạn, hai thời quy định", "One time limit, two wordings"))
    stage.show("rules", "due", "ceremony", "20/07/2026", "--received", "24/07/2026")
    stage.show("rules", "due", "ceremony", "28/07/2026")
    _receipt(play)


def _receipt(play: Play) -> None:
    """A decision of the older wording: its deadline is provisional until the receipt is known."""
    stage, ref = play.stage, play.refs["no-receipt"]
    stage.show("case", "show", ref, lines=7)
    issued = date.fromisoformat(stage.read("case", "show", ref)[0]["since"])
    stage.show(*play.fact(ref, "decision-receipt", (play.today - issued).days - 5), lines=3)


def alerts(play: Play) -> None:
    """One pass of the clock, twice: what was raised is not raised again."""
    stage = play.stage
    stage.heading(Text("Nhắc việc", "Alerts"))
    stage.show("tick", lines=7, total=True)
    stage.show("tick", lines=1)
    stage.show("alert", "list", "--unit", "DV", lines=6, total=True)
