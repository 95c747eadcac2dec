"""Conditions on a person who moves: the file and the clock go on, with a new helper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.case import Fact
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Unmet
from workflow.states import Event


def candidate_moved(ask: Inquiry) -> Iterator[Unmet]:
    """A candidate who moved has the paper for the stage of the file, and a new helper (R7.11).

    While the cell has not voted the old committee certifies that the person is being helped; once
    the cell has proposed, the file is forwarded by letter. The helper needs no shared time.
    """
    move = _newest(ask)
    if move is None:
        return
    version = ask.law.find("candidate-move", move.on)
    resolved = [
        fact
        for fact in ask.case.facts_of(FactKind.RESOLUTION, body="cell", purpose="admission")
        if fact.on <= move.on
    ]
    paper = "forwarding-letter" if resolved else "certificate"
    found = ask.known(FactKind.MOVE_PAPER, ask.on, paper=paper)
    if found is None or found.on < move.on:
        label = CHOICE_LABELS[paper]
        yield ask.unmet(
            "candidate-move",
            Text(
                f"chuyển nơi công tác, cư trú ngày {shown(move.on)}: chưa có {label.vi} của cấp ủy"
                " nơi chuyển đi",
                f"moved on {move.on}: the {label.en} of the old committee is missing",
            ),
            version,
            ask.record("move-paper", f"--set paper={paper} --number … --issuer … --on …"),
        )
    yield from _new_helper(ask, move, "candidate-move")


def probationer_moved(ask: Inquiry) -> Iterator[Unmet]:
    """A probationary member who moved has a new helper; the clock is not reset (R9.7)."""
    move, began = _newest(ask), ask.case.day_of(Event.HOLD_CEREMONY)
    if move is not None and began is not None and move.on >= began:
        yield from _new_helper(ask, move, "probation-transfer")


def _newest(ask: Inquiry) -> Fact | None:
    return ask.known(FactKind.MOVE, ask.on)


def _new_helper(ask: Inquiry, move: Fact, rule: str) -> Iterator[Unmet]:
    helper = ask.known(FactKind.HELPER, ask.on)
    since: date | None = None if helper is None else helper.on
    if since is None or since < move.on:
        yield ask.unmet(
            "helper-after-move",
            Text(
                f"chuyển ngày {shown(move.on)}: nơi chuyển đến chưa phân công người giúp đỡ mới"
                " (không cần đủ thời gian cùng công tác)",
                f"moved on {move.on}: the new cell has not assigned a helper yet"
                " (who needs no shared time)",
            ),
            ask.law.find(rule, move.on),
            ask.record("helper", "--set who=… --on …"),
        )
